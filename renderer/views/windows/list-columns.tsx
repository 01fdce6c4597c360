// Columns of the lists: outliers, hosts that scan ports, rows of a window.

import type { OutlierSort } from '../../../shared/contract/window-calls.ts';
import type { HostEnd } from '../../../shared/model/host.ts';
import type { SourceInfo } from '../../../shared/model/source.ts';
import type { OutlierRow, PairMeasure, ScannerRow, TrafficLine } from '../../../shared/model/window.ts';
import { FEATURE_NAMES, WINDOW_FEATURES } from '../../../shared/model/window-feature.ts';
import { formatBytes, formatCount, threeDigits } from '../../../shared/unit/format.ts';
import { isoTime, type Time } from '../../../shared/unit/time.ts';
import { protocolTest, sideTest } from '../../grid/cell-filters.ts';
import type { Column } from '../../grid/Table.tsx';
import { hostTest } from '../../state/selection-filter.ts';
import { COLUMN } from '../../ui/column-help.ts';
import { endpoint } from '../../ui/endpoint.ts';
import { HostName } from '../../ui/HostName.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { timeOfDay } from '../../ui/moment.ts';
import { unfilledText, valueText } from './drawn.ts';
import classes from './windows.module.css';

const PAIR_TITLES: Readonly<Record<PairMeasure, string>> = {
  dst_ports: 'Ports',
  rows: 'Rows',
  bytes: 'Bytes',
};

interface About {
  readonly title: string;
  readonly unit: 'count' | 'bytes' | 'nats';
}

function aboutOf(measure: string): About {
  const feature = WINDOW_FEATURES[FEATURE_NAMES.indexOf(measure)];
  if (feature) return feature;
  return { title: PAIR_TITLES[measure as PairMeasure] ?? measure, unit: measure === 'bytes' ? 'bytes' : 'count' };
}

const isAbove = ({ value, upper }: OutlierRow): boolean => value > upper;

/** The fence that was passed. */
const fenceOf = (row: OutlierRow): number => (isAbove(row) ? row.upper : row.lower);

/** How many times the fence the value is; null where the fence is 0. */
function timesOf(row: OutlierRow): number | null {
  const [far, near] = isAbove(row) ? [row.value, row.upper] : [row.lower, row.value];
  return near > 0 ? far / near : null;
}

/** Why it is on the list, as a sentence. */
function whyText(row: OutlierRow): string {
  const about = aboutOf(row.measure);
  const [value, fence] = [valueText(row.value, about), valueText(fenceOf(row), about)];
  const whose = row.src === null ? 'all windows with rows' : 'all pairs of all windows';
  return isAbove(row)
    ? `${value} is above ${fence}: 3 interquartile ranges over the third quartile of ${whose}.`
    : `${value} is below ${fence}: 3 interquartile ranges under the first quartile of ${whose}.`;
}

/** Says of a window that what was captured does not fill it; no part of what is copied. */
function Unfilled({ row, info }: { readonly row: OutlierRow; readonly info: SourceInfo | null }) {
  const unfilled = unfilledText(row, info);
  if (unfilled === null) return null;
  return (
    <span className={classes.part} title={`This window is ${unfilled}. That it holds little says nothing.`}>
      part
    </span>
  );
}

type OutlierColumn = Column<OutlierRow, OutlierSort>;

export function outlierColumns(kind: 'pair' | 'window', info: SourceInfo | null): readonly OutlierColumn[] {
  const ends: readonly OutlierColumn[] = [
    {
      title: 'Source',
      width: 116,
      grow: 2,
      render: row => row.src && <HostName {...row.src} />,
      filter: row => row.src && sideTest('src', row.src.address),
    },
    {
      title: 'Destination',
      width: 116,
      grow: 2,
      render: row => row.dst && <HostName {...row.dst} />,
      filter: row => row.dst && sideTest('dst', row.dst.address),
    },
  ];
  return [
    {
      title: 'Window (UTC)',
      help: COLUMN.windowWindowUtc,
      width: 164,
      sort: 'window',
      render: row => (
        <>
          <Moment time={row.from} start={info?.start ?? null} />
          <Unfilled row={row} info={info} />
        </>
      ),
    },
    ...(kind === 'pair' ? ends : []),
    {
      title: kind === 'pair' ? 'Measure' : 'Feature',
      help: COLUMN.outlierMeasure,
      width: kind === 'pair' ? 70 : 190,
      grow: 1,
      render: row => aboutOf(row.measure).title,
    },
    {
      title: 'Value',
      help: COLUMN.outlierValue,
      width: 72,
      right: true,
      sort: 'value',
      render: row => (
        <span data-testid="outlier-value" data-value={row.value} title={`${row.value}`}>
          {valueText(row.value, aboutOf(row.measure))}
        </span>
      ),
    },
    {
      title: 'Fence',
      help: COLUMN.windowFence,
      width: 72,
      right: true,
      render: row => <span title={`${fenceOf(row)}`}>{valueText(fenceOf(row), aboutOf(row.measure))}</span>,
    },
    {
      title: 'Times',
      help: COLUMN.windowTimes,
      width: 78,
      right: true,
      sort: 'beyond',
      render: row => {
        const times = timesOf(row);
        return times === null ? '' : times >= 1000 ? formatCount(Math.round(times)) : threeDigits(times);
      },
    },
    {
      title: 'Why',
      help: COLUMN.why,
      width: 220,
      grow: 4,
      render: row => <span title={whyText(row)}>{whyText(row)}</span>,
    },
  ];
}

