// Answers about bursts as a whole, each worked out once however many panels ask.
import type { BurstCalls } from '../../shared/contract/burst-calls.ts';
import { burstComparison, burstShapesOf, burstSuggestions, comparisonPage } from '../read/burst-insight.ts';
import { burstAt } from '../read/burst-page.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { inSlices, Kept } from '../read/in-slices.ts';

type Answers = {
  [Name in keyof BurstCalls]: (input: Parameters<BurstCalls[Name]>[0]) => Promise<ReturnType<BurstCalls[Name]>>;
};

type Ask = <T>(
  input: { readonly source: number; readonly filter?: string | undefined },
  question: (view: CaptureView) => T,
) => Promise<T>;

export function burstCalls(ask: Ask): Answers {
  const suggestions = new Kept(4);
  const shapes = new Kept(4);
  /** A comparison is up to 13 bytes a burst. */
  const comparisons = new Kept(2);
  return {
    burstAt: input => ask(input, view => burstAt(view, input, input.burst)),
    async burstSuggestions(input) {
      const view = await ask(input, found => found);
      const { scope } = input.params;
      const minPayload = view.minPayload(input.params);
      return suggestions.get(view, JSON.stringify([scope, minPayload, input.params.compat]), () =>
        inSlices(burstSuggestions(view, input.params)),
      );
    },
    async burstShapes(input) {
      const view = await ask(input, found => found);
      const { sets, range, host, peer } = input;
      const choice = { span: view.span(range), host, peer };
      return shapes.get(view, JSON.stringify([sets, choice]), () => inSlices(burstShapesOf(view, sets, choice)));
    },
    async burstComparison(input) {
      const view = await ask(input, found => found);
      const { a, b, range, host, peer, relation } = input;
      const choice = { span: view.span(range), host, peer };
      const compared = await comparisons.get(view, JSON.stringify([a, b, choice]), () =>
        inSlices(burstComparison(view, [a, b], choice)),
      );
      return comparisonPage(view, compared, relation, input);
    },
  };
}
