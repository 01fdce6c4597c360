// udp.stream as tshark 4.0 numbers it: flows of UDP and UDP-Lite in the order of their first whole datagrams. Where a
// protocol announced an address (SIP, RTSP), tshark lets several flows share one number; here each has its own.
import { IP_PROTOCOL } from '../../shared/net/ip-protocol.ts';
import { BIT, type Columns, NO_FLOW } from '../store/columns.ts';
import type { FlowTable } from '../store/flow-table.ts';

const NONE = 0xffffffff;

/** The stream of a row, from 0; undefined when it is no datagram, or a fragment of one. */
export function udpStreams(columns: Columns, flows: FlowTable): (row: number) => number | undefined {
  const { flow, bits, length } = columns;
  const isDatagram = (row: number): boolean => {
    if (flow[row] === NO_FLOW || (bits[row]! & BIT.transport) === 0) return false;
    const protocol = flows.protocol[flow[row]!];
    return protocol === IP_PROTOCOL.udp || protocol === IP_PROTOCOL.udpLite;
  };
  const streamOf = new Uint32Array(flows.length).fill(NONE);
  let streams = 0;
  for (let r = 0; r < length; r++) {
    if (isDatagram(r) && streamOf[flow[r]!] === NONE) streamOf[flow[r]!] = streams++;
  }
  return row => (isDatagram(row) ? streamOf[flow[row]!] : undefined);
}
