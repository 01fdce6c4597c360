import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emptyTrafficEnds,
  emptyTrafficRow,
  type TrafficEnds,
  type TrafficRow,
  type TrafficRows,
} from '../../main/analysis/window-counter.ts';
import { overBatches, overWindows } from '../../main/analysis/windows.ts';
import { FEATURE_NAMES, NOTEBOOK_FEATURES, WINDOW_STATES } from '../../shared/model/window-feature.ts';
import type { Time } from '../../shared/unit/time.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';

type Row = Omit<TrafficRow, 'ends'> & TrafficEnds;

/** Rows of the same ends have the same number of ends. */
function rowsOf(list: readonly Partial<Row>[]): TrafficRows {
  const ends: TrafficEnds[] = [];
  const numbers = new Map<string, number>();
  const rows = list.map(one => {
    const mine = { ...emptyTrafficEnds(), ...pick(one) };
    const key = JSON.stringify(mine);
    if (!numbers.has(key)) numbers.set(key, ends.push(mine) - 1);
    return { ...emptyTrafficRow(), ...one, ends: numbers.get(key)! };
  });
  return {
    length: rows.length,
    endsLimit: ends.length,
    hostsLimit: 1 + ends.reduce((most, { src, dst }) => Math.max(most, src, dst), 0),
    read: (i, row) => Object.assign(row, rows[i]),
    readEnds: (number, out) => Object.assign(out, ends[number]),
  };
}

const ENDS = ['src', 'dst', 'srcPort', 'dstPort', 'protocol'] as const;
const pick = (row: Partial<Row>): Partial<TrafficEnds> =>
  Object.fromEntries(ENDS.flatMap(name => (row[name] === undefined ? [] : [[name, row[name]]])));

function toEnd(work: Iterator<undefined, void>): void {
  while (!work.next().done);
}

function windowsOf(list: readonly Partial<Row>[], nanos: number) {
  const numbers: number[] = [];
  const features: Float64Array[] = [];
  const pairs: { window: number; src: number; dst: number; ports: number; rows: number; bytes: number }[] = [];
  toEnd(
    overWindows(
      rowsOf(list),
      nanos,
      (number, values) => {
        numbers.push(number);
        features.push(values);
      },
      (window, src, dst, ports, rows, bytes) => pairs.push({ window, src, dst, ports, rows, bytes }),
    ),
  );
  return { numbers, features, pairs };
}

function batchesOf(list: readonly Partial<Row>[], seconds: number) {
  const out: { features: Float64Array; from: Time; last: Time }[] = [];
  toEnd(overBatches(rowsOf(list), seconds, (features, from, last) => out.push({ features, from, last })));
  return out;
}

const value = (features: Float64Array, name: string): number => {
  const at = FEATURE_NAMES.indexOf(name);
  if (at < 0) throw new Error(`no feature ${name}`);
  return features[at]!;
};

const feature = (rows: readonly Partial<Row>[], name: string): number =>
  value(windowsOf(rows, 10e9).features[0]!, name);

describe.runIf(hasShared())("the study's batches (beside the checkout)", () => {
  it('are equal in every value', () => {
    const lines = (path: string) =>
      readFileSync(sharedPath(`datasets/flow-records/${path}`), 'utf8')
        .trim()
        .split('\n');
    const numbers = new Map<string, number>();
    const numberOf = (address: string): number => {
      if (!numbers.has(address)) numbers.set(address, numbers.size);
      return numbers.get(address)!;
    };
    const rows = lines('flows.csv').map(line => {
      const [ts, protocol, state, src, srcPort, dst, dstPort, up, down] = line.split(',');
      return {
        seconds: Date.parse(`${ts!.replace(' ', 'T')}Z`) / 1000,
        protocol: protocol === 'tcp' ? 6 : 17,
        state: (WINDOW_STATES as readonly string[]).indexOf(state!),
        src: numberOf(src!),
        srcPort: Number(srcPort),
        dst: numberOf(dst!),
        dstPort: Number(dstPort),
        up: Number(up),
        down: Number(down),
      };
    });
    const [header, ...expected] = lines('flows.features.expected.csv');
    expect(['flow_batch', ...NOTEBOOK_FEATURES]).toEqual(header!.split(','));
    const batches = batchesOf(rows, 10).map(({ features }) => features);
    expect(batches.length).toBe(expected.length);
    let values = 0;
    for (const [i, line] of expected.entries()) {
      const theirs = line.split(',').map(Number);
      const ours = [i, ...NOTEBOOK_FEATURES.map(name => value(batches[i]!, name))];
      expect(ours).toEqual(theirs);
      values += ours.length;
    }
    expect(values).toBe(9433 * 57);
  });
});

