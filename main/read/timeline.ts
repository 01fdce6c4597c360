// Payload sizes, or gaps, over time for a chart: single records while they are few, else minimum, maximum and mean per pixel
// column. The cost depends on the pixels, not on the records: totals of neighbours are kept (value-blocks.ts).
import type { TimelineMeta, TimelineRequest, TimelineSeries } from '../../shared/contract/calls.ts';
import type { Frame } from '../../shared/contract/frame.ts';
import type { TimelineMeasure } from '../../shared/model/timeline.ts';
import { addNanos, nanosBetweenLossy, type Time } from '../../shared/unit/time.ts';
import { type BurstTable, groupScopeOf } from '../analysis/bursts.ts';
import { BIT } from '../store/columns.ts';
import { lowerIndex } from '../timing/gaps.ts';
import type { Span } from '../timing/time-order.ts';
import { burstEnds } from './burst-rows.ts';
import type { CaptureView } from './capture-view.ts';
import { type Lanes, lanesOf } from './lanes.ts';
import type { LaneGroups, ValueBlocks } from './value-blocks.ts';

/** Up to this many records in all are drawn one by one. */
const MAX_POINTS = 8000;

/** A series with its stretch [first, end) of the groups' positions inside the asked range. */
interface Drawn {
  readonly key: number;
  readonly first: number;
  readonly end: number;
}

/** Rows of the answer while they are written. */
class Rows {
  count = 0;
  readonly time: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly mean: Float64Array;
  readonly records: Uint32Array;
  readonly record: Uint32Array;

  constructor(capacity: number) {
    this.time = new Float64Array(capacity);
    this.min = new Float64Array(capacity);
    this.max = new Float64Array(capacity);
    this.mean = new Float64Array(capacity);
    this.records = new Uint32Array(capacity);
    this.record = new Uint32Array(capacity);
  }

  add(time: number, min: number, max: number, mean: number, records: number, record: number): void {
    const n = this.count++;
    this.time[n] = time;
    this.min[n] = min;
    this.max[n] = max;
    this.mean[n] = mean;
    this.records[n] = records;
    this.record[n] = record;
  }

  columns(): Frame<unknown>['columns'] {
    const n = this.count;
    return {
      time: this.time.subarray(0, n),
      min: this.min.subarray(0, n),
      max: this.max.subarray(0, n),
      mean: this.mean.subarray(0, n),
      count: this.records.subarray(0, n),
      record: this.record.subarray(0, n),
    };
  }
}

export function timeline(view: CaptureView, request: TimelineRequest): Frame<TimelineMeta> {
  const { order } = view;
  const origin = view.start;
  const from = request.range?.from ?? origin;
  // The end is not part of a range: the last record is shown all the same.
  const to = request.range?.to ?? addNanos(view.end, 1);
  const span = order.span({ from, to });
  const measure = request.measure ?? 'payload';
  const by = request.by ?? 'stream';
  const lanes = lanesOf(view, by, request);
  const drawing = { view, groups: lanes.groups, blocks: view.blocks(lanes.groups, measure) };
  const all = seriesIn(view, lanes, span, measure);
  const drawn = all.slice(0, request.maxSeries);

  const total = drawn.reduce((n, d) => n + d.end - d.first, 0);
  const rows = new Rows(Math.min(total, drawn.length * request.pixels + MAX_POINTS));
  const step = Math.max(1, nanosBetweenLossy(from, to) / request.pixels);
  const points = total <= MAX_POINTS;
  const grid: Grid = {
    fromOrigin: nanosBetweenLossy(origin, from),
    step,
    edges: points ? NO_EDGES : columnEdges(view, span, from, step, request.pixels),
  };
  const series: TimelineSeries[] = drawn.map(d => {
    const first = rows.count;
    if (points) drawPoints(drawing, d, origin, rows);
    else drawLevels(drawing, d, grid, rows);
    return {
      key: d.key,
      ...lanes.name(d.key),
      records: d.end - d.first,
      mode: points ? 'points' : 'levels',
      first,
      count: rows.count - first,
    };
  });

  const bursts = view.bursts(request.bursts);
  const bands = burstBands(view, bursts, bandSeries(view, bursts, lanes, drawn), origin, { from, to, step });
  const meta: TimelineMeta = {
    origin,
    from,
    to,
    series,
    by,
    seriesLeftOut: all.length - drawn.length,
    bursts: bands.total,
  };
  return { meta, columns: { ...rows.columns(), ...bands.columns } };
}

