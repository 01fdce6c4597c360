import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largest } from '../../main/read/largest.ts';
import type { Engine } from '../../main/session/engine.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import { openBytes, type Sent, traffic } from '../build/traffic.ts';

const bursts = DEFAULT_BURST_PARAMS;

const opened = async (sent: readonly Sent[]): Promise<{ engine: Engine; source: number }> =>
  openBytes(traffic([...sent]));

const sentArbitrary = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 50 }).map(n => `10${String(n).padStart(2, '0')}.5`),
    src: fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.0.3'),
    dst: fc.constantFrom('10.0.0.1', '10.0.0.2', '192.0.2.9'),
    sport: fc.integer({ min: 1, max: 4 }),
    dport: fc.integer({ min: 1, max: 4 }),
    payload: fc.integer({ min: 0, max: 900 }),
    protocol: fc.constantFrom('udp' as const, 'tcp' as const),
  }),
  { minLength: 1, maxLength: 40 },
);

const sumOf = <T>(rows: readonly T[], value: (row: T) => number): number =>
  rows.reduce((sum, row) => sum + value(row), 0);

describe('the overview', () => {
  it('counts every record once, by host, by port, by protocol and by pair', async () => {
    await fc.assert(
      fc.asyncProperty(sentArbitrary, async sent => {
        const { engine, source } = await opened(sent);
        const found = await engine.call('overview', { source, rows: 100 });
        const payload = sumOf(sent, record => record.payload);
        expect(found.records).toBe(sent.length);
        expect(found.packets).toBe(sent.length);
        expect(found.payload).toBe(payload);
        expect(sumOf(found.talkers.sent, row => row.payloadSent)).toBe(payload);
        expect(sumOf(found.talkers.received, row => row.payloadReceived)).toBe(payload);
        expect(sumOf([...found.tcpPorts.sent, ...found.udpPorts.sent], row => row.payloadSent)).toBe(payload);
        expect(sumOf([...found.tcpPorts.received, ...found.udpPorts.received], row => row.payloadReceived)).toBe(
          payload,
        );
        expect(sumOf(found.transports, row => row.packets)).toBe(sent.length);
        expect(sumOf(found.kinds, row => row.packets)).toBe(sent.length);
        expect(sumOf(found.busiest, row => row.payload)).toBe(payload);
        expect(found.hosts).toBe(new Set(sent.flatMap(({ src, dst }) => [src, dst])).size);
      }),
      { numRuns: 25 },
    );
  });

  it('says what came from a port and what went to it, busiest first, of the chosen records only', async () => {
    const { engine, source } = await opened([
      { at: '1', src: '10.0.0.1', dst: '10.0.0.2', sport: 5000, dport: 443, payload: 100, protocol: 'tcp' },
      { at: '2', src: '10.0.0.2', dst: '10.0.0.1', sport: 443, dport: 5000, payload: 900, protocol: 'tcp' },
      { at: '3', src: '10.0.0.1', dst: '10.0.0.2', sport: 5001, dport: 53, payload: 40 },
    ]);
    const all = await engine.call('overview', { source, rows: 5 });
    expect(all.tcpPorts.sent[0]).toMatchObject({ port: 443, service: 'https', payloadSent: 900, payloadReceived: 100 });
    expect(all.udpPorts.received[0]).toMatchObject({ port: 53, payloadReceived: 40, packetsReceived: 1 });
    expect(all.busiest[0]).toMatchObject({ a: { address: '10.0.0.1' }, b: { address: '10.0.0.2' }, packets: 3 });
    const early = await engine.call('overview', { source, rows: 5, range: { to: [2, 0] } });
    expect(early).toMatchObject({ records: 1, payload: 100, start: [1, 0], end: [1, 0] });
    const none = await engine.call('overview', { source, rows: 5, filter: 'udp', range: { to: [2, 0] } });
    expect(none).toMatchObject({ records: 0, start: null, end: null, hosts: 0, busiest: [], transports: [] });
  });
});

