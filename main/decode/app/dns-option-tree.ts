// Options of EDNS (RFC 6891 section 6.1.2) and parameters of service bindings (RFC 9460 section 2.2).
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { EDNS_OPTION, EDNS_OPTION_NAMES, SVC_PARAM, SVC_PARAM_NAMES } from '../../../shared/net/dns-type.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { asciiText } from './ascii-text.ts';
import { addCounted, addName, type DnsMessage } from './dns-part-tree.ts';

const OPTION_OFFSET = { code: 0, length: 2, data: 4 } as const;

/** Adds the options in bytes[at, end) of an OPT record. */
export function dissectOptions({ d }: DnsMessage, tree: TreeItem, at: number, end: number): void {
  for (let place = at; place < end; ) {
    const code = d.uint16(place + OPTION_OFFSET.code);
    const length = d.uint16(place + OPTION_OFFSET.length);
    const data = place + OPTION_OFFSET.data;
    const option = d.add(tree, 'dns.opt', place, Math.min(OPTION_OFFSET.data + length, d.end - place));
    option.label = `Option: ${EDNS_OPTION_NAMES[code] ?? `Unknown (${code})`}`;
    d.add(option, 'dns.opt.code', place + OPTION_OFFSET.code, 2);
    d.add(option, 'dns.opt.len', place + OPTION_OFFSET.length, 2);
    d.add(option, 'dns.opt.data', data, length);
    addOption(d, option, code, data, length);
    place = data + length;
  }
}

const LISTS = {
  [EDNS_OPTION.dau]: 'dns.opt.dau',
  [EDNS_OPTION.dhu]: 'dns.opt.dhu',
  [EDNS_OPTION.n3u]: 'dns.opt.n3u',
} as const;

function addOption(d: Dissection, option: TreeItem, code: number, at: number, length: number): void {
  switch (code) {
    case EDNS_OPTION.dau:
    case EDNS_OPTION.dhu:
    case EDNS_OPTION.n3u:
      for (let i = 0; i < length; i++) d.add(option, LISTS[code], at + i, 1);
      break;
    case EDNS_OPTION.clientSubnetExperimental:
    case EDNS_OPTION.clientSubnet:
      addClientSubnet(d, option, at, length);
      break;
    case EDNS_OPTION.cookie:
      d.add(option, 'dns.opt.cookie.client', at, 8);
      d.add(option, 'dns.opt.cookie.server', at + 8, length - 8);
      break;
    case EDNS_OPTION.tcpKeepalive:
      if (length === 2) d.add(option, 'dns.opt.edns_tcp_keepalive.timeout', at, 2);
      break;
    case EDNS_OPTION.padding:
      d.add(option, 'dns.opt.padding', at, length);
      break;
    case EDNS_OPTION.chain:
      if (length > 0) d.add(option, 'dns.opt.chain.fqdn', at, length, asciiText(d.bytes, at, length));
      break;
    case EDNS_OPTION.extendedError:
      if (length >= 2) d.add(option, 'dns.opt.ext_error.info_code', at, 2);
      if (length > 2) d.add(option, 'dns.opt.ext_error.extra_text', at + 2, length - 2);
      break;
  }
}

/** The address of a client as far as it is told, the rest zero (RFC 7871 section 6). */
function addClientSubnet(d: Dissection, option: TreeItem, at: number, length: number): void {
  const family = d.uint16(at);
  d.add(option, 'dns.opt.client.family', at, 2);
  d.add(option, 'dns.opt.client.netmask', at + 2, 1);
  d.add(option, 'dns.opt.client.scope', at + 3, 1);
  const size = length - 4;
  d.require(at + 4, size);
  const full = family === 1 ? 4 : family === 2 ? 16 : 0;
  if (full === 0) {
    d.add(option, 'dns.opt.client.addr', at + 4, size);
    return;
  }
  const address = new Uint8Array(full);
  address.set(d.bytes.subarray(at + 4, at + 4 + Math.min(size, full)));
  d.add(option, full === 4 ? 'dns.opt.client.addr4' : 'dns.opt.client.addr6', at + 4, Math.min(size, full), address);
}

/** Adds the data in bytes[at, end) of an SVCB or HTTPS record. */
export function dissectServiceBinding(message: DnsMessage, tree: TreeItem, at: number, end: number): void {
  const { d } = message;
  d.add(tree, 'dns.svcb.svcpriority', at, 2);
  let place = addName(message, tree, 'dns.svcb.targetname', at + 2);
  while (place < end) {
    const parameter = d.add(tree, 'dns.svcb.svcparam', place, Math.max(0, d.end - place));
    const key = d.uint16(place + OPTION_OFFSET.code);
    const length = d.uint16(place + OPTION_OFFSET.length);
    const data = place + OPTION_OFFSET.data;
    parameter.length = Math.min(data + length, d.end) - place;
    parameter.label = `SvcParam: ${SVC_PARAM_NAMES[key] ?? `key${key}`}`;
    d.add(parameter, 'dns.svcb.svcparam.key', place + OPTION_OFFSET.code, 2);
    d.add(parameter, 'dns.svcb.svcparam.value.length', place + OPTION_OFFSET.length, 2);
    place = addParameter(d, parameter, key, data, length);
  }
}

/** Says where the value ends: where its parts do, whatever its length says. */
function addParameter(d: Dissection, parameter: TreeItem, key: number, at: number, length: number): number {
  switch (key) {
    case SVC_PARAM.mandatory:
      return addList(d, parameter, 'dns.svcb.svcparam.mandatory.key', 2, at, length);
    case SVC_PARAM.alpn: {
      let place = at;
      while (place < at + length) {
        place = addCounted(d, parameter, 'dns.svcb.svcparam.alpn.length', 'dns.svcb.svcparam.alpn', place);
      }
      return place;
    }
    case SVC_PARAM.noDefaultAlpn:
      return at;
    case SVC_PARAM.port:
      d.add(parameter, 'dns.svcb.svcparam.port', at, 2);
      return at + 2;
    case SVC_PARAM.ipv4hint:
      return addList(d, parameter, 'dns.svcb.svcparam.ipv4hint.ip', 4, at, length);
    case SVC_PARAM.ipv6hint:
      return addList(d, parameter, 'dns.svcb.svcparam.ipv6hint.ip', 16, at, length);
    case SVC_PARAM.ech:
      d.add(parameter, 'dns.svcb.svcparam.echconfig', at, length);
      break;
    case SVC_PARAM.odoh:
      d.add(parameter, 'dns.svcb.svcparam.odohconfig', at, length);
      break;
    default:
      if (length > 0) d.add(parameter, 'dns.svcb.svcparam.value', at, length);
  }
  return at + length;
}

function addList(
  d: Dissection,
  parameter: TreeItem,
  name: FieldName,
  size: number,
  at: number,
  length: number,
): number {
  let place = at;
  for (; place < at + length; place += size) d.add(parameter, name, place, size);
  return place;
}
