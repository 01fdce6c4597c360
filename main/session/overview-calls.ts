// Answers about the whole at a glance.
import type { OverviewCalls } from '../../shared/contract/overview-calls.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { namePage } from '../read/name-page.ts';
import { overview } from '../read/overview.ts';
import { beaconFindings, burstFindings } from '../read/overview-findings.ts';

type Answers = {
  [Name in keyof OverviewCalls]: (
    input: Parameters<OverviewCalls[Name]>[0],
  ) => Promise<ReturnType<OverviewCalls[Name]>>;
};

type Ask = <T>(
  input: { readonly source: number; readonly filter?: string | undefined },
  question: (view: CaptureView) => T,
) => Promise<T>;

export function overviewCalls(ask: Ask): Answers {
  return {
    overview: input => ask(input, view => overview(view, view.span(input.range), input.rows)),
    findings: input =>
      ask(input, view => {
        const span = view.span(input.range);
        return input.about === 'beacons'
          ? beaconFindings(view, span, input.rows)
          : burstFindings(view, span, input.bursts, input.rows);
      }),
    names: input => ask(input, view => namePage(view, input)),
  };
}
