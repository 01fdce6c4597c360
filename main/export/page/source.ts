// What the sections of a report are made from: the source's parts, each worked out when a section first asks for it.
import type { OwnMarks } from '../../../shared/contract/calls.ts';
import type { BurstParams } from '../../../shared/model/burst.ts';
import type { HostEnd } from '../../../shared/model/host.ts';
import type { SeriesOf } from '../../../shared/model/series.ts';
import type { SourceInfo } from '../../../shared/model/source.ts';
import type { TimeRange } from '../../../shared/unit/time.ts';
import type { CaptureView } from '../../read/capture-view.ts';
import type { RequestView } from '../../read/request-view.ts';
import type { ValuedSeries } from '../../read/series-lines.ts';

export interface PageSource {
  readonly info: SourceInfo;
  readonly filter: string | undefined;
  readonly range: TimeRange | undefined;
  readonly bursts: BurstParams;
  /** What the user calls hosts, by address. */
  readonly own: OwnMarks;
  /** Each rejects with ProblemError (`usage`) when the source does not have it. */
  view(): Promise<CaptureView>;
  requests(): Promise<RequestView>;
  series(of: SeriesOf): Promise<ValuedSeries>;
}

/** What an end is called in full: its name and, behind it, its address. Null: any. */
export type Called = (end: Pick<HostEnd, 'address' | 'name'> | null) => string;

/** `own`: what the user calls hosts goes before what the capture calls them. */
export function calledBy(own: OwnMarks): Called {
  return end => {
    if (end === null) return 'any';
    const name = (Object.hasOwn(own, end.address) ? own[end.address]!.name : undefined) ?? end.name;
    return name === null ? end.address : `${name} (${end.address})`;
  };
}

/** Rows of a table. */
export const ROWS = 15;
