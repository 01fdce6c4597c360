// Options of IPv4: RFC 791 section 3.1 (end, no operation, security, source routes, record route, stream, timestamp),
// RFC 1063 (MTU probe and reply), RFC 1108 (security), RFC 1393 (traceroute), RFC 2113 (router alert), RFC 4782 (Quick-Start).
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';

const OFFSET = { type: 0, length: 1, data: 2 } as const;
const ROUTE_OFFSET = { pointer: OFFSET.data, addresses: OFFSET.data + 1 } as const;
const TIME_OFFSET = { pointer: OFFSET.data, overflowAndFlag: OFFSET.data + 1, stamps: OFFSET.data + 2 } as const;
const SECURITY_OFFSET = { level: 2, compartments: 4, handling: 6, control: 8 } as const;
const TRACE_OFFSET = { id: 2, outbound: 4, returned: 6, originator: 8 } as const;
const QUICK_START_OFFSET = { functionAndRate: 2, ttl: 3, nonce: 4 } as const;

const TYPE = { end: 0, noOperation: 1, looseRoute: 131, strictRoute: 137 } as const;
const SHORTEST_POINTER = 4;
const ADDRESS_LEN = 4;
const STAMP_LEN = 4;
const OLD_SECURITY_LEN = 11;
/** Values of the security field of RFC 791; any other means RFC 1108. */
const OLD_SECURITY = new Set([0, 0xf135, 0x789a, 0xbc4d, 0x5e26, 0xaf13, 0xd788, 0x6bc5, 0x35e2, 0x9af1, 0x4d78]);
OLD_SECURITY.add(0x24bd).add(0x135e).add(0x89af).add(0xc4d6).add(0xe26b);
const MORE_AUTHORITIES = 0x01;
const FLAG_MASK = 0x0f;
const ADDRESS_AND_STAMP = 1;
const PRESPECIFIED = 3;

type DissectOption = (d: Dissection, item: TreeItem, at: number, length: number) => void;
interface Option {
  readonly name: FieldName;
  readonly dissect: DissectOption;
  /** The length that it must have; 0: any. */
  readonly length: number;
}

const numberAt =
  (name: FieldName): DissectOption =>
  (d, item, at) =>
    void d.add(item, name, at + OFFSET.data, 2);

const OPTIONS: ReadonlyMap<number, Option> = new Map<number, Option>([
  [130, { name: 'ip.options.security', dissect: dissectSecurity, length: 0 }],
  [TYPE.looseRoute, { name: 'ip.options.route', dissect: dissectSourceRoute, length: 0 }],
  [68, { name: 'ip.options.timestamp', dissect: dissectTimestamp, length: 0 }],
  [7, { name: 'ip.options.record_route', dissect: dissectRecordRoute, length: 0 }],
  [136, { name: 'ip.options.sid', dissect: numberAt('ip.opt.sid'), length: 4 }],
  [TYPE.strictRoute, { name: 'ip.options.source_route', dissect: dissectSourceRoute, length: 0 }],
  [11, { name: 'ip.options.mtu_probe', dissect: numberAt('ip.opt.mtu'), length: 4 }],
  [12, { name: 'ip.options.mtu_reply', dissect: numberAt('ip.opt.mtu'), length: 4 }],
  [82, { name: 'ip.options.traceroute', dissect: dissectTraceroute, length: 12 }],
  [148, { name: 'ip.options.routeralert', dissect: numberAt('ip.opt.ra'), length: 4 }],
  [25, { name: 'ip.options.qs', dissect: dissectQuickStart, length: 8 }],
]);

/** Adds the options in bytes[at, end) to the tree. */
export function dissectIpv4Options(d: Dissection, ip: TreeItem, at: number, end: number): void {
  const options = d.text(ip, `Options: (${end - at} bytes)`, at, end - at);
  let next = at;
  let idle = 0;
  while (next < end) {
    const type = d.uint8(next);
    if (type === TYPE.end || type === TYPE.noOperation) {
      if (type === TYPE.noOperation) idle = idle === 0 || (next - at) % 4 !== 0 ? idle + 1 : 0;
      if (idle === 4) d.expert(options, 'ip.nop', 'warning', '4 NOP in a row - a router may have removed some options');
      addType(d, d.add(options, type === TYPE.end ? 'ip.options.eol' : 'ip.options.nop', next, 1), next);
      if (type === TYPE.end) return;
      next++;
      continue;
    }
    const length = next + OFFSET.data <= end ? d.uint8(next + OFFSET.length) : 0;
    if (length < OFFSET.data || next + length > end) {
      d.expert(options, 'ip.opt.len.invalid', 'warning', `Invalid length for option ${type}`);
      return;
    }
    dissectOption(d, options, next, type, length);
    next += length;
  }
}

