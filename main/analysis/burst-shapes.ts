// Distributions over bursts: length, duration, payload, rate, and the silence before them.
import {
  BURST_MEASURES,
  type BurstMeasure,
  type BurstSample,
  type BurstShape,
} from '../../shared/model/burst-shape.ts';
import { histogram, leastAboveZero, zeros } from '../timing/distribution.ts';
import { edgesFor } from '../timing/log-bins.ts';
import { SortedRuns } from '../timing/sorted-runs.ts';
import { type BurstTable, burstPackets } from './bursts.ts';

/** Bursts of a table by row. */
export interface ChosenBursts {
  readonly table: BurstTable;
  readonly rows: Uint32Array;
}

/** NaN: the burst has none. */
function valueIn(table: BurstTable, measure: BurstMeasure, n: number): number {
  switch (measure) {
    case 'length':
      return burstPackets(table, n);
    case 'duration':
      return table.duration[n]!;
    case 'payload':
      return table.payload[n]!;
    case 'rate':
      return table.duration[n] === 0 ? Number.NaN : table.payload[n]! / (table.duration[n]! / 1e9);
    case 'silence':
      return table.gapBefore[n]!;
  }
}

interface Sorted {
  readonly runs: SortedRuns;
  readonly absent: number;
}

function* sorted({ table, rows }: ChosenBursts, measure: BurstMeasure): Generator<undefined, Sorted> {
  const values = new Float64Array(rows.length);
  let n = 0;
  for (const row of rows) {
    const value = valueIn(table, measure, row);
    if (!Number.isNaN(value)) values[n++] = value;
  }
  return { runs: yield* SortedRuns.of(values.subarray(0, n)), absent: rows.length - n };
}

/** Every measure over bins that all of the sets share. Gives way now and then. */
export function* burstShapes(sets: readonly ChosenBursts[]): Generator<undefined, readonly BurstShape[]> {
  const shapes: BurstShape[] = [];
  for (const measure of BURST_MEASURES) {
    const found: Sorted[] = [];
    for (const set of sets) found.push(yield* sorted(set, measure));
    const least = found.flatMap(({ runs }) => leastAboveZero(runs) ?? []);
    const most = Math.max(...found.map(({ runs }) => runs.max));
    const edges = least.length === 0 ? [] : edgesFor(Math.min(...least), most);
    const samples = found.map(
      ({ runs, absent }): BurstSample => ({
        counts: edges.length === 0 ? [] : histogram(runs, edges),
        zero: zeros(runs),
        absent,
        median: runs.length === 0 ? null : runs.quantile(0.5),
      }),
    );
    shapes.push({ measure, edges, samples });
  }
  return shapes;
}
