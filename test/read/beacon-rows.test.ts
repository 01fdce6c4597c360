import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beaconDetail, beaconPage, tickFrame } from '../../main/read/beacon-rows.ts';
import { rankBeacons } from '../../main/read/beacon-table.ts';
import { CaptureView } from '../../main/read/capture-view.ts';
import { BEACON_SORTS, type BeaconRequest, type BeaconSort } from '../../shared/model/beacon.ts';
import { storeOf } from '../build/stored.ts';
import type { Sent } from '../build/traffic.ts';

const C = '10.0.0.9';

/** Starts of connections: each of another source port. */
const starts = (src: string, times: readonly number[], dport = 443): Sent[] =>
  times.map((at, i) => ({ at: at.toFixed(3), src, dst: C, sport: 1000 + i, dport, payload: 10 }));

const clock = (n: number, period: number, from = 2000): number[] =>
  Array.from({ length: n }, (_, i) => from + i * period);

const viewOf = (sent: readonly Sent[]): CaptureView =>
  new CaptureView(storeOf([...sent].sort((a, b) => Number(a.at) - Number(b.at))));

/** A keeps 60 s but for two ticks, B begins when it likes, D four times at once. */
const VIEW = viewOf([
  ...starts(
    '10.0.0.1',
    clock(40, 60).filter((_, i) => i !== 10 && i !== 20),
  ),
  ...starts('10.0.0.2', [2000, 2003, 2050, 2051, 2300, 2304, 2900, 2977], 53),
  ...starts('10.0.0.4', [2100, 2100, 2100, 2100]),
]);

async function page(view: CaptureView, request: Partial<BeaconRequest>) {
  const ranked = await rankBeacons(view, view.whole, { by: 'pair', min: 4, ...request });
  return beaconPage(view, view.whole, ranked, { offset: 0, limit: 100 });
}

describe('beacons as rows', () => {
  it('are found by address and port, and those of one host alone', async () => {
    const sources = async (request: Partial<BeaconRequest>) => (await page(VIEW, request)).rows.map(r => r.src.address);
    expect(await sources({ search: '10.0.0.2' })).toEqual(['10.0.0.2']);
    expect(await sources({ by: 'pair-port', search: '53' })).toEqual(['10.0.0.2']);
    expect(await sources({ search: 'nowhere' })).toEqual([]);
    expect(await sources({ host: VIEW.store.flows.aHost[0]! })).toHaveLength(1);
    expect((await page(VIEW, { search: 'nowhere' })).found).toBe(3);
  });

  it('have as many connections in their sparkline as in all', async () => {
    for (const row of (await page(VIEW, {})).rows) expect(row.spark.reduce((a, b) => a + b)).toBe(row.connections);
  });

  it('are answered a part at a time as at once', async () => {
    const ranked = await rankBeacons(VIEW, VIEW.whole, { by: 'pair', min: 4, sort: 'score', descending: true });
    const all = beaconPage(VIEW, VIEW.whole, ranked, { offset: 0, limit: 10 });
    const one = beaconPage(VIEW, VIEW.whole, ranked, { offset: 1, limit: 1 });
    expect(one).toEqual({ ...all, rows: [all.rows[1]] });
  });

  it('are sorted by every key, those without a value last either way', async () => {
    const value = (row: Awaited<ReturnType<typeof page>>['rows'][number], sort: BeaconSort): number | null =>
      sort === 'ticks' ? row.ticksSeen && row.ticksSeen / row.ticksExpected! : row[sort];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(3), fc.nat(5000)), { minLength: 1, maxLength: 60 }),
        fc.constantFrom(...BEACON_SORTS),
        fc.boolean(),
        async (list, sort, descending) => {
          const view = viewOf(
            list.flatMap(([src, at], i) =>
              starts(`10.0.0.${src + 1}`, [2000 + at]).map(s => ({ ...s, sport: 1000 + i })),
            ),
          );
          const { rows } = await page(view, { min: 2, sort, descending });
          const values = rows.map(row => value(row, sort));
          const known = values.filter(v => v !== null);
          expect(values.slice(0, known.length)).toEqual(known);
          expect(known).toEqual(known.toSorted((a, b) => (descending ? b - a : a - b)));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('one beacon', () => {
  const request: BeaconRequest = { by: 'pair', min: 4 };
  const hostOf = (address: string): number =>
    VIEW.store.flows.aHost.findIndex((_, f) => f < VIEW.store.flows.length && addressIs(f, address));
  const addressIs = (flow: number, address: string): boolean =>
    VIEW.store.addresses.copyBytes(VIEW.store.flows.aHost[flow]!).join('.') === address;
  const src = VIEW.store.flows.aHost[hostOf('10.0.0.1')]!;

  it('says which ticks were seen, and which were not', async () => {
    const ranked = await rankBeacons(VIEW, VIEW.whole, request);
    const detail = beaconDetail(VIEW, VIEW.whole, ranked, { src })!;
    expect(detail.row).toMatchObject({ period: 60e9, connections: 38, ticksSeen: 38, ticksExpected: 40 });
    expect(detail.counts.reduce((a, b) => a + b) + detail.zero).toBe(detail.gaps.n);
    expect(detail.band).toMatchObject({ from: 60e9, to: 60e9, gaps: 35, sd: 0 });
    expect(detail.score!.parts.reduce((sum, { value, weight }) => sum + value * weight, 0)).toBeCloseTo(
      detail.score!.score,
      2,
    );
    expect(detail.score!.bins.reduce((a, b) => a + b)).toBe(38);
    const { columns, meta } = tickFrame(VIEW, ranked, { src });
    const ticks = [...columns.ticks!];
    expect(meta).toMatchObject({ leftOut: 0, period: 60e9 });
    expect(ticks.filter(n => n > 0)).toHaveLength(detail.row.ticksSeen!);
    expect(ticks.reduce((a, b) => a + b)).toBe(detail.row.ticksExpected);
    expect(ticks.flatMap((n, i) => (n > 1 ? [i] : []))).toEqual([10, 19]);
    expect([...columns.time!].slice(0, 3)).toEqual([0, 60e9, 120e9]);
  });

  it('is found from either side, and is null with too few connections', async () => {
    const ranked = await rankBeacons(VIEW, VIEW.whole, request);
    const detail = beaconDetail(VIEW, VIEW.whole, ranked, { src })!;
    const { dst } = detail.row;
    expect(beaconDetail(VIEW, VIEW.whole, ranked, { src: dst.id, dst: src })).toEqual(detail);
    const few = await rankBeacons(VIEW, VIEW.whole, { ...request, min: 1000 });
    expect(beaconDetail(VIEW, VIEW.whole, few, { src })).toBeNull();
    expect(tickFrame(VIEW, few, { src }).columns.time).toHaveLength(0);
  });

  it('of connections that all begin at once has neither gaps nor a period', async () => {
    const view = viewOf(starts('10.0.0.4', [2100, 2100, 2100, 2100]));
    const ranked = await rankBeacons(view, view.whole, request);
    const detail = beaconDetail(view, view.whole, ranked, { src: view.store.flows.aHost[0]! })!;
    expect(detail).toMatchObject({ edges: [], counts: [], zero: 3, band: null, score: null, row: { period: null } });
  });
});
