// What the Bursts view asks beside its rows: suggested thresholds, distributions, and a second set of thresholds.
import type { Paged } from '../../shared/contract/asked.ts';
import type { BurstComparisonPage } from '../../shared/contract/burst-calls.ts';
import type { BurstParams } from '../../shared/model/burst.ts';
import {
  BURST_RELATIONS,
  type BurstRelation,
  type BurstShape,
  type BurstSuggestions,
  type BurstTotals,
} from '../../shared/model/burst-shape.ts';
import { type BurstPairs, compareBursts, type FoundBursts } from '../analysis/burst-comparison.ts';
import { burstShapes, type ChosenBursts } from '../analysis/burst-shapes.ts';
import { burstPackets, groupScopeOf } from '../analysis/bursts.ts';
import { payloadSizes, relevantGaps, suggestGap, suggestMinPayload } from '../analysis/suggest-thresholds.ts';
import { type BurstChoice, burstRow, chooseBursts } from './burst-rows.ts';
import type { CaptureView } from './capture-view.ts';

/** Of all records of the view, at the min payload and scope in force. Gives way now and then. */
export function* burstSuggestions(view: CaptureView, params: BurstParams): Generator<undefined, BurstSuggestions> {
  const { columns } = view.store;
  const minPayload = view.minPayload(params);
  const gaps = yield* relevantGaps(columns, view.groups(groupScopeOf(params.scope)), view.order, minPayload);
  const sizes = yield* payloadSizes(columns, view.groups('stream'), view.order);
  return {
    gap: suggestGap(gaps),
    minPayload: suggestMinPayload(sizes),
    auto: view.minPayload({ ...params, minPayload: 'auto' }),
  };
}

function chosenBursts(view: CaptureView, params: BurstParams, choice: BurstChoice): ChosenBursts {
  const table = view.bursts(params);
  return { table, rows: chooseBursts(view, table, choice) };
}

/** Of the bursts at each set of thresholds that the choice leaves. Gives way now and then. */
export function burstShapesOf(
  view: CaptureView,
  sets: readonly BurstParams[],
  choice: BurstChoice,
): Generator<undefined, readonly BurstShape[]> {
  return burstShapes(sets.map(params => chosenBursts(view, params, choice)));
}

export interface BurstComparison {
  readonly a: ChosenBursts;
  readonly b: ChosenBursts;
  readonly pairs: BurstPairs;
  /** Rows of the pairs of which a burst is chosen. */
  readonly rows: Uint32Array;
  /** Bursts of A (for `added`: of B) by what becomes of them. */
  readonly counts: Readonly<Record<BurstRelation, number>>;
}

/** Gives way now and then. */
export function* burstComparison(
  view: CaptureView,
  [paramsA, paramsB]: readonly [a: BurstParams, b: BurstParams],
  choice: BurstChoice,
): Generator<undefined, BurstComparison> {
  const a = chosenBursts(view, paramsA, choice);
  const b = chosenBursts(view, paramsB, choice);
  const found = ({ table }: ChosenBursts): FoundBursts => ({ table, groups: view.groups(groupScopeOf(table.scope)) });
  const pairs = yield* compareBursts(found(a), found(b), view.order.length);
  const rows = new Uint32Array(pairs.length);
  const chosen = [flagsOf(a), flagsOf(b)] as const;
  const counts = Object.fromEntries(BURST_RELATIONS.map(name => [name, 0])) as Record<BurstRelation, number>;
  let n = 0;
  for (let i = 0; i < pairs.length; i++) {
    if (!chosen[0][pairs.a[i]!] && !chosen[1][pairs.b[i]!]) continue;
    if (pairs.a[i] === 0 || n === 0 || pairs.a[rows[n - 1]!] !== pairs.a[i])
      counts[BURST_RELATIONS[pairs.relation[i]!]!]++;
    rows[n++] = i;
  }
  return { a, b, pairs, rows: rows.subarray(0, n), counts };
}

/** Index: number of the burst. */
function flagsOf({ table, rows }: ChosenBursts): Uint8Array {
  const out = new Uint8Array(table.length + 1);
  for (const row of rows) out[row + 1] = 1;
  return out;
}

function totalsOf({ table, rows }: ChosenBursts): BurstTotals {
  let packets = 0;
  let payloadBytes = 0;
  for (const row of rows) {
    packets += burstPackets(table, row);
    payloadBytes += table.payload[row]!;
  }
  return { bursts: rows.length, packets, payloadBytes, minPayload: table.minPayload };
}

/** The rows of one relation, or of all. */
export function comparisonPage(
  view: CaptureView,
  { a, b, pairs, rows, counts }: BurstComparison,
  relation: BurstRelation | undefined,
  { offset, limit }: Paged,
): BurstComparisonPage {
  const code = relation === undefined ? -1 : BURST_RELATIONS.indexOf(relation);
  const listed = code < 0 ? rows : rows.filter(i => pairs.relation[i] === code);
  const burst = ({ table }: ChosenBursts, number: number) => (number === 0 ? null : burstRow(view, table, number - 1));
  return {
    total: listed.length,
    rows: [...listed.subarray(offset, offset + limit)].map(i => ({
      a: burst(a, pairs.a[i]!),
      b: burst(b, pairs.b[i]!),
      relation: BURST_RELATIONS[pairs.relation[i]!]!,
      shared: pairs.shared[i]!,
    })),
    counts,
    a: totalsOf(a),
    b: totalsOf(b),
  };
}
