// Options of IPv6's hop-by-hop and destination headers in the tree: RFC 8200 (padding), 2675 (jumbo), 2711 (router alert),
// 2473 (tunnel limit), 4782 (Quick-Start), 5570 (CALIPSO), 6275 (home address), 6553 (RPL), 6744 (ILNP), 7731 (MPL),
// 8250 (PDM), 9268 (path MTU).
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { addLayout, type Layout } from './layout.ts';

const OFFSET = { type: 0, length: 1, data: 2 } as const;
const TYPE = {
  pad1: 0x00,
  padN: 0x01,
  jumbo: 0xc2,
  homeAddress: 0xc9,
  mpl: 0x6d,
  calipso: 0x07,
  pathMtu: 0x30,
} as const;
const SHORTEST_JUMBO = 65536;
const ADDRESS_LEN = 16;

interface Option {
  readonly fields: Layout;
  /** The length that it must have; 0: any. */
  readonly length: number;
  /** Which header it belongs into; null: either. */
  readonly hopByHop: boolean | null;
}

const OPTIONS: ReadonlyMap<number, Option> = new Map<number, Option>([
  [TYPE.jumbo, { fields: [['ipv6.opt.jumbo', 0, 4]], length: 4, hopByHop: true }],
  [0x05, { fields: [['ipv6.opt.router_alert', 0, 2]], length: 2, hopByHop: true }],
  [0x04, { fields: [['ipv6.opt.tel', 0, 1]], length: 1, hopByHop: false }],
  [TYPE.homeAddress, { fields: [['ipv6.opt.mipv6.home_address', 0, ADDRESS_LEN]], length: 16, hopByHop: false }],
  [0x63, { fields: rpl(), length: 0, hopByHop: true }],
  [0x23, { fields: rpl(), length: 0, hopByHop: true }],
  [0x8b, { fields: [], length: 0, hopByHop: false }],
  [
    TYPE.calipso,
    {
      fields: [
        ['ipv6.opt.calipso.doi', 0, 4],
        ['ipv6.opt.calipso.cmpt.length', 4, 1],
        ['ipv6.opt.calipso.sens_level', 5, 1],
        ['ipv6.opt.calipso.checksum', 6, 2],
      ],
      length: 0,
      hopByHop: true,
    },
  ],
  [
    0x0f,
    {
      fields: [
        ['ipv6.opt.pdm.scale_dtlr', 0, 1],
        ['ipv6.opt.pdm.scale_dtls', 1, 1],
        ['ipv6.opt.pdm.psn_this_pkt', 2, 2],
        ['ipv6.opt.pdm.psn_last_recv', 4, 2],
        ['ipv6.opt.pdm.delta_last_recv', 6, 2],
        ['ipv6.opt.pdm.delta_last_sent', 8, 2],
      ],
      length: 10,
      hopByHop: false,
    },
  ],
  [
    0x26,
    {
      fields: [
        ['ipv6.opt.qs_func', 0, 1],
        ['ipv6.opt.qs_rate', 0, 1],
        ['ipv6.opt.qs_ttl', 1, 1],
        ['ipv6.opt.qs_nonce', 2, 4],
        ['ipv6.opt.qs_reserved', 2, 4],
      ],
      length: 6,
      hopByHop: true,
    },
  ],
]);

function rpl(): Layout {
  return [
    [
      'ipv6.opt.rpl.flag',
      0,
      1,
      ['ipv6.opt.rpl.flag.o', 'ipv6.opt.rpl.flag.r', 'ipv6.opt.rpl.flag.f', 'ipv6.opt.rpl.flag.rsv'],
    ],
    ['ipv6.opt.rpl.instance_id', 1, 1],
    ['ipv6.opt.rpl.sender_rank', 2, 2],
  ];
}

/** Adds the options in bytes[at, end). */
export function dissectIpv6Options(d: Dissection, header: TreeItem, at: number, end: number, hopByHop: boolean): void {
  let next = at;
  while (next < end) {
    const type = d.uint8(next + OFFSET.type);
    if (type === TYPE.pad1) {
      const item = d.add(header, 'ipv6.opt', next, 1);
      d.add(item, 'ipv6.opt.type', next, 1);
      d.add(item, 'ipv6.opt.pad1', next, 1);
      next++;
      continue;
    }
    const length = d.uint8(next + OFFSET.length);
    dissectOption(d, header, next, type, length, hopByHop);
    next += OFFSET.data + length;
  }
}

