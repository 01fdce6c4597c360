// Options of DHCPv6 in the tree (RFC 8415 section 21, RFC 3319, 3633, 3646, 4704, 5908, 6334, 8910).
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { DHCPV6_MESSAGE, DHCPV6_OPTION, DHCPV6_OPTION_NAMES, DUID } from '../../../shared/net/dhcpv6-option.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { asciiText } from './ascii-text.ts';
import { hardwareText } from './dhcp-hardware.ts';
import { FQDN_OFFSET, IA_ADDRESS_OFFSET, IA_OFFSET, IA_TA_OPTIONS, OPTION_OFFSET } from './dhcpv6.ts';
import { addDomainNames } from './dhcpv6-domain-tree.ts';

/** The message around the options. */
export interface OptionContext {
  readonly type: number;
  /** Adds the message inside of a relayed one. */
  readonly relayed: (parent: TreeItem, at: number, end: number) => void;
}

/** Options inside of options. */
const DEEPEST = 16;

interface Option {
  readonly d: Dissection;
  readonly item: TreeItem;
  readonly at: number;
  readonly length: number;
  readonly context: OptionContext;
  readonly depth: number;
}

/** Adds the options in bytes[at, end): those that are whole. */
export function dissectDhcpv6Options(
  d: Dissection,
  tree: TreeItem,
  at: number,
  end: number,
  context: OptionContext,
  depth = 0,
): void {
  let place = at;
  while (end - place >= OPTION_OFFSET.data && depth < DEEPEST) {
    const code = d.uint16(place + OPTION_OFFSET.code);
    const length = d.uint16(place + OPTION_OFFSET.length);
    const data = place + OPTION_OFFSET.data;
    if (data + length > end) return;
    const name = DHCPV6_OPTION_NAMES[code] ?? `DHCP option ${code}`;
    const item = d.add(tree, 'dhcpv6.option.type_str', place, Math.min(data + length, d.end) - place, name, name);
    d.add(item, 'dhcpv6.option.type', place + OPTION_OFFSET.code, 2);
    d.add(item, 'dhcpv6.option.length', place + OPTION_OFFSET.length, 2);
    OPTIONS.get(code)?.({ d, item, at: data, length, context, depth });
    place = data + length;
  }
}

type DissectOption = (option: Option) => void;

function malformed({ d, item }: Option, what: string): void {
  d.expert(item, 'dhcpv6.malformed_option', 'error', `${what}: malformed option`);
}

/** Fields one after the other; options of its own may follow them. */
const fields =
  (what: string, shortest: number, parts: readonly (readonly [FieldName, number])[], nested = false): DissectOption =>
  option => {
    const { d, item, at, length, context, depth } = option;
    if (nested ? length < shortest : length !== shortest) {
      malformed(option, what);
      return;
    }
    let place = at;
    for (const [name, size] of parts) {
      if (name === 'dhcpv6.iaid' || name === 'dhcpv6.iata')
        d.add(item, name, place, size, hardwareText(d, place, size, -1));
      else d.add(item, name, place, size);
      place += size;
    }
    if (nested) dissectDhcpv6Options(d, item, place, at + length, context, depth + 1);
  };

const addresses =
  (what: string, name: FieldName): DissectOption =>
  option => {
    const { d, item, at, length } = option;
    if (length % 16 !== 0) malformed(option, what);
    else for (let i = 0; i < length; i += 16) d.add(item, name, at + i, 16);
  };

const text =
  (name: FieldName): DissectOption =>
  ({ d, item, at, length }) => {
    if (length > 0) addText(d, item, name, at, length);
  };

const domains =
  (name: FieldName): DissectOption =>
  ({ d, item, at, length }) => {
    if (length > 0) addDomainNames(d, item, name, at, length);
  };

function addText(d: Dissection, item: TreeItem, name: FieldName, at: number, length: number): void {
  d.require(at, length);
  d.add(item, name, at, length, asciiText(d.bytes, at, length));
}

/** Seconds from 1970 to 2000, which identifiers count from. */
const YEAR_2000 = 946684800n;

function addHardware({ d, item, at, length }: Option, name: FieldName, from: number): void {
  d.add(item, name, at + from, length - from, hardwareText(d, at + from, length - from, d.uint16(at + 2)));
}

