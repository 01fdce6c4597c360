// Columns of the bursts table.
import type { BurstSort } from '../../../shared/contract/calls.ts';
import type { BurstRow } from '../../../shared/model/burst.ts';
import { formatBytes, formatCount, formatDuration, formatRate } from '../../../shared/unit/format.ts';
import { isoTime, nanosBetween, nanosBetweenLossy, secondsText, type Time } from '../../../shared/unit/time.ts';
import type { Column } from '../../grid/Table.tsx';
import { endpoint } from '../../ui/endpoint.ts';
import { Moment } from '../../ui/Moment.tsx';

type BurstColumn = Column<BurstRow, BurstSort>;

const end = (address: string | null, port: number | null): string =>
  address === null ? 'any' : endpoint(address, port);

/** `start` is that of the capture. */
export const burstColumns = (start: Time | null): readonly BurstColumn[] => [
  { title: '#', help: 'Number, in order of start', width: 56, right: true, sort: 'burst', render: b => b.burst },
  { title: 'Source', width: 120, grow: 2, render: b => end(b.src, b.srcPort) },
  { title: 'Destination', width: 120, grow: 2, render: b => end(b.dst, b.dstPort) },
  { title: 'Start (UTC)', width: 110, grow: 1, render: b => <Moment time={b.start} start={start} /> },
  {
    title: 'Duration',
    help: 'From the first to the last record that counts',
    width: 76,
    right: true,
    sort: 'duration',
    render: b => formatDuration(nanosBetweenLossy(b.start, b.end)),
  },
  {
    title: 'Packets',
    help: 'All records of the burst; of these, those that reach the min payload',
    width: 96,
    right: true,
    sort: 'packets',
    render: b => `${formatCount(b.packets)} (${formatCount(b.relevantPackets)})`,
  },
  {
    title: 'Payload',
    width: 76,
    right: true,
    sort: 'payloadBytes',
    render: b => formatBytes(b.payloadBytes),
  },
  { title: 'Mean', help: 'Mean payload of a record', width: 70, right: true, render: b => formatBytes(b.payloadMean) },
  {
    title: 'Rate',
    help: 'Payload over duration',
    width: 84,
    right: true,
    sort: 'rate',
    render: b => (b.rate === null ? '' : formatRate(b.rate)),
  },
  {
    title: 'Gap before',
    help: 'Since the end of the burst before it in the same scope',
    width: 84,
    right: true,
    render: b => (b.gapBefore === null ? '' : formatDuration(b.gapBefore)),
  },
];

/** A row as tab-separated text, exact. */
export const burstText = (b: BurstRow): string =>
  [
    b.burst,
    end(b.src, b.srcPort),
    end(b.dst, b.dstPort),
    isoTime(b.start),
    secondsText(nanosBetween(b.start, b.end)),
    b.packets,
    b.relevantPackets,
    b.payloadBytes,
    b.payloadMean,
    b.rate ?? '',
    b.gapBefore === null ? '' : secondsText(Math.round(b.gapBefore)),
  ].join('\t');