describe('findings', () => {
  it('lead to the pair that keeps time and to the largest burst', async () => {
    const { engine, source } = await opened([
      ...Array.from(
        { length: 30 },
        (_, i): Sent => ({
          at: String(1000 + i * 60),
          src: '10.0.0.7',
          dst: '192.0.2.9',
          sport: 4000 + i,
          dport: 80,
          payload: 50,
          protocol: 'tcp',
          flags: 2,
        }),
      ),
      ...['5000.0', '5000.1', '5000.2'].map((at): Sent => ({ at, src: '10.0.0.1', dst: '10.0.0.2', payload: 800 })),
    ]);
    const [beacon, ...others] = await engine.call('findings', { source, about: 'beacons', bursts, rows: 3 });
    expect(beacon).toMatchObject({
      kind: 'beacon',
      src: { address: '10.0.0.7' },
      dst: { address: '192.0.2.9' },
      connections: 30,
      period: 60e9,
    });
    expect(beacon).toMatchObject({ ticks: 1, alike: [] });
    expect(others).toEqual([]);
    expect(await engine.call('findings', { source, about: 'bursts', bursts, rows: 3 })).toMatchObject([
      { kind: 'burst', burst: 1, src: { address: '10.0.0.1' }, payload: 2400, packets: 3, start: [5000, 0] },
    ]);
  });

  it('are one where a host asks for a name before each visit, and prefer pairs whose ticks were seen', async () => {
    const starts = (at: number, dst: string, port: number): Sent => ({
      at: at.toFixed(3),
      src: '10.0.0.7',
      dst,
      sport: 1024 + (Math.round(at * 10) % 59_999),
      dport: port,
      payload: 50,
      protocol: 'tcp',
      flags: 2,
    });
    const visits = Array.from({ length: 30 }, (_, i) => [
      starts(1000 + i * 60, '192.0.2.53', 53),
      starts(1000.5 + i * 60, '192.0.2.9', 443),
    ]).flat();
    // Four batches of thirty, a second apart inside: nearly no tick of their second is seen.
    const batches = Array.from({ length: 120 }, (_, i) =>
      starts(1000.7 + Math.floor(i / 30) * 550 + (i % 30), '192.0.2.77', 443),
    );
    const { engine, source } = await opened(inOrder([...visits, ...batches]));
    const found = await engine.call('findings', { source, about: 'beacons', bursts, rows: 3 });
    expect(found).toMatchObject([{ period: 60e9, ticks: 1 }, { dst: { address: '192.0.2.77' } }]);
    const [visit] = found;
    if (visit?.kind !== 'beacon') throw new Error('no beacon');
    expect([visit.dst, ...visit.alike].map(({ address }) => address).sort()).toEqual(['192.0.2.53', '192.0.2.9']);
  });

  it('are none where starts keep no time', async () => {
    const { engine, source } = await opened([{ at: '1', src: '10.0.0.1', dst: '10.0.0.2', payload: 10 }]);
    expect(await engine.call('findings', { source, about: 'beacons', bursts, rows: 3 })).toEqual([]);
    expect(await engine.call('findings', { source, about: 'bursts', bursts, rows: 3 })).toEqual([]);
  });
});

/** Ten windows of 10 s in which four hosts ask one server, once a second each. */
const quiet = (): Sent[] =>
  Array.from({ length: 400 }, (_, i) => ({
    at: `${1000 + Math.floor(i / 4)}.${i % 4}`,
    src: `10.0.0.${1 + (i % 4)}`,
    dst: '192.0.2.1',
    sport: 5000,
    dport: 80,
    payload: 100,
  }));
const inOrder = (sent: Sent[]): Sent[] => sent.sort((a, b) => Number(a.at) - Number(b.at));

describe('findings in windows', () => {
  const scan = (answers: boolean): Sent[] =>
    Array.from({ length: 60 }, (_, i): Sent[] => [
      { at: `1032.${100 + i}`, src: '10.0.0.9', dst: '10.0.0.1', sport: 6000 + i, dport: answers ? 53 : 1 + i },
      { at: `1032.${100 + i}5`, src: '10.0.0.1', dst: '10.0.0.9', sport: answers ? 53 : 1 + i, dport: 6000 + i },
    ]).flat();
  const outliers = async (sent: Sent[], more: object = {}) => {
    const { engine, source } = await opened(inOrder(sent));
    return engine.call('findings', { source, about: 'outliers', bursts, rows: 3, ...more });
  };

  it('name a scan by the host that began it, not by the answers', async () => {
    const ports = (await outliers([...quiet(), ...scan(false)])).filter(f => f.kind === 'outlier');
    expect(ports[0]).toMatchObject({ src: { address: '10.0.0.9' }, dst: { address: '10.0.0.1' }, from: [1030, 0] });
    expect(ports).toHaveLength(1);
    const answered = (await outliers([...quiet(), ...scan(true)])).filter(f => f.kind === 'outlier');
    expect(answered.map(f => f.measure)).not.toContain('dst_ports');
  });

  it('are those of the time range', async () => {
    const sent = [...quiet(), ...scan(false)];
    expect(await outliers(sent, { range: { from: [1060, 0] } })).toEqual([]);
    expect(await outliers(sent, { range: { from: [1010, 0], to: [1060, 0] } })).toHaveLength(1);
  });

  it('are no windows that the time does not fill, but those that it does', async () => {
    const cut = quiet().filter(({ at }) => Number(at) >= 1008);
    expect(await outliers(cut)).toEqual([]);
    const pause = quiet().filter(({ at, src }) => src !== '10.0.0.2' || Number(at) < 1041 || Number(at) >= 1050);
    expect(await outliers(pause)).toMatchObject([
      { src: { address: '10.0.0.2' }, measure: 'rows', value: 1, from: [1040, 0], sent: 128, received: 0 },
    ]);
  });

  it('tell a silence of all hosts, with the gap around it', async () => {
    const sent = quiet().map(one => ({ ...one, at: String(Number(one.at) + (Number(one.at) >= 1050 ? 30 : 0)) }));
    const { engine, source } = await opened(sent);
    const about = { source, about: 'silences', bursts, rows: 3 } as const;
    expect(await engine.call('findings', about)).toEqual([
      { kind: 'silence', from: [1049, 300_000_000], to: [1080, 0], median: 100_000_000 },
    ]);
    expect(await engine.call('findings', { ...about, range: { from: [1060, 0] } })).toEqual([]);
    expect(await engine.call('findings', { ...about, filter: 'ip.src == 10.0.0.77' })).toEqual([]);
  });
});

describe('the largest few', () => {
  it('are what sorting all of them gives', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 20 })), fc.integer({ min: 1, max: 6 }), (values, most) => {
        const sorted = values
          .map((value, i) => ({ value, i }))
          .filter(({ value }) => value > 0)
          .sort((a, b) => b.value - a.value || a.i - b.i)
          .slice(0, most);
        expect(largest(values.length, i => values[i]!, most)).toEqual(sorted.map(({ i }) => i));
      }),
    );
  });
});