function dissectOption(
  d: Dissection,
  header: TreeItem,
  at: number,
  type: number,
  length: number,
  hopByHop: boolean,
): void {
  const known = OPTIONS.get(type);
  const item = d.add(header, 'ipv6.opt', at, Math.min(OFFSET.data + length, d.end - at));
  const typeItem = d.add(item, 'ipv6.opt.type', at + OFFSET.type, 1);
  if (known !== undefined && known.hopByHop !== null && known.hopByHop !== hopByHop) {
    d.expert(typeItem, 'ipv6.opt.header_mismatch', 'note', 'Wrong options extension header for type');
  }
  for (const bits of ['ipv6.opt.type.action', 'ipv6.opt.type.change', 'ipv6.opt.type.rest'] as const) {
    d.add(typeItem, bits, at + OFFSET.type, 1);
  }
  const lengthItem = d.add(item, 'ipv6.opt.length', at + OFFSET.length, 1);
  if (known !== undefined && known.length !== 0 && known.length !== length) {
    d.expert(lengthItem, 'ipv6.opt.invalid_len', 'warning', `Invalid length (${length} bytes)`);
  }
  const data = at + OFFSET.data;
  const read =
    type === TYPE.padN ? addBytes(d, item, 'ipv6.opt.padn', data, length) : addData(d, item, type, data, length);
  if (read >= length) return;
  const rest = d.add(item, 'ipv6.opt_unknown_data', data + read, length - read);
  d.expert(rest, 'ipv6.opt.unknown_data.expert', 'note', 'Unknown Data (not interpreted)');
}

function addBytes(d: Dissection, item: TreeItem, name: FieldName, at: number, length: number): number {
  d.add(item, name, at, length);
  return length;
}

/** Adds the data of an option and returns how many bytes of it were read. */
function addData(d: Dissection, item: TreeItem, type: number, at: number, length: number): number {
  const known = OPTIONS.get(type);
  if (type === TYPE.mpl) return addMpl(d, item, at);
  if (type === TYPE.pathMtu) return addPathMtu(d, item, at);
  if (type === 0x8b) return addBytes(d, item, 'ipv6.opt.ilnp_nonce', at, length);
  if (known === undefined) {
    const name = (type & 0x1f) === 0x1e ? 'ipv6.opt.experimental' : 'ipv6.opt.unknown';
    return addBytes(d, item, name, at, length);
  }
  addLayout(d, item, at, known.fields);
  if (type === TYPE.jumbo && d.uint32(at) < SHORTEST_JUMBO) {
    d.expert(item, 'ipv6.opt.jumbo.truncated', 'warning', 'Jumbo Payload option present and jumbo length < 65536');
  }
  if (type === TYPE.homeAddress) d.srcAddress = d.bytes.subarray(at, at + ADDRESS_LEN);
  const fixed = known.fields.reduce((most, [, offset, size]) => Math.max(most, offset + size), 0);
  if (type !== TYPE.calipso) return fixed;
  const bitmap = d.uint8(at + 4) * 4;
  d.add(item, 'ipv6.opt.calipso.cmpt_bitmap', at + fixed, bitmap);
  return fixed + bitmap;
}

/** Bytes of a seed identifier by its length code (RFC 7731 section 6.1). */
const SEED_LEN = [0, 2, 8, 16];

function addMpl(d: Dissection, item: TreeItem, at: number): number {
  const seed = SEED_LEN[d.uint8(at) >> 6]!;
  addLayout(d, item, at, [
    [
      'ipv6.opt.mpl.flag',
      0,
      1,
      ['ipv6.opt.mpl.flag.s', 'ipv6.opt.mpl.flag.m', 'ipv6.opt.mpl.flag.v', 'ipv6.opt.mpl.flag.rsv'],
    ],
    ['ipv6.opt.mpl.sequence', 1, 1],
  ]);
  if (seed > 0) d.add(item, 'ipv6.opt.mpl.seed_id', at + 2, seed);
  return 2 + seed;
}

function addPathMtu(d: Dissection, item: TreeItem, at: number): number {
  d.add(item, 'ipv6.opt.pmtu.min', at, 2);
  const returned = d.uint16(at + 2);
  d.add(item, 'ipv6.opt.pmtu.rtn', at + 2, 2, returned & 0xfffe);
  d.add(item, 'ipv6.opt.pmtu.r_flag', at + 3, 1, returned & 1);
  return 4;
}
