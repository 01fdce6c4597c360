// Columns of the conversations table. A is the side that sent the first record.
import type { ConversationSort } from '../../../shared/contract/calls.ts';
import type { ConversationBy, ConversationRow } from '../../../shared/model/host.ts';
import { formatBytes, formatCount, formatDuration } from '../../../shared/unit/format.ts';
import { isoTime, nanosBetween, nanosBetweenLossy, secondsText, type Time } from '../../../shared/unit/time.ts';
import type { Column } from '../../grid/Table.tsx';
import { hostTest } from '../../state/selection-filter.ts';
import { endpoint } from '../../ui/endpoint.ts';
import { HostName } from '../../ui/HostName.tsx';
import { Moment } from '../../ui/Moment.tsx';

type ConversationColumn = Column<ConversationRow, ConversationSort>;

const end = (title: 'A' | 'B', isFlow: boolean, help?: string): ConversationColumn => {
  const hostOf = (row: ConversationRow) => (title === 'A' ? row.a : row.b);
  const portOf = (row: ConversationRow) => (!isFlow ? null : title === 'A' ? row.aPort : row.bPort);
  return {
    title,
    ...(help && { help }),
    width: isFlow ? 176 : 132,
    grow: 2,
    render: row => <HostName {...hostOf(row)} port={portOf(row)} />,
    text: row => endpoint(hostOf(row).address, portOf(row)),
    filter: row => hostTest(hostOf(row).address),
  };
};

/** `start` is that of the capture. */
export function conversationColumns(by: ConversationBy, start: Time | null): readonly ConversationColumn[] {
  const isFlow = by === 'flow';
  const ends = [end('A', isFlow, 'The side that sent the first record'), end('B', isFlow)];
  const kind: readonly ConversationColumn[] = isFlow
    ? [
        { title: 'Protocol', width: 64, render: row => row.protocol ?? '' },
        { title: 'Service', width: 72, render: row => row.service ?? '' },
        { title: 'State', width: 88, render: row => row.state ?? '' },
      ]
    : [
        {
          title: 'Flows',
          width: 50,
          right: true,
          render: row => formatCount(row.flows),
          text: row => String(row.flows),
        },
      ];
  const counts: readonly ConversationColumn[] = [
    {
      title: 'Packets',
      help: 'Packets in both directions',
      width: 66,
      right: true,
      sort: 'packets',
      render: row => formatCount(row.packetsAb + row.packetsBa),
      text: row => String(row.packetsAb + row.packetsBa),
    },
    {
      title: 'A → B',
      help: 'Bytes from A to B',
      width: 68,
      right: true,
      render: row => formatBytes(row.bytesAb),
      text: row => String(row.bytesAb),
    },
    {
      title: 'B → A',
      help: 'Bytes from B to A',
      width: 68,
      right: true,
      render: row => formatBytes(row.bytesBa),
      text: row => String(row.bytesBa),
    },
    {
      title: 'Bytes',
      help: 'Bytes in both directions',
      width: 68,
      right: true,
      sort: 'bytes',
      render: row => formatBytes(row.bytesAb + row.bytesBa),
      text: row => String(row.bytesAb + row.bytesBa),
    },
    {
      title: 'Payload',
      help: 'Payload bytes in both directions',
      width: 68,
      right: true,
      hidden: isFlow,
      sort: 'payload',
      render: row => formatBytes(row.payloadAb + row.payloadBa),
      text: row => String(row.payloadAb + row.payloadBa),
    },
    {
      title: 'Start',
      width: 136,
      right: true,
      sort: 'start',
      render: row => <Moment time={row.start} start={start} />,
      text: row => isoTime(row.start),
    },
    {
      title: 'Duration',
      width: 68,
      right: true,
      sort: 'duration',
      render: row => formatDuration(nanosBetweenLossy(row.start, row.end)),
      text: row => secondsText(nanosBetween(row.start, row.end)),
    },
    {
      title: 'Connections',
      width: 88,
      right: true,
      sort: 'connections',
      hidden: true,
      help: 'Flows, split where a new TCP connection begins or after 120 s of silence',
      render: row => formatCount(row.connections),
      text: row => String(row.connections),
    },
    {
      title: 'Bursts',
      width: 58,
      right: true,
      hidden: isFlow,
      sort: 'bursts',
      render: row => formatCount(row.bursts),
      text: row => String(row.bursts),
    },
  ];
  return [...ends, ...kind, ...counts];
}
