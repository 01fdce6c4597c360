// Suggested thresholds, distributions over bursts, and two sets of thresholds compared.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBursts } from '../../main/analysis/burst-comparison.ts';
import { burstOfPosition } from '../../main/analysis/bursts.ts';
import { reliefOf } from '../../main/analysis/suggest-valley.ts';
import { CaptureView } from '../../main/read/capture-view.ts';
import { BinCounter, logEdges } from '../../main/timing/log-bins.ts';
import { type BurstParams, DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import { BURST_RELATIONS, type BurstRelation } from '../../shared/model/burst-shape.ts';
import { storeOf } from '../build/stored.ts';
import { openBytes, type Sent, traffic } from '../build/traffic.ts';

/** Numbers that look random and are the same every time (Numerical Recipes' generator). */
function* noise(seed = 7): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** n values around `centre`, spread evenly over `decades` on a logarithmic axis. */
function around(centre: number, decades: number, n: number, random: Generator<number, never>): number[] {
  return Array.from({ length: n }, () => centre * 10 ** (decades * (random.next().value - 0.5)));
}

function reliefFor(values: readonly number[]) {
  const counter = new BinCounter(logEdges(1, 1e15, 20));
  for (const value of values) counter.add(value);
  return reliefOf(counter.edges, counter.counts);
}

describe('the valley of a log histogram', () => {
  it('lies between two groups, however unequal', () => {
    const random = noise();
    const { valley, peaks } = reliefFor([...around(1e7, 0.8, 5000, random), ...around(1e10, 0.8, 60, random)]);
    expect(peaks).toHaveLength(2);
    expect(valley!.left).toBeGreaterThan(4e6);
    expect(valley!.left).toBeLessThan(2.6e7);
    expect(valley!.right).toBeGreaterThan(4e9);
    expect(valley!.at).toBeGreaterThan(2.6e7);
    expect(valley!.at).toBeLessThan(4e9);
    expect(valley!.depth).toBeLessThan(0.01);
  });

  it('is not found in one group, in equal values, or in an even spread', () => {
    const random = noise();
    for (const values of [
      around(1e9, 0.5, 4000, random),
      Array.from({ length: 500 }, () => 5e9),
      around(1e8, 6, 3000, random),
      around(1e8, 6, 30, random),
    ]) {
      expect(reliefFor(values).valley).toBeNull();
    }
  });

  it('takes the emptiest of three groups’ valleys', () => {
    const random = noise();
    const values = [
      ...around(1e4, 1, 2000, random),
      ...around(3e5, 2, 600, random),
      ...around(1e7, 1, 2000, random),
      ...around(1e11, 1, 100, random),
    ];
    expect(reliefFor(values).valley!.right).toBeGreaterThan(2e10);
  });

  it('moves with the values: ten times as long, ten times as far', () => {
    const random = noise();
    const values = [...around(1e5, 0.6, 900, random), ...around(1e8, 0.6, 200, random)];
    const one = reliefFor(values).valley!;
    const ten = reliefFor(values.map(v => v * 10)).valley!;
    expect(Math.abs(Math.log10(ten.at / one.at) - 1)).toBeLessThan(0.05);
  });

  it('never fails, and lies between its peaks', () => {
    const any = fc.array(fc.integer({ min: 0, max: 2 ** 40 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(any, values => {
        const relief = reliefFor(values.map(v => v + 1));
        expect(relief.height.every(Number.isFinite)).toBe(true);
        const { valley } = relief;
        if (valley) {
          expect(valley.left).toBeLessThan(valley.at);
          expect(valley.at).toBeLessThan(valley.right);
        }
      }),
    );
  });
});

/** A camera sends 40 bursts of 12 records 20 ms apart, ten seconds apart, and keep-alives of 20 bytes. */
const CAMERA: readonly Sent[] = Array.from({ length: 40 }, (_, burst) => [
  ...Array.from({ length: 12 }, (_, i) => ({
    at: (1000 + burst * 10 + i * 0.02 + ((burst * 7 + i * 3) % 5) / 1000).toFixed(3),
    src: '10.0.0.1',
    dst: '10.0.0.2',
    payload: 900 + ((burst * 13 + i * 29) % 300),
  })),
  ...Array.from({ length: 6 }, (_, i) => ({
    at: (1001 + burst * 10 + i).toFixed(3),
    src: '10.0.0.1',
    dst: '10.0.0.2',
    payload: 18 + ((burst + i) % 6),
  })),
]).flat();

describe('suggested thresholds', () => {
  it('part bursts from silences and data from keep-alives, and say why', async () => {
    const { engine, source } = await openBytes(traffic(CAMERA));
    const { gap, minPayload, auto } = await engine.call('burstSuggestions', { source, params: DEFAULT_BURST_PARAMS });
    expect(gap.value! > 30e6 && gap.value! < 9e9).toBe(true);
    expect(minPayload.value! > 24 && minPayload.value! < 900).toBe(true);
    expect(gap.reason).toMatch(/^The gaps between relevant records form two groups, around .* and around .* s; at /);
    expect(auto).toBe(Math.floor(1.1 * (CAMERA.reduce((sum, s) => sum + s.payload!, 0) / CAMERA.length)));
    expect(gap.counts.reduce((sum, n) => sum + n, gap.zero)).toBe(40 * 12 - 1);
    expect(gap.valley!.from < gap.value! && gap.value! < gap.valley!.to).toBe(true);

    const params = { ...DEFAULT_BURST_PARAMS, gapNanos: gap.value!, minPayload: minPayload.value! };
    const found = await engine.call('bursts', {
      source,
      params,
      sort: 'burst',
      direction: 'asc',
      offset: 0,
      limit: 1,
    });
    expect(found.total).toBe(40);
  });

  it('are none where there is nothing to see, which is said', async () => {
    const few = await openBytes(traffic(CAMERA.slice(0, 9)));
    const none = await few.engine.call('burstSuggestions', { source: few.source, params: DEFAULT_BURST_PARAMS });
    expect(none.gap).toMatchObject({ value: null, valley: null });
    expect(none.gap.reason).toBe(
      'Only 8 gaps between relevant records: nothing to suggest a threshold from (it takes 20 above 0).',
    );
    const data = await openBytes(traffic(CAMERA.filter(s => s.payload! > 100)));
    const one = await data.engine.call('burstSuggestions', { source: data.source, params: DEFAULT_BURST_PARAMS });
    expect(one.minPayload.reason).toMatch(/^No valley: the payload sizes have one peak, around 1\.\d\d kB\.$/);
  });
});

describe('distributions over bursts', () => {
  it('count every burst once, over bins that both sets share', async () => {
    const { engine, source } = await openBytes(traffic(CAMERA));
    const other = { ...DEFAULT_BURST_PARAMS, gapNanos: 23_000_000 };
    const shapes = await engine.call('burstShapes', { source, sets: [DEFAULT_BURST_PARAMS, other] });
    const totals = await Promise.all(
      [DEFAULT_BURST_PARAMS, other].map(
        async params =>
          (await engine.call('bursts', { source, params, sort: 'burst', direction: 'asc', offset: 0, limit: 0 })).total,
      ),
    );
    expect(totals[0]).toBe(40);
    expect(totals[1]).toBeGreaterThan(40);
    for (const { edges, samples } of shapes) {
      samples.forEach(({ counts, zero, absent }, i) => {
        expect(counts).toHaveLength(edges.length - 1);
        expect(counts.reduce((sum, n) => sum + n, zero + absent)).toBe(totals[i]);
      });
    }
    const length = shapes.find(({ measure }) => measure === 'length')!;
    expect(length.samples[0]!.median).toBe(12);
    expect(shapes.find(({ measure }) => measure === 'silence')!.samples[0]!.absent).toBe(1);
  });
});

const MS = 1_000_000;
const at = (...millis: number[]): Sent[] =>
  millis.map(t => ({ at: (1000 + t / 1000).toFixed(3), src: '10.0.0.1', dst: '10.0.0.2', payload: 400 }));

function compared(sent: readonly Sent[], a: Partial<BurstParams>, b: Partial<BurstParams>) {
  const view = new CaptureView(storeOf(sent));
  const found = (params: Partial<BurstParams>) => ({
    table: view.bursts({ ...DEFAULT_BURST_PARAMS, ...params }),
    groups: view.groups('stream'),
  });
  const [left, right] = [found(a), found(b)];
  const work = compareBursts(left, right, view.order.length);
  let step = work.next();
  while (!step.done) step = work.next();
  const pairs = step.value;
  const rows = Array.from(
    { length: pairs.length },
    (_, i) => [pairs.a[i]!, pairs.b[i]!, BURST_RELATIONS[pairs.relation[i]!]!, pairs.shared[i]!] as const,
  );
  return { view, left, right, rows };
}

describe('two sets of thresholds', () => {
  const rows = (sent: readonly Sent[], a: number, b: number, more: Partial<BurstParams> = {}) =>
    compared(sent, { gapNanos: a * MS }, { gapNanos: b * MS, ...more }).rows;

  it('leave a burst as it is, split it, and merge it with others', () => {
    const sent = at(0, 10, 500, 510, 5000, 5010);
    expect(rows(sent, 1000, 100)).toEqual([
      [1, 1, 'split', 2],
      [1, 2, 'split', 2],
      [2, 3, 'same', 2],
    ]);
    expect(rows(sent, 100, 1000)).toEqual([
      [1, 1, 'merged', 2],
      [2, 1, 'merged', 2],
      [3, 2, 'same', 2],
    ]);
  });

  it('let bursts vanish, and appear', () => {
    const sent = at(0, 10, 2000, 2500);
    expect(rows(sent, 1000, 100)).toEqual([
      [1, 1, 'same', 2],
      [2, 0, 'vanished', 0],
    ]);
    expect(rows(sent, 100, 1000)).toEqual([
      [1, 1, 'same', 2],
      [0, 2, 'added', 0],
    ]);
  });

  it('change a burst that keeps some of its records, and regroup some with others', () => {
    const sent: Sent[] = [...at(0, 10, 20, 30), { ...at(40)[0]!, payload: 100 }];
    expect(rows(sent, 100, 100, { minPayload: 50 })).toEqual([[1, 1, 'changed', 4]]);
    const sized = (...records: [number, number][]): Sent[] =>
      records.map(([t, payload]) => ({ ...at(t)[0]!, payload }));
    const mixed = sized([0, 900], [10, 900], [100, 200], [190, 900], [200, 900], [300, 900], [310, 900]);
    expect(
      compared(mixed, { gapNanos: 95 * MS, minPayload: 100 }, { gapNanos: 150 * MS, minPayload: 900 }).rows,
    ).toEqual([
      [1, 1, 'regrouped', 2],
      [1, 2, 'regrouped', 2],
      [2, 2, 'merged', 2],
    ]);
  });

  it('agree with counting record by record, for any traffic', () => {
    const drawn = fc.array(
      fc.record({ at: fc.integer({ min: 0, max: 60 }), payload: fc.integer({ min: 0, max: 5 }) }),
      {
        minLength: 1,
        maxLength: 60,
      },
    );
    const set = fc.record({
      gapNanos: fc.integer({ min: 1, max: 9 }).map(n => n * MS),
      minPayload: fc.integer({ min: 0, max: 5 }),
      minPackets: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(drawn, set, set, (times, a, b) => {
        const sent = times.map(({ at: t, payload }) => ({ ...at(t)[0]!, payload }));
        const { view, left, right, rows: found } = compared(sent, a, b);
        const inA = burstOfPosition(left.table, left.groups, view.order.length);
        const inB = burstOfPosition(right.table, right.groups, view.order.length);
        const shared = new Map<string, number>();
        inA.forEach((burst, p) => {
          if (burst > 0 && inB[p]! > 0) shared.set(`${burst} ${inB[p]}`, (shared.get(`${burst} ${inB[p]}`) ?? 0) + 1);
        });
        expect(new Map(found.filter(r => r[3] > 0).map(r => [`${r[0]} ${r[1]}`, r[3]]))).toEqual(shared);
        // Every burst of both sides occurs, those without a partner alone.
        expect(new Set(found.map(r => r[0]).filter(n => n > 0)).size).toBe(left.table.length);
        expect(new Set(found.map(r => r[1]).filter(n => n > 0)).size).toBe(right.table.length);
        const partners = (side: 0 | 1, n: number) => found.filter(r => r[side] === n && r[3] > 0).length;
        for (const [x, y, relation] of found) {
          const expected: readonly BurstRelation[] =
            x === 0
              ? ['added']
              : y === 0
                ? ['vanished']
                : partners(0, x) > 1
                  ? ['split', 'regrouped']
                  : partners(1, y) > 1
                    ? ['merged']
                    : ['same', 'changed'];
          expect(expected).toContain(relation);
        }
      }),
    );
  });

  it('are a page, counts and a CSV of the same numbers', async () => {
    const { engine, source, folder } = await openBytes(traffic(at(0, 10, 500, 510, 5000, 5010, 9000, 9400)));
    const [a, b] = [1000, 100].map(gap => ({ ...DEFAULT_BURST_PARAMS, gapNanos: gap * MS })) as [
      BurstParams,
      BurstParams,
    ];
    const page = await engine.call('burstComparison', { source, a, b, offset: 0, limit: 10 });
    expect(page.counts).toMatchObject({ same: 1, split: 1, vanished: 1, merged: 0, added: 0 });
    expect([page.a.bursts, page.b.bursts, page.total]).toEqual([3, 3, 4]);
    expect(page.rows[0]).toMatchObject({ relation: 'split', shared: 2, a: { burst: 1 }, b: { burst: 1 } });
    const vanished = await engine.call('burstComparison', { source, a, b, relation: 'vanished', offset: 0, limit: 10 });
    expect(vanished.rows).toMatchObject([{ a: { burst: 3 }, b: null, shared: 0 }]);
    const path = `${folder}/compared.csv`;
    const request = { report: 'bursts', by: 'pair', bursts: a, insight: { compare: b } } as const;
    await engine.call('write', { source, request, path });
    expect(readFileSync(path, 'utf8')).toBe(
      'burst_a,burst_b,relation,shared_packets\n1,1,split,2\n1,2,split,2\n2,3,same,2\n3,,vanished,0\n',
    );
  });
});

describe('a burst in a list', () => {
  it('stands where the page of the list has it, in any order', async () => {
    const { engine, source } = await openBytes(traffic(CAMERA));
    const params = { ...DEFAULT_BURST_PARAMS, gapNanos: 23_000_000 };
    for (const sort of ['burst', 'packets', 'payloadBytes', 'duration', 'rate'] as const) {
      for (const direction of ['asc', 'desc'] as const) {
        const choice = { source, params, sort, direction };
        const { rows, total } = await engine.call('bursts', { ...choice, offset: 0, limit: 1000 });
        expect(rows).toHaveLength(total);
        const values = rows.map(
          row => ({ ...row, duration: row.end[0] * 1e9 + row.end[1] - row.start[0] * 1e9 - row.start[1] })[sort] ?? -1,
        );
        expect(values).toEqual(values.slice().sort((a, b) => (direction === 'asc' ? a - b : b - a)));
        for (const at of [0, 7, total - 1]) {
          expect(await engine.call('burstAt', { ...choice, burst: rows[at]!.burst })).toBe(at);
        }
      }
    }
    const outside = { source, params, sort: 'burst', direction: 'asc', range: { to: [1001, 0] } } as const;
    expect(await engine.call('burstAt', { ...outside, burst: 90 })).toBeNull();
  });
});
