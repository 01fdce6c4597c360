// `burstscope bursts`: one row a burst (DEFINITIONS section 3).
import {
  BURST_HELP,
  BURST_OPTIONS,
  burstParamsOf,
  FILE_HELP,
  OUTPUT_HELP,
  SELECTION_HELP,
  SOURCE_HELP,
} from './options.ts';
import { reportCommand } from './write-report.ts';

export const bursts = reportCommand({
  report: 'bursts',
  summary: 'bursts of traffic as CSV: who, when, how much',
  help: `burstscope bursts FILE… [options]

Writes the bursts of a capture: runs of records with payload that follow each other closely.
${FILE_HELP}

${BURST_HELP}
${SOURCE_HELP}
${SELECTION_HELP}
${OUTPUT_HELP}

  burstscope bursts camera.pcap --min-payload auto --csv bursts.csv
  burstscope bursts home.pcapng --gap 1.5 --scope flow | head
`,
  options: BURST_OPTIONS,
  request: values => ({ bursts: burstParamsOf(values) }),
});
