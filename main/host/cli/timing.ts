// `burstscope timing`: gaps of one key, or their summary for every key (DEFINITIONS section 2).
import { DEFAULT_TIMING, GAP_DIRECTIONS, GAP_SORTS, TIMING_SCOPES } from '../../../shared/model/timing.ts';
import { FILE_HELP, OUTPUT_HELP, oneOf, positiveSeconds, SELECTION_HELP, SOURCE_HELP, text } from './options.ts';
import { reportCommand } from './write-report.ts';

export const timing = reportCommand({
  report: 'timing',
  summary: 'gaps between records as CSV: summaries of all keys, or the gaps of one',
  help: `burstscope timing FILE… [options]

Writes the gaps between records: inter-departure times (idt, to the record before it that the same host
sent) and inter-arrival times (iat, to the one before it that the same host received). Without --key, one
row a key and direction with the summary of its gaps; with it, the gaps of that key one by one. With --histogram,
gaps per bin of a logarithmic axis: of the key, or of all keys together; gaps of 0 come first, in a row of their own.
${FILE_HELP}

  --scope SCOPE         ${TIMING_SCOPES.join(', ')} (host)
  --key KEY             10.0.0.1, or 10.0.0.1,10.0.0.2, or 10.0.0.1:4000,10.0.0.2:80,TCP: as in the column key
  --direction WHICH     idt or iat: of one key or a histogram (idt); of summaries (both)
  --histogram           gaps per bin, and how many gaps there are up to its end
  --sort MEASURE        ranks the summaries by ${GAP_SORTS.filter(sort => sort !== 'key').join(', ')}: largest first,
  --ascending           or smallest first; without --sort they are in order of appearance
  --search TEXT         only keys whose text, or the name of whose host, contains it
  --window SECONDS      windows of the index of dispersion (1)
${SOURCE_HELP}
${SELECTION_HELP}
${OUTPUT_HELP}

  burstscope timing home.pcapng --scope flow --csv gaps.csv
  burstscope timing home.pcapng --key 192.168.1.20 --direction iat
  burstscope timing home.pcapng --scope stream --sort burstiness | head
`,
  options: {
    scope: { type: 'string' },
    key: { type: 'string' },
    direction: { type: 'string' },
    window: { type: 'string' },
    histogram: { type: 'boolean' },
    sort: { type: 'string' },
    ascending: { type: 'boolean' },
    search: { type: 'string' },
  },
  request: values => {
    const direction = oneOf(values, 'direction', GAP_DIRECTIONS);
    const sort = oneOf(values, 'sort', GAP_SORTS);
    const key = text(values, 'key');
    return {
      timing: {
        scope: oneOf(values, 'scope', TIMING_SCOPES) ?? DEFAULT_TIMING.scope,
        key,
        direction: direction ?? DEFAULT_TIMING.direction,
        windowNanos: positiveSeconds(values, 'window') ?? DEFAULT_TIMING.windowNanos,
        only: direction,
        search: text(values, 'search'),
        sort,
        descending: sort !== undefined && values.ascending !== true,
        histogram: values.histogram === true ? (key === undefined ? [] : [key]) : undefined,
      },
    };
  },
});