function dissectDuid(option: Option): void {
  const { d, item, at, length } = option;
  if (length < 2) {
    malformed(option, 'DUID');
    return;
  }
  d.add(item, 'dhcpv6.duid.bytes', at, length);
  const type = d.uint16(at);
  d.add(item, 'dhcpv6.duid.type', at, 2);
  if (type === DUID.timed && length >= 8) {
    d.add(item, 'dhcpv6.duidllt.hwtype', at + 2, 2);
    d.add(item, 'dhcpv6.duidllt.time', at + 4, 4, (BigInt(d.uint32(at + 4)) + YEAR_2000) * 1_000_000_000n);
    if (length > 8) addHardware(option, 'dhcpv6.duidllt.link_layer_addr', 8);
  } else if (type === DUID.enterprise && length >= 6) {
    d.add(item, 'dhcpv6.duiden.enterprise', at + 2, 4);
    if (length > 6) d.add(item, 'dhcpv6.duiden.identifier', at + 6, length - 6);
  } else if (type === DUID.linkLayer && length >= 4) {
    d.add(item, 'dhcpv6.duidll.hwtype', at + 2, 2);
    if (length > 4) addHardware(option, 'dhcpv6.duidll.link_layer_addr', 4);
  } else if (type === DUID.uuid && length === 18) {
    d.add(item, 'dhcpv6.duiduuid.bytes', at + 2, 16);
  } else if (type >= DUID.timed && type <= DUID.uuid) {
    malformed(option, 'DUID');
  }
}

function dissectOptionRequest({ d, item, at, length }: Option): void {
  for (let i = 0; i < length; i += 2) d.add(item, 'dhcpv6.requested_option_code', at + i, 2);
}

function dissectElapsedTime(option: Option): void {
  const { d, item, at, length } = option;
  if (length !== 2) {
    malformed(option, 'ELAPSED-TIME');
    return;
  }
  const milliseconds = d.uint16(at) * 10;
  d.add(item, 'dhcpv6.elapsed_time', at, 2, milliseconds, `Elapsed time: ${milliseconds}ms`);
}

function dissectRelayMessage(option: Option): void {
  const { item, at, length, context } = option;
  if (length === 0) malformed(option, 'RELAY-MSG');
  else context.relayed(item, at, at + length);
}

function dissectAuthentication(option: Option): void {
  const { d, item, at, length } = option;
  if (length < 11) {
    malformed(option, 'AUTH');
    return;
  }
  d.add(item, 'dhcpv6.auth.protocol', at, 1);
  d.add(item, 'dhcpv6.auth.algorithm', at + 1, 1);
  d.add(item, 'dhcpv6.auth.rdm', at + 2, 1);
  d.add(item, 'dhcpv6.auth.replay_detection', at + 3, 8);
  d.add(item, 'dhcpv6.auth.info', at + 11, length - 11);
}

function dissectStatusCode({ d, item, at, length }: Option): void {
  d.add(item, 'dhcpv6.status_code', at, 2);
  if (length > 2) addText(d, item, 'dhcpv6.status_msg', at + 2, length - 2);
}

function dissectUserClass({ d, item, at, length }: Option): void {
  for (let i = 0; i < length; ) {
    const size = d.uint16(at + i);
    if (size > length - i) {
      d.expert(item, 'dhcpv6.malformed_option', 'error', 'User Class: suboption too long');
      return;
    }
    const part = d.text(item, 'User Class suboption', at + i, size);
    d.add(part, 'dhcpv6.userclass.length', at + i, 2);
    d.add(part, 'dhcpv6.userclass.opaque_data', at + i + 2, size);
    i += size + 2;
  }
}

function dissectVendorClass(option: Option): void {
  const { d, item, at, length } = option;
  if (length < 4) {
    malformed(option, 'VENDOR_CLASS');
    return;
  }
  d.add(item, 'dhcpv6.vendorclass.enterprise', at, 4);
  if (length > 6) addText(d, item, 'dhcpv6.vendorclass.data', at + 6, length - 6);
}