function dissectOption(d: Dissection, options: TreeItem, at: number, type: number, length: number): void {
  const known = OPTIONS.get(type);
  if (known === undefined) {
    d.text(options, `Unknown (0x${type.toString(16).padStart(2, '0')}) (${length} bytes)`, at, length);
    return;
  }
  const item = d.add(options, known.name, at, length);
  addType(d, item, at);
  const lengthItem = d.add(item, 'ip.opt.len', at + OFFSET.length, 1);
  if (known.length !== 0 && length !== known.length) {
    d.expert(lengthItem, 'ip.opt.len.invalid', 'warning', `option length should be ${known.length}`);
    if (length < known.length) return;
  }
  known.dissect(d, item, at, length);
}

function addType(d: Dissection, item: TreeItem, at: number): void {
  const type = d.add(item, 'ip.opt.type', at + OFFSET.type, 1);
  d.add(type, 'ip.opt.type.copy', at + OFFSET.type, 1);
  d.add(type, 'ip.opt.type.class', at + OFFSET.type, 1);
  d.add(type, 'ip.opt.type.number', at + OFFSET.type, 1);
}

/** The pointer of a route or -1 when it leads nowhere; positions in the option count from 1. */
function addPointer(d: Dissection, item: TreeItem, at: number): number {
  const pointer = d.uint8(at + ROUTE_OFFSET.pointer);
  const added = d.add(item, 'ip.opt.ptr', at + ROUTE_OFFSET.pointer, 1);
  if (pointer < SHORTEST_POINTER) {
    d.expert(added, 'ip.opt.ptr.before_address', 'warning', 'Pointer points before first address');
    return -1;
  }
  if (pointer % ADDRESS_LEN !== 0) {
    d.expert(added, 'ip.opt.ptr.middle_address', 'warning', 'Pointer points to middle of address');
    return -1;
  }
  return pointer;
}

function dissectRoute(d: Dissection, item: TreeItem, at: number, length: number, nameOf: NameOfHop): void {
  const pointer = addPointer(d, item, at);
  if (pointer < 0) return;
  for (let hop = ROUTE_OFFSET.addresses; hop < length; hop += ADDRESS_LEN) {
    if (hop + ADDRESS_LEN > length) {
      d.expert(item, 'ip.subopt_too_long', 'warning', 'Suboption would go past end of option');
      return;
    }
    d.add(item, nameOf(hop, pointer, length), at + hop, ADDRESS_LEN);
  }
}
type NameOfHop = (hop: number, pointer: number, length: number) => FieldName;

function dissectSourceRoute(d: Dissection, item: TreeItem, at: number, length: number): void {
  dissectRoute(d, item, at, length, (hop, pointer, end) => {
    if (pointer > end) return 'ip.rec_rt';
    if (hop === end - ADDRESS_LEN) return 'ip.dst';
    return hop + 1 < pointer ? 'ip.rec_rt' : 'ip.src_rt';
  });
}

function dissectRecordRoute(d: Dissection, item: TreeItem, at: number, length: number): void {
  dissectRoute(d, item, at, length, (hop, pointer, end) =>
    pointer > end || hop + 1 < pointer ? 'ip.rec_rt' : 'ip.empty_rt',
  );
}

