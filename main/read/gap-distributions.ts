// Distributions of gaps and payload sizes over bins that all samples share, with their summaries.
import { ProblemError } from '../../shared/contract/problem.ts';
import type { Distribution, Distributions, Measure, Subject } from '../../shared/model/gap.ts';
import { cumulativeCurve, histogram, leastAboveZero, zeros } from '../timing/distribution.ts';
import { dispersion } from '../timing/gap-samples.ts';
import type { Groups } from '../timing/groups.ts';
import { edgesFor } from '../timing/log-bins.ts';
import { asOneGroup, pooledGaps, pooledPayloads } from '../timing/pooled.ts';
import { SortedRuns } from '../timing/sorted-runs.ts';
import { memoryOf, momentsOf, summaryOfRuns } from '../timing/summary.ts';
import type { Span } from '../timing/time-order.ts';
import type { CaptureView } from './capture-view.ts';
import { groupScope, keyName } from './key-name.ts';

export interface DistributionQuestion {
  readonly measure: Measure;
  readonly subjects: readonly Subject[];
  /** Windows of the index of dispersion, in nanoseconds. */
  readonly windowNanos: number;
}

type Sampled = Omit<Distribution, 'counts'> & { readonly runs: SortedRuns };

/** Gives way now and then. Throws ProblemError (`usage`) for a key that is not there. */
export function* distributions(
  view: CaptureView,
  span: Span,
  { measure, subjects, windowNanos }: DistributionQuestion,
): Generator<undefined, Distributions> {
  const sampled: Sampled[] = [];
  for (const subject of subjects) sampled.push(yield* sample(view, span, subject, measure, windowNanos));
  const least = sampled.flatMap(({ runs }) => leastAboveZero(runs) ?? []);
  const edges =
    least.length === 0 ? [] : edgesFor(Math.min(...least), Math.max(...sampled.map(({ runs }) => runs.max)));
  return {
    measure,
    edges,
    samples: sampled.map(({ runs, ...rest }) => ({ ...rest, counts: edges.length > 0 ? histogram(runs, edges) : [] })),
  };
}

function* sample(
  view: CaptureView,
  span: Span,
  subject: Subject,
  measure: Measure,
  windowNanos: number,
): Generator<undefined, Sampled> {
  const { scope, direction, key } = subject;
  const { columns, flows } = view.store;
  const groups = view.groups(groupScope(scope, direction));
  if (key !== undefined && key >= groups.keys)
    throw new ProblemError('usage', `There is no ${scope} with the number ${key} in the capture.`);
  const values =
    measure === 'gap'
      ? yield* pooledGaps(groups, key, columns, flows, view.order, span)
      : yield* pooledPayloads(groups, key, columns, view.order, span);
  const moments = values.length > 0 ? momentsOf(values) : undefined;
  const memory = key === undefined || measure === 'payload' ? null : memoryOf(values);
  const runs = yield* SortedRuns.of(values);
  return {
    subject,
    name: key === undefined ? null : keyName(view.store, scope, key),
    zero: zeros(runs),
    curve: cumulativeCurve(runs),
    summary: summaryOfRuns(runs, moments, memory),
    dispersion: measure === 'gap' ? spreadOf(view, groups, key, span, windowNanos) : null,
    runs,
  };
}

function spreadOf(view: CaptureView, groups: Groups, key: number | undefined, span: Span, windowNanos: number) {
  const { columns } = view.store;
  if (key !== undefined) return dispersion(groups, key, columns, view.order, span, windowNanos);
  return dispersion(asOneGroup(groups, view.order.length), 0, columns, view.order, span, windowNanos);
}
