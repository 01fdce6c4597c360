// What stands out among requests (DEFINITIONS section 7): rare values, hosts whose answers differ from those of the whole,
// and intervals with unusually many or few requests.
import type { Detector } from '../../shared/model/series.ts';
import { binomialTest } from './binomial-test.ts';
import { type Found, SeriesDetector } from './detectors.ts';
import { isFailed, type RowsByValue } from './request-counts.ts';

/** A value below the share, with its rows in the order of time summed up. */
export interface RareValue {
  readonly code: number;
  readonly count: number;
  readonly first: number;
  readonly last: number;
  /** The host that all its requests are from; -1: several. */
  readonly host: number;
}

/** Values of `codes` with fewer than `share` of `rows`, the rarest first. Rows are in the order of time. */
export function rareValues(
  codes: ArrayLike<number>,
  size: number,
  hosts: ArrayLike<number>,
  rows: Uint32Array,
  share: number,
): readonly RareValue[] {
  const counts = new Uint32Array(size);
  for (let i = 0; i < rows.length; i++) counts[codes[rows[i]!]!]!++;
  const found = new Map<number, { first: number; last: number; host: number }>();
  const limit = share * rows.length;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const code = codes[row]!;
    if (counts[code]! >= limit) continue;
    const known = found.get(code);
    if (known === undefined) found.set(code, { first: row, last: row, host: hosts[row]! });
    else {
      known.last = row;
      if (known.host !== hosts[row]) known.host = -1;
    }
  }
  return [...found]
    .map(([code, one]) => ({ code, count: counts[code]!, ...one }))
    .sort((a, b) => a.count - b.count || a.code - b.code);
}

export interface HostShare {
  readonly host: number;
  /** Answers, and those of them that are not 2xx. */
  readonly answered: number;
  readonly failed: number;
  readonly pValue: number;
}

export interface HostShares {
  /** Hosts with an answer, the smallest p-value first. */
  readonly hosts: readonly HostShare[];
  /** Share of all answers that is not 2xx; null without an answer. */
  readonly share: number | null;
}

/** Tests for every host whether its share of answers that are not 2xx is that of the whole. */
export function testShares(status: Uint16Array, byHost: RowsByValue): HostShares {
  const { starts, rows } = byHost;
  const answered = new Uint32Array(starts.length - 1);
  const failed = new Uint32Array(starts.length - 1);
  let all = 0;
  let allFailed = 0;
  for (let host = 0; host + 1 < starts.length; host++) {
    for (let i = starts[host]!; i < starts[host + 1]!; i++) {
      const code = status[rows[i]!]!;
      if (code === 0) continue;
      answered[host]!++;
      if (isFailed(code)) failed[host]!++;
    }
    all += answered[host]!;
    allFailed += failed[host]!;
  }
  if (all === 0) return { hosts: [], share: null };
  const share = allFailed / all;
  // Most hosts sent a few requests: the same counts have the same p-value.
  const known = new Map<number, number>();
  const hosts: HostShare[] = [];
  for (let host = 0; host < answered.length; host++) {
    const n = answered[host]!;
    if (n === 0) continue;
    const key = failed[host]! * 2 ** 26 + n;
    let pValue = n < 2 ** 26 ? known.get(key) : undefined;
    if (pValue === undefined) {
      pValue = binomialTest(failed[host]!, n, share);
      known.set(key, pValue);
    }
    hosts.push({ host, answered: n, failed: failed[host]!, pValue });
  }
  hosts.sort((a, b) => a.pValue - b.pValue || b.answered - a.answered || a.host - b.host);
  return { hosts, share };
}

export interface RateWindow {
  readonly detector: Detector;
  /** Intervals [start, end]. */
  readonly start: number;
  readonly end: number;
  /** Requests in them, and how many the detector expected; NaN: it does not say. */
  readonly count: number;
  readonly expected: number;
  /** The highest score; infinite where nothing before varies. */
  readonly score: number;
}

/** Windows of neighbouring intervals in which a detector finds the rate unusual. */
export function rateWindows(
  counts: Float64Array,
  from: number,
  width: number,
  detectors: readonly Detector[],
): { readonly windows: readonly RateWindow[]; readonly notes: readonly string[] } {
  const seconds = Float64Array.from(counts, (_, i) => from + i * width);
  const detector = new SeriesDetector({ rolling: 7, width: 0.8 });
  const windows: RateWindow[] = [];
  const notes = new Set<string>();
  for (const name of detectors) {
    const found = detector.find(name, { seconds, values: counts });
    for (const note of found.notes) notes.add(note);
    windows.push(...joined(name, counts, found));
  }
  return { windows, notes: [...notes] };
}

function joined(detector: Detector, counts: Float64Array, { anomalies, expected, score }: Found): RateWindow[] {
  const out: RateWindow[] = [];
  for (let i = 0; i < anomalies.length; i++) {
    const start = anomalies[i]!;
    while (anomalies[i + 1] === anomalies[i]! + 1) i++;
    const end = anomalies[i]!;
    let count = 0;
    let due = 0;
    let highest = 0;
    for (let k = start; k <= end; k++) {
      count += counts[k]!;
      due += expected[k]!;
      highest = Math.max(highest, score[k]!);
    }
    out.push({ detector, start, end, count, expected: due, score: highest });
  }
  return out;
}