function dissectVendorOptions(option: Option): void {
  const { d, item, at, length } = option;
  if (length < 4) {
    malformed(option, 'VENDOR_OPTS');
    return;
  }
  d.add(item, 'dhcpv6.vendoropts.enterprise', at, 4);
  for (let i = 4; i < length; ) {
    const size = d.uint16(at + i + 2);
    const part = d.text(item, 'option', at + i, 4 + size);
    d.add(part, 'dhcpv6.vendoropts.enterprise.option_code', at + i, 2);
    d.add(part, 'dhcpv6.vendoropts.enterprise.option_length', at + i + 2, 2);
    d.add(part, 'dhcpv6.vendoropts.enterprise.option_data', at + i + 4, size);
    i += 4 + size;
  }
}

function dissectRemoteId(option: Option): void {
  const { d, item, at, length } = option;
  if (length < 4) {
    malformed(option, 'REMOTE_ID');
    return;
  }
  d.add(item, 'dhcpv6.remoteid.enterprise', at, 4);
  d.add(item, 'dhcpv6.remoteid_enterprise_id', at + 4, length - 4);
}

const FROM_CLIENTS: ReadonlySet<number> = new Set([
  DHCPV6_MESSAGE.solicit,
  DHCPV6_MESSAGE.request,
  DHCPV6_MESSAGE.renew,
  DHCPV6_MESSAGE.rebind,
]);
const FROM_SERVERS: ReadonlySet<number> = new Set([DHCPV6_MESSAGE.advertise, DHCPV6_MESSAGE.reply]);
const CLIENT_BITS = ['dhcpv6.clientfqdn.client.n', 'dhcpv6.clientfqdn.client.s'] as const;
const SERVER_BITS = ['dhcpv6.clientfqdn.server.n', 'dhcpv6.clientfqdn.server.o', 'dhcpv6.clientfqdn.server.s'] as const;
const N_AND_S = 0x05;

function dissectFqdn(option: Option): void {
  const { d, item, at, length, context } = option;
  if (length < 1) {
    malformed(option, 'FQDN');
    return;
  }
  const client = FROM_CLIENTS.has(context.type);
  if (!client && !FROM_SERVERS.has(context.type)) {
    const bad = d.generated(item, 'dhcpv6.clientfqdn.bad_msgtype', context.type);
    const message = 'This message type is not permitted to use OPTION_CLIENT_FQDN';
    d.expert(bad, 'dhcpv6.bad_msgtype', 'error', message);
    return;
  }
  const flags = d.add(item, 'dhcpv6.client_fqdn_flags', at + FQDN_OFFSET.flags, 1);
  for (const name of client ? CLIENT_BITS : SERVER_BITS) d.add(flags, name, at + FQDN_OFFSET.flags, 1);
  if ((d.uint8(at + FQDN_OFFSET.flags) & N_AND_S) === N_AND_S) {
    const message = 'ERROR: When the N-bit is set, the S-bit must be reset';
    d.expert(item, 'dhcpv6.s_bit_should_be_zero', 'error', message);
  }
  addDomainNames(d, item, 'dhcpv6.client_domain', at + FQDN_OFFSET.name, length - FQDN_OFFSET.name);
}

const NTP_SERVER = { unicast: 1, multicast: 2, name: 3 } as const;

function dissectNtpServer(option: Option): void {
  const { d, item, at, length } = option;
  if (length < 4) malformed(option, 'NTP Server');
  for (let i = 0; length >= 4 && i < length; ) {
    const type = d.uint16(at + i);
    const size = d.uint16(at + i + 2);
    if (size > length - i) {
      d.expert(item, 'dhcpv6.malformed_option', 'error', 'NTP Server: suboption too long');
      return;
    }
    const part = d.text(item, 'NTP Server suboption', at + i, 4 + size);
    d.add(part, 'dhcpv6.ntpserver.option.type', at + i, 2);
    d.add(part, 'dhcpv6.ntpserver.option.length', at + i + 2, 2);
    if (type === NTP_SERVER.unicast) d.add(part, 'dhcpv6.ntpserver.addr', at + i + 4, 16);
    else if (type === NTP_SERVER.multicast) d.add(part, 'dhcpv6.ntpserver.mc_addr', at + i + 4, 16);
    else if (type === NTP_SERVER.name) addDomainNames(d, part, 'dhcpv6.ntpserver.fqdn', at + i + 4, size);
    i += 4 + size;
  }
}

const ASSOCIATION = [
  ['dhcpv6.iaid', 4],
  ['dhcpv6.iaid.t1', 4],
  ['dhcpv6.iaid.t2', 4],
] as const;

