// `burstscope windows`: features of fixed time windows (DEFINITIONS section 5).
import { DEFAULT_WINDOWS } from '../../../shared/model/timing.ts';
import { FILE_HELP, OUTPUT_HELP, oneOf, positiveSeconds, SELECTION_HELP, SOURCE_HELP } from './options.ts';
import { reportCommand } from './write-report.ts';

export const windows = reportCommand({
  report: 'windows',
  summary: 'features of time windows as CSV: counts, distinct values, states, entropies',
  help: `burstscope windows FILE… [options]

Writes one row a window, aligned to the epoch, empty ones too: records, distinct hosts, ports, pairs and flows,
bytes, states, distinct values per group (max, mean, percentiles), and entropies.
${FILE_HELP}

  --seconds N           width of a window (10)
  --compat notebook     the batches of the study that the features come from, with its names and order of columns
${SOURCE_HELP}
${SELECTION_HELP}
${OUTPUT_HELP}

  burstscope windows home.pcapng --seconds 60 --csv windows.csv
`,
  options: { seconds: { type: 'string' }, compat: { type: 'string' } },
  request: values => ({
    windows: {
      nanos: positiveSeconds(values, 'seconds') ?? DEFAULT_WINDOWS.nanos,
      compat: oneOf(values, 'compat', ['notebook']),
    },
  }),
});
