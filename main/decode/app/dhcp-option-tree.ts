// Options of DHCP in the tree (RFC 2132 and those that add to it): plain values by dhcp-option-table.ts, the others here.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { ipv4Text } from '../../../shared/net/address.ts';
import { DHCP_MESSAGE_NAMES, DHCP_OPTION, DHCP_OPTION_NAMES } from '../../../shared/net/dhcp-option.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { asciiText } from './ascii-text.ts';
import { DHCP_OFFSET, FILE_NAME_LEN, FQDN_ENCODED, FQDN_OFFSET, OPTION_OFFSET, SERVER_NAME_LEN } from './dhcp.ts';
import { addHardwareOrUuid, dissectClientId } from './dhcp-client-tree.ts';
import { PLAIN_OPTIONS, type ValueKind } from './dhcp-option-table.ts';
import { NameReader } from './dns-name.ts';

/** A message while it is dissected. */
export interface DhcpMessage {
  readonly d: Dissection;
  readonly start: number;
  /** Of option 53, or -1. */
  readonly type: number;
  /** Of option 52: which of the fields for names hold options; set to 0 once those were dissected. */
  overload: number;
  /** Where the parts of option 119 are (RFC 3396). */
  readonly domainSearch: readonly number[];
}

const OVERLOADS_FILE = 1;
const OVERLOADS_SERVER = 2;

/** Adds the options in bytes[at, end); says where they end and whether the end option was among them. */
export function dissectDhcpOptions(
  message: DhcpMessage,
  tree: TreeItem,
  at: number,
  end: number,
): { readonly end: number; readonly ended: boolean } {
  const { d } = message;
  let place = at;
  while (place < end) {
    const code = d.uint8(place);
    if (code === DHCP_OPTION.end) {
      const item = d.add(tree, 'dhcp.option.type', place, 1, 0, 'Option: (255) End');
      d.add(item, 'dhcp.option.end', place, 1);
      return { end: place + 1, ended: true };
    }
    if (code === DHCP_OPTION.pad) {
      let behind = place + 1;
      while (behind < end && d.uint8(behind) === 0) behind++;
      const item = d.add(tree, 'dhcp.option.type', place, 1, 0, 'Option: (0) Padding');
      d.add(item, 'dhcp.option.padding', place, behind - place);
      place = behind;
      continue;
    }
    place = dissectOption(message, tree, place, code);
  }
  return { end: place, ended: false };
}

function dissectOption(message: DhcpMessage, tree: TreeItem, at: number, code: number): number {
  const { d } = message;
  const length = d.uint8(at + OPTION_OFFSET.length);
  const data = at + OPTION_OFFSET.data;
  const item = d.add(tree, 'dhcp.option.type', at + OPTION_OFFSET.code, 1);
  item.length = Math.min(data + length, d.end) - at;
  item.label = `Option: (${code}) ${DHCP_OPTION_NAMES[code] ?? 'Unassigned'}`;
  d.add(item, 'dhcp.option.length', at + OPTION_OFFSET.length, 1);
  d.add(item, 'dhcp.option.value', data, length);
  const plain = PLAIN_OPTIONS.get(code);
  if (plain !== undefined) addPlain(d, item, plain[0], plain[1], data, length);
  else SPECIAL.get(code)?.(message, item, data, length);
  return data + length;
}

function badLength(d: Dissection, item: TreeItem, message: string): void {
  d.expert(item, 'dhcp.bad_length', 'error', message);
}

const SIZES: Readonly<Record<Exclude<ValueKind, 'string'>, number>> = {
  ipv4: 4,
  ipv4s: 4,
  uint8: 1,
  uint16: 2,
  uint16s: 2,
  uint32: 4,
};

function addPlain(d: Dissection, item: TreeItem, name: FieldName, kind: ValueKind, at: number, length: number): void {
  if (kind === 'string') {
    addText(d, item, name, at, length);
    return;
  }
  const size = SIZES[kind];
  if (kind === 'ipv4s' || kind === 'uint16s') {
    for (let i = 0; i + size <= length; i += size) d.add(item, name, at + i, size);
    if (length % size !== 0) badLength(d, item, `Option length isn't a multiple of ${size}`);
  } else if (length === size) {
    d.add(item, name, at, size);
    if (kind === 'ipv4') item.label += ` (${ipv4Text(d.bytes, at)})`;
  } else {
    badLength(d, item, `length isn't ${size}`);
  }
}

