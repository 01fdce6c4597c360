// DHCP for IPv6 (RFC 8415 sections 8, 9 and 21): where the fields lie, and a light reader of the names that clients have for
// their addresses. The trees are in dhcpv6-tree.ts and dhcpv6-option-tree.ts.
// Guarantee: `readDhcpv6Names` reads only bytes[at, end), never throws, and its work is bounded by a constant.
import type { EmitName } from '../../../shared/model/name.ts';
import { DHCPV6_MESSAGE, DHCPV6_OPTION } from '../../../shared/net/dhcpv6-option.ts';
import { uint16 } from '../big-endian.ts';
import { NameReader } from './dns-name.ts';

export const DHCPV6_OFFSET = { type: 0, transaction: 1, options: 4 } as const;
export const RELAY_OFFSET = { type: 0, hops: 1, link: 2, peer: 18, options: 34 } as const;
export const OPTION_OFFSET = { code: 0, length: 2, data: 4 } as const;
/** Of an identity association: its own options follow. */
export const IA_OFFSET = { id: 0, t1: 4, t2: 8, options: 12 } as const;
export const IA_TA_OPTIONS = 4;
export const IA_ADDRESS_OFFSET = { address: 0, preferred: 16, valid: 20, options: 24 } as const;
/** Of option 39 (RFC 4704 section 4). */
export const FQDN_OFFSET = { flags: 0, name: 1 } as const;

export const isRelay = (type: number): boolean =>
  type === DHCPV6_MESSAGE.relayForward || type === DHCPV6_MESSAGE.relayReply;

const MOST_OPTIONS = 256;
const MOST_RELAYS = 8;
const MOST_ADDRESSES = 16;
const reader = new NameReader();

/** Visits the options in bytes[at, end) that are whole. */
function eachOption(
  bytes: Uint8Array,
  at: number,
  end: number,
  visit: (code: number, data: number, dataEnd: number) => void,
): void {
  let place = at;
  for (let left = MOST_OPTIONS; left > 0 && place + OPTION_OFFSET.data <= end; left--) {
    const data = place + OPTION_OFFSET.data;
    const dataEnd = data + uint16(bytes, place + OPTION_OFFSET.length);
    if (dataEnd > end) return;
    visit(uint16(bytes, place + OPTION_OFFSET.code), data, dataEnd);
    place = dataEnd;
  }
}

/** Tells the name that a client gives itself (option 39) for each address of the same message, through relays. */
export function readDhcpv6Names(bytes: Uint8Array, at: number, end: number, emit: EmitName): void {
  let start = at;
  let stop = end;
  for (let relays = 0; relays < MOST_RELAYS && start < stop && isRelay(bytes[start]!); relays++) {
    let inner = -1;
    let innerEnd = -1;
    eachOption(bytes, start + RELAY_OFFSET.options, stop, (code, data, dataEnd) => {
      if (code !== DHCPV6_OPTION.relayMessage) return;
      inner = data;
      innerEnd = dataEnd;
    });
    if (inner < 0) return;
    start = inner;
    stop = innerEnd;
  }
  readMessage(bytes, start, stop, emit);
}

function readMessage(bytes: Uint8Array, at: number, end: number, emit: EmitName): void {
  const addresses: number[] = [];
  let name = '';
  eachOption(bytes, at + DHCPV6_OFFSET.options, end, (code, data, dataEnd) => {
    if (code === DHCPV6_OPTION.clientFqdn) name = fqdnText(bytes, data + FQDN_OFFSET.name, dataEnd);
    if (code !== DHCPV6_OPTION.iaNa && code !== DHCPV6_OPTION.iaTa) return;
    const options = data + (code === DHCPV6_OPTION.iaNa ? IA_OFFSET.options : IA_TA_OPTIONS);
    eachOption(bytes, options, dataEnd, (inner, address, addressEnd) => {
      const whole = inner === DHCPV6_OPTION.iaAddress && addressEnd - address >= IA_ADDRESS_OFFSET.options;
      if (whole && addresses.length < MOST_ADDRESSES) addresses.push(address);
    });
  });
  if (name === '') return;
  for (const address of addresses) emit(bytes.subarray(address, address + 16), name, 'dhcp');
}

/** A name without its last empty label is a partial one, and is read as well. */
function fqdnText(bytes: Uint8Array, at: number, end: number): string {
  const found = reader.read(bytes, at, end, at) >= 0 || reader.missing === end;
  return found && reader.named ? reader.text() : '';
}
