// A flow from each line of Zeek's logs of text: conn, and others that name both ends.
import { IP_PROTOCOL } from '../../shared/net/ip-protocol.ts';
import { BAD, parseAddressInto, parseEpoch, parsePort, parseWhole } from './ascii-parse.ts';
import { FLOW_STATES, type FlowRow, type ReadRow } from './flow-row.ts';
import { protocolNumber } from './protocol-number.ts';
import { STATE_OF_CONN, ZEEK_BYTES_DOWN, ZEEK_BYTES_UP, ZEEK_MUST } from './zeek-columns.ts';
import { ZeekTable } from './zeek-table.ts';

const ascii = new TextDecoder();

/** Where the columns stand that are read; -1: the log does not have it. */
interface Places {
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
  const table = new ZeekTable(ZEEK_MUST, placesOf);
  const { starts, ends } = table;
  const duration = { seconds: 0, nanos: 0 };

  /** NaN when the log does not say, BAD when it is no number. */
  const count = (bytes: Uint8Array, column: number): number => {
    if (table.isUnset(bytes, column)) return Number.NaN;
    return parseWhole(bytes, starts[column]!, ends[column]!);
  };
  const bad = table.bad.bind(table);

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
    if (table.isUnset(bytes, at.duration)) return null;
    if (!parseEpoch(bytes, starts[at.duration]!, ends[at.duration]!, duration))
      return bad(bytes, at.duration, 'duration');
    row.duration = duration.seconds * 1e9 + duration.nanos;
    return null;
  }

  const states = new Map([...STATE_OF_CONN].map(([zeek, state]) => [zeek, FLOW_STATES.indexOf(state as never)]));
  // hot path
  return (bytes, at, end, row) => {
    const problem = table.split(bytes, at, end);
    if (problem !== null) return problem;
    const places = table.places!;
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