function addText(d: Dissection, item: TreeItem, name: FieldName, at: number, length: number): void {
  d.require(at, length);
  d.add(item, name, at, length, asciiText(d.bytes, at, length));
}

type DissectOption = (message: DhcpMessage, item: TreeItem, at: number, length: number) => void;

const pairs =
  (first: FieldName, second: FieldName): DissectOption =>
  ({ d }, item, at, length) => {
    for (let i = 0; i + 8 <= length; i += 8) {
      d.add(item, first, at + i, 4);
      d.add(item, second, at + i + 4, 4);
    }
    if (length % 8 !== 0) badLength(d, item, "Option length isn't a multiple of 8");
  };

function dissectOverload(message: DhcpMessage, item: TreeItem, at: number, length: number): void {
  const { d, start } = message;
  if (length < 1) {
    badLength(d, item, "length isn't >= 1");
    return;
  }
  d.add(item, 'dhcp.option.option_overload', at, 1);
  const fields = d.uint8(at);
  if (message.overload < 1 || message.overload > 3) return;
  message.overload = 0;
  if ((fields & OVERLOADS_SERVER) !== 0) {
    const place = start + DHCP_OFFSET.serverName;
    const part = d.text(item, 'Server host name option overload', place, SERVER_NAME_LEN);
    const { ended } = dissectDhcpOptions(message, part, place, place + SERVER_NAME_LEN);
    if (!ended)
      d.expert(part, 'dhcp.option.option_overload.sname_end_missing', 'error', 'sname overload end option missing');
  }
  if ((fields & OVERLOADS_FILE) !== 0) {
    const place = start + DHCP_OFFSET.fileName;
    const part = d.text(item, 'Boot file name option overload', place, FILE_NAME_LEN);
    const { ended } = dissectDhcpOptions(message, part, place, place + FILE_NAME_LEN);
    if (!ended)
      d.expert(part, 'dhcp.option.option_overload.file_end_missing', 'error', 'file overload end option missing');
  }
}

function dissectParameterList({ d }: DhcpMessage, item: TreeItem, at: number, length: number): void {
  for (let i = 0; i < length; i++) {
    const code = d.uint8(at + i);
    const label = `Parameter Request List Item: (${code}) ${DHCP_OPTION_NAMES[code] ?? 'Unassigned'}`;
    d.add(item, 'dhcp.option.request_list_item', at + i, 1, code, label);
  }
}

/** Texts behind their lengths (RFC 3004), or one text without, as some clients send it. */
function dissectUserClass({ d }: DhcpMessage, item: TreeItem, at: number, length: number): void {
  if (length < 2) {
    badLength(d, item, "length isn't >= 2");
    return;
  }
  let left = length;
  let place = at;
  for (let instance = 0; place < at + length; instance++) {
    const size = d.uint8(place);
    if (size >= left) {
      d.require(place, left);
      const text = d.add(item, 'dhcp.option.user_class.text', place, left, asciiText(d.bytes, place, left));
      d.expert(text, 'dhcp.option.nonstd_data', 'note', 'Non standard compliant option data');
      return;
    }
    const part = d.add(item, 'dhcp.option.user_class', place, 1, instance);
    part.length = Math.min(size + 1, d.end - place);
    const sizeItem = d.add(part, 'dhcp.option.user_class.length', place, 1);
    if (size === 0) {
      badLength(d, sizeItem, `UC_Len_${instance} isn't >= 1 (UC_Len_${instance} = 0)`);
      return;
    }
    d.add(part, 'dhcp.option.user_class.data', place + 1, size);
    place += size + 1;
    left -= size + 1;
  }
}

const reader = new NameReader();
const FQDN_FLAGS = ['mbz', 'n', 'e', 'o', 's'] as const;

