import { describe, expect, it } from 'vitest';
import type { TimelineMeta, TimelineRequest } from '../../shared/contract/calls.ts';
import { decodeFrame, type Frame } from '../../shared/contract/frame.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import { TIMELINE_BY } from '../../shared/model/timeline.ts';
import { type Opened, openBytes, type Sent, traffic } from '../build/traffic.ts';

const SRC = '10.0.0.1';

/** 10,000 records a millisecond apart, to two hosts in turn, with payloads that can be told from each other. */
const many = (): Sent[] =>
  Array.from({ length: 10_000 }, (_, i) => ({
    at: `${100 + Math.floor(i / 1000)}.${String(i % 1000).padStart(3, '0')}`,
    src: SRC,
    dst: i % 2 ? '10.0.0.2' : '10.0.0.3',
    payload: (i * 37) % 1400,
  }));

async function ask(opened: Opened, request: Partial<TimelineRequest> = {}) {
  const { engine, source } = opened;
  const bytes = await engine.bulk('timeline', {
    source,
    pixels: 100,
    maxSeries: 10,
    bursts: { ...DEFAULT_BURST_PARAMS, minPackets: 1 },
    ...request,
  });
  return decodeFrame<TimelineMeta>(bytes);
}

const column = (frame: Frame<TimelineMeta>, name: string): number[] => Array.from(frame.columns[name]!);

describe('timeline', () => {
  it('draws few records one by one', async () => {
    const frame = await ask(await openBytes(traffic(many().slice(0, 5))));
    expect(frame.meta.series.map(s => [s.mode, s.dst?.address, s.count])).toEqual([
      ['points', '10.0.0.3', 3],
      ['points', '10.0.0.2', 2],
    ]);
    expect(column(frame, 'time')).toEqual([0, 2e6, 4e6, 1e6, 3e6]);
    expect(column(frame, 'record')).toEqual([1, 3, 5, 2, 4]);
    expect(column(frame, 'max')).toEqual([0, 74, 148, 37, 111]);
  });

  it('gives minimum, maximum, mean and count of every pixel column of many records', async () => {
    const sent = many();
    const frame = await ask(await openBytes(traffic(sent)));
    const [first] = frame.meta.series;
    expect(first!.mode).toBe('levels');
    const rows = sent.map((s, i) => ({ ns: i * 1e6, size: s.payload!, dst: s.dst, record: i + 1 }));
    const span = rows.at(-1)!.ns + 1;
    for (const series of frame.meta.series) {
      const mine = rows.filter(r => r.dst === series.dst!.address);
      const columns = new Map<number, typeof mine>();
      for (const r of mine) {
        const c = Math.min(99, Math.floor(r.ns / (span / 100)));
        columns.set(c, [...(columns.get(c) ?? []), r]);
      }
      const expected = [...columns.values()].map(list => {
        const sizes = list.map(r => r.size);
        const max = Math.max(...sizes);
        return [Math.min(...sizes), max, list.length, list.find(r => r.size === max)!.record];
      });
      const at = (name: string) => column(frame, name).slice(series.first, series.first + series.count);
      const [min, max, count, record] = ['min', 'max', 'count', 'record'].map(at);
      expect(min!.map((m, i) => [m, max![i], count![i], record![i]])).toEqual(expected);
      const sum = at('mean').reduce((total, mean, i) => total + mean * count![i]!, 0);
      expect(sum).toBeCloseTo(
        mine.reduce((total, r) => total + r.size, 0),
        3,
      );
    }
  });

  it('goes back to single records when zoomed in, and keeps to the range', async () => {
    const opened = await openBytes(traffic(many()));
    const frame = await ask(opened, { range: { from: [103, 0], to: [103, 10_000_000] } });
    expect(frame.meta.series.map(s => [s.mode, s.records])).toEqual([
      ['points', 5],
      ['points', 5],
    ]);
    expect(column(frame, 'record').sort((a, b) => a - b)).toEqual([
      3001, 3002, 3003, 3004, 3005, 3006, 3007, 3008, 3009, 3010,
    ]);
  });

  it('draws the streams with most payload and counts the rest', async () => {
    const frame = await ask(await openBytes(traffic(many())), { maxSeries: 1 });
    expect([frame.meta.series.length, frame.meta.seriesLeftOut]).toEqual([1, 1]);
  });

  it('merges bursts of one series that are closer than a pixel', async () => {
    const bursts = [0, 1, 2, 500].map((s): Sent => ({ at: `${1000 + s}`, src: SRC, dst: '10.0.0.2', payload: 400 }));
    const opened = await openBytes(traffic(bursts));
    const coarse = await ask(opened);
    expect(coarse.meta.bursts).toBe(4);
    expect(column(coarse, 'burstMerged')).toEqual([3, 1]);
    expect(column(coarse, 'burstNumber')).toEqual([1, 4]);
    const fine = await ask(opened, { range: { from: [1000, 0], to: [1003, 0] } });
    expect(column(fine, 'burstNumber')).toEqual([1, 2, 3]);
  });

  it('of a capture without IP is empty and says so', async () => {
    const frame = await ask(await openBytes(traffic([])));
    expect(frame.meta).toMatchObject({ series: [], bursts: 0, seriesLeftOut: 0 });
  });
});

