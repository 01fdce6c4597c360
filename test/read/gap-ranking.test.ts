// Keys ranked by their gaps and distributions of gaps, over open captures and logs.
import { describe, expect, it } from 'vitest';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import type { GapRanking, Subject } from '../../shared/model/gap.ts';
import { openBytes, type Sent, traffic } from '../build/traffic.ts';

const A = '10.0.0.1';
const B = '10.0.0.2';
const C = '10.0.0.3';
const tenth = (n: number): string => (1000 + n / 10).toFixed(1);
/** A sends to B every second, to C unevenly; B answers A at once. */
const SENT: readonly Sent[] = [
  ...Array.from({ length: 10 }, (_, i): Sent => ({ at: tenth(10 * i), src: A, dst: B, payload: 100 })),
  ...Array.from({ length: 10 }, (_, i): Sent => ({ at: tenth(10 * i + 1), src: B, dst: A, sport: 2000, dport: 1000 })),
  ...[2, 3, 44, 45, 86].map((t): Sent => ({ at: tenth(t), src: A, dst: C, dport: 53, payload: 1000 })),
].sort((a, b) => Number(a.at) - Number(b.at));

const PAGE = { offset: 0, limit: 100 };
const ranking = (part: Partial<GapRanking>): GapRanking => ({
  scope: 'host',
  direction: 'idt',
  sort: 'n',
  descending: true,
  ...part,
});

describe('keys ranked by gaps', () => {
  it('are sorted by any measure, keys without a value last', async () => {
    const { engine, source } = await openBytes(traffic(SENT));
    const texts = async (part: Partial<GapRanking>) =>
      (await engine.call('gapKeys', { source, ...PAGE, ranking: ranking(part) })).rows.map(row => [row.text, row.n]);
    expect(await texts({})).toEqual([
      [A, 14],
      [B, 9],
    ]);
    expect(await texts({ direction: 'iat', sort: 'mean', descending: false })).toEqual([
      [A, 9],
      [B, 9],
      [C, 4],
    ]);
    expect(await texts({ scope: 'stream', sort: 'burstiness' })).toEqual([
      [`${A},${C}`, 4],
      [`${A},${B}`, 9],
      [`${B},${A}`, 9],
    ]);
    expect(await texts({ scope: 'flow', search: ':53,' })).toEqual([[`${A}:1000,${C}:53,UDP`, 4]]);
    // C sent nothing.
    expect(await texts({ search: C })).toEqual([]);
  });

  it('count only what lies in the time range and passes the filter', async () => {
    const { engine, source } = await openBytes(traffic(SENT));
    const question = { source, ...PAGE, ranking: ranking({ scope: 'stream' }) };
    const early = await engine.call('gapKeys', { ...question, range: { to: [1001, 0] } });
    expect(early.rows.map(row => [row.text, row.n, row.mean])).toEqual([
      [`${A},${C}`, 1, 100_000_000],
      [`${A},${B}`, 0, null],
      [`${B},${A}`, 0, null],
    ]);
    const filtered = await engine.call('gapKeys', { ...question, filter: `ip.dst == ${C}` });
    expect(filtered.rows.map(row => row.text)).toEqual([`${A},${C}`]);
  });

  it('have the values of the summary, and know where a selection stands', async () => {
    const { engine, source } = await openBytes(traffic(SENT));
    const pair = await engine.call('gapKey', {
      source,
      ranking: ranking({ scope: 'stream', sort: 'mean' }),
      host: 0,
      peer: 2,
    });
    expect(pair).toMatchObject({ at: 0, row: { text: `${A},${C}`, a: { address: A }, b: { address: C } } });
    const subject: Subject = { scope: 'stream', direction: 'idt', key: pair!.row.key };
    const { samples } = await engine.call('distributions', {
      source,
      measure: 'gap',
      subjects: [subject],
      windowNanos: 1e9,
    });
    const { summary, dispersion } = samples[0]!;
    const { n, mean, median, sd, cv, burstiness, memory } = pair!.row;
    expect(summary).toMatchObject({ n, mean, median, sd, cv, burstiness, memory });
    expect([n, mean, median]).toEqual([4, 2_100_000_000, 2_100_000_000]);
    expect(dispersion).toBeGreaterThan(1);
    const none = await engine.call('gapKey', { source, ranking: ranking({ scope: 'flow' }), host: 0 });
    expect(none).toBeNull();
  });

  it('are there for a capture whose clock runs backwards, and answer from the middle of the list', async () => {
    const { engine, source } = await openBytes(traffic([...SENT].reverse()));
    const { total, rows } = await engine.call('gapKeys', {
      source,
      offset: 1,
      limit: 1,
      ranking: ranking({ scope: 'stream', sort: 'mean' }),
    });
    expect(total).toBe(3);
    expect(rows.map(row => [row.text, row.mean])).toEqual([[`${B},${A}`, 1_000_000_000]]);
  });
});

