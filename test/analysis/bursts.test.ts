import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { autoMinPayload, burstOfPosition, burstSteps } from '../../main/analysis/bursts.ts';
import { atOnce } from '../../main/read/in-slices.ts';
import { groupRecords } from '../../main/timing/groups.ts';
import { TimeOrder } from '../../main/timing/time-order.ts';
import { type BurstParams, DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import { columnsOf, type Row } from '../build/columns.ts';

const MS = 1_000_000;

function run(rows: readonly Row[], params: Partial<BurstParams> = {}) {
  const all = { ...DEFAULT_BURST_PARAMS, ...params };
  const { columns, flows } = columnsOf(rows);
  const order = new TimeOrder(columns);
  const hosts = 1 + Math.max(...rows.flatMap(r => [r.from?.[0] ?? 0, r.to?.[0] ?? 1]));
  const scope = all.scope === 'host-out' ? 'sender' : all.scope === 'host-in' ? 'receiver' : all.scope;
  const groups = groupRecords(scope, columns, flows, hosts, order, { lo: 0, hi: order.length });
  const table = atOnce(burstSteps(columns, groups, order, all, all.minPayload as number));
  const members = burstOfPosition(table, groups, order.length);
  return { table, numbers: rows.map((_, row) => members[order.rows ? order.rows.indexOf(row) : row]!) };
}

const at = (...millis: [number, number][]): Row[] => millis.map(([t, payload]) => ({ at: t * MS, payload }));

describe('bursts', () => {
  it('end where a relevant record follows by the gap or more', () => {
    const rows = at([0, 400], [299, 400], [598, 400], [898, 400], [1000, 400]);
    expect(run(rows).numbers).toEqual([1, 1, 1, 2, 2]);
  });

  it('take riders between the first and the last relevant record, and none before or after', () => {
    const { table, numbers } = run(at([0, 10], [10, 400], [20, 0], [30, 20], [40, 500], [50, 30], [60, 0]));
    expect(numbers).toEqual([0, 1, 1, 1, 1, 0, 0]);
    expect(table.packets[0]).toBe(4);
    expect(table.relevant[0]).toBe(2);
    expect(table.payload[0]).toBe(920);
    expect(table.wire[0]).toBe(920 + 4 * 28);
    expect([table.payloadMin[0], table.payloadMax[0]]).toEqual([0, 500]);
    expect([table.duration[0], table.innerGapMax[0]]).toEqual([30 * MS, 10 * MS]);
  });

  it('measure the gap between relevant records, riders or not', () => {
    expect(run(at([0, 400], [200, 1], [400, 400])).table.length).toBe(0);
  });

  it('with fewer relevant records than asked for are dropped, riders do not count', () => {
    expect(run(at([0, 400], [1, 1], [2, 1])).table.length).toBe(0);
    expect(run(at([0, 400], [1, 1], [2, 1]), { minPackets: 1 }).table.length).toBe(1);
  });

  it('say how long the scope was silent before, counting bursts that were kept only', () => {
    const { table } = run(at([0, 400], [100, 400], [1000, 400], [5000, 400], [5100, 400]));
    expect([...table.gapBefore]).toEqual([Number.NaN, 4900 * MS]);
  });

  it('are numbered by start over all scopes; of two that start together, the scope seen first', () => {
    const from = (host: number, t: number, payload = 400): Row => ({
      at: t * MS,
      payload,
      from: [host, 1],
      to: [9, 2],
    });
    const rows = [from(2, 0, 1), from(1, 10), from(2, 10), from(1, 20), from(2, 20), from(3, 5), from(3, 6)];
    const { table } = run(rows);
    expect([...table.key]).toEqual([2, 0, 1]);
  });

  it('of the two sides of a conversation are one burst in scope conversation and two in scope stream', () => {
    const rows: Row[] = [0, 1, 2, 3].map(i => ({
      at: i * MS,
      payload: 400,
      from: i % 2 ? [1, 2] : [0, 1],
      to: i % 2 ? [0, 1] : [1, 2],
    }));
    expect(run(rows, { scope: 'conversation' }).numbers).toEqual([1, 1, 1, 1]);
    expect(run(rows).numbers).toEqual([1, 2, 1, 2]);
    expect(run(rows, { scope: 'host-in' }).table.length).toBe(2);
  });

  it('take floor(1.1 x mean) as automatic min payload without a rounding error', () => {
    expect(autoMinPayload(3_752_230, 9877)).toBe(417);
    expect(autoMinPayload(100, 10)).toBe(11);
    expect(autoMinPayload(0, 0)).toBe(0);
  });
});

/** The definition again, word for word and slowly. */
function naive(rows: readonly Row[], gap: number, minPayload: number, minPackets: number): number[] {
  const order = rows.map((_, i) => i).sort((a, b) => rows[a]!.at - rows[b]!.at || a - b);
  const streams = new Map<string, number[]>();
  for (const i of order) {
    const key = `${rows[i]!.from![0]} ${rows[i]!.to![0]}`;
    streams.set(key, [...(streams.get(key) ?? []), i]);
  }
  const found: { rows: number[]; start: number; scopeFirst: number }[] = [];
  for (const list of streams.values()) {
    const relevant = list.filter(i => rows[i]!.payload! >= minPayload);
    let open: number[] = [];
    const close = () => {
      if (open.length >= minPackets) {
        const members = list.slice(list.indexOf(open[0]!), list.indexOf(open.at(-1)!) + 1);
        found.push({ rows: members, start: rows[open[0]!]!.at, scopeFirst: order.indexOf(list[0]!) });
      }
    };
    for (const i of relevant) {
      if (open.length > 0 && rows[i]!.at - rows[open.at(-1)!]!.at >= gap) {
        close();
        open = [];
      }
      open.push(i);
    }
    close();
  }
  found.sort((a, b) => a.start - b.start || a.scopeFirst - b.scopeFirst);
  const numbers = rows.map(() => 0);
  found.forEach((burst, n) => {
    for (const i of burst.rows) numbers[i] = n + 1;
  });
  return numbers;
}

const traffic = fc.array(
  fc.record({
    at: fc.integer({ min: 0, max: 40 }).map(t => t * 100 * MS),
    payload: fc.integer({ min: 0, max: 8 }),
    ends: fc.constantFrom([0, 1], [1, 0], [0, 2]),
  }),
  { minLength: 1, maxLength: 60 },
);

describe('bursts of any traffic', () => {
  it('are those of the definition, in any file order', () => {
    fc.assert(
      fc.property(traffic, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 3 }), (sent, gaps, minPackets) => {
        const rows = sent.map(
          ({ at, payload, ends }): Row => ({ at, payload, from: [ends[0]!, 1], to: [ends[1]!, 1] }),
        );
        const gapNanos = gaps * 100 * MS;
        const { numbers } = run(rows, { gapNanos, minPayload: 4, minPackets });
        expect(numbers).toEqual(naive(rows, gapNanos, 4, minPackets));
      }),
      { numRuns: 400 },
    );
  });
});
