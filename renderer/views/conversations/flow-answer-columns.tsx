// Columns of flows by how often they come.

import type { FlowAnswerRow, FlowAnswerSort } from '../../../shared/model/flow-answers.ts';
import { formatBytes, formatCount, formatDuration } from '../../../shared/unit/format.ts';
import { epochTime, secondsText, type Time } from '../../../shared/unit/time.ts';
import { protocolTest } from '../../grid/cell-filters.ts';
import type { Column } from '../../grid/Table.tsx';
import { hostTest } from '../../state/selection-filter.ts';
import { COLUMN } from '../../ui/column-help.ts';
import { endpoint } from '../../ui/endpoint.ts';
import { HostName } from '../../ui/HostName.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { NOT_SAID } from '../../ui/words.ts';

type FlowColumn = Column<FlowAnswerRow, FlowAnswerSort>;

/** `closed ×3, reset`. */
function statesText({ states, statesLeftOut }: Pick<FlowAnswerRow, 'states' | 'statesLeftOut'>): string {
  const runs = states.map(({ state, times }) => `${state ?? NOT_SAID}${times > 1 ? ` ×${formatCount(times)}` : ''}`);
  return `${runs.join(', ')}${statesLeftOut > 0 ? `, … (${formatCount(statesLeftOut)} more)` : ''}`;
}

const bytes = (title: string, sort: 'up' | 'down', help: string): FlowColumn => ({
  title,
  help,
  width: 78,
  right: true,
  sort,
  text: row => String(row[sort] ?? ''),
  render: row => (row[sort] === null ? '' : formatBytes(row[sort])),
});

/** `start` is that of the source. */
export const flowAnswerColumns = (start: Time | null): readonly FlowColumn[] => [
  {
    title: 'From',
    help: COLUMN.conversationFrom,
    width: 176,
    grow: 2,
    text: row => endpoint(row.src.address, row.srcPort),
    render: row => <HostName {...row.src} port={row.srcPort} />,
    filter: row => hostTest(row.src.address),
  },
  {
    title: 'To',
    help: COLUMN.flowTo,
    width: 176,
    grow: 2,
    text: row => endpoint(row.dst.address, row.dstPort),
    render: row => <HostName {...row.dst} port={row.dstPort} />,
    filter: row => hostTest(row.dst.address),
  },
  {
    title: 'Protocol',
    width: 72,
    text: row => row.protocol,
    render: row => row.protocol,
    filter: row => protocolTest(row.protocol),
  },
  {
    title: 'Entries',
    help: COLUMN.conversationEntries,
    width: 76,
    right: true,
    sort: 'entries',
    text: row => String(row.entries),
    render: row => formatCount(row.entries),
  },
  {
    title: 'States',
    help: COLUMN.conversationStates,
    width: 150,
    grow: 3,
    text: statesText,
    render: row => {
      const text = row.closed === null ? '' : statesText(row);
      return <span title={text}>{text}</span>;
    },
  },
  {
    title: 'Closed',
    help: COLUMN.conversationClosed,
    width: 62,
    text: row => (row.closed === null ? '' : row.closed ? 'yes' : 'no'),
    render: row => (row.closed === null ? '' : row.closed ? 'yes' : 'no'),
  },
  bytes('Up', 'up', 'Bytes of the side that began the first entry'),
  bytes('Down', 'down', 'Bytes of the other side'),
  {
    title: 'Start',
    help: COLUMN.entryStart,
    width: 98,
    right: true,
    sort: 'start',
    text: row => epochTime(row.start),
    render: row => <Moment time={row.start} start={start} />,
  },
  {
    title: 'Duration',
    help: COLUMN.conversationDuration,
    width: 84,
    right: true,
    sort: 'duration',
    text: row => secondsText(Math.round(row.duration)),
    render: row => formatDuration(row.duration),
  },
];
