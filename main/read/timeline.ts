// Payload size over time for a chart: single records while they are few, else minimum, maximum and mean per pixel
// column. The cost depends on the pixels, not on the records: totals of blocks of 64 records are kept per stream list.
import type { TimelineMeta, TimelineRequest, TimelineSeries } from '../../shared/contract/calls.ts';
import type { Frame } from '../../shared/contract/frame.ts';
import { addNanos, compareTime, nanosBetweenLossy, type Time } from '../../shared/unit/time.ts';
import type { BurstTable } from '../analysis/bursts.ts';
import { lowerIndex } from '../timing/gaps.ts';
import type { Groups } from '../timing/groups.ts';
import { burstEnds } from './burst-rows.ts';
import type { CaptureView } from './capture-view.ts';
import { addressOf } from './host-rows.ts';
import { type Blocks, eachPart } from './payload-blocks.ts';

/** Up to this many records in all are drawn one by one. */
const MAX_POINTS = 8000;

/** A stream with its stretch [first, end) of the stream list inside the asked range. */
interface Drawn {
  readonly stream: number;
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
  const groups = view.groups('stream');
  const all = streamsIn(view, groups, span, request);
  const drawn = all.slice(0, request.maxSeries);

  const total = drawn.reduce((n, d) => n + d.end - d.first, 0);
  const rows = new Rows(Math.min(total, drawn.length * request.pixels + MAX_POINTS));
  const step = Math.max(1, nanosBetweenLossy(from, to) / request.pixels);
  const series: TimelineSeries[] = drawn.map(d => {
    const first = rows.count;
    const points = total <= MAX_POINTS;
    if (points) drawPoints(view, groups, d, origin, rows);
    else drawLevels(view, groups, d, { origin, from, step, pixels: request.pixels }, rows);
    const src = view.store.flows.streams.first[d.stream]!;
    const dst = view.store.flows.streams.second[d.stream]!;
    return {
      stream: d.stream,
      srcHost: src,
      dstHost: dst,
      src: addressOf(view.store, src),
      dst: addressOf(view.store, dst),
      records: d.end - d.first,
      mode: points ? 'points' : 'levels',
      first,
      count: rows.count - first,
    };
  });

  const bursts = view.bursts(request.bursts);
  const bands = burstBands(view, bursts, drawn, origin, { from, to, step });
  const meta: TimelineMeta = {
    origin,
    from,
    to,
    series,
    streamsLeftOut: all.length - drawn.length,
    bursts: bands.total,
  };
  return { meta, columns: { ...rows.columns(), ...bands.columns } };
}

/** The streams asked for that have records in the span, those with most payload (then records) first. */
function streamsIn(
  view: CaptureView,
  groups: Groups,
  span: { lo: number; hi: number },
  { host, peer }: TimelineRequest,
): Drawn[] {
  const { streams } = view.store.flows;
  const { offsets, positions } = groups;
  const blocks = view.payloadBlocks();
  const out: (Drawn & { payload: number })[] = [];
  for (let stream = 0; stream < groups.keys; stream++) {
    const src = streams.first[stream]!;
    const dst = streams.second[stream]!;
    if (peer !== undefined) {
      if (!((src === host && dst === peer) || (src === peer && dst === host))) continue;
    } else if (host !== undefined && src !== host) continue;
    const first = lowerIndex(positions, offsets[stream]!, offsets[stream + 1]!, span.lo);
    const end = lowerIndex(positions, first, offsets[stream + 1]!, span.hi);
    if (end > first) out.push({ stream, first, end, payload: payloadOf(view, groups, blocks, first, end) });
  }
  return out.sort((a, b) => b.payload - a.payload || b.end - b.first - (a.end - a.first) || a.stream - b.stream);
}

function payloadOf(view: CaptureView, groups: Groups, blocks: Blocks, first: number, end: number): number {
  let payload = 0;
  eachPart(first, end, (from, to, block) => {
    if (block >= 0) payload += blocks.sum[block]!;
    else for (let i = from; i < to; i++) payload += payloadAt(view, groups, i);
  });
  return payload;
}

const payloadAt = (view: CaptureView, groups: Groups, i: number): number =>
  view.store.columns.payloadLength[view.order.row(groups.positions[i]!)]!;

function drawPoints(view: CaptureView, groups: Groups, d: Drawn, origin: Time, rows: Rows): void {
  for (let i = d.first; i < d.end; i++) {
    const position = groups.positions[i]!;
    const size = payloadAt(view, groups, i);
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
function drawLevels(view: CaptureView, groups: Groups, d: Drawn, grid: Grid, rows: Rows): void {
  const { positions } = groups;
  const { order } = view;
  const blocks = view.payloadBlocks();
  const fromOrigin = nanosBetweenLossy(grid.origin, grid.from);
  let i = d.first;
  while (i < d.end) {
    const sinceFrom = nanosBetweenLossy(grid.from, order.time(positions[i]!));
    const column = Math.min(grid.pixels - 1, Math.floor(sinceFrom / grid.step));
    const edge = addNanos(grid.from, Math.ceil((column + 1) * grid.step));
    const end = column === grid.pixels - 1 ? d.end : firstNotBefore(view, groups, i + 1, d.end, edge);
    let min = 0xffffffff;
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
        const size = payloadAt(view, groups, k);
        if (size < min) min = size;
        if (size > max) {
          max = size;
          largest = k;
        }
        sum += size;
      }
    });
    while (payloadAt(view, groups, largest) !== max) largest++;
    const time = fromOrigin + (column + 0.5) * grid.step;
    rows.add(time, min, max, sum / (end - i), end - i, order.row(positions[largest]!) + 1);
    i = end;
  }
}

/** The first index in [from, to) of the stream list whose record is not before t. */
function firstNotBefore(view: CaptureView, groups: Groups, from: number, to: number, t: Time): number {
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

/** The bursts of the drawn streams in the range; those of one series closer than a pixel are drawn as one. */
function burstBands(
  view: CaptureView,
  bursts: BurstTable,
  drawn: readonly Drawn[],
  origin: Time,
  { from, to, step }: { from: Time; to: Time; step: number },
): Bands {
  const { lo, hi } = view.span({ from, to });
  const seriesOf = bandSeries(view, bursts, drawn);
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

/** The drawn series that a burst belongs to, or -1. A burst of a wider scope goes to the first series that it touches. */
function bandSeries(view: CaptureView, bursts: BurstTable, drawn: readonly Drawn[]): (n: number) => number {
  const { streams } = view.store.flows;
  const byStream = new Map(drawn.map((d, s) => [d.stream, s]));
  const ends = drawn.map(d => [streams.first[d.stream]!, streams.second[d.stream]!] as const);
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