function dissectFqdn({ d }: DhcpMessage, item: TreeItem, at: number, length: number): void {
  if (length < FQDN_OFFSET.name) {
    badLength(d, item, "length isn't >= 3");
    return;
  }
  const flags = d.add(item, 'dhcp.fqdn.flags', at + FQDN_OFFSET.flags, 1);
  for (const name of FQDN_FLAGS) d.add(flags, `dhcp.fqdn.${name}`, at + FQDN_OFFSET.flags, 1);
  d.add(item, 'dhcp.fqdn.rcode1', at + FQDN_OFFSET.rcode1, 1);
  d.add(item, 'dhcp.fqdn.rcode2', at + FQDN_OFFSET.rcode2, 1);
  const place = at + FQDN_OFFSET.name;
  const size = length - FQDN_OFFSET.name;
  if (size === 0) return;
  if ((d.uint8(at + FQDN_OFFSET.flags) & FQDN_ENCODED) === 0) {
    addText(d, item, 'dhcp.fqdn.name', place, size);
    return;
  }
  // Clients may leave out the last empty label.
  if (reader.read(d.bytes, place, place + size, place) < 0 && reader.missing !== place + size)
    d.require(reader.missing, 1);
  d.add(item, 'dhcp.fqdn.name', place, size, reader.text());
}

const RELAY_OPTIONS: ReadonlyMap<number, readonly [FieldName, ValueKind | 'bytes']> = new Map<
  number,
  readonly [FieldName, ValueKind | 'bytes']
>([
  [1, ['dhcp.option.agent_information_option.agent_circuit_id', 'bytes']],
  [2, ['dhcp.option.agent_information_option.agent_remote_id', 'bytes']],
  [3, ['dhcp.option.agent_information_option.reserved', 'bytes']],
  [5, ['dhcp.option.agent_information_option.link_selection', 'ipv4']],
  [6, ['dhcp.option.agent_information_option.subscriber_id', 'string']],
  [7, ['dhcp.option.agent_information_option.radius_attributes', 'bytes']],
  [8, ['dhcp.option.agent_information_option.authentication', 'bytes']],
  [10, ['dhcp.option.agent_information_option.flags', 'uint8']],
  [11, ['dhcp.option.agent_information_option.server_id_override', 'ipv4']],
  [12, ['dhcp.option.agent_information_option.relay_agent_id', 'bytes']],
]);

function dissectRelayAgent({ d }: DhcpMessage, item: TreeItem, at: number, length: number): void {
  const end = at + length;
  for (let place = at; place < end; ) {
    const code = d.uint8(place);
    if (place + 1 >= end) {
      const text = `Suboption ${code}: no room left in option for suboption length`;
      d.expert(item, 'dhcp.missing_subopt_length', 'error', text);
      return;
    }
    const size = d.uint8(place + 1);
    const data = place + OPTION_OFFSET.data;
    const part = d.add(item, 'dhcp.option.agent_information_option.suboption', place, 1);
    part.length = Math.min(data + size, d.end) - place;
    d.add(part, 'dhcp.option.suboption_length', place + 1, 1);
    if (data + size > end) {
      const text = `Suboption ${code}: no room left in option for suboption value`;
      d.expert(part, 'dhcp.missing_subopt_value', 'error', text);
      return;
    }
    const [name, kind] = RELAY_OPTIONS.get(code) ?? ['dhcp.option.agent_information_option.value', 'bytes'];
    if (kind === 'bytes') d.add(part, name, data, size);
    else addPlain(d, part, name, kind, data, size);
    place = data + size;
  }
}

function dissectDomainSearch({ d, domainSearch }: DhcpMessage, item: TreeItem, at: number): void {
  if (at - OPTION_OFFSET.data !== domainSearch.at(-1)) return;
  const parts = domainSearch.map(place => {
    const data = place + OPTION_OFFSET.data;
    return d.bytes.subarray(data, data + d.uint8(place + OPTION_OFFSET.length));
  });
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let filled = 0;
  for (const part of parts) {
    all.set(part, filled);
    filled += part.length;
  }
  for (let place = 0; place < all.length; ) {
    const end = reader.read(all, place, all.length, 0);
    if (end < 0) d.require(-1, 1);
    const field = 'dhcp.option.dhcp_dns_domain_search_list_fqdn';
    if (parts.length === 1) d.add(item, field, at + place, end - place, reader.text());
    else d.generated(item, field, reader.text());
    place = end;
  }
}

/** Destinations without their zero bytes, and routers (RFC 3442). */
function dissectClasslessRoutes({ d }: DhcpMessage, item: TreeItem, at: number, length: number): void {
  if (length < 5) {
    badLength(d, item, "length isn't >= 5");
    return;
  }
  for (let place = at; place < at + length; ) {
    const width = d.uint8(place);
    if (width > 32) {
      d.expert(item, 'dhcp.option.classless_static.route', 'error', `Mask width (${width}) > 32`);
      return;
    }
    const octets = Math.ceil(width / 8);
    const size = 1 + octets + 4;
    if (place + size > at + length) {
      badLength(d, item, `Remaining length (${at + length - place - 1}) < ${octets + 4} bytes`);
      return;
    }
    const route = d.add(item, 'dhcp.option.classless_static_route', place, size);
    const address = new Uint8Array(4);
    address.set(d.bytes.subarray(place + 1, place + 1 + octets));
    route.label = `${width === 0 ? 'default' : `${ipv4Text(address)}/${width}`}-${ipv4Text(d.bytes, place + 1 + octets)}`;
    place += size;
  }
}

