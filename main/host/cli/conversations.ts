// `burstscope conversations`: one row a pair of hosts, or a flow.
import { usage } from './command.ts';
import { HOST_HELP, HOST_OPTION, onlyOf } from './only.ts';
import {
  BURST_HELP,
  BURST_OPTIONS,
  burstParamsOf,
  FILE_HELP,
  OUTPUT_HELP,
  oneOf,
  SELECTION_HELP,
  SOURCE_HELP,
  secondsOf,
} from './options.ts';
import { reportCommand } from './write-report.ts';

export const conversations = reportCommand({
  report: 'conversations',
  summary: 'conversations as CSV: both directions, state, bursts, gaps between records',
  help: `burstscope conversations FILE… [options]

Writes the conversations of a capture: pairs of hosts, flows (pairs of address and port),
or connections: flows of TCP split where they begin anew, with handshake and losses.
${FILE_HELP}

  --by WHAT             what a row stands for: pair, flow or connection (pair)
  --idle SECONDS        silence that ends a connection (120, and none ends one of TCP): with --by connection
${SOURCE_HELP}
${SELECTION_HELP}
${HOST_HELP} (not with --by connection)
${OUTPUT_HELP}

For the column bursts:
${BURST_HELP}

  burstscope conversations home.pcapng --by flow --csv flows.csv
`,
  options: { ...BURST_OPTIONS, ...HOST_OPTION, by: { type: 'string' }, idle: { type: 'string' } },
  request(values) {
    const by = oneOf(values, 'by', ['pair', 'flow', 'connection']) ?? 'pair';
    const only = onlyOf(values);
    if (only && by === 'connection') throw usage('--host leaves pairs and flows: use --filter for connections.');
    return { by, idleNanos: secondsOf(values, 'idle'), bursts: burstParamsOf(values), only };
  },
});