export const outlierText = (row: OutlierRow): string =>
  [
    row.window,
    isoTime(row.from),
    row.src?.address ?? '',
    row.dst?.address ?? '',
    row.measure,
    row.value,
    row.lower,
    row.upper,
  ].join('\t');

export function scannerColumns(percentile: number | null, start: Time | null): readonly Column<ScannerRow, 'ports'>[] {
  const most = percentile === null ? '' : `, and 9 of 10 hosts reach ${threeDigits(percentile)} at most`;
  return [
    {
      title: 'Host',
      width: 140,
      grow: 2,
      render: row => <HostName {...row.host} />,
      filter: row => hostTest(row.host.address),
    },
    {
      title: 'Ports',
      help: COLUMN.windowPorts,
      width: 72,
      right: true,
      sort: 'ports',
      render: row => <span data-testid="scanner-ports">{formatCount(row.dstPorts)}</span>,
    },
    {
      title: 'Destinations',
      help: COLUMN.windowDestinations,
      width: 92,
      right: true,
      render: row => formatCount(row.dstHosts),
    },
    {
      title: 'Connections',
      help: COLUMN.scannerConnections,
      width: 92,
      right: true,
      render: row => formatCount(row.connections),
    },
    {
      title: 'First',
      help: COLUMN.firstConnection,
      width: 140,
      render: row => <Moment time={row.first} start={start} />,
    },
    { title: 'Last', help: COLUMN.lastConnection, width: 140, render: row => <Moment time={row.last} start={start} /> },
    {
      title: 'Why',
      help: COLUMN.why,
      width: 220,
      grow: 4,
      render: row => `${formatCount(row.dstPorts)} distinct destination ports: more than 100${most}.`,
    },
  ];
}

export const scannerText = (row: ScannerRow): string =>
  [
    row.host.address,
    row.host.name ?? '',
    row.dstPorts,
    row.dstHosts,
    row.connections,
    isoTime(row.first),
    isoTime(row.last),
  ].join('\t');

/** Port 0 stands for none; the ports of ICMP are its identifier. */
const portOf = ({ protocol }: TrafficLine, port: number): number | null =>
  port === 0 || protocol.startsWith('ICMP') ? null : port;

const side = (
  title: string,
  of: (row: TrafficLine) => HostEnd,
  port: (row: TrafficLine) => number,
): Column<TrafficLine, 'number'> => ({
  title,
  help: COLUMN.rowEnd,
  width: 176,
  grow: 2,
  render: row => <HostName {...of(row)} port={portOf(row, port(row))} />,
  text: row => endpoint(of(row).address, portOf(row, port(row))),
  filter: row => hostTest(of(row).address),
});

export function rowColumns(isLog: boolean): readonly Column<TrafficLine, 'number'>[] {
  const last: readonly Column<TrafficLine, 'number'>[] = isLog
    ? [
        { title: 'Up', help: COLUMN.windowUp, width: 80, right: true, render: row => formatBytes(row.up) },
        {
          title: 'Down',
          help: COLUMN.windowDown,
          width: 80,
          right: true,
          render: row => formatBytes(row.down),
        },
      ]
    : [{ title: 'Length', help: COLUMN.recordLength, width: 80, right: true, render: row => formatBytes(row.up) }];
  return [
    {
      title: isLog ? 'Row' : 'Record',
      help: isLog ? COLUMN.windowRow : COLUMN.windowRecord,
      width: 76,
      right: true,
      render: row => formatCount(row.number),
    },
    {
      title: 'Time (UTC)',
      help: COLUMN.rowTime,
      width: 150,
      grow: 1,
      render: row => (
        <time className="mono" dateTime={isoTime(row.time)} title={isoTime(row.time)}>
          {timeOfDay(row.time, 9)}
        </time>
      ),
    },
    side(
      'Source',
      row => row.src,
      row => row.srcPort,
    ),
    side(
      'Destination',
      row => row.dst,
      row => row.dstPort,
    ),
    { title: 'Protocol', width: 72, render: row => row.protocol, filter: row => protocolTest(row.protocol) },
    {
      title: 'State',
      help: COLUMN.windowState,
      width: 96,
      render: row => row.state ?? '',
    },
    ...last,
  ];
}

export const rowText = (row: TrafficLine): string =>
  [
    row.number,
    isoTime(row.time),
    row.src.address,
    row.srcPort,
    row.dst.address,
    row.dstPort,
    row.protocol,
    row.state ?? '',
    row.up,
    row.down,
  ].join('\t');
