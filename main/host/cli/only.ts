// Options that leave rows of a report: what a selection in the window does, on the command line.
import type { ReportChoice } from '../../../shared/model/report-choice.ts';
import { usage } from './command.ts';
import { type OptionTypes, text, type Values, wholeNumber } from './options.ts';

export const HOST_OPTION = { host: { type: 'string' } } as const satisfies OptionTypes;
export const HOST_HELP = `\
  --host A, --host A,B  only rows of this host, or of these two: all is counted as without it`;

export const RECORD_OPTIONS = {
  ...HOST_OPTION,
  flow: { type: 'string' },
  burst: { type: 'string' },
} as const satisfies OptionTypes;
export const RECORD_HELP = `\
${HOST_HELP}
  --flow N, --burst N   only records of this flow, only members of this burst, by the numbers of the columns`;

/** Undefined: nothing narrows. Throws ProblemError (`usage`). */
export function onlyOf(values: Values): ReportChoice | undefined {
  const [host, peer, ...more] =
    text(values, 'host')
      ?.split(',')
      .map(part => part.trim()) ?? [];
  if (host === '' || peer === '' || more.length > 0)
    throw usage('--host takes one address, or two with a comma between.');
  const only: ReportChoice = {
    ...(host !== undefined && { host }),
    ...(peer !== undefined && { peer }),
    flow: wholeNumber(values, 'flow', 1),
    burst: wholeNumber(values, 'burst', 1),
  };
  return Object.values(only).some(part => part !== undefined) ? only : undefined;
}
