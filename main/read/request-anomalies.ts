// Anomalies among requests with the sentence that says why each is one.
import type { AnomalyOptions, RequestAnomalies, RequestAnomaly, RequestField } from '../../shared/model/request.ts';
import { formatCount, formatDuration, formatShare, threeDigits } from '../../shared/unit/format.ts';
import { isoTime } from '../../shared/unit/time.ts';
import { type RateWindow, rareValues, rateWindows, testShares } from '../analysis/request-anomalies.ts';
import { binRequests, countValues, niceWidth } from '../analysis/request-counts.ts';
import { secondsOf } from './request-rows.ts';
import type { RequestScope, RequestView } from './request-view.ts';

const DETECTOR_NAMES = { forecast: 'the forecast', luminol: "luminol's detector", mad: 'the robust z' } as const;
/** Intervals of a rate, where none is asked for. */
const INTERVALS = 150;
/** A host's rate is looked at from so many requests on. */
const FEWEST = 30;
const LONGEST_VALUE = 120;

/** Gives way after every field and series. */
export function* requestAnomalies(
  view: RequestView,
  scope: RequestScope,
  options: AnomalyOptions,
): Generator<undefined, RequestAnomalies> {
  const rows = view.rows(scope);
  const found: RequestAnomaly[] = [];
  for (const field of options.fields) {
    found.push(...rare(view, rows, field, options.share));
    yield;
  }
  const shares = testShares(view.store.status, view.byHost(rows));
  const tested = shares.hosts.length;
  const threshold = tested === 0 ? options.alpha : options.alpha / tested;
  yield;
  found.push(...unlike(view, rows, shares, tested, threshold, options.alpha));
  const rate = yield* rates(view, scope, rows, options);
  return { ...rate, rows: [...found, ...rate.rows], tested, threshold };
}

const requests = (count: number): string => `${formatCount(count)} ${count === 1 ? 'request' : 'requests'}`;
const shown = (text: string): string => (text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text);

/** A probability as people read it. */
function chance(p: number): string {
  if (p === 0) return 'below 1e-300';
  return p < 0.001 ? p.toExponential(1) : threeDigits(p);
}

function rare(view: RequestView, rows: Uint32Array, field: RequestField, share: number): RequestAnomaly[] {
  const { store } = view;
  const { codes, size, text } = view.field(field);
  return rareValues(codes, size, store.ip, rows, share).map(one => {
    const value = text(one.code);
    const host = one.host < 0 ? null : store.ips.text(one.host);
    const whose = host === null ? 'from several hosts' : `from ${host}`;
    const named = value === '' ? `No ${field}` : `${field} "${shown(value)}"`;
    return {
      kind: 'rare-value',
      field,
      value,
      host,
      start: store.timeOf(one.first),
      end: store.timeOf(one.last),
      count: one.count,
      expected: null,
      pValue: null,
      reason: `${named} occurs in ${formatCount(one.count)} of ${requests(rows.length)} (${formatShare(one.count / rows.length)}, below ${formatShare(share)}), ${whose}.`,
    };
  });
}

function unlike(
  view: RequestView,
  rows: Uint32Array,
  { hosts, share }: ReturnType<typeof testShares>,
  tested: number,
  threshold: number,
  alpha: number,
): RequestAnomaly[] {
  const { store } = view;
  const byHost = view.byHost(rows);
  const out: RequestAnomaly[] = [];
  for (const { host, answered, failed, pValue } of hosts) {
    if (share === null || !(pValue < threshold)) break;
    const own = failed / answered;
    out.push({
      kind: 'status-share',
      field: 'status',
      value: 'not 2xx',
      host: store.ips.text(host),
      start: store.timeOf(byHost.rows[byHost.starts[host]!]!),
      end: store.timeOf(byHost.rows[byHost.starts[host + 1]! - 1]!),
      count: failed,
      expected: answered * share,
      pValue,
      reason: `${formatCount(failed)} of its ${formatCount(answered)} answers (${formatShare(own)}) are not 2xx, of all answers ${formatShare(share)}: p = ${chance(pValue)}, below ${alpha} / ${formatCount(tested)} hosts tested = ${chance(threshold)}.`,
    });
  }
  return out;
}