describe('distributions', () => {
  it('lie over the same bins, whose counts come to n', async () => {
    const { engine, source } = await openBytes(traffic(SENT));
    const subjects: Subject[] = [
      { scope: 'host', direction: 'idt' },
      { scope: 'host', direction: 'idt', key: 0 },
      { scope: 'host', direction: 'iat', key: 2 },
    ];
    const question = { source, subjects, windowNanos: 1e9 };
    for (const measure of ['gap', 'payload'] as const) {
      const { edges, samples } = await engine.call('distributions', { ...question, measure });
      expect(samples.map(({ summary }) => summary.n)).toEqual(measure === 'gap' ? [23, 14, 4] : [25, 15, 5]);
      for (const { counts, zero, summary, curve } of samples) {
        expect(counts).toHaveLength(edges.length - 1);
        expect(counts.reduce((sum, count) => sum + count, zero)).toBe(summary.n);
        expect(curve.count.at(-1)).toBe(summary.n);
      }
    }
  });

  it('of every key together have no memory, and the dispersion of all records', async () => {
    const { engine, source } = await openBytes(traffic(SENT));
    const { samples } = await engine.call('distributions', {
      source,
      subjects: [{ scope: 'conversation', direction: 'idt' }],
      measure: 'gap',
      windowNanos: 1e9,
    });
    // A and B: 9 gaps each way; A and C: 4.
    expect(samples[0]).toMatchObject({ name: null, summary: { n: 22, memory: null } });
    expect(samples[0]!.dispersion).not.toBeNull();
  });

  it('of nothing are empty, and of a key that is not there are refused', async () => {
    const { engine, source } = await openBytes(traffic(SENT.slice(0, 1)));
    const question = { source, measure: 'gap', windowNanos: 1e9 } as const;
    const { edges, samples } = await engine.call('distributions', {
      ...question,
      subjects: [{ scope: 'host', direction: 'idt' }],
    });
    expect([edges, samples[0]!.counts, samples[0]!.curve.at, samples[0]!.summary.n]).toEqual([[], [], [], 0]);
    const missing = engine.call('distributions', {
      ...question,
      subjects: [{ scope: 'flow', direction: 'idt', key: 77 }],
    });
    await expect(missing).rejects.toThrow('There is no flow with the number 77');
  });

  it('are what the timing report writes', async () => {
    const { engine, source, folder } = await openBytes(traffic(SENT));
    const { readFileSync } = await import('node:fs');
    const write = async (timing: object): Promise<string[]> => {
      const path = `${folder}/timing.csv`;
      const request = {
        report: 'timing',
        by: 'pair',
        bursts: DEFAULT_BURST_PARAMS,
        timing: { scope: 'stream', direction: 'idt', windowNanos: 1e9, ...timing },
      } as const;
      await engine.call('write', { source, request, path });
      return readFileSync(path, 'utf8').trim().split('\n');
    };
    const [head, zero, ...bins] = await write({ histogram: [] });
    expect(head).toBe('scope,key,direction,from_s,to_s,count,cumulative');
    expect(zero).toBe('stream,,idt,0.000000000,0.000000000,0,0');
    expect(bins.at(-1)!.split(',').at(-1)).toBe('22');
    expect((await write({ histogram: [`${A},${C}`] })).at(-1)).toMatch(/,4$/);
    const ranked = await write({ only: 'idt', sort: 'burstiness', descending: true, search: A });
    expect(ranked.slice(1).map(line => line.split('"')[1])).toEqual([`${A},${C}`, `${A},${B}`, `${B},${A}`]);
  });
});
