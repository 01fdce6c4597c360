// IP protocols as logs name them: by number, or by a name such as `tcp`.
import { IP_PROTOCOL } from '../../shared/net/ip-protocol.ts';
import { BAD, parseWhole } from './ascii-parse.ts';

const ascii = new TextDecoder('latin1');
const NUMBERS: ReadonlyMap<string, number> = new Map([
  ['tcp', IP_PROTOCOL.tcp],
  ['udp', IP_PROTOCOL.udp],
  ['icmp', IP_PROTOCOL.icmp],
  ['icmp6', IP_PROTOCOL.icmpv6],
  ['ipv6-icmp', IP_PROTOCOL.icmpv6],
  ['igmp', IP_PROTOCOL.igmp],
  ['gre', IP_PROTOCOL.gre],
  ['esp', IP_PROTOCOL.esp],
  ['ah', IP_PROTOCOL.ah],
  ['sctp', IP_PROTOCOL.sctp],
  ['dccp', IP_PROTOCOL.dccp],
  ['udplite', IP_PROTOCOL.udpLite],
  ['ospf', IP_PROTOCOL.ospf],
  ['pim', IP_PROTOCOL.pim],
]);

// hot path
/** The number of the protocol in bytes[at, end), or BAD. */
export function protocolNumber(bytes: Uint8Array, at: number, end: number): number {
  // `tcp` and `udp` without a string: nearly every row has one of them.
  if (end - at === 3 && bytes[at + 2] === 0x70) {
    if (bytes[at] === 0x74 && bytes[at + 1] === 0x63) return IP_PROTOCOL.tcp;
    if (bytes[at] === 0x75 && bytes[at + 1] === 0x64) return IP_PROTOCOL.udp;
  }
  const number = parseWhole(bytes, at, end);
  if (number >= 0) return number > 255 ? BAD : number;
  return NUMBERS.get(ascii.decode(bytes.subarray(at, end)).toLowerCase()) ?? BAD;
}
