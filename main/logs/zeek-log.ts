// Zeek's logs as text with tabs: `#` lines name separator, unset field and columns, in any order and number; a log may
// begin anew in the middle of a file. Columns are read by their names.
import { IP_PROTOCOL } from '../../shared/net/ip-protocol.ts';
import { BAD, parseAddressInto, parseEpoch, parsePort, parseWhole } from './ascii-parse.ts';
import { badCell, wrongColumns } from './bad-cell.ts';
import { LineColumns } from './columns-of-line.ts';
import { FLOW_STATES, type FlowRow, type ReadRow } from './flow-row.ts';
import { protocolNumber } from './protocol-number.ts';
import { STATE_OF_CONN, ZEEK_BYTES_DOWN, ZEEK_BYTES_UP, ZEEK_MUST } from './zeek-columns.ts';

const HASH = 0x23;
const TAB = 0x09;
const MOST_COLUMNS = 256;
const ascii = new TextDecoder();

/** Where the columns stand that are read; -1: the log does not have it. */
interface Places {
  readonly columns: number;
  readonly ts: number;
  readonly srcAddress: number;
  readonly srcPort: number;
  readonly dstAddress: number;
  readonly dstPort: number;
  readonly protocol: number;
  readonly duration: number;
  readonly state: number;
  readonly bytesUp: number;
  readonly bytesDown: number;
  readonly packetsUp: number;
  readonly packetsDown: number;
}

function placesOf(names: readonly string[]): Places {
  const first = (...wanted: readonly string[]): number => {
    for (const name of wanted) if (names.includes(name)) return names.indexOf(name);
    return -1;
  };
  return {
    columns: names.length,
    ts: first('ts'),
    srcAddress: first('id.orig_h'),
    srcPort: first('id.orig_p'),
    dstAddress: first('id.resp_h'),
    dstPort: first('id.resp_p'),
    protocol: first('proto'),
    duration: first('duration'),
    state: first('conn_state'),
    bytesUp: first(...ZEEK_BYTES_UP),
    bytesDown: first(...ZEEK_BYTES_DOWN),
    packetsUp: first('orig_pkts'),
    packetsDown: first('resp_pkts'),
  };
}

/** A reader of its lines. */
export function zeekLog(): ReadRow {
  const columns = new LineColumns(MOST_COLUMNS);
  const { starts, ends } = columns;
  const duration = { seconds: 0, nanos: 0 };
  let separator = TAB;
  let unset = '-';
  let names: readonly string[] = [];
  let places: Places | undefined;
  let lacking = 'the line #fields, which names the columns, is missing before it';

  function directive(line: string): void {
    const [word = '', ...rest] = line.split(/[\t ]/);
    if (word === '#separator') {
      const hex = /\\x([0-9a-f]{2})/i.exec(line);
      separator = hex ? Number.parseInt(hex[1]!, 16) : (rest[0]?.charCodeAt(0) ?? TAB);
      return;
    }
    const cells = line.split(String.fromCharCode(separator)).slice(1);
    if (word === '#unset_field') unset = cells[0] ?? unset;
    if (word !== '#fields') return;
    names = cells;
    const missing = ZEEK_MUST.filter(name => !cells.includes(name));
    places = missing.length === 0 && cells.length <= MOST_COLUMNS ? placesOf(cells) : undefined;
    lacking =
      missing.length === 0
        ? `the log has more than ${MOST_COLUMNS} columns`
        : `the log has no column ${missing.join(', ')}`;
  }

  const isUnset = (bytes: Uint8Array, column: number): boolean => {
    const size = ends[column]! - starts[column]!;
    if (size !== unset.length) return false;
    for (let i = 0; i < size; i++) if (bytes[starts[column]! + i] !== unset.charCodeAt(i)) return false;
    return true;
  };
  /** NaN when the log does not say, BAD when it is no number. */
  const count = (bytes: Uint8Array, column: number): number => {
    if (column < 0 || isUnset(bytes, column)) return Number.NaN;
    return parseWhole(bytes, starts[column]!, ends[column]!);
  };
  const bad = (bytes: Uint8Array, column: number, what: string): string =>
    badCell(bytes, starts[column]!, ends[column]!, names[column]!, what);

  function endpoints(bytes: Uint8Array, at: Places, row: FlowRow): string | null {
    row.srcLength = parseAddressInto(bytes, starts[at.srcAddress]!, ends[at.srcAddress]!, row.src);
    if (row.srcLength === 0) return bad(bytes, at.srcAddress, 'address');
    row.dstLength = parseAddressInto(bytes, starts[at.dstAddress]!, ends[at.dstAddress]!, row.dst);
    if (row.dstLength === 0) return bad(bytes, at.dstAddress, 'address');
    row.srcPort = parsePort(bytes, starts[at.srcPort]!, ends[at.srcPort]!);
    if (row.srcPort < 0) return bad(bytes, at.srcPort, 'port');
    row.dstPort = parsePort(bytes, starts[at.dstPort]!, ends[at.dstPort]!);
    if (row.dstPort < 0) return bad(bytes, at.dstPort, 'port');
    return null;
  }

  function amounts(bytes: Uint8Array, at: Places, row: FlowRow): string | null {
    row.bytesUp = count(bytes, at.bytesUp);
    if (row.bytesUp === BAD) return bad(bytes, at.bytesUp, 'number');
    row.bytesDown = count(bytes, at.bytesDown);
    if (row.bytesDown === BAD) return bad(bytes, at.bytesDown, 'number');
    row.packetsUp = count(bytes, at.packetsUp);
    if (row.packetsUp === BAD) return bad(bytes, at.packetsUp, 'number');
    row.packetsDown = count(bytes, at.packetsDown);
    if (row.packetsDown === BAD) return bad(bytes, at.packetsDown, 'number');
    row.duration = Number.NaN;
    if (at.duration < 0 || isUnset(bytes, at.duration)) return null;
    if (!parseEpoch(bytes, starts[at.duration]!, ends[at.duration]!, duration))
      return bad(bytes, at.duration, 'duration');
    row.duration = duration.seconds * 1e9 + duration.nanos;
    return null;
  }

  const states = new Map([...STATE_OF_CONN].map(([zeek, state]) => [zeek, FLOW_STATES.indexOf(state as never)]));
  // hot path
  return (bytes, at, end, row) => {
    if (at === end) return undefined;
    if (bytes[at] === HASH) {
      directive(ascii.decode(bytes.subarray(at, end)));
      return undefined;
    }
    if (places === undefined) return lacking;
    columns.split(bytes, at, end, separator);
    if (columns.count !== places.columns) return wrongColumns(columns.count, places.columns);
    if (!parseEpoch(bytes, starts[places.ts]!, ends[places.ts]!, row)) return bad(bytes, places.ts, 'time');
    row.protocol = IP_PROTOCOL.tcp;
    if (places.protocol >= 0) {
      // Zeek's unknown_transport is the protocol 0 of nothing that we know.
      row.protocol = Math.max(0, protocolNumber(bytes, starts[places.protocol]!, ends[places.protocol]!));
    }
    row.state = -1;
    if (places.state >= 0)
      row.state = states.get(ascii.decode(bytes.subarray(starts[places.state], ends[places.state]))) ?? -1;
    return endpoints(bytes, places, row) ?? amounts(bytes, places, row);
  };
}
