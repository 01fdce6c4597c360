// Connections that come in batches: visits, with far shorter gaps inside them than between them.

/** A gap between visits is this many times the longest gap inside one, at least. */
const LEAST_JUMP = 5;
/** Fewer visits, and fewer connections in each of them on the average, are no pattern. */
const LEAST_VISITS = 3;
const LEAST_EACH = 3;

export interface Visits {
  readonly count: number;
  /** The median time from the start of a visit to that of the next one, in the unit of the gaps. */
  readonly every: number;
}

/**
 * The visits that gaps, in the order of time, fall into: split at the largest jump in the sorted logarithms of the gaps,
 * of those jumps that leave enough visits of enough connections. null: there is none.
 */
export function visitsOf(gaps: Float64Array): Visits | null {
  const limit = largestJump(gaps.filter(gap => gap > 0).sort(), (gaps.length + 1) / LEAST_EACH);
  if (limit === null) return null;
  const steps: number[] = [];
  let since = 0;
  for (const gap of gaps) {
    since += gap;
    if (gap <= limit) continue;
    steps.push(since);
    since = 0;
  }
  return { count: steps.length + 1, every: medianOf(steps) };
}

/** The value below the largest jump that makes at most `most` visits, of values above 0 in ascending order. */
function largestJump(sorted: Float64Array, most: number): number | null {
  let limit: number | null = null;
  let largest = LEAST_JUMP;
  const { length } = sorted;
  for (let i = Math.max(1, Math.ceil(length + 1 - most)); i <= length - (LEAST_VISITS - 1); i++) {
    const jump = sorted[i]! / sorted[i - 1]!;
    if (jump <= largest) continue;
    largest = jump;
    limit = sorted[i - 1]!;
  }
  return limit;
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}
