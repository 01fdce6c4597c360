// Calls about flows as wholes: how often each comes, in which states, and how much it carries.
import type { FlowAnswerRow, FlowAnswerSort, FlowAnswers } from '../model/flow-answers.ts';
import type { OfScope, Page, Paged, SortDirection } from './asked.ts';

export interface FlowCalls {
  flowAnswers(input: OfScope): FlowAnswers;
  flowEntries(
    input: OfScope &
      Paged & {
        /** Flows with fewer entries are left out. */
        readonly least: number;
        /** Flows of this host, or of the pair (host, peer). */
        readonly host?: number | undefined;
        readonly peer?: number | undefined;
        readonly sort: FlowAnswerSort;
        readonly direction: SortDirection;
      },
  ): Page<FlowAnswerRow>;
}
