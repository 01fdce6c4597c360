// `burstscope conversations`: one row a pair of hosts, or a flow.
import {
  BURST_HELP,
  BURST_OPTIONS,
  burstParamsOf,
  FILE_HELP,
  OUTPUT_HELP,
  oneOf,
  SELECTION_HELP,
  SOURCE_HELP,
} from './options.ts';
import { reportCommand } from './write-report.ts';

export const conversations = reportCommand({
  report: 'conversations',
  summary: 'conversations as CSV: both directions, state, bursts, gaps between records',
  help: `burstscope conversations FILE… [options]

Writes the conversations of a capture: pairs of hosts, or flows (pairs of address and port).
${FILE_HELP}

  --by pair|flow        what a row stands for (pair)
${SOURCE_HELP}
${SELECTION_HELP}
${OUTPUT_HELP}

For the column bursts:
${BURST_HELP}

  burstscope conversations home.pcapng --by flow --csv flows.csv
`,
  options: { ...BURST_OPTIONS, by: { type: 'string' } },
  request: values => ({ by: oneOf(values, 'by', ['pair', 'flow']) ?? 'pair', bursts: burstParamsOf(values) }),
});
