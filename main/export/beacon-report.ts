// Beacons as a report, the most regular pair first (DEFINITIONS sections 4 and 8).
import type { BeaconRequest } from '../../shared/model/beacon.ts';
import { ipProtocolName } from '../../shared/net/ip-protocol.ts';
import { epochTime } from '../../shared/unit/time.ts';
import { severityOf } from '../analysis/rita-score.ts';
import { type RankedBeacons, rankBeacons } from '../read/beacon-table.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { addressOf } from '../read/host-rows.ts';
import { breathe } from '../read/in-slices.ts';
import type { Span } from '../timing/time-order.ts';
import { CsvOut } from './csv-out.ts';
import {
  type Cell,
  type CsvLines,
  epochColumn,
  integerColumn,
  numberCell,
  numberColumn,
  type Report,
  secondsCell,
  textColumn,
} from './report.ts';

const NUMBERS = [
  'gap_mean_s',
  'gap_sd_s',
  'gap_median_s',
  'gap_mad_s',
  'jitter',
  'period_s',
  'score',
  'score_timestamp',
  'score_size',
  'score_histogram',
  'score_duration',
  'score_threat',
];
const GAPS = ['mean', 'sd', 'median', 'mad'] as const;
const SCORES = ['score', 'timestamp', 'size', 'histogram', 'duration', 'threat'] as const;

/** Rows of a batch: their cells are gone before the next ones are made. */
const BATCH = 1024;

/** In the order of the request; by standard deviation of the gaps, smallest first, when it names none. */
export function beaconReport(view: CaptureView, span: Span, request: BeaconRequest): Report {
  const addresses: string[] = [];
  const address = (host: number): string => (addresses[host] ??= addressOf(view.store, host));
  return {
    columns: [
      textColumn('src'),
      textColumn('dst'),
      integerColumn('dst_port'),
      textColumn('protocol'),
      integerColumn('connections'),
      epochColumn('first_epoch'),
      epochColumn('last_epoch'),
      ...NUMBERS.map(numberColumn),
      textColumn('score_severity'),
      numberColumn('ticks_seen'),
      numberColumn('p_value'),
    ],
    async *rows() {
      const ranked = await rankBeacons(view, span, request);
      for (let i = 0; i < ranked.places.length; i += BATCH)
        yield Array.from(ranked.places.subarray(i, i + BATCH), beacon => cells(ranked, beacon, address));
    },
    csvLines: raw => csvLines(view, span, request, new CsvOut(raw), address),
  };
}

type Address = (host: number) => string;

function cells({ starts, table }: RankedBeacons, beacon: number, address: Address): Cell[] {
  const { measures } = table;
  const rows = table.rows(beacon);
  const of = (name: keyof typeof measures): number | null => {
    const value = measures[name][beacon]!;
    return Number.isNaN(value) ? null : value;
  };
  const time = (row: number): string => epochTime([starts.seconds[row]!, starts.nanos[row]!]);
  const port = table.dstPort[beacon]!;
  const threat = of('threat');
  const seen = of('ticksSeen');
  return [
    address(table.src[beacon]!),
    address(table.dst[beacon]!),
    port < 0 ? null : String(port),
    port < 0 ? null : ipProtocolName(table.protocol[beacon]!),
    String(rows.length),
    time(rows[0]!),
    time(rows.at(-1)!),
    ...GAPS.map(name => secondsCell(of(name))),
    numberCell(of('jitter')),
    secondsCell(of('period')),
    ...SCORES.map(name => numberCell(of(name))),
    threat === null ? null : severityOf(threat),
    numberCell(seen && seen / of('ticksExpected')!),
    numberCell(of('pValue')),
  ];
}

/** The same rows as finished lines. */
async function* csvLines(
  view: CaptureView,
  span: Span,
  request: BeaconRequest,
  out: CsvOut,
  address: Address,
): AsyncIterable<CsvLines> {
  const { starts, table, places } = await rankBeacons(view, span, request);
  const { measures, connections } = table;
  const gaps = GAPS.map(name => measures[name]);
  const scores = SCORES.map(name => measures[name]);
  for (let i = 0; i < places.length; i++) {
    const beacon = places[i]!;
    const rows = table.rows(beacon);
    const [first, last] = [rows[0]!, rows[rows.length - 1]!];
    const port = table.dstPort[beacon]!;
    out.word(address(table.src[beacon]!));
    out.word(address(table.dst[beacon]!));
    if (port < 0) {
      out.none();
      out.none();
    } else {
      out.number(port);
      out.text(ipProtocolName(table.protocol[beacon]!));
    }
    out.number(connections[beacon]!);
    out.time(starts.seconds[first]!, starts.nanos[first]!);
    out.time(starts.seconds[last]!, starts.nanos[last]!);
    for (let g = 0; g < gaps.length; g++) out.seconds(gaps[g]![beacon]!);
    out.number(measures.jitter[beacon]!);
    out.seconds(measures.period[beacon]!);
    for (let s = 0; s < scores.length; s++) out.number(scores[s]![beacon]!);
    const threat = measures.threat[beacon]!;
    if (Number.isNaN(threat)) out.none();
    else out.word(severityOf(threat));
    out.number(measures.ticksSeen[beacon]! / measures.ticksExpected[beacon]!);
    out.number(measures.pValue[beacon]!);
    out.endRow();
    if (i % BATCH !== BATCH - 1) continue;
    yield out.take();
    await breathe();
  }
  yield out.take();
}
