// Payload sizes, or gaps, over time for a chart: single records while they are few, else minimum, maximum and mean per pixel
// column. The cost depends on the pixels, not on the records: totals of blocks of 64 records are kept.
import type { TimelineMeta, TimelineRequest, TimelineSeries } from '../../shared/contract/calls.ts';
import type { Frame } from '../../shared/contract/frame.ts';
import type { TimelineMeasure } from '../../shared/model/timeline.ts';
import { addNanos, compareTime, nanosBetweenLossy, type Time } from '../../shared/unit/time.ts';
import type { BurstTable } from '../analysis/bursts.ts';
import { BIT } from '../store/columns.ts';
import { lowerIndex } from '../timing/gaps.ts';
import type { Span } from '../timing/time-order.ts';
import { burstEnds } from './burst-rows.ts';
import type { CaptureView } from './capture-view.ts';
import { type Lanes, lanesOf } from './lanes.ts';
import { type Blocks, eachPart, type LaneGroups, recordValue, type Value } from './value-blocks.ts';

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
  const drawing = { view, groups: lanes.groups, value: recordValue(view, lanes.groups, measure), measure };
  const all = seriesIn(view, lanes, span, measure);
  const drawn = all.slice(0, request.maxSeries);

  const total = drawn.reduce((n, d) => n + d.end - d.first, 0);
  const rows = new Rows(Math.min(total, drawn.length * request.pixels + MAX_POINTS));
  const step = Math.max(1, nanosBetweenLossy(from, to) / request.pixels);
  const series: TimelineSeries[] = drawn.map(d => {
    const first = rows.count;
    const points = total <= MAX_POINTS;
    if (points) drawPoints(drawing, d, origin, rows);
    else drawLevels(drawing, d, { origin, from, step, pixels: request.pixels }, rows);
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
  const payload = recordValue(view, groups, 'payload');
  const blocks = view.blocks(groups, 'payload');
  const out: (Drawn & { payload: number })[] = [];
  for (let key = 0; key < groups.keys; key++) {
    if (!lanes.has(key)) continue;
    const begin = lowerIndex(positions, offsets[key]!, offsets[key + 1]!, span.lo);
    const end = lowerIndex(positions, begin, offsets[key + 1]!, span.hi);
    // There is no gap before the first record of all.
    const first = measure === 'gap' ? Math.max(begin, offsets[key]! + 1) : begin;
    if (end > first) out.push({ key, first, end, payload: sumOf(blocks, payload, begin, end) });
  }
  return out.sort((a, b) => b.payload - a.payload || b.end - b.first - (a.end - a.first) || a.key - b.key);
}

function sumOf(blocks: Blocks, value: Value, first: number, end: number): number {
  let sum = 0;
  eachPart(first, end, (from, to, block) => {
    if (block >= 0) sum += blocks.sum[block]!;
    else for (let i = from; i < to; i++) sum += value(i);
  });
  return sum;
}

interface Drawing {
  readonly view: CaptureView;
  readonly groups: LaneGroups;
  readonly value: Value;
  readonly measure: TimelineMeasure;
}

function drawPoints({ view, groups, value }: Drawing, d: Drawn, origin: Time, rows: Rows): void {
  for (let i = d.first; i < d.end; i++) {
    const position = groups.positions[i]!;
    const size = value(i);
    rows.add(nanosBetweenLossy(origin, view.order.time(position)), size, size, size, 1, view.order.row(position) + 1);
  }
}

interface Grid {
  readonly origin: Time;
  readonly from: Time;
  /** Nanoseconds a pixel column. */
  readonly step: number;
  readonly pixels: number;
}

/** One row a pixel column that holds records: columns are found by bisection, their totals from the blocks. */
function drawLevels({ view, groups, value, measure }: Drawing, d: Drawn, grid: Grid, rows: Rows): void {
  const { positions } = groups;
  const { order } = view;
  const blocks = view.blocks(groups, measure);
  const fromOrigin = nanosBetweenLossy(grid.origin, grid.from);
  let i = d.first;
  while (i < d.end) {
    const sinceFrom = nanosBetweenLossy(grid.from, order.time(positions[i]!));
    const column = Math.min(grid.pixels - 1, Math.floor(sinceFrom / grid.step));
    const edge = addNanos(grid.from, Math.ceil((column + 1) * grid.step));
    const end = column === grid.pixels - 1 ? d.end : firstNotBefore(view, groups, i + 1, d.end, edge);
    let min = Number.POSITIVE_INFINITY;
    let max = 0;
    let sum = 0;
    let largest = i;
    eachPart(i, end, (from, to, block) => {
      if (block >= 0) {
        if (blocks.min[block]! < min) min = blocks.min[block]!;
        if (blocks.max[block]! > max) {
          max = blocks.max[block]!;
          largest = from;
        }
        sum += blocks.sum[block]!;
        return;
      }
      for (let k = from; k < to; k++) {
        const size = value(k);
        if (size < min) min = size;
        if (size > max) {
          max = size;
          largest = k;
        }
        sum += size;
      }
    });
    while (value(largest) !== max) largest++;
    const time = fromOrigin + (column + 0.5) * grid.step;
    rows.add(time, min, max, sum / (end - i), end - i, order.row(positions[largest]!) + 1);
    i = end;
  }
}

/** The first index in [from, to) of the groups' positions whose record is not before t. */
function firstNotBefore(view: CaptureView, groups: LaneGroups, from: number, to: number, t: Time): number {
  let lo = from;
  let hi = to;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if (compareTime(view.order.time(groups.positions[mid]!), t) < 0) lo = mid + 1;
    else hi = mid;
  }
  return lo;
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
  const start: number[] = [];
  const end: number[] = [];
  const number: number[] = [];
  const packets: number[] = [];
  const bytes: number[] = [];
  const series: number[] = [];
  const merged: number[] = [];
  const open = new Map<number, number>();
  let total = 0;
  for (let n = 0; n < bursts.length; n++) {
    if (bursts.start[n]! >= hi || bursts.end[n]! < lo) continue;
    const s = seriesOf(n);
    if (s < 0) continue;
    total++;
    const at = nanosBetweenLossy(origin, view.order.time(bursts.start[n]!));
    const until = at + bursts.duration[n]!;
    const before = open.get(s);
    if (before !== undefined && at - end[before]! < step) {
      end[before] = Math.max(end[before]!, until);
      packets[before]! += bursts.packets[n]!;
      bytes[before]! += bursts.payload[n]!;
      merged[before]!++;
      continue;
    }
    open.set(s, start.length);
    start.push(at);
    end.push(until);
    number.push(n + 1);
    packets.push(bursts.packets[n]!);
    bytes.push(bursts.payload[n]!);
    series.push(s);
    merged.push(1);
  }
  return {
    total,
    columns: {
      burstStart: Float64Array.from(start),
      burstEnd: Float64Array.from(end),
      burstNumber: Uint32Array.from(number),
      burstPackets: Uint32Array.from(packets),
      burstBytes: Float64Array.from(bytes),
      burstSeries: Uint32Array.from(series),
      burstMerged: Uint32Array.from(merged),
    },
  };
}