type Rates = Pick<RequestAnomalies, 'rows' | 'seconds' | 'series' | 'notes'>;

function* rates(
  view: RequestView,
  scope: RequestScope,
  rows: Uint32Array,
  options: AnomalyOptions,
): Generator<undefined, Rates> {
  const span = secondsOf(view, scope.range);
  if (span === null || options.detectors.length === 0) return { rows: [], seconds: null, series: 0, notes: [] };
  const width = options.seconds ?? niceWidth(span.to - span.from, INTERVALS);
  // Intervals at the ends that the log covers in part alone would look quiet.
  const from = Math.ceil(span.from / width) * width;
  const count = Math.floor((span.to + 1 - from) / width);
  if (count < 3) {
    const note = `The span holds fewer than 3 whole intervals of ${formatDuration(width * 1e9)}: rates are not judged.`;
    return { rows: [], seconds: null, series: 0, notes: [note] };
  }
  const { store } = view;
  const out: RequestAnomaly[] = [];
  const notes = new Set<string>();
  let series = 0;
  const judge = (own: Uint32Array, host: string | null): void => {
    const binned = binRequests(store, own, from, width, count);
    const found = rateWindows(binned.requests, from, width, options.detectors);
    for (const note of found.notes) notes.add(note);
    // Of who is silent otherwise, the robust z would call every visit an anomaly.
    const telling = found.windows.filter(one => one.detector !== 'mad' || one.expected > 0);
    for (const window of overlapping(telling)) out.push(anomalyOf(window, from, width, host));
    series++;
  };
  judge(rows, null);
  yield;
  const ips = view.field('ip');
  const busiest = countValues(ips.codes, rows, ips.size);
  const byHost = view.byHost(rows);
  if (busiest.values.length > 1) {
    for (const [i, ip] of busiest.values.subarray(0, options.hosts).entries()) {
      if (busiest.counts[i]! < FEWEST) break;
      judge(byHost.rows.subarray(byHost.starts[ip], byHost.starts[ip + 1]), store.ips.text(ip));
      yield;
    }
  }
  return { rows: out, seconds: width, series, notes: [...notes] };
}

/** Windows that detectors have in common, together. */
function overlapping(windows: readonly RateWindow[]): readonly (readonly RateWindow[])[] {
  const sorted = [...windows].sort((a, b) => a.start - b.start || a.end - b.end);
  const out: RateWindow[][] = [];
  let end = -1;
  for (const window of sorted) {
    if (window.start <= end) out.at(-1)!.push(window);
    else out.push([window]);
    end = Math.max(end, window.end);
  }
  return out;
}

function anomalyOf(windows: readonly RateWindow[], from: number, width: number, host: string | null): RequestAnomaly {
  const start = Math.min(...windows.map(one => one.start));
  const end = Math.max(...windows.map(one => one.end));
  const widest = windows.reduce((a, b) => (b.end - b.start > a.end - a.start ? b : a));
  const expected = Number.isFinite(widest.expected) ? Math.max(0, widest.expected) : null;
  const each = windows.map(({ detector, score }) => {
    const how = Number.isFinite(score) ? `score ${threeDigits(score)}` : 'the intervals before do not vary';
    return `${DETECTOR_NAMES[detector]} (${how})`;
  });
  const length = formatDuration((widest.end - widest.start + 1) * width * 1e9);
  const due = expected === null ? '' : `, where about ${threeDigits(expected)} were expected`;
  const whose = host === null ? '' : ` of ${host}`;
  return {
    kind: 'rate',
    field: 'requests',
    value: '',
    host,
    start: [from + start * width, 0],
    end: [from + (end + 1) * width, 0],
    count: widest.count,
    expected,
    pValue: null,
    reason: `${requests(widest.count)}${whose} in ${length} from ${isoTime([from + widest.start * width, 0]).slice(0, 19)}Z on${due}, says ${each.join(' and ')}.`,
  };
}
