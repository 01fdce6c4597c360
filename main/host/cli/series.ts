// `burstscope series`: counts per interval, what detectors expect of them, and what stands out (DEFINITIONS section 6).
import { resolve } from 'node:path';
import type { SeriesProgress } from '../../../shared/contract/series-calls.ts';
import {
  type CountOptions,
  DATE_FORMATS,
  DEFAULT_DETECT,
  DELIMITERS,
  DETECTORS,
  type Detector,
  type Judgement,
  SERIES_KEYS,
  SERIES_VALUES,
  type SeriesRequest,
  WHOLE,
} from '../../../shared/model/series.ts';
import { formatCount } from '../../../shared/unit/format.ts';
import { printable } from '../../../shared/unit/printable.ts';
import type { Engine } from '../../session/engine.ts';
import { type Terminal, usage } from './command.ts';
import { OUTPUT_HELP, oneOf, SELECTION_HELP, SOURCE_HELP, text, type Values, wholeNumber } from './options.ts';
import { type Question, reportCommand } from './write-report.ts';

const UNITS = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

export const series = reportCommand({
  report: 'series',
  summary: 'counts per interval as CSV, with forecast bands and anomalies',
  help: `burstscope series FILE… [options]

Writes one row an interval and key: the value, its rolling mean, and what a detector expects of it.
FILE is a file of counts (CSV with a date, one or two keys and a count; its columns and the format of its dates are
recognised), or a capture or logs of flows, of which records, bytes, connections or flows are counted.
Intervals begin at multiples of their length since 1970. Those without a row are missing in a file, and 0 in a capture.

  --interval LENGTH     10s, 5m, 1h, 1d (as the file has it; in a capture: what makes at most 400 intervals)
  --by KEY              of a capture: ${SERIES_KEYS.join(', ')} (destination port); of a file: whole, one of its key
                        columns, or both as a,b (whole)
  --value WHAT          of a capture: ${SERIES_VALUES.slice(1).join(', ')} (packets); of an access log: requests, bytes
  --key KEY             only this series, written as in the column key
  --detect A,B          ${DETECTORS.join(', ')} (forecast): the columns forecast, lower, upper and score are those of
                        the first one; the column anomaly names all that call the row one, joined by +
      forecast          trend, weekly and daily pattern, fitted; score: distance in standard deviations of the noise
      luminol           distance from exponential averages; forecast: the average before; score above 3 stands out
      mad               distance from the rolling median in robust deviations; above 3.5 stands out; empty where
                        nothing before varies
  --compat luminol      as luminol, which passes over what stands out from the first row on
  --rolling N           intervals of the rolling mean and median, the row's own included (${DEFAULT_DETECT.rolling})
  --width SHARE         share of the values that the forecast band is to hold (${DEFAULT_DETECT.width})
  --marked MARKS        a CSV of dates and, if it has another column, keys: how many of them each detector finds,
                        and how many of its anomalies lie at one, is written to standard error

  Columns of a file of counts, by name or number from 1, where they are not recognised:
  --date COLUMN --keys COLUMN,COLUMN --count COLUMN
  --date-format FORMAT  ${DATE_FORMATS.join(', ')}: year first, day first, month first, seconds or milliseconds since 1970
  --delimiter CHARACTER , ; | or tab
  --header yes|no       whether the first line names the columns
${SOURCE_HELP}
${SELECTION_HELP}
${OUTPUT_HELP}

  burstscope series daily.csv --by host --detect forecast,luminol --marked incidents.csv --csv series.csv
  burstscope series home.pcapng --by host --value bytes --interval 10s
`,
  options: {
    interval: { type: 'string' },
    by: { type: 'string' },
    value: { type: 'string' },
    key: { type: 'string' },
    detect: { type: 'string' },
    compat: { type: 'string' },
    rolling: { type: 'string' },
    width: { type: 'string' },
    marked: { type: 'string' },
    date: { type: 'string' },
    keys: { type: 'string' },
    count: { type: 'string' },
    'date-format': { type: 'string' },
    delimiter: { type: 'string' },
    header: { type: 'string' },
  },
  counts: countOptions,
  request: values => ({ series: seriesRequest(values) }),
  async settle(values, engine, source, question, terminal) {
    if (terminal.watched) watch(engine, terminal);
    const marked = text(values, 'marked');
    if (marked !== undefined) await judge(marked, engine, source, question, terminal);
    return question.request;
  },
});