describe('windows', () => {
  it('hold the times from their start to before their end, aligned to the epoch', () => {
    const at = (seconds: number, nanos = 0) => ({ seconds, nanos });
    const table = windowsOf([at(19), at(19, 999_999_999), at(20), at(45)], 10e9);
    expect(table.numbers).toEqual([1, 2, 4]);
    expect(table.features.map(f => value(f, 'num_entries'))).toEqual([2, 1, 1]);
    const tenths = windowsOf([at(1_700_000_000, 99_999_999), at(1_700_000_000, 100_000_000)], 1e8);
    expect(tenths.numbers).toEqual([17_000_000_000, 17_000_000_001]);
  });

  it('count distinct values in each group, and rows only for the notebook', () => {
    const scan = [1, 2, 3, 3, 3].map(dstPort => ({ src: 1, dst: 2, dstPort }));
    expect(feature(scan, 'dst_port_per_conn_max')).toBe(3);
    expect(feature(scan, 'src_ip_per_dst_port_max')).toBe(1);
    const batches = batchesOf(
      scan.map((row, i) => ({ ...row, seconds: i === 4 ? 20 : 11 })),
      10,
    );
    expect(batches.map(batch => value(batch.features, 'dst_port_per_conn_max'))).toEqual([5]);
  });

  it('of the notebook end with a second that is divisible, and what comes after the last such row is left out', () => {
    const seconds = [9, 10, 10, 11, 20, 21];
    const batches = batchesOf(
      seconds.map(at => ({ seconds: at })),
      10,
    );
    expect(batches.map(batch => value(batch.features, 'num_entries'))).toEqual([2, 1, 2]);
    expect(batches.map(({ from, last }) => [from[0], last[0]])).toEqual([
      [9, 10],
      [10, 10],
      [11, 20],
    ]);
  });

  it('tell flows from connections of a pair, and add up bytes and states', () => {
    const rows = [
      { src: 1, dst: 2, srcPort: 5, dstPort: 80, protocol: 6, state: 0, up: 10, down: 1 },
      { src: 1, dst: 2, srcPort: 6, dstPort: 80, protocol: 6, state: 2, up: 20, down: 2 },
      { src: 1, dst: 2, srcPort: 6, dstPort: 80, protocol: 17, state: -1, up: 30, down: 3 },
    ];
    expect(feature(rows, 'count_conns')).toBe(1);
    expect(feature(rows, 'count_flows')).toBe(3);
    expect(feature(rows, 'num_flows_per_conn_mean')).toBe(3);
    expect([feature(rows, 'bytes_up'), feature(rows, 'bytes_down')]).toEqual([60, 6]);
    expect([feature(rows, 'num_state_closed'), feature(rows, 'num_state_reset')]).toEqual([1, 1]);
    expect(feature(rows, 'entropy_src_port')).toBeCloseTo(Math.log(3) - (2 / 3) * Math.log(2), 12);
    expect(feature(rows, 'entropy_src_ip')).toBe(0);
  });

  it('equal a naive count, whatever the rows', () => {
    const small = fc.integer({ min: 0, max: 5 });
    const row = fc.record({
      seconds: fc.integer({ min: 0, max: 30 }),
      src: small,
      dst: small,
      srcPort: small,
      dstPort: small,
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 80 }), list => {
        const sorted = list.sort((a, b) => a.seconds - b.seconds);
        const table = windowsOf(sorted, 10e9);
        for (const [i, number] of table.numbers.entries()) {
          const rows = sorted.filter(r => Math.floor(r.seconds / 10) === number);
          const distinct = (keys: readonly unknown[]) => new Set(keys.map(key => JSON.stringify(key))).size;
          expect(value(table.features[i]!, 'num_entries')).toBe(rows.length);
          expect(value(table.features[i]!, 'count_conns')).toBe(distinct(rows.map(r => [r.src, r.dst])));
          const perDst = [...new Set(rows.map(r => r.dst))].map(dst =>
            distinct(rows.filter(r => r.dst === dst).map(r => r.src)),
          );
          expect(value(table.features[i]!, 'src_ip_per_dst_ip_max')).toBe(Math.max(...perDst));
          const mean = perDst.reduce((a, b) => a + b) / perDst.length;
          expect(value(table.features[i]!, 'src_ip_per_dst_ip_mean')).toBe(mean);
        }
      }),
    );
  });

  const anyRow = fc.record({
    seconds: fc.integer({ min: 0, max: 40 }),
    nanos: fc.constantFrom(0, 1, 500_000_000, 999_999_999),
    src: fc.integer({ min: 0, max: 4 }),
    dst: fc.integer({ min: 0, max: 4 }),
    srcPort: fc.integer({ min: 0, max: 3 }),
    dstPort: fc.integer({ min: 0, max: 9 }),
    protocol: fc.constantFrom(6, 17),
    state: fc.integer({ min: -1, max: 5 }),
    up: fc.integer({ min: 0, max: 1000 }),
    down: fc.integer({ min: 0, max: 1000 }),
  });
  const anyRows = fc
    .array(anyRow, { minLength: 1, maxLength: 60 })
    .map(list => list.sort((a, b) => a.seconds - b.seconds || a.nanos - b.nanos));
  const lengths = fc.constantFrom(1e6, 5e8, 1e9, 3e9, 1e10);

  it('hold every row once, each in the window of its time, and so do their pairs', () => {
    fc.assert(
      fc.property(anyRows, lengths, (rows, nanos) => {
        const { numbers, features, pairs } = windowsOf(rows, nanos);
        const counts = new Map<number, number>();
        for (const { seconds, nanos: rest } of rows) {
          const number = Number((BigInt(seconds) * 1_000_000_000n + BigInt(rest)) / BigInt(nanos));
          counts.set(number, (counts.get(number) ?? 0) + 1);
        }
        expect(numbers.map((number, i) => [number, value(features[i]!, 'num_entries')])).toEqual([...counts]);
        const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
        expect(sum(pairs.map(pair => pair.rows))).toBe(rows.length);
        expect(sum(pairs.map(pair => pair.bytes))).toBe(sum(rows.map(row => row.up + row.down)));
        for (const { window, src, dst, ports } of pairs) {
          const mine = rows.filter(
            r => Math.floor((r.seconds * 1e9 + r.nanos) / nanos) === window && r.src === src && r.dst === dst,
          );
          expect(ports).toBe(new Set(mine.map(r => r.dstPort)).size);
        }
      }),
    );
  });

  it('are the same when time and length are scaled together', () => {
    fc.assert(
      fc.property(anyRows, fc.constantFrom(1e9, 5e9), fc.integer({ min: 2, max: 9 }), (rows, nanos, times) => {
        const whole = rows.map(row => ({ ...row, nanos: 0 }));
        const scaled = whole.map(row => ({ ...row, seconds: row.seconds * times }));
        const { pairs: a, ...plain } = windowsOf(whole, nanos);
        const { pairs: b, ...wide } = windowsOf(scaled, nanos * times);
        expect(wide).toEqual(plain);
        expect(b).toEqual(a);
      }),
    );
  });

  it('of two stretches that meet between windows are those of both together', () => {
    fc.assert(
      fc.property(anyRows, fc.constantFrom(1e9, 1e10), fc.integer({ min: 0, max: 4 }), (rows, nanos, at) => {
        const isFirst = (row: (typeof rows)[number]): boolean => row.seconds < (at * nanos) / 1e9;
        const [a, b] = [
          windowsOf(rows.filter(isFirst), nanos),
          windowsOf(
            rows.filter(row => !isFirst(row)),
            nanos,
          ),
        ];
        const both = windowsOf(rows, nanos);
        expect([...a.numbers, ...b.numbers]).toEqual(both.numbers);
        expect([...a.features, ...b.features]).toEqual(both.features);
      }),
    );
  });

  it('of many rows are worked out in slices', () => {
    const rows = Array.from({ length: 40_000 }, (_, i) => ({
      seconds: Math.floor(i / 100),
      src: i % 7,
      dstPort: i % 11,
    }));
    let entries = 0;
    let slices = 0;
    const work = overWindows(rowsOf(rows), 10e9, (_, features) => {
      entries += value(features, 'num_entries');
      expect(value(features, 'count_src_ip')).toBe(7);
    });
    while (!work.next().done) slices++;
    expect(entries).toBe(40_000);
    expect(slices).toBeGreaterThan(1);
  });
});
