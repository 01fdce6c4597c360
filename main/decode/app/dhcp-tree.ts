// The tree of a DHCP or BOOTP message; its options are in dhcp-option-tree.ts.
import { DHCP_MESSAGE_NAMES, DHCP_OPTION, HARDWARE_TYPE } from '../../../shared/net/dhcp-option.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { asciiText } from './ascii-text.ts';
import {
  DHCP_COOKIE,
  DHCP_OFFSET,
  FILE_NAME_LEN,
  HARDWARE_ADDRESS_LEN,
  OPTION_OFFSET,
  SERVER_NAME_LEN,
} from './dhcp.ts';
import { type DhcpMessage, dissectDhcpOptions } from './dhcp-option-tree.ts';

/** Where options begin without the cookie: behind the vendor information of BOOTP. */
const VENDOR_LEN = 64;
const OVERLOADS_FILE = 1;
const OVERLOADS_SERVER = 2;

/** Adds the message at `at` to the tree. */
export function dissectDhcp(d: Dissection, at: number): void {
  d.require(at, DHCP_OFFSET.hardwareLength + 1);
  const hasCookie = at + DHCP_OFFSET.options <= d.end && d.uint32(at + DHCP_OFFSET.cookie) === DHCP_COOKIE;
  const options = at + DHCP_OFFSET.cookie + (hasCookie ? 4 : VENDOR_LEN);
  const dhcp = d.layer('dhcp', at, d.reported - at);
  const message = firstLook(d, at, options);
  addHeader(d, dhcp, at);
  addNames(message, dhcp);
  if (message.type < 0) d.generated(dhcp, 'dhcp.bootp', 1);
  else dhcp.label = `Dynamic Host Configuration Protocol (${DHCP_MESSAGE_NAMES[message.type] ?? message.type})`;
  if (hasCookie) d.add(dhcp, 'dhcp.cookie', at + DHCP_OFFSET.cookie, 4);
  else d.add(dhcp, 'dhcp.vendor_specific_options', at + DHCP_OFFSET.cookie, VENDOR_LEN);
  const { end, ended } = dissectDhcpOptions(message, dhcp, options, d.reported);
  if (message.type >= 0 && !ended) d.expert(dhcp, 'dhcp.end_option_missing', 'error', 'End option missing');
  if (end < d.reported) d.add(dhcp, 'dhcp.option.padding', end, d.reported - end);
}

/** What the fields in front of the options depend on: message type, overloading, how often a long option goes on. */
function firstLook(d: Dissection, at: number, options: number): DhcpMessage {
  const message = { d, start: at, type: -1, overload: 0, domainSearch: [] as number[] };
  for (let place = options; place < d.end; ) {
    const code = d.uint8(place);
    if (code === DHCP_OPTION.end) break;
    if (code === DHCP_OPTION.pad || place + OPTION_OFFSET.length >= d.end) {
      place++;
      continue;
    }
    const data = place + OPTION_OFFSET.data;
    const length = d.uint8(place + OPTION_OFFSET.length);
    if (data + length <= d.end && data < d.end) {
      if (code === DHCP_OPTION.messageType) message.type = d.uint8(data);
      else if (code === DHCP_OPTION.overload) message.overload = d.uint8(data);
      else if (code === DHCP_OPTION.domainSearch) message.domainSearch.push(place);
    }
    place = data + length;
  }
  return message;
}

function addHeader(d: Dissection, dhcp: TreeItem, at: number): void {
  d.add(dhcp, 'dhcp.type', at + DHCP_OFFSET.op, 1);
  d.add(dhcp, 'dhcp.hw.type', at + DHCP_OFFSET.hardwareType, 1);
  d.add(dhcp, 'dhcp.hw.len', at + DHCP_OFFSET.hardwareLength, 1);
  d.add(dhcp, 'dhcp.hops', at + DHCP_OFFSET.hops, 1);
  d.add(dhcp, 'dhcp.id', at + DHCP_OFFSET.id, 4);
  addSeconds(d, dhcp, at + DHCP_OFFSET.seconds);
  const flags = d.add(dhcp, 'dhcp.flags', at + DHCP_OFFSET.flags, 2);
  d.add(flags, 'dhcp.flags.bc', at + DHCP_OFFSET.flags, 2);
  d.add(flags, 'dhcp.flags.reserved', at + DHCP_OFFSET.flags, 2);
  d.add(dhcp, 'dhcp.ip.client', at + DHCP_OFFSET.client, 4);
  d.add(dhcp, 'dhcp.ip.your', at + DHCP_OFFSET.your, 4);
  d.add(dhcp, 'dhcp.ip.server', at + DHCP_OFFSET.server, 4);
  d.add(dhcp, 'dhcp.ip.relay', at + DHCP_OFFSET.relay, 4);
  addHardwareAddress(d, dhcp, at);
}

/** Windows writes the seconds in the wrong order: a number below 256 tells. */
function addSeconds(d: Dissection, dhcp: TreeItem, at: number): void {
  const swapped = d.uint8(at) + 256 * d.uint8(at + 1);
  if (swapped === 0 || swapped > 0xff) {
    d.add(dhcp, 'dhcp.secs', at, 2);
    return;
  }
  const item = d.add(dhcp, 'dhcp.secs', at, 2, swapped);
  d.expert(item, 'dhcp.secs_le', 'note', 'Seconds elapsed appears to be encoded as little-endian');
}

function addHardwareAddress(d: Dissection, dhcp: TreeItem, at: number): void {
  const type = d.uint8(at + DHCP_OFFSET.hardwareType);
  const length = d.uint8(at + DHCP_OFFSET.hardwareLength);
  const place = at + DHCP_OFFSET.hardwareAddress;
  if (length === 0 || length > HARDWARE_ADDRESS_LEN) {
    d.expert(dhcp, 'dhcp.client_address_not_given', 'note', 'Client address not given');
    return;
  }
  if ((type === HARDWARE_TYPE.ethernet || type === HARDWARE_TYPE.ieee802) && length === 6) {
    d.add(dhcp, 'dhcp.hw.mac_addr', place, 6);
  } else {
    d.add(dhcp, 'dhcp.hw.addr', place, HARDWARE_ADDRESS_LEN);
  }
  const padding = HARDWARE_ADDRESS_LEN - length;
  if (padding > 0) d.add(dhcp, 'dhcp.hw.addr_padding', place + length, padding);
}

function addNames({ d, start, overload }: DhcpMessage, dhcp: TreeItem): void {
  const server = start + DHCP_OFFSET.serverName;
  const file = start + DHCP_OFFSET.fileName;
  if ((overload & OVERLOADS_SERVER) !== 0) {
    d.expert(dhcp, 'dhcp.server_name_overloaded_by_dhcp', 'note', 'Server name option overloaded by DHCP');
  } else {
    d.require(server, SERVER_NAME_LEN);
    const item = d.add(dhcp, 'dhcp.server', server, SERVER_NAME_LEN, asciiText(d.bytes, server, SERVER_NAME_LEN));
    if (item.value === '') item.label = 'Server host name not given';
  }
  if ((overload & OVERLOADS_FILE) !== 0) {
    d.expert(dhcp, 'dhcp.boot_filename_overloaded_by_dhcp', 'note', 'Boot file name option overloaded by DHCP');
  } else {
    d.require(file, FILE_NAME_LEN);
    const item = d.add(dhcp, 'dhcp.file', file, FILE_NAME_LEN, asciiText(d.bytes, file, FILE_NAME_LEN));
    if (item.value === '') item.label = 'Boot file name not given';
  }
}
