// Options of EDNS (RFC 6891 section 6.1.2) and parameters of service bindings (RFC 9460 section 2.2).
import { EDNS_OPTION, EDNS_OPTION_NAMES, SVC_PARAM, SVC_PARAM_NAMES } from '../../../shared/net/dns-type.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { asciiText } from './ascii-text.ts';
import { addName, type DnsMessage } from './dns-part-tree.ts';

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
    const key = d.uint16(place + OPTION_OFFSET.code);
    const length = d.uint16(place + OPTION_OFFSET.length);
    const data = place + OPTION_OFFSET.data;
    const parameter = d.add(tree, 'dns.svcb.svcparam', place, Math.min(OPTION_OFFSET.data + length, d.end - place));
    parameter.label = `SvcParam: ${SVC_PARAM_NAMES[key] ?? `key${key}`}`;
    d.add(parameter, 'dns.svcb.svcparam.key', place + OPTION_OFFSET.code, 2);
    d.add(parameter, 'dns.svcb.svcparam.value.length', place + OPTION_OFFSET.length, 2);
    addParameter(d, parameter, key, data, length);
    place = data + length;
  }
}

function addParameter(d: Dissection, parameter: TreeItem, key: number, at: number, length: number): void {
  switch (key) {
    case SVC_PARAM.mandatory:
      for (let i = 0; i < length; i += 2) d.add(parameter, 'dns.svcb.svcparam.mandatory.key', at + i, 2);
      break;
    case SVC_PARAM.alpn:
      for (let i = 0; i < length; ) {
        const size = d.uint8(at + i);
        d.add(parameter, 'dns.svcb.svcparam.alpn.length', at + i, 1);
        d.require(at + i + 1, size);
        d.add(parameter, 'dns.svcb.svcparam.alpn', at + i + 1, size, asciiText(d.bytes, at + i + 1, size));
        i += 1 + size;
      }
      break;
    case SVC_PARAM.noDefaultAlpn:
      break;
    case SVC_PARAM.port:
      d.add(parameter, 'dns.svcb.svcparam.port', at, 2);
      break;
    case SVC_PARAM.ipv4hint:
      for (let i = 0; i < length; i += 4) d.add(parameter, 'dns.svcb.svcparam.ipv4hint.ip', at + i, 4);
      break;
    case SVC_PARAM.ipv6hint:
      for (let i = 0; i < length; i += 16) d.add(parameter, 'dns.svcb.svcparam.ipv6hint.ip', at + i, 16);
      break;
    case SVC_PARAM.ech:
      d.add(parameter, 'dns.svcb.svcparam.echconfig', at, length);
      break;
    case SVC_PARAM.odoh:
      d.add(parameter, 'dns.svcb.svcparam.odohconfig', at, length);
      break;
    default:
      if (length > 0) d.add(parameter, 'dns.svcb.svcparam.value', at, length);
  }
}
