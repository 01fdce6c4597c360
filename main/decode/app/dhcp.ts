// DHCP and BOOTP for IPv4 (RFC 2131 section 2, RFC 951): where the fields lie, and a light reader of the names that clients
// have for the addresses they ask for or are given. The trees are in dhcp-tree.ts and dhcp-option-tree.ts.
// Guarantee: `readDhcpNames` reads only bytes[at, end), never throws, and its work is bounded by a constant.
import type { EmitName } from '../../../shared/model/name.ts';
import { DHCP_MESSAGE, DHCP_OPTION } from '../../../shared/net/dhcp-option.ts';
import { printable } from '../../../shared/unit/printable.ts';
import { uint32 } from '../big-endian.ts';
import { asciiText } from './ascii-text.ts';
import { NameReader } from './dns-name.ts';

export const DHCP_OFFSET = {
  op: 0,
  hardwareType: 1,
  hardwareLength: 2,
  hops: 3,
  id: 4,
  seconds: 8,
  flags: 10,
  client: 12,
  your: 16,
  server: 20,
  relay: 24,
  hardwareAddress: 28,
  serverName: 44,
  fileName: 108,
  cookie: 236,
  options: 240,
} as const;
export const DHCP_COOKIE = 0x63825363;
export const HARDWARE_ADDRESS_LEN = 16;
export const SERVER_NAME_LEN = 64;
export const FILE_NAME_LEN = 128;

/** From an option's first byte. */
export const OPTION_OFFSET = { code: 0, length: 1, data: 2 } as const;

/** Of option 81 (RFC 4702 section 2). */
export const FQDN_OFFSET = { flags: 0, rcode1: 1, rcode2: 2, name: 3 } as const;
/** The name is in the encoding of DNS, not in ASCII. */
export const FQDN_ENCODED = 0x04;

const MOST_OPTIONS = 256;
const reader = new NameReader();

/**
 * Tells the name that a client gives itself (options 12 and 81) for the address that it asks for or has been given:
 * of requests, informs and acknowledgments. The message lies in bytes[at, end).
 */
export function readDhcpNames(bytes: Uint8Array, at: number, end: number, emit: EmitName): void {
  if (end - at < DHCP_OFFSET.options || uint32(bytes, at + DHCP_OFFSET.cookie) !== DHCP_COOKIE) return;
  let type = 0;
  let host = -1;
  let fqdn = -1;
  let requested = -1;
  let place = at + DHCP_OFFSET.options;
  for (let left = MOST_OPTIONS; left > 0 && place < end; left--) {
    const code = bytes[place]!;
    if (code === DHCP_OPTION.end) break;
    if (code === DHCP_OPTION.pad) {
      place++;
      continue;
    }
    if (place + OPTION_OFFSET.data > end) break;
    const length = bytes[place + OPTION_OFFSET.length]!;
    const data = place + OPTION_OFFSET.data;
    if (data + length > end) break;
    if (code === DHCP_OPTION.messageType && length === 1) type = bytes[data]!;
    else if (code === DHCP_OPTION.hostName) host = place;
    else if (code === DHCP_OPTION.clientFqdn && length > FQDN_OFFSET.name) fqdn = place;
    else if (code === DHCP_OPTION.requestedAddress && length === 4) requested = data;
    place = data + length;
  }
  const address = addressOf(bytes, at, type, requested);
  if (address < 0) return;
  const given = bytes.subarray(address, address + 4);
  const full = fqdn < 0 ? '' : fqdnText(bytes, fqdn);
  const short = host < 0 ? '' : hostText(bytes, host);
  if (full !== '') emit(given, full, 'dhcp');
  if (short !== '' && short !== full) emit(given, short, 'dhcp');
}

/** Where the address stands that the names are for, or -1. */
function addressOf(bytes: Uint8Array, at: number, type: number, requested: number): number {
  const client = at + DHCP_OFFSET.client;
  const your = at + DHCP_OFFSET.your;
  if (type === DHCP_MESSAGE.request && requested >= 0) return requested;
  if (type === DHCP_MESSAGE.ack && uint32(bytes, your) !== 0) return your;
  const knows = type === DHCP_MESSAGE.request || type === DHCP_MESSAGE.ack || type === DHCP_MESSAGE.inform;
  return knows && uint32(bytes, client) !== 0 ? client : -1;
}

const hostText = (bytes: Uint8Array, option: number): string =>
  printable(asciiText(bytes, option + OPTION_OFFSET.data, bytes[option + OPTION_OFFSET.length]!));

function fqdnText(bytes: Uint8Array, option: number): string {
  const data = option + OPTION_OFFSET.data;
  const end = data + bytes[option + OPTION_OFFSET.length]!;
  const name = data + FQDN_OFFSET.name;
  if ((bytes[data + FQDN_OFFSET.flags]! & FQDN_ENCODED) === 0) return printable(asciiText(bytes, name, end - name));
  // Clients may leave out the last empty label.
  const found = reader.read(bytes, name, end, name) >= 0 || reader.missing === end;
  return found && reader.named ? reader.text() : '';
}
