// Answers about two sources at once.
import type { CompareCalls, OfOther } from '../../shared/contract/compare-calls.ts';
import type { ComparedRow, CompareRequest } from '../../shared/model/compare.ts';
import type { TimeRange } from '../../shared/unit/time.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { comparePage, compareSides } from '../read/compare.ts';

type Answers = {
  [Name in keyof CompareCalls]: (input: Parameters<CompareCalls[Name]>[0]) => Promise<ReturnType<CompareCalls[Name]>>;
};

type Ask = <T>(
  input: { readonly source: number; readonly filter?: string | undefined },
  question: (view: CaptureView) => T,
) => Promise<T>;

interface Question extends OfOther, CompareRequest {
  readonly source: number;
  readonly filter?: string | undefined;
  readonly range?: TimeRange | undefined;
}

/** All rows of a comparison. Rejects with ProblemError when one of the sources is not open. */
export async function compareSources(ask: Ask, input: Question): Promise<ComparedRow[]> {
  const { source, other, filter, range, otherRange } = input;
  const before = await ask({ source, filter }, view => ({ view, span: view.span(range) }));
  const after = await ask({ source: other, filter }, view => ({ view, span: view.span(otherRange) }));
  return compareSides(before, after, input);
}

export function compareCalls(ask: Ask): Answers {
  /** The last comparison: sorting and paging do not compare again. */
  let last: { readonly key: string; readonly views: readonly CaptureView[]; readonly rows: ComparedRow[] } | undefined;
  return {
    async compare(input) {
      const { source, other, filter, range, otherRange, what, factor } = input;
      const key = JSON.stringify([source, other, filter, range, otherRange, what, factor]);
      const views = [await ask({ source, filter }, v => v), await ask({ source: other, filter }, v => v)];
      if (last?.key !== key || views.some((view, i) => view !== last!.views[i])) {
        last = { key, views, rows: await compareSources(ask, input) };
      }
      return comparePage(last.rows, input, input, input);
    },
  };
}