function dissectTimestamp(d: Dissection, item: TreeItem, at: number, length: number): void {
  d.add(item, 'ip.opt.ptr', at + TIME_OFFSET.pointer, 1);
  d.add(item, 'ip.opt.overflow', at + TIME_OFFSET.overflowAndFlag, 1);
  d.add(item, 'ip.opt.flag', at + TIME_OFFSET.overflowAndFlag, 1);
  const flag = d.uint8(at + TIME_OFFSET.overflowAndFlag) & FLAG_MASK;
  const addressLength = flag === ADDRESS_AND_STAMP || flag === PRESPECIFIED ? ADDRESS_LEN : 0;
  for (let stamp = TIME_OFFSET.stamps; stamp < length; stamp += addressLength + STAMP_LEN) {
    if (stamp + addressLength + STAMP_LEN > length) {
      d.expert(item, 'ip.subopt_too_long', 'warning', 'Suboption would go past end of option');
      return;
    }
    if (addressLength > 0) d.add(item, 'ip.opt.time_stamp_addr', at + stamp, addressLength);
    d.add(item, 'ip.opt.time_stamp', at + stamp + addressLength, STAMP_LEN);
  }
}

const AUTHORITIES = ['genser', 'siop_esi', 'sci', 'nsa', 'doe', 'unassigned'] as const;

function dissectSecurity(d: Dissection, item: TreeItem, at: number, length: number): void {
  if (length === OLD_SECURITY_LEN && OLD_SECURITY.has(d.uint16(at + SECURITY_OFFSET.level))) {
    d.add(item, 'ip.opt.sec_rfc791_sec', at + SECURITY_OFFSET.level, 2);
    d.add(item, 'ip.opt.sec_rfc791_comp', at + SECURITY_OFFSET.compartments, 2);
    d.add(item, 'ip.opt.sec_rfc791_hr', at + SECURITY_OFFSET.handling, 2);
    d.add(item, 'ip.opt.sec_rfc791_tcc', at + SECURITY_OFFSET.control, 3);
    return;
  }
  if (length <= SECURITY_OFFSET.level) return;
  d.add(item, 'ip.opt.sec_cl', at + SECURITY_OFFSET.level, 1);
  for (let next = SECURITY_OFFSET.level + 1; next < length; next++) {
    const flags = d.add(item, 'ip.opt.sec_prot_auth_flags', at + next, 1);
    const first = next === SECURITY_OFFSET.level + 1;
    if (first) for (const bit of AUTHORITIES) d.add(flags, `ip.opt.sec_prot_auth_${bit}`, at + next, 1);
    d.add(flags, 'ip.opt.sec_prot_auth_fti', at + next, 1);
    if ((d.uint8(at + next) & MORE_AUTHORITIES) === 0) return;
  }
}

function dissectTraceroute(d: Dissection, item: TreeItem, at: number): void {
  d.add(item, 'ip.opt.id_number', at + TRACE_OFFSET.id, 2);
  d.add(item, 'ip.opt.ohc', at + TRACE_OFFSET.outbound, 2);
  d.add(item, 'ip.opt.rhc', at + TRACE_OFFSET.returned, 2);
  d.add(item, 'ip.opt.originator', at + TRACE_OFFSET.originator, ADDRESS_LEN);
}

function dissectQuickStart(d: Dissection, item: TreeItem, at: number): void {
  d.add(item, 'ip.opt.qs_func', at + QUICK_START_OFFSET.functionAndRate, 1);
  d.add(item, 'ip.opt.qs_rate', at + QUICK_START_OFFSET.functionAndRate, 1);
  d.add(item, 'ip.opt.qs_ttl', at + QUICK_START_OFFSET.ttl, 1);
  d.add(item, 'ip.opt.qs_nonce', at + QUICK_START_OFFSET.nonce, 4);
  d.add(item, 'ip.opt.qs_reserved', at + QUICK_START_OFFSET.nonce, 4);
}

/** Where the last address of a source route that is not yet used up stands: the packet's final destination; -1 without. */
export function finalDestination(d: Dissection, at: number, end: number): number {
  let next = at;
  while (next < end) {
    const type = d.uint8(next);
    if (type === TYPE.end) return -1;
    if (type === TYPE.noOperation) {
      next++;
      continue;
    }
    const length = next + OFFSET.data <= end ? d.uint8(next + OFFSET.length) : 0;
    if (length < OFFSET.data || next + length > end) return -1;
    if (type === TYPE.looseRoute || type === TYPE.strictRoute) {
      const pointer = d.uint8(next + ROUTE_OFFSET.pointer);
      const used = pointer < SHORTEST_POINTER || pointer % ADDRESS_LEN !== 0 || pointer > length;
      return used ? -1 : next + length - ADDRESS_LEN;
    }
    next += length;
  }
  return -1;
}
