// `burstscope beacons`: pairs that talk like clockwork (DEFINITIONS section 4).
import { BEACON_KEYS, BEACON_SORTS, DEFAULT_BEACONS } from '../../../shared/model/beacon.ts';
import { usage } from './command.ts';
import { FILE_HELP, OUTPUT_HELP, oneOf, SELECTION_HELP, SOURCE_HELP, text, wholeNumber } from './options.ts';
import { reportCommand } from './write-report.ts';

const LARGEST_FIRST: ReadonlySet<string> = new Set(['score', 'connections', 'ticks']);

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
  --sort KEY            ${BEACON_SORTS.join(', ')} (sd): the largest first
                        of score, connections and ticks, the smallest first of all others
  --ascending, --descending
                        the smallest first, the largest first instead
  --search TEXT         only pairs with it in an address, or in a name of a host of theirs, or with this port
${SOURCE_HELP}
${SELECTION_HELP}
${OUTPUT_HELP}

  burstscope beacons home.pcapng --by pair-port --csv beacons.csv
`,
  options: {
    by: { type: 'string' },
    min: { type: 'string' },
    sort: { type: 'string' },
    search: { type: 'string' },
    ascending: { type: 'boolean' },
    descending: { type: 'boolean' },
  },
  request: values => {
    const sort = oneOf(values, 'sort', BEACON_SORTS);
    if (values.ascending && values.descending) throw usage('--ascending and --descending exclude each other.');
    const isDown = values.descending === true || (sort !== undefined && LARGEST_FIRST.has(sort));
    const beacons = {
      by: oneOf(values, 'by', BEACON_KEYS) ?? DEFAULT_BEACONS.by,
      min: wholeNumber(values, 'min', 2) ?? DEFAULT_BEACONS.min,
      search: text(values, 'search'),
      sort,
      descending: isDown && values.ascending !== true,
    };
    return { beacons };
  },
});