/** The series that have records in the span, those with most payload (then records) first, whatever is drawn of them. */
function seriesIn(view: CaptureView, lanes: Lanes, span: Span, measure: TimelineMeasure): Drawn[] {
  const { groups } = lanes;
  const { offsets, positions } = groups;
  const blocks = view.blocks(groups, 'payload');
  const out: (Drawn & { payload: number })[] = [];
  for (let key = 0; key < groups.keys; key++) {
    if (!lanes.has(key)) continue;
    const begin = lowerIndex(positions, offsets[key]!, offsets[key + 1]!, span.lo);
    const end = lowerIndex(positions, begin, offsets[key + 1]!, span.hi);
    // There is no gap before the first record of all.
    const first = measure === 'gap' ? Math.max(begin, offsets[key]! + 1) : begin;
    if (end <= first) continue;
    blocks.measure(begin, end);
    out.push({ key, first, end, payload: blocks.sum });
  }
  return out.sort((a, b) => b.payload - a.payload || b.end - b.first - (a.end - a.first) || a.key - b.key);
}

interface Drawing {
  readonly view: CaptureView;
  readonly groups: LaneGroups;
  readonly blocks: ValueBlocks;
}

function drawPoints({ view, groups, blocks }: Drawing, d: Drawn, origin: Time, rows: Rows): void {
  for (let i = d.first; i < d.end; i++) {
    const position = groups.positions[i]!;
    const size = blocks.value(i);
    rows.add(nanosBetweenLossy(origin, view.order.time(position)), size, size, size, 1, view.order.row(position) + 1);
  }
}

interface Grid {
  /** Nanoseconds from the origin to the first column. */
  readonly fromOrigin: number;
  /** Nanoseconds a pixel column. */
  readonly step: number;
  /** Positions in the time order: column c holds [edges[c], edges[c + 1]). */
  readonly edges: Uint32Array;
}

const NO_EDGES = new Uint32Array(0);

function columnEdges({ order }: CaptureView, span: Span, from: Time, step: number, pixels: number): Uint32Array {
  const edges = new Uint32Array(pixels + 1);
  edges[0] = span.lo;
  for (let column = 1; column < pixels; column++) {
    const edge = addNanos(from, Math.ceil(column * step));
    edges[column] = order.lowerBound(edge, edges[column - 1]!, span.hi);
  }
  edges[pixels] = span.hi;
  return edges;
}

/** One row a pixel column that holds records. */
function drawLevels({ view, groups, blocks }: Drawing, d: Drawn, { fromOrigin, step, edges }: Grid, rows: Rows): void {
  const { positions } = groups;
  const { order } = view;
  let column = 0;
  let i = d.first;
  while (i < d.end) {
    // Silence is skipped, not walked through.
    if (edges[column + 1]! <= positions[i]!)
      column = lowerIndex(edges, column + 1, edges.length, positions[i]! + 1) - 1;
    const end = endOfColumn(positions, i + 1, d.end, edges[column + 1]!);
    blocks.measure(i, end);
    const largest = order.row(positions[blocks.indexOfMax()]!) + 1;
    const time = fromOrigin + (column + 0.5) * step;
    rows.add(time, blocks.min, blocks.max, blocks.sum / (end - i), end - i, largest);
    i = end;
  }
}

/** The first index in [from, to) whose position is not below `edge`: near `from` as a rule. */
function endOfColumn(positions: Uint32Array, from: number, to: number, edge: number): number {
  let reach = 16;
  let low = from;
  while (low + reach < to && positions[low + reach]! < edge) {
    low += reach;
    reach *= 4;
  }
  return lowerIndex(positions, low, Math.min(to, low + reach + 1), edge);
}

interface Bands {
  /** Bursts behind the bands, before neighbours were merged. */
  readonly total: number;
  readonly columns: Frame<unknown>['columns'];
}

