// A report as the command line that writes it, byte for byte. Pure.
import type { ReportRequest } from '../../shared/contract/calls.ts';
import type { BeaconRequest } from '../../shared/model/beacon.ts';
import type { BurstParams } from '../../shared/model/burst.ts';
import type { ReportChoice } from '../../shared/model/report-choice.ts';
import { REQUEST_FIELDS, type RequestReportRequest, type RequestWhere } from '../../shared/model/request.ts';
import type { CountOptions, SeriesRequest } from '../../shared/model/series.ts';
import type { TimingRequest, WindowRequest } from '../../shared/model/timing.ts';
import { quoted } from '../../shared/unit/shell.ts';
import { epochTime, secondsText } from '../../shared/unit/time.ts';

/** How files are opened. */
export interface Opening {
  readonly paths: readonly string[];
  readonly inner: boolean;
  readonly counts?: CountOptions | undefined;
}

interface Wanted {
  readonly source: Opening;
  /** Of a comparison: the second source. */
  readonly after?: Opening | undefined;
  readonly filter?: string | undefined;
  readonly request: ReportRequest;
}

/** Of an option that has no value: true. */
type Option = readonly [name: string, value: string | number | boolean | undefined];

const secondsWord = (nanos: number): string => secondsText(nanos).replace(/\.?0+$/, '');

const burstOptions = ({ gapNanos, minPayload, minPackets, scope, compat }: BurstParams): readonly Option[] => [
  ['gap', secondsWord(gapNanos)],
  ['min-payload', minPayload],
  ['min-packets', minPackets],
  ['scope', scope],
  ['compat', compat],
];

const choiceOptions = ({ host, peer, flow, burst }: ReportChoice = {}): readonly Option[] => [
  ['host', peer === undefined ? host : `${host},${peer}`],
  ['flow', flow],
  ['burst', burst],
];

const comparedOptions = ({ gapNanos, minPayload, minPackets, scope }: BurstParams): readonly Option[] => [
  ['compare-gap', secondsWord(gapNanos)],
  ['compare-min-payload', minPayload],
  ['compare-min-packets', minPackets],
  ['compare-scope', scope],
];

const beaconOptions = ({ by, min, search, sort, descending }: BeaconRequest): readonly Option[] => [
  ['by', by],
  ['min', min],
  ['sort', sort],
  [descending ? 'descending' : 'ascending', true],
  ['search', search],
];

function timingOptions(of: TimingRequest): readonly Option[] {
  const { scope, key, direction, windowNanos, only, search, sort, descending, histogram } = of;
  return [
    ['scope', scope],
    ['key', key ?? histogram?.[0]],
    ['direction', key === undefined && histogram === undefined ? only : direction],
    ['histogram', histogram !== undefined],
    ['sort', sort],
    ['ascending', sort !== undefined && !descending],
    ['search', search],
    ['window', secondsWord(windowNanos)],
  ];
}

const windowOptions = ({ nanos, compat, list }: WindowRequest): readonly Option[] => [
  ['seconds', secondsWord(nanos)],
  ['compat', compat],
  [list ?? 'outliers', list !== undefined],
];

const seriesOptions = (of: SeriesRequest, counts: CountOptions = {}): readonly Option[] => [
  ['by', of.by],
  ['value', of.value],
  ['interval', of.interval === undefined ? undefined : `${of.interval}s`],
  ['key', of.key],
  ['detect', of.detectors.join(',')],
  ['compat', of.compat],
  ['rolling', of.rolling],
  ['width', of.width],
  ...countOptions(counts),
];

const countOptions = ({ date, keys, count, format, delimiter, header }: CountOptions): readonly Option[] => [
  ['date', date],
  ['keys', keys?.join(',')],
  ['count', count],
  ['date-format', format],
  ['delimiter', delimiter === '\t' ? 'tab' : delimiter],
  ['header', header === undefined ? undefined : header ? 'yes' : 'no'],
];

const accessOptions = ({ report, fields, given, where }: RequestReportRequest): readonly Option[] => [
  ['report', report],
  ['field', fields?.join(',')],
  ['given', given],
  ['where', where?.length ? whereText(where) : undefined],
];

const NEXT_FIELD = new RegExp(`,(?=(?:${REQUEST_FIELDS.join('|')})=)`, 'g');

/** As --where takes it: a comma of a value that looks like the one in front of the next field is told from that. */
const whereText = (where: readonly RequestWhere[]): string =>
  where.map(({ field, value }) => `${field}=${value.replace(NEXT_FIELD, '\\,')}`).join(',');

function optionsOf(request: ReportRequest, counts: CountOptions | undefined): readonly Option[] {
  const { report, by, bursts, insight, only, fields, names } = request;
  switch (report) {
    case 'bursts':
      return [
        ...burstOptions(bursts),
        ...choiceOptions(only),
        ['distributions', insight !== undefined && insight.compare === undefined],
        ...(insight?.compare ? comparedOptions(insight.compare) : []),
      ];
    case 'packets':
      return [['fields', fields?.join(',')], ['names', names], ...burstOptions(bursts), ...choiceOptions(only)];
    case 'conversations':
      return [['by', by], ...burstOptions(bursts), ...choiceOptions(only)];
    case 'flows':
      return [['rows', true]];
    case 'summary':
      return burstOptions(bursts);
    case 'timing':
      return request.timing ? timingOptions(request.timing) : [];
    case 'beacons':
      return request.beacons ? beaconOptions(request.beacons) : [];
    case 'windows':
      return request.windows ? windowOptions(request.windows) : [];
    case 'series':
      return request.series ? seriesOptions(request.series, counts) : [];
    case 'access-log':
      return request.requests ? accessOptions(request.requests) : [];
    case 'compare':
      return [
        ['what', request.compare?.what],
        ['factor', request.compare?.factor],
      ];
    case 'hosts':
    case 'graph':
      return [];
  }
}

const wordsOf = ([name, value]: Option): readonly string[] => {
  if (value === undefined || value === false) return [];
  return value === true
    ? [`--${name}`]
    : startsLikeOption(value)
      ? [`--${name}=${value}`]
      : [`--${name}`, String(value)];
};

const startsLikeOption = (value: unknown): boolean => String(value).startsWith('-');

/** Why the command line cannot open what the window has open; null: it can. */
export function lackOfCommand({ source, after }: Pick<Wanted, 'source' | 'after'>): string | null {
  if (after === undefined) return null;
  if (source.paths.length > 1)
    return 'The command compare takes one file on either side: merge those of the first with save.';
  return source.inner === after.inner
    ? null
    : 'The command compare opens both sources by the inner addresses of tunnels, or neither.';
}

/** `burstscope bursts home.pcapng --gap 0.3 … --filter '…'`: writes to standard output what the window exports. */
export function commandLine({ source, after, filter, request }: Wanted): string {
  const { report, range } = request;
  const paths = [...source.paths, ...(after?.paths ?? [])].map(path => (path.startsWith('-') ? `./${path}` : path));
  const options: readonly Option[] = [
    ...optionsOf(request, source.counts),
    ['filter', filter],
    ['from', range?.from && epochTime(range.from)],
    ['to', range?.to && epochTime(range.to)],
    ['inner', source.inner],
  ];
  const command = report === 'summary' ? 'report' : report;
  return ['burstscope', command, ...paths, ...options.flatMap(wordsOf)].map(quoted).join(' ');
}
