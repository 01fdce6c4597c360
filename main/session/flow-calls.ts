// Answers about flows as wholes: entries, states, volumes.
import type { FlowCalls } from '../../shared/contract/flow-calls.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { chooseFlows, findFlows, flowAnswerRow, flowAnswers } from '../read/flow-answers.ts';

type Answers = {
  [Name in keyof FlowCalls]: (input: Parameters<FlowCalls[Name]>[0]) => Promise<ReturnType<FlowCalls[Name]>>;
};

type Ask = <T>(
  input: { readonly source: number; readonly filter?: string | undefined },
  question: (view: CaptureView) => T,
) => Promise<T>;

export function flowCalls(ask: Ask): Answers {
  /** The view that was asked about last: work over others of its source is given up. */
  const latest = new WeakMap<object, CaptureView>();

  async function viewOf(input: { readonly source: number; readonly filter?: string | undefined }) {
    const view = await ask(input, found => found);
    latest.set(view.store, view);
    return { view, isUnwanted: () => latest.get(view.store) !== view };
  }

  return {
    async flowAnswers(input) {
      const { view, isUnwanted } = await viewOf(input);
      return flowAnswers(view, view.span(input.range), isUnwanted);
    },
    async flowEntries(input) {
      const { view, isUnwanted } = await viewOf(input);
      const span = view.span(input.range);
      const found = await findFlows(view, span, isUnwanted);
      const places = await chooseFlows(view, span, found, input);
      const shown = [...places.subarray(input.offset, input.offset + input.limit)];
      return { total: places.length, rows: shown.map(place => flowAnswerRow(view, found, place)) };
    },
  };
}
