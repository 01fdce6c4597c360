// Answers about gaps. Millions of them are worked through in slices, and once however many panels ask.
import type { TimingCalls } from '../../shared/contract/timing-calls.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { distributions } from '../read/gap-distributions.ts';
import { gapKeyPage, gapKeyRow, placeOfKey, rankKeys, selectedKey } from '../read/gap-ranking.ts';
import { inSlices, Kept } from '../read/in-slices.ts';
import { burstCalls } from './burst-calls.ts';

type Answers = {
  [Name in keyof TimingCalls]: (input: Parameters<TimingCalls[Name]>[0]) => Promise<ReturnType<TimingCalls[Name]>>;
};

type Ask = <T>(
  input: { readonly source: number; readonly filter?: string | undefined },
  question: (view: CaptureView) => T,
) => Promise<T>;

/** Distributions are a few thousand numbers each. */
const KEPT = 12;

export function timingCalls(ask: Ask): Answers {
  const kept = new Kept(KEPT);
  /** The view that was asked about last: work over others of its source is given up. */
  const latest = new WeakMap<object, CaptureView>();

  async function viewOf(input: { source: number; filter?: string | undefined }) {
    const view = await ask(input, found => found);
    latest.set(view.store, view);
    return { view, isUnwanted: () => latest.get(view.store) !== view };
  }

  return {
    ...burstCalls(ask),
    async gapKeys(input) {
      const { view, isUnwanted } = await viewOf(input);
      const ranked = await rankKeys(view, view.span(input.range), input.ranking, isUnwanted);
      return gapKeyPage(view, input.ranking, ranked, input);
    },
    async gapKey(input) {
      const { view, isUnwanted } = await viewOf(input);
      const { ranking } = input;
      const key = selectedKey(view, ranking, input);
      if (key === undefined) return null;
      const ranked = await rankKeys(view, view.span(input.range), ranking, isUnwanted);
      const found = placeOfKey(ranked, key);
      return found && { row: gapKeyRow(view, ranking, ranked.table, found.place), at: found.at };
    },
    async distributions(input) {
      const { view, isUnwanted } = await viewOf(input);
      const { range, measure, subjects, windowNanos } = input;
      const question = { measure, subjects, windowNanos };
      const span = view.span(range);
      return kept.get(view, JSON.stringify([span, question]), () =>
        inSlices(distributions(view, span, question), isUnwanted),
      );
    },
  };
}
