import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BeaconOptions, beaconInFull, findBeacons, sparkline } from '../../main/analysis/beacons.ts';
import type { ConnectionStarts } from '../../main/analysis/connection-starts.ts';
import { binomialTail, dominantPeriod } from '../../main/analysis/period.ts';
import { conversationLog } from '../../main/logs/conversation-log.ts';
import { FlowRow } from '../../main/logs/flow-row.ts';
import { LineSplitter } from '../../main/logs/line-splitter.ts';
import { addressText } from '../../shared/net/address.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';

interface Start {
  readonly at: number;
  readonly src?: number;
  readonly dst?: number;
  readonly port?: number;
  readonly sent?: number;
}

function startsOf(list: readonly Start[]): ConnectionStarts {
  return {
    length: list.length,
    seconds: Uint32Array.from(list, s => Math.floor(s.at)),
    nanos: Uint32Array.from(list, s => Math.round((s.at % 1) * 1e9)),
    src: Uint32Array.from(list, s => s.src ?? 1),
    dst: Uint32Array.from(list, s => s.dst ?? 2),
    ...pairsOf(list),
    dstPort: Uint16Array.from(list, s => s.port ?? 443),
    protocol: new Uint8Array(list.length).fill(6),
    sent: Float64Array.from(list, s => s.sent ?? 100),
  };
}

function pairsOf(list: readonly Start[]): Pick<ConnectionStarts, 'pair' | 'pairsLimit'> {
  const numbers = new Map<string, number>();
  const pair = Uint32Array.from(list, ({ src = 1, dst = 2 }) => {
    const key = `${src} ${dst}`;
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    return numbers.get(key)!;
  });
  return { pair, pairsLimit: numbers.size };
}

/** The table's beacons one by one, with what is shown of a single one. */
function beaconsOf(starts: ConnectionStarts, options: BeaconOptions, isWanted = (_src: number, _dst: number) => true) {
  const table = findBeacons(starts, options);
  const wanted = Array.from({ length: table.length }, (_, i) => i).filter(i => isWanted(table.src[i]!, table.dst[i]!));
  return wanted.map(i => ({
    src: table.src[i]!,
    dst: table.dst[i]!,
    dstPort: table.dstPort[i]!,
    rows: table.rows(i),
    measure: (name: keyof typeof table.measures) => table.measures[name][i]!,
    ...beaconInFull(starts, table.rows(i)),
  }));
}

const clock = (n: number, period: number, more: Partial<Start> = {}): Start[] =>
  Array.from({ length: n }, (_, i) => ({ at: 1_700_000_000 + i * period, ...more }));

