// Columns of the conversations table. A is the side that sent the first record.
import type { ConversationBy, ConversationRow, ConversationSort } from '../../../shared/model/host.ts';
import { formatBytes, formatCount, formatDuration } from '../../../shared/unit/format.ts';
import { isoTime, nanosBetween, nanosBetweenLossy, secondsText, type Time } from '../../../shared/unit/time.ts';
import { protocolTest } from '../../grid/cell-filters.ts';
import type { Column } from '../../grid/Table.tsx';
import { hostTest } from '../../state/selection-filter.ts';
import { COLUMN } from '../../ui/column-help.ts';
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
    sort: title === 'A' ? 'a' : 'b',
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
        {
          title: 'Protocol',
          width: 64,
          sort: 'protocol',
          render: row => row.protocol ?? '',
          filter: row => protocolTest(row.protocol),
        },
        { title: 'Service', help: COLUMN.service, width: 72, sort: 'service', render: row => row.service ?? '' },
        { title: 'State', help: COLUMN.state, width: 88, sort: 'state', render: row => row.state ?? '' },
      ]
    : [
        {
          title: 'Flows',
          help: COLUMN.flowsOfPair,
          width: 50,
          right: true,
          sort: 'flows',
          render: row => formatCount(row.flows),
          text: row => String(row.flows),
        },
      ];
  const counts: readonly ConversationColumn[] = [
    {
      title: 'Packets',
      help: COLUMN.conversationPackets,
      width: 66,
      right: true,
      sort: 'packets',
      render: row => formatCount(row.packetsAb + row.packetsBa),
      text: row => String(row.packetsAb + row.packetsBa),
    },
    {
      title: 'A → B',
      help: COLUMN.conversationAB,
      width: 68,
      right: true,
      sort: 'bytesAb',
      render: row => formatBytes(row.bytesAb),
      text: row => String(row.bytesAb),
    },
    {
      title: 'B → A',
      help: COLUMN.conversationBA,
      width: 68,
      right: true,
      sort: 'bytesBa',
      render: row => formatBytes(row.bytesBa),
      text: row => String(row.bytesBa),
    },
    {
      title: 'Bytes',
      help: COLUMN.conversationBytes,
      width: 68,
      right: true,
      sort: 'bytes',
      render: row => formatBytes(row.bytesAb + row.bytesBa),
      text: row => String(row.bytesAb + row.bytesBa),
    },
    {
      title: 'Payload',
      help: COLUMN.conversationPayload,
      width: 68,
      right: true,
      hidden: isFlow,
      sort: 'payload',
      render: row => formatBytes(row.payloadAb + row.payloadBa),
      text: row => String(row.payloadAb + row.payloadBa),
    },
    {
      title: 'Start',
      help: COLUMN.start,
      width: 136,
      right: true,
      sort: 'start',
      render: row => <Moment time={row.start} start={start} />,
      text: row => isoTime(row.start),
    },
    {
      title: 'Duration',
      help: COLUMN.duration,
      width: 82,
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
      help: COLUMN.conversationConnections,
      render: row => formatCount(row.connections),
      text: row => String(row.connections),
    },
    {
      title: 'Bursts',
      help: COLUMN.burstsOfPair,
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
