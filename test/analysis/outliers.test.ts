import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beyond, PairValues, pairOutliers } from '../../main/analysis/outliers.ts';
import { portScanners } from '../../main/analysis/port-scanners.ts';
import { PAIR_MEASURES } from '../../shared/model/window.ts';

function toEnd<T>(work: Iterator<undefined, T>): T {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

/** numpy's default quantile, the plain way. */
function quantile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = p * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return low + (high - low) * (at - Math.floor(at));
}

interface Pair {
  readonly window: number;
  readonly ports: number;
  readonly rows: number;
  readonly bytes: number;
}

function pairsOf(list: readonly Pair[]): PairValues {
  const pairs = new PairValues();
  list.forEach(({ window, ports, rows, bytes }, i) => {
    pairs.add(window, i, i + 1, ports, rows, bytes);
  });
  return pairs;
}

describe('outlier pairs', () => {
  const small = fc.integer({ min: 0, max: 50 });
  const pair = fc.record({ window: small, ports: small, rows: small, bytes: fc.integer({ min: 0, max: 1e6 }) });

  it('are those outside of the outer fence over all pairs of all windows', () => {
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 80 }), list => {
        const found = toEnd(pairOutliers(pairsOf(list)))!;
        for (const measure of PAIR_MEASURES) {
          const values = list.map(one => (measure === 'dst_ports' ? one.ports : one[measure]));
          const [q1, q3] = [quantile(values, 0.25), quantile(values, 0.75)];
          const [lower, upper] = [q1 - 3 * (q3 - q1), q3 + 3 * (q3 - q1)];
          expect(found[measure].fence.lower).toBeCloseTo(lower, 6);
          expect(found[measure].fence.upper).toBeCloseTo(upper, 6);
          const { fence } = found[measure];
          const outside = values.flatMap((value, i) => (value < fence.lower || value > fence.upper ? [i] : []));
          expect([...found[measure].found]).toEqual(outside);
        }
      }),
    );
  });

  it('do not move with the order of windows', () => {
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 40 }), list => {
        const forth = toEnd(pairOutliers(pairsOf(list)))!;
        const back = toEnd(pairOutliers(pairsOf([...list].reverse())))!;
        for (const measure of PAIR_MEASURES) {
          expect(back[measure].fence).toEqual(forth[measure].fence);
          expect(back[measure].found.length).toBe(forth[measure].found.length);
        }
      }),
    );
  });

  it('of no pairs are none', () => {
    expect(toEnd(pairOutliers(new PairValues()))).toBeNull();
  });

  it('are ranked by how many times the fence they are, on either side', () => {
    expect(beyond(30, { lower: -5, upper: 10 })).toBe(3);
    expect(beyond(2, { lower: 8, upper: 100 })).toBe(4);
    expect(beyond(7, { lower: 0, upper: 0 })).toBe(Number.MAX_VALUE);
  });
});

const startsOf = (
  list: readonly { src: number; dst: number; dstPort: number; seconds: number }[],
): Parameters<typeof portScanners>[0] => ({
  length: list.length,
  seconds: Uint32Array.from(list, one => one.seconds),
  nanos: new Uint32Array(list.length),
  src: Uint32Array.from(list, one => one.src),
  dst: Uint32Array.from(list, one => one.dst),
  dstPort: Uint16Array.from(list, one => one.dstPort),
});

describe('port scanners', () => {
  const probes = (src: number, ports: number) =>
    Array.from({ length: ports }, (_, i) => ({ src, dst: i % 3, dstPort: i, seconds: ports - i }));

  it('try more than 100 distinct ports, and more than 9 of 10 hosts do', () => {
    const quiet = Array.from({ length: 20 }, (_, i) => probes(i + 10, 2)).flat();
    const found = toEnd(portScanners(startsOf([...probes(1, 100), ...probes(2, 101), ...probes(2, 101), ...quiet])));
    expect(found.limit).toBe(100);
    // Its connections count their seconds down: the first of them comes last, and of equal ones the later row.
    expect(found.scanners).toEqual([{ host: 2, dstPorts: 101, dstHosts: 3, connections: 202, first: 200, last: 201 }]);
  });

  it('are none where most hosts try as many', () => {
    const busy = Array.from({ length: 10 }, (_, i) => probes(i, 200)).flat();
    expect(toEnd(portScanners(startsOf(busy)))).toEqual({ percentile: 200, limit: 200, scanners: [] });
    expect(toEnd(portScanners(startsOf([])))).toEqual({ percentile: null, limit: 100, scanners: [] });
  });

  it('equal a naive count, whatever the connections', () => {
    const start = fc.record({
      src: fc.integer({ min: 0, max: 5 }),
      dst: fc.integer({ min: 0, max: 5 }),
      dstPort: fc.integer({ min: 0, max: 400 }),
      seconds: fc.integer({ min: 0, max: 100 }),
    });
    fc.assert(
      fc.property(fc.array(start, { maxLength: 900, size: 'max' }), list => {
        const { limit, scanners } = toEnd(portScanners(startsOf(list)));
        const ports = new Map<number, Set<number>>();
        for (const { src, dstPort } of list) ports.set(src, (ports.get(src) ?? new Set()).add(dstPort));
        const counts = [...ports.values()].map(set => set.size);
        const expected = counts.length === 0 ? 100 : Math.max(100, quantile(counts, 0.9));
        expect(limit).toBeCloseTo(expected, 9);
        const beyondLimit = [...ports].filter(([, set]) => set.size > limit).map(([host]) => host);
        expect(scanners.map(({ host }) => host).sort()).toEqual(beyondLimit.sort());
        for (const { host, dstPorts } of scanners) expect(dstPorts).toBe(ports.get(host)!.size);
      }),
      { numRuns: 60 },
    );
  });
});
