// Conversation logs: 13 columns, space separated: source, destination, protocol, source port, destination port, bytes that
// the destination sent, bytes that the source sent, packets of each likewise, start, end, and two counts.
import { parseAddressInto, parsePort, parseStamp, parseWhole } from './ascii-parse.ts';
import { badCell, wrongColumns } from './bad-cell.ts';
import { LineColumns } from './columns-of-line.ts';
import type { FlowRow, ReadRow } from './flow-row.ts';

const COLUMN = {
  src: 0,
  dst: 1,
  protocol: 2,
  srcPort: 3,
  dstPort: 4,
  bytesDown: 5,
  bytesUp: 6,
  packetsDown: 7,
  packetsUp: 8,
  start: 9,
  end: 10,
} as const;
export const CONVERSATION_COLUMNS = 13;
const SPACE = 0x20;

/** A reader of its lines. */
export function conversationLog(): ReadRow {
  const columns = new LineColumns(CONVERSATION_COLUMNS);
  const { starts, ends } = columns;
  const finish = { seconds: 0, nanos: 0 };
  const bad = (bytes: Uint8Array, column: number, what: string): string =>
    badCell(bytes, starts[column]!, ends[column]!, column + 1, what);
  // hot path
  return (bytes, at, end, row: FlowRow) => {
    if (at === end) return undefined;
    columns.split(bytes, at, end, SPACE);
    if (columns.count !== CONVERSATION_COLUMNS) return wrongColumns(columns.count, CONVERSATION_COLUMNS);
    const whole = (column: number): number => parseWhole(bytes, starts[column]!, ends[column]!);
    row.srcLength = parseAddressInto(bytes, starts[COLUMN.src]!, ends[COLUMN.src]!, row.src);
    if (row.srcLength === 0) return bad(bytes, COLUMN.src, 'address');
    row.dstLength = parseAddressInto(bytes, starts[COLUMN.dst]!, ends[COLUMN.dst]!, row.dst);
    if (row.dstLength === 0) return bad(bytes, COLUMN.dst, 'address');
    row.protocol = whole(COLUMN.protocol);
    if (row.protocol < 0 || row.protocol > 255) return bad(bytes, COLUMN.protocol, 'IP protocol number');
    row.srcPort = parsePort(bytes, starts[COLUMN.srcPort]!, ends[COLUMN.srcPort]!);
    if (row.srcPort < 0) return bad(bytes, COLUMN.srcPort, 'port');
    row.dstPort = parsePort(bytes, starts[COLUMN.dstPort]!, ends[COLUMN.dstPort]!);
    if (row.dstPort < 0) return bad(bytes, COLUMN.dstPort, 'port');
    row.bytesDown = whole(COLUMN.bytesDown);
    row.bytesUp = whole(COLUMN.bytesUp);
    row.packetsDown = whole(COLUMN.packetsDown);
    row.packetsUp = whole(COLUMN.packetsUp);
    for (let column: number = COLUMN.bytesDown; column <= COLUMN.packetsUp; column++) {
      if (whole(column) < 0) return bad(bytes, column, 'number');
    }
    if (!parseStamp(bytes, starts[COLUMN.end]!, ends[COLUMN.end]!, finish)) return bad(bytes, COLUMN.end, 'time');
    if (!parseStamp(bytes, starts[COLUMN.start]!, ends[COLUMN.start]!, row)) return bad(bytes, COLUMN.start, 'time');
    row.duration = (finish.seconds - row.seconds) * 1e9 + (finish.nanos - row.nanos);
    return null;
  };
}
