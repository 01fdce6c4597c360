// The parts of an open source as the report to hand on asks for them.
import type { OwnMarks } from '../../shared/contract/calls.ts';
import type { BurstParams } from '../../shared/model/burst.ts';
import type { TimeRange } from '../../shared/unit/time.ts';
import type { PageSource } from '../export/page/source.ts';
import { requestsOf } from './requests-of.ts';
import { seriesOf } from './series-of.ts';
import type { Source } from './source.ts';

interface Scope {
  readonly filter: string | undefined;
  readonly range: TimeRange | undefined;
  readonly bursts: BurstParams;
  readonly marks?: OwnMarks | undefined;
}

export function pageSource(source: Source, { filter, range, bursts, marks = {} }: Scope): PageSource {
  return {
    info: source.info(),
    filter,
    range,
    bursts,
    own: marks,
    view: () => source.answer(found => found, filter),
    requests: () => requestsOf(source, filter),
    series: of => seriesOf(source, { filter, range }, of),
  };
}
