// `burstscope windows`: features of fixed time windows, and what is far out in them (DEFINITIONS section 5).
import { DEFAULT_WINDOWS } from '../../../shared/model/timing.ts';
import { usage } from './command.ts';
import { FILE_HELP, OUTPUT_HELP, oneOf, positiveSeconds, SELECTION_HELP, SOURCE_HELP } from './options.ts';
import { reportCommand } from './write-report.ts';

export const windows = reportCommand({
  report: 'windows',
  summary: 'features of time windows as CSV, outliers among them, hosts that scan ports',
  help: `burstscope windows FILE… [options]

Writes one row a window, aligned to the epoch, empty ones too: records, distinct hosts, ports, pairs and flows,
bytes, states, distinct values per group (max, mean, percentiles), and entropies.
With --outliers, one row for everything beyond the outer fence (q1 - 3 IQR, q3 + 3 IQR) instead: pairs in a
window by distinct destination ports, rows and bytes (quartiles over all pairs of all windows), windows by each
feature (quartiles over the windows with rows), and hosts that scan ports. Where both quartiles are the same value, the
fence is that value, and all others lie beyond it. With --scanners, those hosts alone: they
began connections to more than 100 distinct destination ports, and to more than 90 % of the hosts did.
${FILE_HELP}

  --seconds N           width of a window (10)
  --compat notebook     the batches of the study that the features come from, with its names and order of columns
  --outliers            what is far out: kind, window, start_epoch, src, dst, measure, value, lower, upper
  --scanners            hosts that scan ports: host, name, dst_ports, dst_hosts, connections, first_epoch,
                        last_epoch, percentile_90
${SOURCE_HELP}
${SELECTION_HELP}
${OUTPUT_HELP}

  burstscope windows home.pcapng --seconds 60 --csv windows.csv
  burstscope windows flows.csv --outliers
`,
  options: {
    seconds: { type: 'string' },
    compat: { type: 'string' },
    outliers: { type: 'boolean' },
    scanners: { type: 'boolean' },
  },
  request: values => {
    if (values.outliers && values.scanners) throw usage('--outliers and --scanners exclude each other.');
    return {
      windows: {
        nanos: positiveSeconds(values, 'seconds') ?? DEFAULT_WINDOWS.nanos,
        compat: oneOf(values, 'compat', ['notebook']),
        list: values.outliers ? 'outliers' : values.scanners ? 'scanners' : undefined,
      },
    };
  },
});
