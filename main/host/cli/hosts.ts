// `burstscope hosts`: one row a host, with the gaps between what it sent and what it received.
import { FILE_HELP, OUTPUT_HELP, SELECTION_HELP, SOURCE_HELP } from './options.ts';
import { reportCommand } from './write-report.ts';

export const hosts = reportCommand({
  report: 'hosts',
  summary: 'hosts as CSV: traffic sent and received, names, gaps between records',
  help: `burstscope hosts FILE… [options]

Writes the hosts of a capture with their counts and the summaries of their inter-departure (idt_*)
and inter-arrival times (iat_*).
${FILE_HELP}

${SOURCE_HELP}
${SELECTION_HELP}
${OUTPUT_HELP}

  burstscope hosts home.pcapng --csv hosts.csv
  burstscope hosts home.pcapng --from 2021-04-07T18:00:00Z --to 2021-04-07T19:00:00Z
`,
  options: {},
  request: () => ({}),
});
