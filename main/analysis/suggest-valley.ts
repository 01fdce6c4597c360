// The valley between two groups of values on a logarithmic axis: where a threshold cuts least.
//
// The histogram is smoothed by a Gaussian whose width shrinks with the sample: 0.08 + 0.5 n^(-1/3) decades (standard
// deviation). Peaks count as two when the lowest point between them is at most half of the lower peak, and when that
// difference is no accident of few values: with w = 2 sqrt(pi) times the width, the window that the smoothing amounts to,
// (peak - low) w is at least 3 sqrt((peak + low) w), three standard deviations of counts (Poisson). Peaks that do not pass are
// merged, the shallowest first. Of the valleys that are left the one with the fewest values at its lowest point is taken (a
// threshold there changes least when it is moved); of several with less than half a value in the window, the widest,
// measured where the smoothed histogram is below half of the lower peak beside it. The threshold is the lowest point, or the
// middle where that is a stretch.

export interface Valley {
  /** Lowest point. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** Places of the peaks on both sides. */
  readonly left: number;
  readonly right: number;
  /** Height of the lowest point over that of the lower peak. */
  readonly depth: number;
}

export interface Relief {
  /** Evenly apart on the logarithmic axis. */
  readonly at: readonly number[];
  /** Values per decade. */
  readonly height: readonly number[];
  /** Places of the peaks that count, ascending. */
  readonly peaks: readonly number[];
  readonly valley: Valley | null;
}

const POINTS = 400;
const FEW_SIGMA = 3;
const MOST_DEPTH = 0.5;
/** Values in the window below which a valley counts as empty. */
const EMPTY = 0.5;

/** Standard deviation of the smoothing in decades, for n values. */
const widthFor = (n: number): number => 0.08 + 0.5 * n ** (-1 / 3);

/** Of a histogram over ascending edges above 0 that holds at least one value. */
export function reliefOf(edges: readonly number[], counts: ArrayLike<number>): Relief {
  let n = 0;
  for (let i = 0; i < counts.length; i++) n += counts[i]!;
  const sigma = widthFor(n);
  const from = Math.log10(edges[0]!) - 2 * sigma;
  const to = Math.log10(edges.at(-1)!) + 2 * sigma;
  const places = Array.from({ length: POINTS }, (_, i) => from + ((to - from) * i) / (POINTS - 1));
  const height = smoothed(edges, counts, places, sigma);
  const window = 2 * Math.sqrt(Math.PI) * sigma;
  const { peaks, lows } = significant(extremes(height), height, window);
  return {
    at: places.map(place => 10 ** place),
    height,
    peaks: peaks.map(i => 10 ** places[i]!),
    valley: lowest({ peaks, lows }, places, height, window),
  };
}

/** Values per decade at each place. */
function smoothed(
  edges: readonly number[],
  counts: ArrayLike<number>,
  places: readonly number[],
  sigma: number,
): number[] {
  const out = places.map(() => 0);
  const scale = 1 / (sigma * Math.sqrt(2 * Math.PI));
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] === 0) continue;
    const centre = (Math.log10(edges[i]!) + Math.log10(edges[i + 1]!)) / 2;
    for (let p = 0; p < places.length; p++) {
      const z = (places[p]! - centre) / sigma;
      if (Math.abs(z) < 6) out[p]! += counts[i]! * scale * Math.exp(-0.5 * z * z);
    }
  }
  return out;
}

interface Extremes {
  /** Indices of the peaks, and of the lowest points between each and the next. */
  readonly peaks: readonly number[];
  readonly lows: readonly number[];
}

function extremes(height: readonly number[]): Extremes {
  const peaks: number[] = [];
  const lows: number[] = [];
  let low = 0;
  let rising = true;
  for (let i = 1; i <= height.length; i++) {
    const now = i < height.length ? height[i]! : Number.NEGATIVE_INFINITY;
    if (rising && now < height[i - 1]!) {
      if (peaks.length > 0) lows.push(low);
      peaks.push(i - 1);
      rising = false;
      low = i;
    } else if (!rising) {
      if (now < height[low]!) low = i;
      else if (now > height[i - 1]!) rising = true;
    }
  }
  return { peaks, lows };
}

/** Merges peaks that are not two, the shallowest valley first. */
function significant(found: Extremes, height: readonly number[], window: number): Extremes {
  const peaks = [...found.peaks];
  const lows = [...found.lows];
  const depth = (i: number): number => height[lows[i]!]! / Math.min(height[peaks[i]!]!, height[peaks[i + 1]!]!);
  const isAccident = (i: number): boolean => {
    const peak = Math.min(height[peaks[i]!]!, height[peaks[i + 1]!]!) * window;
    const low = height[lows[i]!]! * window;
    return peak - low < FEW_SIGMA * Math.sqrt(peak + low);
  };
  for (;;) {
    const failing = lows.map((_, i) => i).filter(i => depth(i) > MOST_DEPTH || isAccident(i));
    if (failing.length === 0) return { peaks, lows };
    const i = failing.reduce((worst, other) => (depth(other) > depth(worst) ? other : worst));
    const lower = height[peaks[i]!]! <= height[peaks[i + 1]!]! ? i : i + 1;
    // The peak goes; of the valleys on its two sides the lower one stays.
    const before = lower - 1;
    if (before >= 0 && lower < lows.length) {
      const stays = height[lows[before]!]! <= height[lows[lower]!]! ? lows[before]! : lows[lower]!;
      lows.splice(before, 2, stays);
    } else {
      lows.splice(before >= 0 ? before : lower, 1);
    }
    peaks.splice(lower, 1);
  }
}

function lowest(
  { peaks, lows }: Extremes,
  places: readonly number[],
  height: readonly number[],
  window: number,
): Valley | null {
  let best: Valley | null = null;
  let width = 0;
  let fewest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < lows.length; i++) {
    const low = lows[i]!;
    const peak = Math.min(height[peaks[i]!]!, height[peaks[i + 1]!]!);
    let from = low;
    let to = low;
    while (from - 1 > peaks[i]! && height[from - 1]! < peak / 2) from--;
    while (to + 1 < peaks[i + 1]! && height[to + 1]! < peak / 2) to++;
    // Where nothing lies for a long stretch, its middle.
    let end = low;
    while (end + 1 <= to && height[end + 1]! <= height[low]!) end++;
    const values = Math.max(EMPTY, height[low]! * window);
    if (values > fewest || (values === fewest && places[to]! - places[from]! <= width)) continue;
    fewest = values;
    width = places[to]! - places[from]!;
    best = {
      at: 10 ** ((places[low]! + places[end]!) / 2),
      from: 10 ** places[from]!,
      to: 10 ** places[to]!,
      left: 10 ** places[peaks[i]!]!,
      right: 10 ** places[peaks[i + 1]!]!,
      depth: height[low]! / peak,
    };
  }
  return best;
}
