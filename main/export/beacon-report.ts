// Beacons as a report, the most regular pair first (DEFINITIONS sections 4 and 8).
import type { BeaconRequest } from '../../shared/model/beacon.ts';
import { ipProtocolName } from '../../shared/net/ip-protocol.ts';
import { epochTime } from '../../shared/unit/time.ts';
import type { Beacon, ConnectionStarts } from '../analysis/beacons.ts';
import { rankBeacons } from '../read/beacon-table.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { addressOf } from '../read/host-rows.ts';
import type { Span } from '../timing/time-order.ts';
import { type Cell, numberCell, numberColumn, type Report, secondsCell, textColumn } from './report.ts';

const NUMBERS = [
  'connections',
  'first_epoch',
  'last_epoch',
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

/** Rows of a batch: their cells are gone before the next ones are made. */
const BATCH = 1024;

/** Texts of numbers with up to 3 decimals in [0, 1], as scores are: printing a number costs more than looking it up. */
const THOUSANDTHS = Array.from({ length: 1001 }, (_, i) => String(i / 1000));
const thousandths = (value: number | undefined): Cell =>
  value === undefined ? null : (THOUSANDTHS[value * 1000] ?? String(value));

/** In the order of the request; by standard deviation of the gaps, smallest first, when it names none. */
export function beaconReport(view: CaptureView, span: Span, request: BeaconRequest): Report {
  const addresses: string[] = [];
  const address = (host: number): string => (addresses[host] ??= addressOf(view.store, host));
  const time = ({ seconds, nanos }: ConnectionStarts, row: number): string => epochTime([seconds[row]!, nanos[row]!]);
  const cells = (starts: ConnectionStarts, beacon: Beacon): Cell[] => {
    const { src, dst, dstPort, protocol, rows, gaps, jitter, period, score } = beacon;
    return [
      address(src),
      address(dst),
      dstPort < 0 ? null : String(dstPort),
      protocol < 0 ? null : ipProtocolName(protocol),
      String(rows.length),
      time(starts, rows[0]!),
      time(starts, rows.at(-1)!),
      secondsCell(gaps.mean),
      secondsCell(gaps.sd),
      secondsCell(gaps.median),
      secondsCell(gaps.mad),
      numberCell(jitter),
      secondsCell(period?.nanos ?? null),
      thousandths(score?.score),
      thousandths(score?.timestamp),
      thousandths(score?.size),
      thousandths(score?.histogram),
      thousandths(score?.duration),
      numberCell(score?.threat ?? null),
      score?.severity ?? null,
      numberCell(period === null ? null : period.ticksSeen / period.ticksExpected),
      numberCell(period?.pValue ?? null),
    ];
  };
  return {
    columns: [
      textColumn('src'),
      textColumn('dst'),
      numberColumn('dst_port'),
      textColumn('protocol'),
      ...NUMBERS.map(numberColumn),
      textColumn('score_severity'),
      numberColumn('ticks_seen'),
      numberColumn('p_value'),
    ],
    async *rows() {
      const { starts, beacons, places } = await rankBeacons(view, span, request);
      for (let i = 0; i < places.length; i += BATCH)
        yield Array.from(places.subarray(i, i + BATCH), place => cells(starts, beacons[place]!));
    },
  };
}
