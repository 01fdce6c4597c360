// Conversation logs: 13 columns, space separated: source, destination, protocol, source port, destination port, bytes that
// the destination sent, bytes that the source sent, packets of each likewise, start, end, and two counts.
import { parseAddressInto, parsePort, parseStamp, parseWhole } from './ascii-parse.ts';
import { badCell, wrongColumns } from './bad-cell.ts';
import { LineColumns } from './columns-of-line.ts';
import type { FlowRow, QuickRow, ReadRow } from './flow-row.ts';
import { NOT_PLAIN, QuickCells, unknownHour } from './quick-cells.ts';

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
const LINE_FEED = 0x0a;

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

/** A reader of its plain lines. */
export function quickConversations(): QuickRow {
  const cells = new QuickCells();
  const finish = { seconds: 0, nanos: 0 };
  const [startHour, endHour] = [unknownHour(), unknownHour()];
  // hot path
  return (bytes, at, row) => {
    cells.begin(bytes, at);
    if (!cells.ipv4(SPACE, row.src) || !cells.ipv4(SPACE, row.dst)) return NOT_PLAIN;
    const protocol = cells.port(SPACE);
    const srcPort = cells.port(SPACE);
    const dstPort = cells.port(SPACE);
    if (protocol < 0 || protocol > 255 || srcPort < 0 || dstPort < 0) return NOT_PLAIN;
    const bytesDown = cells.whole(SPACE);
    const bytesUp = cells.whole(SPACE);
    const packetsDown = cells.whole(SPACE);
    const packetsUp = cells.whole(SPACE);
    if (bytesDown < 0 || bytesUp < 0 || packetsDown < 0 || packetsUp < 0) return NOT_PLAIN;
    if (!cells.stamp(SPACE, startHour, row) || !cells.stamp(SPACE, endHour, finish)) return NOT_PLAIN;
    if (cells.text(SPACE) < 0) return NOT_PLAIN;
    const last = cells.at;
    const size = cells.text(LINE_FEED);
    for (let i = last; i < last + size; i++) if (bytes[i] === SPACE) return NOT_PLAIN;
    if (size < 0) return NOT_PLAIN;
    row.srcLength = row.dstLength = 4;
    row.protocol = protocol;
    row.srcPort = srcPort;
    row.dstPort = dstPort;
    row.bytesDown = bytesDown;
    row.bytesUp = bytesUp;
    row.packetsDown = packetsDown;
    row.packetsUp = packetsUp;
    row.duration = (finish.seconds - row.seconds) * 1e9 + (finish.nanos - row.nanos);
    return cells.at;
  };
}