/** The bursts of the drawn series in the range; those of one series closer than a pixel are drawn as one. */
function burstBands(
  view: CaptureView,
  bursts: BurstTable,
  seriesOf: (n: number) => number,
  origin: Time,
  { from, to, step }: { from: Time; to: Time; step: number },
): Bands {
  const { lo, hi } = view.span({ from, to });
  const { seconds, nanos } = view.store.columns;
  const { rows } = view.order;
  const out = new BandRows();
  /** Row of the band that is open, by series. */
  const open: number[] = [];
  let total = 0;
  const last = lowerIndex(bursts.start, 0, bursts.length, hi);
  for (let n = firstNotOver(bursts, lo); n < last; n++) {
    if (bursts.end[n]! < lo) continue;
    const s = seriesOf(n);
    if (s < 0) continue;
    total++;
    const row = rows === null ? bursts.start[n]! : rows[bursts.start[n]!]!;
    const at = (seconds[row]! - origin[0]) * 1e9 + (nanos[row]! - origin[1]);
    const before = open[s];
    if (before !== undefined && at - out.end[before]! < step) out.join(before, at, bursts, n);
    else open[s] = out.add(s, at, bursts, n);
  }
  return { total, columns: out.columns() };
}

/** Bands while they are found. */
class BandRows {
  readonly start: number[] = [];
  readonly end: number[] = [];
  readonly number: number[] = [];
  readonly packets: number[] = [];
  readonly bytes: number[] = [];
  readonly series: number[] = [];
  readonly merged: number[] = [];

  add(series: number, at: number, { duration, packets, payload }: BurstTable, n: number): number {
    this.end.push(at + duration[n]!);
    this.number.push(n + 1);
    this.packets.push(packets[n]!);
    this.bytes.push(payload[n]!);
    this.series.push(series);
    this.merged.push(1);
    return this.start.push(at) - 1;
  }

  join(band: number, at: number, { duration, packets, payload }: BurstTable, n: number): void {
    const until = at + duration[n]!;
    if (until > this.end[band]!) this.end[band] = until;
    this.packets[band]! += packets[n]!;
    this.bytes[band]! += payload[n]!;
    this.merged[band]!++;
  }

  columns(): Frame<unknown>['columns'] {
    return {
      burstStart: Float64Array.from(this.start),
      burstEnd: Float64Array.from(this.end),
      burstNumber: Uint32Array.from(this.number),
      burstPackets: Uint32Array.from(this.packets),
      burstBytes: Float64Array.from(this.bytes),
      burstSeries: Uint32Array.from(this.series),
      burstMerged: Uint32Array.from(this.merged),
    };
  }
}

const latestEnds = new WeakMap<BurstTable, Uint32Array>();

/** The first burst, in order of start, before which all are over at a position. */
function firstNotOver(bursts: BurstTable, position: number): number {
  if (position === 0) return 0;
  let ends = latestEnds.get(bursts);
  if (ends === undefined) {
    ends = bursts.end.slice();
    for (let n = 1; n < ends.length; n++) if (ends[n]! < ends[n - 1]!) ends[n] = ends[n - 1]!;
    latestEnds.set(bursts, ends);
  }
  return lowerIndex(ends, 0, ends.length, position);
}

/** The drawn series that a burst belongs to, or -1: that of its first record; among streams the first one that it touches. */
function bandSeries(
  view: CaptureView,
  bursts: BurstTable,
  lanes: Lanes,
  drawn: readonly Drawn[],
): (n: number) => number {
  const byKey = new Int32Array(lanes.groups.keys).fill(-1);
  drawn.forEach((d, s) => {
    byKey[d.key] = s;
  });
  if (lanes.groups === view.groups('stream')) return streamOfBurst(view, bursts, byKey, drawn);
  const { flow, bits } = view.store.columns;
  return n => {
    const row = view.order.row(bursts.start[n]!);
    return byKey[lanes.keyOf(flow[row]!, bits[row]! & BIT.reverse)] ?? -1;
  };
}

const UNKNOWN = -2;

function streamOfBurst(
  view: CaptureView,
  bursts: BurstTable,
  byStream: Int32Array,
  drawn: readonly Drawn[],
): (n: number) => number {
  if (bursts.scope === 'stream') return n => byStream[bursts.key[n]!]!;
  const { streams } = view.store.flows;
  const ends = drawn.map(d => [streams.first[d.key]!, streams.second[d.key]!] as const);
  const twoWay = bursts.scope === 'flow' || bursts.scope === 'conversation';
  const known = new Int32Array(view.groups(groupScopeOf(bursts.scope)).keys).fill(UNKNOWN);
  return n => {
    const key = bursts.key[n]!;
    if (known[key] !== UNKNOWN) return known[key]!;
    const { src, dst } = burstEnds(view, bursts, n);
    known[key] = ends.findIndex(([from, to]) => {
      const forward = (src === -1 || src === from) && (dst === -1 || dst === to);
      return forward || (twoWay && src === to && dst === from);
    });
    return known[key]!;
  };
}
