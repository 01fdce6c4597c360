// `burstscope beacons`: pairs that talk like clockwork (DEFINITIONS section 4).
import { BEACON_KEYS, DEFAULT_BEACONS } from '../../../shared/model/beacon.ts';
import { FILE_HELP, OUTPUT_HELP, oneOf, SELECTION_HELP, SOURCE_HELP, wholeNumber } from './options.ts';
import { reportCommand } from './write-report.ts';

export const beacons = reportCommand({
  report: 'beacons',
  summary: 'pairs that talk regularly as CSV: gaps, period, score',
  help: `burstscope beacons FILE… [options]

Writes the pairs of hosts whose connections begin at regular gaps, the smallest standard deviation first:
their gaps, the dominant period, the share of its ticks that were seen, and RITA's score with its parts.
The score is high for memoryless traffic too: p_value bounds how likely chance alone keeps such a period.
${FILE_HELP}

  --by WHAT             pair, or pair-port: a row for each destination port and protocol (pair)
  --min N               pairs with fewer connections are left out (4)
${SOURCE_HELP}
${SELECTION_HELP}
${OUTPUT_HELP}

  burstscope beacons home.pcapng --by pair-port --csv beacons.csv
`,
  options: { by: { type: 'string' }, min: { type: 'string' } },
  request: values => ({
    beacons: {
      by: oneOf(values, 'by', BEACON_KEYS) ?? DEFAULT_BEACONS.by,
      min: wholeNumber(values, 'min', 2) ?? DEFAULT_BEACONS.min,
    },
  }),
});