describe('beacons', () => {
  it('of a clock have its period, no jitter, every tick and no chance of being chance', () => {
    const [beacon] = beaconsOf(startsOf(clock(1440, 60)), { by: 'pair', min: 4 });
    expect(beacon).toMatchObject({ src: 1, dst: 2, dstPort: -1, score: { score: 1 } });
    expect(beacon!.measure('jitter')).toBe(0);
    expect(beacon!.period).toMatchObject({ nanos: 60e9, gaps: 1439, ticksSeen: 1440, ticksExpected: 1440 });
    expect(beacon!.period!.pValue).toBeLessThan(1e-300);
    expect(beacon!.gaps).toMatchObject({ n: 1439, mean: 60e9, sd: 0 });
  });

  it('miss the ticks that are not there', () => {
    const list = clock(100, 10).filter((_, i) => i % 10 !== 5);
    const { period } = beaconsOf(startsOf(list), { by: 'pair', min: 4 })[0]!;
    expect([period!.nanos, period!.ticksSeen, period!.ticksExpected]).toEqual([10e9, 90, 100]);
  });

  it('are told apart by pair, and by port where asked, whatever the order of the rows', () => {
    const list = [...clock(5, 10), ...clock(6, 7, { port: 80 }), ...clock(4, 3, { dst: 3 })].reverse();
    const counts = (by: 'pair' | 'pair-port') =>
      beaconsOf(startsOf(list), { by, min: 4 }).map(b => [b.dst, b.dstPort, b.rows.length]);
    expect(counts('pair').sort()).toEqual([
      [2, -1, 11],
      [3, -1, 4],
    ]);
    expect(counts('pair-port').sort()).toEqual([
      [2, 443, 5],
      [2, 80, 6],
      [3, 443, 4],
    ]);
    expect(beaconsOf(startsOf(list), { by: 'pair', min: 12 })).toEqual([]);
    expect(beaconsOf(startsOf([]), { by: 'pair', min: 4 })).toEqual([]);
  });

  it('leave sizes that nobody knows out of the score', () => {
    const [beacon] = beaconsOf(startsOf(clock(10, 60, { sent: Number.NaN })), { by: 'pair', min: 4 });
    expect(beacon!.score!.size).toBe(0);
    expect(beacon!.score!.score).not.toBeNaN();
  });

  it('measure in the table what each of them is measured to be alone, whatever the times, sizes and order', () => {
    const start = fc.record({
      at: fc.tuple(fc.nat(200_000), fc.nat(9)).map(([second, tenth]) => 1_700_000_000 + second + tenth / 10),
      src: fc.nat(1),
      port: fc.constantFrom(80, 443),
      sent: fc.constantFrom(Number.NaN, 0, 40, 41, 5000),
    });
    fc.assert(
      fc.property(fc.array(start, { maxLength: 120 }), fc.constantFrom('pair', 'pair-port'), (list, by) => {
        for (const one of beaconsOf(startsOf(list), { by, min: 2 })) {
          const { gaps, period, score, measure } = one;
          expect(['mean', 'sd', 'median', 'mad'].map(name => measure(name as 'mean'))).toEqual(
            [gaps.mean, gaps.sd, gaps.median, gaps.mad].map(value => value ?? Number.NaN),
          );
          expect(measure('jitter')).toBe(gaps.median ? gaps.mad! / gaps.median : Number.NaN);
          expect(['period', 'ticksSeen', 'ticksExpected', 'pValue'].map(name => measure(name as 'period'))).toEqual(
            period
              ? [period.nanos, period.ticksSeen, period.ticksExpected, period.pValue]
              : [Number.NaN, Number.NaN, Number.NaN, Number.NaN],
          );
          for (const name of ['score', 'timestamp', 'size', 'histogram', 'duration', 'threat'] as const)
            expect(measure(name)).toBe(score ? score[name] : Number.NaN);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are rare in memoryless traffic: the p-value is one', () => {
    // Numerical Recipes' quick generator: the same traffic in every run.
    let state = 1;
    const random = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    const runs = 400;
    let below = 0;
    for (let run = 0; run < runs; run++) {
      const gaps = Float64Array.from({ length: 60 }, () => -Math.log(1 - random()) * 1e9);
      if (dominantPeriod(gaps)!.pValue < 0.05) below++;
    }
    expect(below / runs).toBeLessThan(0.05);
  });

  it('draw every connection once', () => {
    const starts = startsOf(clock(100, 10));
    const rows = Uint32Array.from({ length: 100 }, (_, i) => i);
    const bins = sparkline(starts, rows, 1_700_000_000, 1_700_000_990, 20);
    expect(bins.reduce((a, b) => a + b)).toBe(100);
    expect(Math.max(...bins)).toBeLessThanOrEqual(6);
  });
});

describe('the tail of a binomial distribution', () => {
  it('adds up as a naive sum does', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.nat(31),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (n, k, p) => {
          const choose = (m: number): number => (m === 0 ? 1 : (choose(m - 1) * (n - m + 1)) / m);
          let naive = 0;
          for (let i = k; i <= n; i++) naive += choose(i) * p ** i * (1 - p) ** (n - i);
          expect(binomialTail(n, k, p)).toBeCloseTo(naive, 10);
        },
      ),
    );
  });
});

describe.runIf(hasShared())('the conversation logs of the study (beside the checkout)', () => {
  function read(file: string, wanted?: string) {
    const list: Start[] = [];
    const numbers = new Map<string, number>();
    const numberOf = (address: string): number => {
      if (!numbers.has(address)) numbers.set(address, numbers.size);
      return numbers.get(address)!;
    };
    const row = new FlowRow();
    const reader = conversationLog();
    const seconds: number[] = [];
    const nanos: number[] = [];
    const lines = new LineSplitter((bytes, at, end) => {
      if (reader(bytes, at, end, row) !== null) return;
      seconds.push(row.seconds);
      nanos.push(row.nanos);
      const src = numberOf(addressText(row.src.subarray(0, row.srcLength)));
      list.push({
        at: 0,
        src,
        dst: numberOf(addressText(row.dst.subarray(0, row.dstLength))),
        port: row.dstPort,
        sent: row.bytesUp,
      });
    });
    lines.append(readFileSync(sharedPath(`datasets/conversation-log/${file}`)));
    lines.finish();
    const starts = { ...startsOf(list), seconds: Uint32Array.from(seconds), nanos: Uint32Array.from(nanos) };
    const names = [...numbers.keys()];
    const pairName = (src: number, dst: number): string => `${names[src]} ${names[dst]}`;
    const beacons = beaconsOf(
      { ...starts, ...pairsOf(list) },
      { by: 'pair', min: 4 },
      (src, dst) => wanted === undefined || pairName(src, dst) === wanted,
    );
    return beacons.map(beacon => ({ ...beacon, pair: pairName(beacon.src, beacon.dst) }));
  }

  it('synthetic: gaps of every pair, and the target ranks first by standard deviation', () => {
    const truth = JSON.parse(
      readFileSync(sharedPath('datasets/conversation-log/synthetic.small.expected.json'), 'utf8'),
    );
    const beacons = read('synthetic.small.txt');
    for (const [pair, { n, gap_mean, gap_std }] of Object.entries<{ n: number; gap_mean: number; gap_std: number }>(
      truth.pairs,
    )) {
      const beacon = beacons.find(b => b.pair === pair)!;
      expect(beacon.rows.length).toBe(n);
      expect(beacon.gaps.mean! / 1e9).toBeCloseTo(gap_mean, 8);
      expect(beacon.gaps.sd! / 1e9).toBeCloseTo(gap_std, 8);
    }
    const first = beacons.sort((a, b) => a.gaps.sd! - b.gaps.sd!)[0]!;
    expect(first.pair).toBe(truth.target_pair.join(' '));
  });

  it('real: the pair of the study', () => {
    const [beacon] = read('real.txt', '73.54.23.243 64.225.56.201');
    expect(beacon!.rows.length).toBe(951);
    expect(beacon!.measure('mean') / 1e9).toBeCloseTo(272.4775, 4);
    expect(beacon!.measure('sd') / 1e9).toBeCloseTo(44.3282, 4);
    expect(beacon!.measure('period') / 1e9).toBeGreaterThan(200);
    expect(beacon!.measure('pValue')).toBeLessThan(1e-9);
  });
});
