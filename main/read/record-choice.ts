// Which records a list is of: those of a host, pair, flow or burst in a stretch of time.
import type { BurstParams } from '../../shared/model/burst.ts';
import type { RecordChoice } from '../../shared/model/record.ts';
import { groupScopeOf } from '../analysis/bursts.ts';
import { NO_FLOW } from '../store/columns.ts';
import { lowerIndex } from '../timing/gaps.ts';
import type { Span } from '../timing/time-order.ts';
import type { CaptureView } from './capture-view.ts';

/** Positions in the time order, ascending: those in the array, or without one all of the span. */
export interface ChosenRecords {
  readonly span: Span;
  readonly positions: Uint32Array | null;
  readonly length: number;
}

/** Position of the i-th of the chosen. */
export const positionAt = ({ span, positions }: ChosenRecords, i: number): number =>
  positions === null ? span.lo + i : positions[i]!;

export interface ChoiceRequest extends RecordChoice {
  readonly span: Span;
  /** Say which bursts there are. */
  readonly bursts: BurstParams;
}

/** Records that are gone through without a break. */
const BREATH = 1 << 18;

/** Yields now and then. */
export function* chooseRecords(view: CaptureView, request: ChoiceRequest): Generator<undefined, ChosenRecords> {
  const { span, burst } = request;
  const positions = burst === undefined ? null : burstMembers(view, request.bursts, burst, span);
  const wanted = wantedFlows(view, request);
  const all = { span, positions, length: positions?.length ?? span.hi - span.lo };
  if (wanted === undefined) return all;
  const { flow } = view.store.columns;
  let out = new Uint32Array(1024);
  let count = 0;
  for (let i = 0; i < all.length; i++) {
    if ((i & (BREATH - 1)) === 0) yield;
    const position = positionAt(all, i);
    const f = flow[view.order.row(position)]!;
    if (f === NO_FLOW || wanted[f] !== 1) continue;
    if (count === out.length) out = grown(out);
    out[count++] = position;
  }
  return { span, positions: out.slice(0, count), length: count };
}

function grown(old: Uint32Array): Uint32Array<ArrayBuffer> {
  const next = new Uint32Array(old.length * 2);
  next.set(old);
  return next;
}

/** Flows (1: wanted) of host, pair and flow; undefined: all, and records without any. */
function wantedFlows(view: CaptureView, { host, peer, flow }: RecordChoice): Uint8Array | undefined {
  if (host === undefined && flow === undefined) return undefined;
  const { flows } = view.store;
  const wanted = new Uint8Array(flows.length);
  for (let f = 0; f < wanted.length; f++) {
    const a = flows.aHost[f]!;
    const b = flows.bHost[f]!;
    const isOfHost = host === undefined || a === host || b === host;
    const isOfPeer = host === undefined || peer === undefined || (a === host ? b : a) === peer;
    if (isOfHost && isOfPeer && (flow === undefined || flow === f)) wanted[f] = 1;
  }
  return wanted;
}

/** Positions of a burst's members within the span. */
function burstMembers(view: CaptureView, params: BurstParams, burst: number, span: Span): Uint32Array {
  const table = view.bursts(params);
  const n = burst - 1;
  if (n < 0 || n >= table.length) return new Uint32Array(0);
  const { offsets, positions } = view.groups(groupScopeOf(params.scope));
  const key = table.key[n]!;
  const from = offsets[key]!;
  const to = offsets[key + 1]!;
  const first = lowerIndex(positions, from, to, Math.max(span.lo, table.start[n]!));
  const end = lowerIndex(positions, first, to, Math.min(span.hi, table.end[n]! + 1));
  return positions.slice(first, Math.max(first, end));
}
