// A host is called the same in every row that has one: name, address, role.
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../main/session/engine.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import type { HostEnd, HostRow } from '../../shared/model/host.ts';
import { openFully } from '../build/traffic.ts';

const sample = fileURLToPath(new URL('../../assets/sample.pcapng', import.meta.url));
const all = { offset: 0, limit: 1000, direction: 'asc' } as const;

describe('hosts in rows', () => {
  let engine: Engine;
  let source: number;
  let hosts: readonly HostRow[];
  beforeEach(async () => {
    ({ engine, source } = await openFully(sample));
    ({ rows: hosts } = await engine.call('hosts', { source, ...all, sort: 'address' }));
    expect(hosts.some(({ name }) => name !== null)).toBe(true);
  });

  const known = (end: HostEnd): HostEnd => {
    const { id, address, name, role } = hosts.find(host => host.id === end.id)!;
    return { id, address, name, role };
  };

  it('are those of the table of hosts: in bursts, conversations, flows, gaps, windows', async () => {
    const bursts = DEFAULT_BURST_PARAMS;
    const ends: HostEnd[] = [];
    for (const scope of ['stream', 'flow', 'host-out'] as const) {
      const { rows } = await engine.call('bursts', { source, ...all, params: { ...bursts, scope }, sort: 'burst' });
      ends.push(...rows.flatMap(({ src, dst }) => [src, dst]).filter(end => end !== null));
    }
    for (const by of ['pair', 'flow'] as const) {
      const { rows } = await engine.call('conversations', { source, ...all, by, bursts, sort: 'start' });
      ends.push(...rows.flatMap(({ a, b }) => [a, b]));
    }
    const lines = await engine.call('windowRows', { source, offset: 0, limit: 100 });
    ends.push(...lines.rows.flatMap(({ src, dst }) => [src, dst]));
    expect(ends.length).toBeGreaterThan(200);
    expect(ends).toEqual(ends.map(known));
  });

  it('are named by their numbers; there is nothing to say of others', async () => {
    const numbers = hosts.map(({ id }) => id);
    const ends = await engine.call('hostEnds', { source, hosts: [...numbers, 1_000_000] });
    expect(ends).toEqual([...hosts.map(known), null]);
  });

  it('have their names by their addresses, too', async () => {
    const addresses = hosts.map(({ address }) => address);
    const names = await engine.call('addressNames', {
      source,
      addresses: [...addresses, '203.0.113.254', 'no=address'],
    });
    expect(names).toEqual([...hosts.map(({ name }) => name), null, null]);
  });

  it('are found by their names in keys of series and in requests', async () => {
    const question = { source, offset: 0, limit: 10, search: 'CAMERA' } as const;
    const keys = await engine.call('seriesKeys', {
      ...question,
      series: { by: 'host' },
      sort: 'total',
      direction: 'desc',
    });
    expect(keys.rows.map(({ key }) => key)).toEqual(['192.168.20.21']);
    const values = await engine.call('requestValues', { ...question, field: 'ip', addresses: ['192.168.20.31'] });
    expect(values.rows.map(({ value }) => value)).toEqual(['192.168.20.31', '192.168.20.21']);
    const paths = await engine.call('requestValues', { ...question, field: 'path' });
    expect(paths.total).toBe(0);
  });

  it('are found by part of a name, or because they are asked for', async () => {
    const named = hosts.find(({ name }) => name !== null)!;
    const other = hosts.find(({ name, id }) => name === null && id !== named.id)!;
    const found = await engine.call('hosts', {
      source,
      ...all,
      sort: 'address',
      search: named.name!,
      addresses: [other.address, '203.0.113.254'],
    });
    const addresses = found.rows.map(({ address }) => address);
    expect(addresses).toContain(named.address);
    expect(addresses).toContain(other.address);
    expect(addresses).not.toContain('203.0.113.254');
  });
});