function seriesRequest(values: Values): SeriesRequest {
  return {
    by: text(values, 'by') ?? WHOLE,
    value: oneOf(values, 'value', SERIES_VALUES),
    interval: intervalOf(values),
    key: text(values, 'key'),
    detectors: detectorsOf(values),
    compat: oneOf(values, 'compat', ['luminol']),
    rolling: wholeNumber(values, 'rolling', 1) ?? DEFAULT_DETECT.rolling,
    width: shareOf(values),
  };
}

function intervalOf(values: Values): number | undefined {
  const value = text(values, 'interval');
  if (value === undefined) return undefined;
  const m = /^(\d{1,7})([smhdw]?)$/.exec(value);
  const seconds = m ? Number(m[1]) * UNITS[(m[2] || 's') as keyof typeof UNITS] : 0;
  if (seconds < 1 || seconds > 366 * UNITS.d) {
    throw usage(`--interval takes a length such as 10s, 5m, 1h or 1d, of a year at most, not "${value}".`);
  }
  return seconds;
}

function detectorsOf(values: Values): readonly Detector[] {
  const value = text(values, 'detect');
  if (value === undefined) return DEFAULT_DETECT.detectors;
  const chosen = value.split(',').map(word => {
    const found = DETECTORS.find(one => one === word.trim());
    if (found === undefined)
      throw usage(`--detect takes ${DETECTORS.join(', ')}, or several with commas between, not "${value}".`);
    return found;
  });
  return [...new Set(chosen)];
}

function shareOf(values: Values): number {
  const value = text(values, 'width');
  if (value === undefined) return DEFAULT_DETECT.width;
  const share = Number(value);
  if (!/^0?\.\d+$/.test(value) || share < 0.01 || share > 0.9999) {
    throw usage(`--width takes a share from 0.01 to 0.9999, not "${value}".`);
  }
  return share;
}

function countOptions(values: Values): CountOptions | undefined {
  const delimiter = text(values, 'delimiter');
  const known = delimiter === 'tab' ? '\t' : DELIMITERS.find(one => one === delimiter);
  if (delimiter !== undefined && known === undefined)
    throw usage(`--delimiter takes , ; | or tab, not "${delimiter}".`);
  const header = oneOf(values, 'header', ['yes', 'no']);
  const keys = text(values, 'keys')
    ?.split(',')
    .filter(key => key !== '');
  if (keys !== undefined && keys.length > 2) throw usage('--keys takes at most two columns.');
  const options: CountOptions = {
    date: text(values, 'date'),
    keys,
    count: text(values, 'count'),
    format: oneOf(values, 'date-format', DATE_FORMATS),
    delimiter: known,
    header: header === undefined ? undefined : header === 'yes',
  };
  return Object.values(options).some(option => option !== undefined) ? options : undefined;
}

const CLEAR_LINE = '\r\x1b[K';

/** Shows how many series are done, until the engine is closed. */
function watch(engine: Engine, terminal: Terminal): void {
  engine.listen((name, event) => {
    if (name !== 'seriesProgress') return;
    const { done, total } = event as SeriesProgress;
    terminal.err.write(
      `${CLEAR_LINE}${done < total ? `Detecting: ${formatCount(done)} of ${formatCount(total)} series` : ''}`,
    );
  });
}

/** Says on standard error how each detector fares against the marked dates of a file. */
async function judge(path: string, engine: Engine, source: number, asked: Question, terminal: Terminal): Promise<void> {
  const { marks, bad } = await engine.call('seriesMarks', { path: resolve(path) });
  for (const { line, reason } of bad) {
    terminal.err.write(`burstscope: ${printable(path)}, line ${formatCount(line)}: ${printable(reason)}\n`);
  }
  const { value, by, interval, detectors, compat, rolling, width } = asked.request.series!;
  const { summary } = await engine.call('seriesAnomalies', {
    source,
    filter: asked.filter,
    range: asked.request.range,
    series: { value, by, interval },
    detect: { detectors, compat, rolling, width },
    marks,
    sort: 'time',
    direction: 'asc',
    offset: 0,
    limit: 0,
  });
  for (const judgement of summary.judgements) terminal.err.write(`burstscope: ${judgementText(judgement)}\n`);
}

function judgementText({ detector, anomalies, right, marks, found, absent, precision, recall }: Judgement): string {
  const [p, r] = [precision, recall].map(share => (share === null ? 'none' : share.toFixed(3)));
  const lacking = absent === 0 ? '' : `; ${formatCount(absent)} of them without a row`;
  return (
    `${detector}: precision ${p} (${formatCount(right)} of ${formatCount(anomalies)} anomalies lie at a mark), ` +
    `recall ${r} (${formatCount(found)} of ${formatCount(marks)} marks are found${lacking})`
  );
}
