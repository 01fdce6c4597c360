import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CLOSED, type FlowEntries, flowEntryTable, stateRuns, stateTotals } from '../../main/analysis/flow-answers.ts';

interface Entry {
  readonly flow: number;
  readonly reverse: number;
  readonly state: number;
  readonly sent: number;
  readonly received: number;
  readonly lasts: number;
}

const FLOWS = 5;
const entry: fc.Arbitrary<Entry> = fc.record({
  flow: fc.nat(FLOWS - 1),
  reverse: fc.nat(1),
  state: fc.integer({ min: -1, max: 2 }),
  sent: fc.oneof(fc.nat(1000), fc.constant(Number.NaN)),
  received: fc.nat(1000),
  lasts: fc.oneof(fc.nat(3), fc.constant(Number.NaN)),
});

/** One entry a second. */
const columns = (list: readonly Entry[]): FlowEntries => ({
  length: list.length,
  flow: Uint32Array.from(list, e => e.flow),
  reverse: Uint8Array.from(list, e => e.reverse),
  state: Int8Array.from(list, e => e.state),
  sent: Float64Array.from(list, e => e.sent),
  received: Float64Array.from(list, e => e.received),
  seconds: Uint32Array.from(list, (_, i) => 1000 + i),
  nanos: new Uint32Array(list.length),
  duration: Float64Array.from(list, e => e.lasts * 1e9),
});

function result<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

describe('flows of entries', () => {
  it('are what a naive grouping says', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 40 }), list => {
        const entries = columns(list);
        const table = result(flowEntryTable(entries, FLOWS, 0));
        const numbers = [...new Set(list.map(e => e.flow))];
        expect([...table.flow]).toEqual(numbers);
        numbers.forEach((number, i) => {
          const own = [...list.keys()].filter(e => list[e]!.flow === number);
          const first = list[own[0]!]!;
          expect([...table.members.subarray(table.offsets[i], table.offsets[i + 1])]).toEqual(own);
          const sum = (values: readonly number[]) => {
            const known = values.filter(value => !Number.isNaN(value));
            return known.length === 0 ? Number.NaN : known.reduce((a, b) => a + b);
          };
          const up = own.map(e => (list[e]!.reverse === first.reverse ? list[e]!.sent : list[e]!.received));
          const down = own.map(e => (list[e]!.reverse === first.reverse ? list[e]!.received : list[e]!.sent));
          expect([table.up[i], table.down[i]]).toEqual([sum(up), sum(down)]);
          const ends = own.map(e => (e - own[0]! + (list[e]!.lasts > 0 ? list[e]!.lasts : 0)) * 1e9);
          expect(table.duration[i]).toBe(Math.max(...ends));
          const states = own.map(e => list[e]!.state);
          const isStated = states.some(state => state >= 0);
          expect(table.closed[i]).toBe(!isStated ? CLOSED.unknown : states.includes(0) ? CLOSED.yes : CLOSED.no);
          const runs = [...stateRuns(table, entries, i)];
          expect(runs.flatMap(({ state, times }) => Array<number>(times).fill(state))).toEqual(states);
          for (const [k, one] of runs.entries()) expect(one.state).not.toBe(runs[k + 1]?.state);
        });
        const totals = result(stateTotals(table, entries, 3));
        for (const state of [-1, 0, 1, 2]) {
          const of = list.filter(e => e.state === state);
          expect(totals.entries[state + 1]).toBe(of.length);
          expect(totals.flows[state + 1]).toBe(new Set(of.map(e => e.flow)).size);
        }
        expect(totals.last.reduce((a, b) => a + b, 0)).toBe(numbers.length);
        expect(totals.paths.reduce((sum, { flows }) => sum + flows, 0)).toBeLessThanOrEqual(numbers.length);
      }),
    );
  });
});
