// `burstscope packets`: one row a record, with every field by its Wireshark name.
import { usage } from './command.ts';
import { onlyOf, RECORD_HELP, RECORD_OPTIONS } from './only.ts';
import {
  BURST_HELP,
  BURST_OPTIONS,
  burstParamsOf,
  FILE_HELP,
  OUTPUT_HELP,
  oneOf,
  SELECTION_HELP,
  SOURCE_HELP,
  text,
  type Values,
} from './options.ts';
import { reportCommand } from './write-report.ts';

function fieldsOf(values: Values): string[] | undefined {
  const list = text(values, 'fields');
  if (list === undefined) return undefined;
  const fields = list.split(',').map(field => field.trim());
  if (fields.some(field => field === '')) throw usage('--fields takes names of fields, separated by commas.');
  return fields;
}

export const packets = reportCommand({
  report: 'packets',
  summary: 'records as CSV: every header field, gaps, bursts',
  help: `burstscope packets FILE… [options]

Writes the records of a capture with the fields of their headers, the gap to the record before
(iat_s, idt_s) and the burst that they belong to.
${FILE_HELP}

  --fields A,B,C        these columns, in this order (all)
  --names NAMES         wireshark (ip.ttl) or scapy (IP_ttl) names for the columns (wireshark)
${SOURCE_HELP}
${SELECTION_HELP}
${RECORD_HELP}
${OUTPUT_HELP}

For --burst, and the columns burst, burst_packets and burst_payload_mean:
${BURST_HELP}

  burstscope packets home.pcapng --csv packets.csv
  burstscope packets home.pcapng --fields number,time,ip.src,ip.dst,payload_length
`,
  options: { ...BURST_OPTIONS, ...RECORD_OPTIONS, fields: { type: 'string' }, names: { type: 'string' } },
  request: values => ({
    fields: fieldsOf(values),
    names: oneOf(values, 'names', ['wireshark', 'scapy']),
    bursts: burstParamsOf(values),
    only: onlyOf(values),
  }),
});
