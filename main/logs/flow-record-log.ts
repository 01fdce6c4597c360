// Flow records: 9 columns, comma separated, without a header: time, protocol, state, source and its port, destination and
// its port, bytes that the source sent, bytes that the destination sent.
import { parseAddressInto, parsePort, parseStamp, parseWhole } from './ascii-parse.ts';
import { badCell, wrongColumns } from './bad-cell.ts';
import { LineColumns } from './columns-of-line.ts';
import { FLOW_STATES, type QuickRow, type ReadRow } from './flow-row.ts';
import { protocolNumber } from './protocol-number.ts';
import { NOT_PLAIN, QuickCells, unknownHour } from './quick-cells.ts';

const COLUMN = { time: 0, protocol: 1, state: 2, src: 3, srcPort: 4, dst: 5, dstPort: 6, up: 7, down: 8 } as const;
export const FLOW_RECORD_COLUMNS = 9;
const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const ascii = new TextDecoder('latin1');

/** A reader of its lines. */
export function flowRecordLog(): ReadRow {
  const columns = new LineColumns(FLOW_RECORD_COLUMNS);
  const { starts, ends } = columns;
  const bad = (bytes: Uint8Array, column: number, what: string): string =>
    badCell(bytes, starts[column]!, ends[column]!, column + 1, what);
  const stateOf = new Map<string, number>(FLOW_STATES.map((state, i) => [state, i]));
  // hot path
  return (bytes, at, end, row) => {
    if (at === end) return undefined;
    columns.split(bytes, at, end, COMMA);
    if (columns.count !== FLOW_RECORD_COLUMNS) return wrongColumns(columns.count, FLOW_RECORD_COLUMNS);
    if (!parseStamp(bytes, starts[COLUMN.time]!, ends[COLUMN.time]!, row)) return bad(bytes, COLUMN.time, 'time');
    row.protocol = protocolNumber(bytes, starts[COLUMN.protocol]!, ends[COLUMN.protocol]!);
    if (row.protocol < 0) return bad(bytes, COLUMN.protocol, 'IP protocol');
    const state = stateOf.get(ascii.decode(bytes.subarray(starts[COLUMN.state], ends[COLUMN.state])));
    if (state === undefined) return bad(bytes, COLUMN.state, `state (${FLOW_STATES.join(', ')})`);
    row.state = state;
    row.srcLength = parseAddressInto(bytes, starts[COLUMN.src]!, ends[COLUMN.src]!, row.src);
    if (row.srcLength === 0) return bad(bytes, COLUMN.src, 'address');
    row.dstLength = parseAddressInto(bytes, starts[COLUMN.dst]!, ends[COLUMN.dst]!, row.dst);
    if (row.dstLength === 0) return bad(bytes, COLUMN.dst, 'address');
    row.srcPort = parsePort(bytes, starts[COLUMN.srcPort]!, ends[COLUMN.srcPort]!);
    if (row.srcPort < 0) return bad(bytes, COLUMN.srcPort, 'port');
    row.dstPort = parsePort(bytes, starts[COLUMN.dstPort]!, ends[COLUMN.dstPort]!);
    if (row.dstPort < 0) return bad(bytes, COLUMN.dstPort, 'port');
    row.bytesUp = parseWhole(bytes, starts[COLUMN.up]!, ends[COLUMN.up]!);
    if (row.bytesUp < 0) return bad(bytes, COLUMN.up, 'number of bytes');
    row.bytesDown = parseWhole(bytes, starts[COLUMN.down]!, ends[COLUMN.down]!);
    if (row.bytesDown < 0) return bad(bytes, COLUMN.down, 'number of bytes');
    return null;
  };
}

/** States by their lengths, which all differ. */
const STATE_OF_LENGTH: readonly (readonly [state: number, bytes: Uint8Array] | undefined)[] = Array.from(
  { length: 12 },
  (_, length) => {
    const state = FLOW_STATES.findIndex(name => name.length === length);
    return state < 0 ? undefined : [state, new TextEncoder().encode(FLOW_STATES[state])];
  },
);

// hot path
function stateAt(bytes: Uint8Array, at: number, length: number): number {
  const known = STATE_OF_LENGTH[length];
  if (known === undefined) return NOT_PLAIN;
  for (let i = 0; i < length; i++) if (bytes[at + i] !== known[1][i]) return NOT_PLAIN;
  return known[0];
}

/** A reader of its plain lines. */
export function quickFlowRecords(): QuickRow {
  const cells = new QuickCells();
  const hour = unknownHour();
  // hot path
  return (bytes, at, row) => {
    cells.begin(bytes, at);
    if (!cells.stamp(COMMA, hour, row)) return NOT_PLAIN;
    const protocolAt = cells.at;
    const protocolSize = cells.text(COMMA);
    if (protocolSize < 0) return NOT_PLAIN;
    const protocol = protocolNumber(bytes, protocolAt, protocolAt + protocolSize);
    const stateStart = cells.at;
    const stateSize = cells.text(COMMA);
    if (protocol < 0 || stateSize < 0) return NOT_PLAIN;
    const state = stateAt(bytes, stateStart, stateSize);
    if (state < 0 || !cells.ipv4(COMMA, row.src)) return NOT_PLAIN;
    const srcPort = cells.port(COMMA);
    if (srcPort < 0 || !cells.ipv4(COMMA, row.dst)) return NOT_PLAIN;
    const dstPort = cells.port(COMMA);
    const bytesUp = cells.whole(COMMA);
    if (dstPort < 0 || bytesUp < 0) return NOT_PLAIN;
    const last = cells.at;
    let bytesDown = cells.whole(LINE_FEED);
    if (bytesDown < 0) {
      cells.at = last;
      bytesDown = cells.whole(CARRIAGE_RETURN);
      if (bytesDown < 0 || bytes[cells.at++] !== LINE_FEED) return NOT_PLAIN;
    }
    row.srcLength = row.dstLength = 4;
    row.protocol = protocol;
    row.state = state;
    row.srcPort = srcPort;
    row.dstPort = dstPort;
    row.bytesUp = bytesUp;
    row.bytesDown = bytesDown;
    return cells.at;
  };
}
