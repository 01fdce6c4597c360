// Columns of the conversations table. A is the side that sent the first record.
import type { ConversationSort } from '../../../shared/contract/calls.ts';
import type { ConversationBy, ConversationRow } from '../../../shared/model/host.ts';
import { formatBytes, formatCount, formatDuration } from '../../../shared/unit/format.ts';
import { nanosBetweenLossy, type Time } from '../../../shared/unit/time.ts';
import type { Column } from '../../grid/Table.tsx';
import { endpoint } from '../../ui/endpoint.ts';
import { Moment } from '../../ui/Moment.tsx';

type ConversationColumn = Column<ConversationRow, ConversationSort>;

/** `start` is that of the capture. */
export function conversationColumns(by: ConversationBy, start: Time | null): readonly ConversationColumn[] {
  const isFlow = by === 'flow';
  const ends: readonly ConversationColumn[] = [
    {
      title: 'A',
      help: 'The side that sent the first record',
      width: isFlow ? 170 : 150,
      grow: 2,
      render: row => endpoint(row.a, isFlow ? row.aPort : null),
    },
    { title: 'B', width: isFlow ? 170 : 150, grow: 2, render: row => endpoint(row.b, isFlow ? row.bPort : null) },
  ];
  const kind: readonly ConversationColumn[] = isFlow
    ? [
        { title: 'Protocol', width: 74, render: row => row.protocol ?? '' },
        { title: 'Service', width: 84, grow: 1, render: row => row.service ?? '' },
        { title: 'State', width: 92, render: row => row.state ?? '' },
      ]
    : [{ title: 'Flows', width: 60, grow: 1, right: true, render: row => formatCount(row.flows) }];
  const counts: readonly ConversationColumn[] = [
    {
      title: 'Packets',
      help: 'Packets in both directions',
      width: 84,
      grow: 1,
      right: true,
      sort: 'packets',
      render: row => formatCount(row.packetsAb + row.packetsBa),
    },
    {
      title: 'A → B',
      help: 'Bytes from A to B',
      width: 84,
      grow: 1,
      right: true,
      render: row => formatBytes(row.bytesAb),
    },
    {
      title: 'B → A',
      help: 'Bytes from B to A',
      width: 84,
      grow: 1,
      right: true,
      render: row => formatBytes(row.bytesBa),
    },
    {
      title: 'Bytes',
      help: 'Bytes in both directions',
      width: 84,
      grow: 1,
      right: true,
      sort: 'bytes',
      render: row => formatBytes(row.bytesAb + row.bytesBa),
    },
    {
      title: 'Payload',
      help: 'Payload bytes in both directions',
      width: 84,
      grow: 1,
      right: true,
      sort: 'payload',
      render: row => formatBytes(row.payloadAb + row.payloadBa),
    },
    {
      title: 'Start',
      width: 104,
      right: true,
      sort: 'start',
      render: row => <Moment time={row.start} start={start} />,
    },
    {
      title: 'Duration',
      width: 84,
      grow: 1,
      right: true,
      sort: 'duration',
      render: row => formatDuration(nanosBetweenLossy(row.start, row.end)),
    },
    {
      title: 'Connections',
      width: 100,
      right: true,
      sort: 'connections',
      help: 'Flows, split where a new TCP connection begins or after 120 s of silence',
      render: row => formatCount(row.connections),
    },
    { title: 'Bursts', width: 66, right: true, sort: 'bursts', render: row => formatCount(row.bursts) },
  ];
  return [...ends, ...kind, ...counts];
}