const OPTIONS: ReadonlyMap<number, DissectOption> = new Map<number, DissectOption>([
  [DHCPV6_OPTION.clientId, dissectDuid],
  [DHCPV6_OPTION.serverId, dissectDuid],
  [DHCPV6_OPTION.relayId, dissectDuid],
  [DHCPV6_OPTION.iaNa, fields('IA_NA', IA_OFFSET.options, ASSOCIATION, true)],
  [DHCPV6_OPTION.iaPd, fields('IA_PD', IA_OFFSET.options, ASSOCIATION, true)],
  [DHCPV6_OPTION.iaTa, fields('IA_TA', IA_TA_OPTIONS, [['dhcpv6.iata', 4]], true)],
  [
    DHCPV6_OPTION.iaAddress,
    fields(
      'IA_TA',
      IA_ADDRESS_OFFSET.options,
      [
        ['dhcpv6.iaaddr.ip', 16],
        ['dhcpv6.iaaddr.pref_lifetime', 4],
        ['dhcpv6.iaaddr.valid_lifetime', 4],
      ],
      true,
    ),
  ],
  [
    DHCPV6_OPTION.iaPrefix,
    fields(
      'IAPREFIX',
      25,
      [
        ['dhcpv6.iaprefix.pref_lifetime', 4],
        ['dhcpv6.iaprefix.valid_lifetime', 4],
        ['dhcpv6.iaprefix.pref_len', 1],
        ['dhcpv6.iaprefix.pref_addr', 16],
      ],
      true,
    ),
  ],
  [DHCPV6_OPTION.optionRequest, dissectOptionRequest],
  [DHCPV6_OPTION.echoRequest, dissectOptionRequest],
  [DHCPV6_OPTION.preference, fields('PREFERENCE', 1, [['dhcpv6.option_preference', 1]])],
  [DHCPV6_OPTION.elapsedTime, dissectElapsedTime],
  [DHCPV6_OPTION.relayMessage, dissectRelayMessage],
  [DHCPV6_OPTION.authentication, dissectAuthentication],
  [DHCPV6_OPTION.unicast, fields('UNICAST', 16, [['dhcpv6.unicast', 16]])],
  [DHCPV6_OPTION.statusCode, dissectStatusCode],
  [DHCPV6_OPTION.userClass, dissectUserClass],
  [DHCPV6_OPTION.vendorClass, dissectVendorClass],
  [DHCPV6_OPTION.vendorOptions, dissectVendorOptions],
  [
    DHCPV6_OPTION.interfaceId,
    option => {
      if (option.length === 0) malformed(option, 'INTERFACE_ID');
      else option.d.add(option.item, 'dhcpv6.interface_id', option.at, option.length);
    },
  ],
  [DHCPV6_OPTION.reconfigureMessage, fields('RECONF_MSG', 1, [['dhcpv6.reconf_msg', 1]])],
  [DHCPV6_OPTION.sipDomains, domains('dhcpv6.sip_server_domain_search_fqdn')],
  [DHCPV6_OPTION.sipServers, addresses('SIP servers address', 'dhcpv6.sip_server_a')],
  [DHCPV6_OPTION.dnsServers, addresses('DNS servers address', 'dhcpv6.dns_server')],
  [DHCPV6_OPTION.domainList, domains('dhcpv6.search_list_entry')],
  [DHCPV6_OPTION.sntpServers, addresses('SNTP servers address', 'dhcpv6.sntp_server')],
  [DHCPV6_OPTION.lifetime, fields('LIFETIME', 4, [['dhcpv6.lifetime', 4]])],
  [DHCPV6_OPTION.remoteId, dissectRemoteId],
  [DHCPV6_OPTION.subscriberId, text('dhcpv6.subscriber_id')],
  [DHCPV6_OPTION.clientFqdn, dissectFqdn],
  [DHCPV6_OPTION.timeZone, text('dhcpv6.timezone')],
  [DHCPV6_OPTION.timeZoneName, text('dhcpv6.tzdb')],
  [DHCPV6_OPTION.ntpServer, dissectNtpServer],
  [DHCPV6_OPTION.aftrName, domains('dhcpv6.aftr_name')],
  [DHCPV6_OPTION.captivePortal, text('dhcpv6.captive_portal')],
]);