/** The drawn series that a burst belongs to, or -1: that of its first record; among streams the first one that it touches. */
function bandSeries(
  view: CaptureView,
  bursts: BurstTable,
  lanes: Lanes,
  drawn: readonly Drawn[],
): (n: number) => number {
  const byKey = new Map(drawn.map((d, s) => [d.key, s]));
  if (lanes.groups === view.groups('stream')) return streamOfBurst(view, bursts, byKey, drawn);
  const { flow, bits } = view.store.columns;
  return n => {
    const row = view.order.row(bursts.start[n]!);
    return byKey.get(lanes.keyOf(flow[row]!, bits[row]! & BIT.reverse)) ?? -1;
  };
}

function streamOfBurst(
  view: CaptureView,
  bursts: BurstTable,
  byStream: ReadonlyMap<number, number>,
  drawn: readonly Drawn[],
): (n: number) => number {
  const { streams } = view.store.flows;
  const ends = drawn.map(d => [streams.first[d.key]!, streams.second[d.key]!] as const);
  return n => {
    if (bursts.scope === 'stream') return byStream.get(bursts.key[n]!) ?? -1;
    const { src, dst } = burstEnds(view, bursts, n);
    return ends.findIndex(([from, to]) => {
      const forward = (src === -1 || src === from) && (dst === -1 || dst === to);
      const twoWay = bursts.scope === 'flow' || bursts.scope === 'conversation';
      return forward || (twoWay && src === to && dst === from);
    });
  };
}
