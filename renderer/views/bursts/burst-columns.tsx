// Columns of the bursts table.

import type { BurstRow, BurstScope, BurstSort } from '../../../shared/model/burst.ts';
import type { HostEnd } from '../../../shared/model/host.ts';
import type { SourceInfo } from '../../../shared/model/source.ts';
import { formatBytes, formatCount, formatDuration, formatRate } from '../../../shared/unit/format.ts';
import { isoTime, nanosBetween, nanosBetweenLossy, secondsText, type Time } from '../../../shared/unit/time.ts';
import { protocolTest } from '../../grid/cell-filters.ts';
import type { Column } from '../../grid/Table.tsx';
import { hostTest } from '../../state/selection-filter.ts';
import { COLUMN } from '../../ui/column-help.ts';
import { endpoint } from '../../ui/endpoint.ts';
import { HostName } from '../../ui/HostName.tsx';
import { timeOfDay } from '../../ui/moment.ts';
import { BurstNoteMark } from '../../ui/NoteMark.tsx';

type BurstColumn = Column<BurstRow, BurstSort>;

/** A side of a burst; `any`: its scope has no such side. */
const side = (
  title: 'Source' | 'Destination',
  width: number,
  of: (row: BurstRow) => HostEnd | null,
  port: (row: BurstRow) => number | null,
): BurstColumn => ({
  title,
  help: COLUMN.burstEnd,
  width,
  grow: 2,
  sort: title === 'Source' ? 'src' : 'dst',
  render(row) {
    const host = of(row);
    return host === null ? 'any' : <HostName {...host} port={port(row)} />;
  },
  text(row) {
    const host = of(row);
    return host === null ? 'any' : endpoint(host.address, port(row));
  },
  filter(row) {
    const host = of(row);
    return host && hostTest(host.address);
  },
});

const dayOf = (t: Time): string => isoTime(t).slice(0, 10);

const PROTOCOL: BurstColumn = {
  title: 'Protocol',
  width: 66,
  sort: 'protocol',
  render: b => b.protocol ?? '',
  filter: b => protocolTest(b.protocol),
};

/** Ports and protocol where the scope has them; the day where the capture has more than one. */
export function burstColumns(
  scope: BurstScope,
  info: Pick<SourceInfo, 'start' | 'end'> | null,
): readonly BurstColumn[] {
  const oneDay = !info?.start || !info.end || dayOf(info.start) === dayOf(info.end);
  const isFlow = scope === 'flow';
  return [
    {
      title: '#',
      help: COLUMN.burstNumber,
      width: 52,
      right: true,
      sort: 'burst',
      render: b => (
        <>
          <BurstNoteMark burst={b.burst} /> {formatCount(b.burst)}
        </>
      ),
      text: b => String(b.burst),
    },
    side(
      'Source',
      isFlow ? 176 : 132,
      b => b.src,
      b => b.srcPort,
    ),
    side(
      'Destination',
      isFlow ? 176 : 132,
      b => b.dst,
      b => b.dstPort,
    ),
    ...(isFlow ? [PROTOCOL] : []),
    {
      title: 'Start (UTC)',
      help: COLUMN.burstStart,
      width: oneDay ? 150 : 192,
      sort: 'start',
      render: b => (
        <time className="mono" dateTime={isoTime(b.start)} title={isoTime(b.start)}>
          {oneDay ? '' : `${dayOf(b.start).slice(5)} `}
          {timeOfDay(b.start, 9)}
        </time>
      ),
    },
    {
      title: 'Duration',
      help: COLUMN.burstDuration,
      width: 72,
      right: true,
      sort: 'duration',
      render: b => (
        <span title={`${secondsText(nanosBetween(b.start, b.end))} s`}>
          {formatDuration(nanosBetweenLossy(b.start, b.end))}
        </span>
      ),
      text: b => secondsText(nanosBetween(b.start, b.end)),
    },
    {
      title: 'Packets',
      help: COLUMN.burstPackets,
      width: 90,
      right: true,
      sort: 'packets',
      render: b => (
        <>
          {formatCount(b.packets)} ({formatCount(b.relevantPackets)})
        </>
      ),
      text: b => String(b.packets),
    },
    {
      title: 'Payload',
      help: COLUMN.burstPayload,
      width: 72,
      right: true,
      sort: 'payloadBytes',
      render: b => <span title={`${formatCount(b.payloadBytes)} bytes`}>{formatBytes(b.payloadBytes)}</span>,
      text: b => String(b.payloadBytes),
    },
    {
      title: 'Mean',
      help: COLUMN.burstMean,
      width: 68,
      right: true,
      hidden: true,
      sort: 'payloadMean',
      render: b => formatBytes(b.payloadMean),
      text: b => String(b.payloadMean),
    },
    {
      title: 'Rate',
      help: COLUMN.burstRate,
      width: 82,
      right: true,
      sort: 'rate',
      render: b => (b.rate === null ? '' : formatRate(b.rate)),
      text: b => String(b.rate ?? ''),
    },
    {
      title: 'Gap before',
      help: COLUMN.burstGapBefore,
      width: 94,
      right: true,
      sort: 'gapBefore',
      render: b => (b.gapBefore === null ? '' : formatDuration(b.gapBefore)),
      text: b => (b.gapBefore === null ? '' : secondsText(Math.round(b.gapBefore))),
    },
  ];
}
