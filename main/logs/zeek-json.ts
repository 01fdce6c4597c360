// Zeek's logs as JSON, one object a line, with the names of the text form.

import { parseAddress } from '../../shared/net/address.ts';
import { IP_PROTOCOL } from '../../shared/net/ip-protocol.ts';
import { parseTime } from '../../shared/unit/time.ts';
import { FLOW_STATES, type FlowRow, type ReadRow } from './flow-row.ts';
import { protocolNumber } from './protocol-number.ts';
import { STATE_OF_CONN, ZEEK_BYTES_DOWN, ZEEK_BYTES_UP } from './zeek-columns.ts';

const utf8 = new TextDecoder();
const latin1 = new TextEncoder();

/** The time as it stands in the text: a number of JSON would lose its last digits. */
const TIME = /"ts"\s*:\s*(?:"([^"]*)"|([0-9.]+))/;

type Entry = Readonly<Record<string, unknown>>;

/** The first of these members that is a number of at least 0; NaN without. */
function amount(entry: Entry, names: readonly string[]): number {
  for (const name of names) {
    const value = entry[name];
    if (typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER) return value;
  }
  return Number.NaN;
}

function readAddress(entry: Entry, name: string, into: Uint8Array): number {
  const value = entry[name];
  const address = typeof value === 'string' ? parseAddress(value) : undefined;
  if (address === undefined) return 0;
  into.set(address);
  return address.length;
}

const isPort = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffff;

function fill(entry: Entry, line: string, row: FlowRow): string | null {
  const stamp = TIME.exec(line);
  const time = stamp ? parseTime((stamp[1] ?? stamp[2])!) : undefined;
  if (time === undefined || time[0] < 0 || time[0] > 0xffff_ffff) return 'it has no member "ts" that is a time';
  [row.seconds, row.nanos] = time;
  row.srcLength = readAddress(entry, 'id.orig_h', row.src);
  if (row.srcLength === 0) return 'it has no member "id.orig_h" that is an address';
  row.dstLength = readAddress(entry, 'id.resp_h', row.dst);
  if (row.dstLength === 0) return 'it has no member "id.resp_h" that is an address';
  const srcPort = entry['id.orig_p'];
  const dstPort = entry['id.resp_p'];
  if (!isPort(srcPort)) return 'it has no member "id.orig_p" that is a port';
  if (!isPort(dstPort)) return 'it has no member "id.resp_p" that is a port';
  row.srcPort = srcPort;
  row.dstPort = dstPort;
  const name = latin1.encode(typeof entry.proto === 'string' ? entry.proto : '');
  row.protocol = name.length === 0 ? IP_PROTOCOL.tcp : Math.max(0, protocolNumber(name, 0, name.length));
  const state = typeof entry.conn_state === 'string' ? STATE_OF_CONN.get(entry.conn_state) : undefined;
  row.state = FLOW_STATES.indexOf(state as never);
  row.bytesUp = amount(entry, ZEEK_BYTES_UP);
  row.bytesDown = amount(entry, ZEEK_BYTES_DOWN);
  row.packetsUp = amount(entry, ['orig_pkts']);
  row.packetsDown = amount(entry, ['resp_pkts']);
  row.duration = Math.round(amount(entry, ['duration']) * 1e9);
  return null;
}

/** A reader of its lines. */
export function zeekJson(): ReadRow {
  return (bytes, at, end, row) => {
    if (at === end) return undefined;
    const line = utf8.decode(bytes.subarray(at, end));
    let entry: unknown;
    try {
      entry = JSON.parse(line);
    } catch {
      return 'it is no JSON';
    }
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return 'it is no JSON object';
    return fill(entry as Entry, line, row);
  };
}
