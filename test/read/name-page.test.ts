import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { NameStore } from '../../main/store/name-store.ts';
import { openFully } from '../build/traffic.ts';

const sample = fileURLToPath(new URL('../../assets/sample.pcapng', import.meta.url));
const all = { offset: 0, limit: 1000 };

describe('names', () => {
  it('give back the addresses that they were said of', () => {
    const names = new NameStore();
    names.add(Uint8Array.of(192, 0, 2, 255), 'a.example', 'dns', 3);
    names.add(
      Uint8Array.from({ length: 16 }, (_, i) => i * 17),
      'b.example',
      'mdns',
      4,
    );
    expect([...names.all()].map(([bytes, said]) => [[...bytes], said[0]?.name])).toEqual([
      [[192, 0, 2, 255], 'a.example'],
      [Array.from({ length: 16 }, (_, i) => i * 17), 'b.example'],
    ]);
  });

  it('of the sample come in order of the record that said them first, with its time', async () => {
    const { engine, source } = await openFully(sample);
    const { total, rows } = await engine.call('names', { source, ...all, sort: 'first', direction: 'asc' });
    expect(rows).toHaveLength(total);
    expect(rows.map(row => row.first)).toEqual(rows.map(row => row.first).sort((a, b) => a - b));
    for (const { first, time } of rows) expect(time === null).toBe(first === 0);
    const sources = new Set(rows.map(row => row.source));
    for (const said of ['dns', 'mdns', 'dhcp', 'sni', 'http'] as const) expect(sources).toContain(said);
  });

  it('are found by part of the name or the address; one without traffic has no host', async () => {
    const { engine, source } = await openFully(sample);
    const found = await engine.call('names', { source, ...all, sort: 'address', direction: 'asc', search: ' STATIC.' });
    expect(new Set(found.rows.map(row => row.name))).toEqual(new Set(['static.meadow.example']));
    const hosts = found.rows.map(row => [row.address, row.host?.address ?? null]);
    expect(hosts).toContainEqual(['203.0.113.10', null]);
    expect(hosts).toContainEqual(['2001:db8:cafe::10', '2001:db8:cafe::10']);
    const byAddress = await engine.call('names', {
      source,
      ...all,
      sort: 'name',
      direction: 'desc',
      search: 'cafe::10',
    });
    expect(byAddress.rows.map(row => row.name)).toContain('static.meadow.example');
  });
});
