// What the filter box offers is what the capture holds: every value is found by the filter that it makes, as often as is said.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../main/session/engine.ts';
import { complete } from '../../shared/filter/complete.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import { openBytes, openFully, traffic } from '../build/traffic.ts';

const sample = fileURLToPath(new URL('../../assets/sample.pcapng', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'burstscope-values-'));
afterAll(() => rmSync(folder, { recursive: true }));

const found = async (engine: Engine, source: number, filter: string): Promise<number> => {
  const list = { source, filter, sort: 'time', direction: 'asc', bursts: DEFAULT_BURST_PARAMS, offset: 0 } as const;
  return (await engine.call('records', { ...list, limit: 0 })).total;
};

/** The filter that the box makes of a value. */
async function filterOf(engine: Engine, source: number, field: string, value: string): Promise<string> {
  const start = `${field} == `;
  const held = await engine.call('filterValues', { source, field, typed: value, limit: 5 });
  const suggestion = complete(start, start.length, { held }).suggestions.find(
    ({ text }) => text === value || text === `"${value}"`,
  );
  return start + suggestion!.text;
}

describe('values of a capture', () => {
  const sent = [
    { src: '10.0.0.1', dst: '10.0.0.2', sport: 4000, dport: 443, payload: 20, protocol: 'tcp' as const },
    { src: '10.0.0.2', dst: '10.0.0.1', sport: 443, dport: 4000, payload: 0, protocol: 'tcp' as const },
    { src: '10.0.0.1', dst: '10.0.0.3', sport: 53, dport: 53, payload: 7 },
    { src: '10.0.0.3', dst: '10.0.0.1', sport: 123, dport: 9, payload: 0 },
    { src: '10.0.0.4', dst: '10.0.0.1', protocol: 'icmp' as const },
  ];
  const bytes = traffic(
    Array.from({ length: 60 }, (_, i) => ({
      ...sent[(i + (i >> 3)) % sent.length]!,
      at: `10${String(i).padStart(2, '0')}.5`,
    })),
  );
  it.each([
    ...['ip.addr', 'ip.src', 'ip.dst', 'host', 'tcp.port', 'tcp.srcport', 'tcp.dstport', 'udp.port'],
    ...['udp.srcport', 'udp.dstport', 'ip.proto', 'ip.ttl', 'payload_kind', 'flow', 'conversation'],
  ])('%s: as many packets as the filter finds, and no other value', async field => {
    const { engine, source } = await openBytes(bytes);
    const { values, counted } = await engine.call('filterValues', { source, field, typed: '', limit: 99 });
    expect(counted).toBe('packets');
    expect(values.map(({ count }) => count)).toEqual(values.map(({ count }) => count).sort((a, b) => b - a));
    for (const { value, count } of values) {
      const filter = await filterOf(engine, source, field, value);
      expect([filter, await found(engine, source, filter)]).toEqual([filter, count]);
    }
    const filters = await Promise.all(values.map(({ value }) => filterOf(engine, source, field, value)));
    expect(await found(engine, source, `${field} && !(${filters.join(' || ')})`)).toBe(0);
  });
});

describe('values of the sample', () => {
  it.each([
    ...['dns.resp.name', 'dns.a', 'dhcp.option.hostname', 'tls.handshake.extensions_server_name', 'http.host'],
    ...['tls.handshake.ja4', 'eth.addr', 'eth.src', 'ipv6.src'],
  ])('%s: each is somewhere', async field => {
    const { engine, source } = await openFully(sample);
    const { values } = await engine.call('filterValues', { source, field, typed: '', limit: 1 });
    expect(values.length).toBeGreaterThan(0);
    for (const { value, count } of values) {
      expect(count).toBeGreaterThan(0);
      const filter = await filterOf(engine, source, field, value);
      expect([filter, (await found(engine, source, filter)) > 0]).toEqual([filter, true]);
    }
  });
});

describe('what was typed', () => {
  it('is found at the beginning first, then inside, then in the name', async () => {
    const send = (src: string, times: number) =>
      Array.from({ length: times }, (_, i) => ({ at: `100${i}.5`, src, dst: '192.0.2.1', payload: 9 }));
    const bytes = traffic([...send('10.0.0.1', 1), ...send('10.0.0.2', 3), ...send('172.16.10.0', 5)]);
    const { engine, source } = await openBytes(bytes);
    const ask = async (field: string, typed: string) =>
      (await engine.call('filterValues', { source, field, typed, limit: 9 })).values.map(({ value }) => value);
    expect(await ask('ip.src', '')).toEqual(['172.16.10.0', '10.0.0.2', '10.0.0.1']);
    expect(await ask('ip.src', '10.')).toEqual(['10.0.0.2', '10.0.0.1', '172.16.10.0']);
    expect(await ask('udp.port', 'cisco')).toEqual(['2000']);
    expect(await ask('ip.src', '10.0.0.3')).toEqual([]);
    expect(await ask('frame.time', '')).toEqual([]);
    expect(await ask('no.such.field', '')).toEqual([]);
  });

  it('of a log are its addresses and ports, as often as its packets', async () => {
    const path = join(folder, 'flows.csv');
    const row = (second: number, to: string): string =>
      `2024-04-18 23:59:${second},tcp,closed,10.0.0.1,4000,${to},100,7\n`;
    writeFileSync(path, row(10, '10.0.0.2,443') + row(11, '10.0.0.3,443') + row(12, '10.0.0.3,80'));
    const { engine, source } = await openFully(path);
    const ask = (field: string) => engine.call('filterValues', { source, field, typed: '', limit: 9 });
    expect((await ask('tcp.dstport')).values.map(({ value }) => value).slice(0, 2)).toContain('443');
    expect((await ask('ip.dst')).values[0]?.value).toBe('10.0.0.3');
    expect((await ask('payload_kind')).values).toEqual([]);
  });
});