/** Two hosts that ask a DNS server and a web server, which answers one of them. */
const MIXED: Sent[] = [
  { at: '1', src: '10.0.0.1', dst: '10.0.0.53', sport: 5000, dport: 53, payload: 40 },
  { at: '2', src: '10.0.0.2', dst: '10.0.0.53', sport: 5001, dport: 53, payload: 50 },
  { at: '3', src: '10.0.0.1', dst: '10.0.0.80', sport: 5002, dport: 443, payload: 600 },
  { at: '3.5', src: '10.0.0.80', dst: '10.0.0.1', sport: 443, dport: 5002, payload: 900 },
  { at: '5', src: '10.0.0.1', dst: '10.0.0.80', sport: 5002, dport: 443, payload: 700 },
];

describe('series of the timeline', () => {
  const titles = async (request: Partial<TimelineRequest>): Promise<unknown[]> => {
    const { meta } = await ask(await openBytes(traffic(MIXED)), request);
    return meta.series.map(({ title, records }) => [title, records]);
  };

  it('are streams, hosts, flows, ports or protocols, most payload first', async () => {
    expect(await titles({})).toEqual([
      ['10.0.0.1 → 10.0.0.80', 2],
      ['10.0.0.80 → 10.0.0.1', 1],
      ['10.0.0.2 → 10.0.0.53', 1],
      ['10.0.0.1 → 10.0.0.53', 1],
    ]);
    expect(await titles({ by: 'destination' })).toEqual([
      ['→ 10.0.0.80', 2],
      ['→ 10.0.0.1', 1],
      ['→ 10.0.0.53', 2],
    ]);
    expect(await titles({ by: 'source' })).toEqual([
      ['10.0.0.1 →', 3],
      ['10.0.0.80 →', 1],
      ['10.0.0.2 →', 1],
    ]);
    expect((await titles({ by: 'flow' }))[0]).toEqual(['10.0.0.1:5002 ↔ 10.0.0.80:443', 3]);
    expect(await titles({ by: 'port' })).toEqual([
      ['443/UDP', 3],
      ['53/UDP', 2],
    ]);
    expect((await titles({ by: 'protocol' })).map(row => (row as [string, number])[1])).toEqual([3, 2]);
  });

  it('are of what a selected host sends, or of what two send each other', async () => {
    expect(await titles({ by: 'port', host: 0 })).toEqual([
      ['443/UDP', 2],
      ['53/UDP', 1],
    ]);
    const hosts = await openBytes(traffic(MIXED));
    const page = await hosts.engine.call('hosts', {
      source: hosts.source,
      sort: 'address',
      direction: 'asc',
      offset: 0,
      limit: 9,
    });
    const server = page.rows.find(row => row.address === '10.0.0.80')!.id;
    expect(await titles({ by: 'port', host: 0, peer: server })).toEqual([['443/UDP', 3]]);
  });

  it('hold every record once, whatever they are made by', async () => {
    const opened = await openBytes(traffic(many().slice(0, 300)));
    for (const by of TIMELINE_BY) {
      const frame = await ask(opened, { by });
      expect(column(frame, 'record').sort((a, b) => a - b)).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
    }
  });

  it('have gaps to the record before, also to one before the range', async () => {
    const opened = await openBytes(traffic(MIXED));
    const gaps = await ask(opened, { by: 'port', measure: 'gap' });
    expect(gaps.meta.series.map(s => [s.title, s.records])).toEqual([
      ['443/UDP', 2],
      ['53/UDP', 1],
    ]);
    expect(column(gaps, 'max')).toEqual([0.5e9, 1.5e9, 1e9]);
    const late = await ask(opened, { by: 'port', measure: 'gap', range: { from: [4, 0], to: [6, 0] } });
    expect(column(late, 'max')).toEqual([1.5e9]);
  });

  it('have the gaps of every pixel column where there are many', async () => {
    const frame = await ask(await openBytes(traffic(many())), { measure: 'gap' });
    expect(frame.meta.series[0]!.mode).toBe('levels');
    expect(new Set([...column(frame, 'min'), ...column(frame, 'max')])).toEqual(new Set([2e6]));
    expect(column(frame, 'count').reduce((a, b) => a + b)).toBe(9998);
  });
});
