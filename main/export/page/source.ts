// What the sections of a report are made from: the source's parts, each worked out when a section first asks for it.
import type { BurstParams } from '../../../shared/model/burst.ts';
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
  /** Each rejects with ProblemError (`usage`) when the source does not have it. */
  view(): Promise<CaptureView>;
  requests(): Promise<RequestView>;
  series(of: SeriesOf): Promise<ValuedSeries>;
}

/** Rows of a table. */
export const ROWS = 15;
