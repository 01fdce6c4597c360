// Thresholds for bursts that the records themselves suggest, from the valley of a log histogram (suggest-valley.ts).
import type { Suggestion } from '../../shared/model/burst-shape.ts';
import { formatBytes, formatCount, formatDuration, formatShare } from '../../shared/unit/format.ts';
import type { Groups } from '../timing/groups.ts';
import { BinCounter, logEdges } from '../timing/log-bins.ts';
import type { TimeOrder } from '../timing/time-order.ts';
import type { BurstRecords } from './burst-pass.ts';
import { type Relief, reliefOf } from './suggest-valley.ts';

const PER_DECADE = 20;
const LONGEST_GAP = 1e19;
const LARGEST_PAYLOAD = 0xffff_ffff;
/** Fewer values show nothing. */
const FEWEST = 20;
/** Records after which the work gives way. */
const SLICE = 1 << 18;

/** Gaps between each relevant record and the relevant one before it in its group: one pass. */
export function* relevantGaps(
  records: BurstRecords,
  groups: Groups,
  order: TimeOrder,
  minPayload: number,
): Generator<undefined, BinCounter> {
  const counter = new BinCounter(logEdges(1, LONGEST_GAP, PER_DECADE));
  const { seconds, nanos, payloadLength } = records;
  const { offsets, positions } = groups;
  const { rows } = order;
  let since = 0;
  for (let key = 0; key < groups.keys; key++) {
    const to = offsets[key + 1]!;
    let last = -1;
    // hot path
    for (let i = offsets[key]!; i < to; i++) {
      const p = positions[i]!;
      const r = rows === null ? p : rows[p]!;
      if (payloadLength[r]! < minPayload) continue;
      if (last >= 0) counter.add((seconds[r]! - seconds[last]!) * 1e9 + (nanos[r]! - nanos[last]!));
      last = r;
    }
    since += to - offsets[key]! + 1;
    if (since > SLICE) {
      since = 0;
      yield;
    }
  }
  return counter;
}

/** Payload sizes of the records of all groups: one pass. */
export function* payloadSizes(
  { payloadLength }: BurstRecords,
  { positions }: Groups,
  order: TimeOrder,
): Generator<undefined, BinCounter> {
  const counter = new BinCounter(logEdges(1, LARGEST_PAYLOAD, PER_DECADE));
  for (let from = 0; from < positions.length; from += SLICE) {
    const to = Math.min(positions.length, from + SLICE);
    for (let i = from; i < to; i++) counter.add(payloadLength[order.row(positions[i]!)]!);
    yield;
  }
  return counter;
}

/** A gap that parts the gaps within bursts from the silences between them. */
export const suggestGap = (counter: BinCounter): Suggestion =>
  suggest(counter, {
    what: 'gaps between relevant records',
    text: formatDuration,
    threshold: valley => Math.max(1, Math.round(rounded(valley.at, valley))),
  });

/** A size that parts small records (acknowledgements, keep-alives) from those that carry data. */
export const suggestMinPayload = (counter: BinCounter): Suggestion =>
  suggest(counter, {
    what: 'payload sizes',
    text: formatBytes,
    threshold: valley => Math.max(1, Math.round(rounded(valley.at, valley))),
  });

interface Manner {
  readonly what: string;
  text(value: number): string;
  threshold(valley: NonNullable<Relief['valley']>): number;
}

function suggest(counter: BinCounter, manner: Manner): Suggestion {
  const { first, end } = occupied(counter.counts);
  const edges = counter.edges.slice(first, end + 1);
  const counts = [...counter.counts.subarray(first, end)];
  const n = counts.reduce((sum, count) => sum + count, 0);
  const base = { edges: n === 0 ? [] : edges, counts, zero: counter.below };
  const none = { value: null, valley: null, smooth: { at: [], height: [] } };
  if (n < FEWEST) {
    const found = n === 0 ? `No ${manner.what}` : `Only ${formatCount(n)} ${manner.what}`;
    return { ...base, ...none, reason: `${found}: nothing to suggest a threshold from (it takes ${FEWEST} above 0).` };
  }
  const relief = reliefOf(edges, counts);
  const smooth = { at: relief.at, height: relief.height.map(perDecade => perDecade / PER_DECADE) };
  const { valley } = relief;
  if (valley === null) {
    const peak = manner.text(relief.peaks[0]!);
    return { ...base, ...none, smooth, reason: `No valley: the ${manner.what} have one peak, around ${peak}.` };
  }
  const value = manner.threshold(valley);
  const share = valley.depth < 0.001 ? 'next to none' : `${formatShare(valley.depth)} of the lower peak`;
  const reason =
    `The ${manner.what} form two groups, around ${manner.text(valley.left)} and around ${manner.text(valley.right)}; ` +
    `at ${manner.text(value)}, between them, there are fewest (${share}).`;
  return { ...base, value, reason, smooth, valley: { from: valley.from, to: valley.to } };
}

/** The bins from the first to the last that hold something. */
function occupied(counts: Float64Array): { first: number; end: number } {
  let first = 0;
  let end = counts.length;
  while (first < end && counts[first] === 0) first++;
  while (end > first && counts[end - 1] === 0) end--;
  return { first, end };
}

/** With as few digits, two at least, as keep it in the valley. */
function rounded(value: number, { from, to }: { readonly from: number; readonly to: number }): number {
  for (let digits = 2; digits < 6; digits++) {
    const short = Number(value.toPrecision(digits));
    if (short > from && short < to) return short;
  }
  return value;
}