const enterprises =
  (enterprise: FieldName, sizeField: FieldName, data: FieldName, text: boolean): DissectOption =>
  ({ d }, item, at, length) => {
    let place = at;
    while (at + length - place >= 5) {
      const part = d.add(item, enterprise, place, 4);
      const size = d.uint8(place + 4);
      d.add(part, sizeField, place + 4, 1);
      if (place + 5 + size > at + length) {
        const number = d.uint32(place);
        d.expert(
          part,
          'dhcp.option.enterprise.malformed',
          'error',
          `no room left in option for enterprise ${number} data`,
        );
        return;
      }
      if (text) addText(d, part, data, place + 5, size);
      else d.add(part, data, place + 5, size);
      place += 5 + size;
    }
    if (place < at + length) badLength(d, item, 'length < 5');
  };

const SPECIAL: ReadonlyMap<number, DissectOption> = new Map<number, DissectOption>([
  [DHCP_OPTION.policyFilter, pairs('dhcp.option.policy_filter.ip', 'dhcp.option.policy_filter.subnet_mask')],
  [DHCP_OPTION.staticRoute, pairs('dhcp.option.static_route.ip', 'dhcp.option.static_route.router')],
  [DHCP_OPTION.vendorSpecific, ({ d }, item, at, length) => void d.add(item, 'dhcp.option.vendor.value', at, length)],
  [DHCP_OPTION.overload, dissectOverload],
  [
    DHCP_OPTION.messageType,
    ({ d }, item, at) => {
      d.add(item, 'dhcp.option.dhcp', at, 1);
      item.label += ` (${DHCP_MESSAGE_NAMES[d.uint8(at)] ?? d.uint8(at)})`;
    },
  ],
  [DHCP_OPTION.parameterList, dissectParameterList],
  [DHCP_OPTION.vendorClass, ({ d }, item, at, length) => addText(d, item, 'dhcp.option.vendor_class_id', at, length)],
  [DHCP_OPTION.clientId, ({ d }, item, at, length) => dissectClientId(d, item, at, length)],
  [DHCP_OPTION.userClass, dissectUserClass],
  [DHCP_OPTION.clientFqdn, dissectFqdn],
  [DHCP_OPTION.relayAgent, dissectRelayAgent],
  [
    DHCP_OPTION.architecture,
    ({ d }, item, at, length) => addPlain(d, item, 'dhcp.option.client_system_architecture', 'uint16s', at, length),
  ],
  [
    DHCP_OPTION.networkInterface,
    ({ d }, item, at) => {
      if (d.uint8(at) !== 1) return;
      d.add(item, 'dhcp.client_network_id_major', at + 1, 1);
      d.add(item, 'dhcp.client_network_id_minor', at + 2, 1);
    },
  ],
  [DHCP_OPTION.uuid, ({ d }, item, at, length) => void addHardwareOrUuid(d, item, at, length)],
  [DHCP_OPTION.captivePortal, ({ d }, item, at, length) => addText(d, item, 'dhcp.option.captive_portal', at, length)],
  [DHCP_OPTION.domainSearch, dissectDomainSearch],
  [DHCP_OPTION.classlessRoute, dissectClasslessRoutes],
  [
    DHCP_OPTION.vendorIdentifyingClass,
    enterprises('dhcp.option.vi_class.enterprise', 'dhcp.option.vi_class.length', 'dhcp.option.vi_class.data', true),
  ],
  [
    DHCP_OPTION.vendorIdentifyingInfo,
    enterprises('dhcp.option.vi.enterprise', 'dhcp.option.vi.length', 'dhcp.option.vi.value', false),
  ],
  [
    DHCP_OPTION.captivePortalFormer,
    ({ d }, item, at, length) => addText(d, item, 'dhcp.option.captive_portal', at, length),
  ],
  [DHCP_OPTION.classlessRouteMicrosoft, dissectClasslessRoutes],
]);
