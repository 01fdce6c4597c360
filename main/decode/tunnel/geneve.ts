// Geneve (RFC 8926 section 3).
import { uint16 } from '../big-endian.ts';
import type { Layers } from '../layers.ts';
import { addLayout, type Layout } from '../net/layout.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { CARRIED, enterEtherType, enterLink } from './enter.ts';

const OFFSET = { versionAndLength: 0, flags: 1, protocol: 2, network: 4, reserved: 7, options: 8 } as const;
const OPTION_OFFSET = { class: 0, type: 2, flagsAndLength: 3, data: 4 } as const;

const LENGTH_MASK = 0x3f;
const OPTION_LENGTH_MASK = 0x1f;
const WORD = 4;
const BRIDGED_ETHERNET = 0x6558;

// hot path
/** Follows what the header at `at` carries. */
export function walkGeneve(bytes: Uint8Array, at: number, end: number, reported: number, inner: Layers): void {
  if (end - at < OFFSET.options) return;
  const next = at + OFFSET.options + (bytes[at + OFFSET.versionAndLength]! & LENGTH_MASK) * WORD;
  const protocol = uint16(bytes, at + OFFSET.protocol);
  if (protocol === BRIDGED_ETHERNET) enterLink(bytes, next, end, reported, CARRIED.ethernet, inner);
  else enterEtherType(bytes, next, end, reported, protocol, inner);
}

const LAYOUT: Layout = [
  ['geneve.flags', OFFSET.flags, 1, ['geneve.flags.oam', 'geneve.flags.critical', 'geneve.flags.reserved']],
  ['geneve.proto_type', OFFSET.protocol, 2],
  ['geneve.vni', OFFSET.network, 3],
  ['geneve.reserved', OFFSET.reserved, 1],
];

/** Adds the header at `at` to the tree. */
export function dissectGeneve(d: Dissection, at: number): void {
  const first = d.uint8(at + OFFSET.versionAndLength);
  const length = (first & LENGTH_MASK) * WORD;
  const geneve = d.layer('geneve', at, OFFSET.options + length);
  const version = d.add(geneve, 'geneve.version', at + OFFSET.versionAndLength, 1, first >> 6);
  if (first >> 6 !== 0) d.expert(version, 'geneve.version.unknown', 'warning', `Unknown version ${first >> 6}`);
  d.add(geneve, 'geneve.option.length', at + OFFSET.versionAndLength, 1, length);
  addLayout(d, geneve, at, LAYOUT);
  if (length > 0) dissectOptions(d, geneve, at + OFFSET.options, length);
  const next = at + OFFSET.options + length;
  const protocol = d.uint16(at + OFFSET.protocol);
  if (protocol === BRIDGED_ETHERNET) d.next('link', CARRIED.ethernet, next);
  else d.next('ethertype', protocol, next);
}

function dissectOptions(d: Dissection, geneve: TreeItem, at: number, length: number): void {
  const options = d.add(geneve, 'geneve.options', at, length);
  options.label = `Options: (${length} bytes)`;
  const end = at + length;
  let next = at;
  while (next < end) {
    const size = OPTION_OFFSET.data + (d.uint8(next + OPTION_OFFSET.flagsAndLength) & OPTION_LENGTH_MASK) * WORD;
    if (next + size > end) {
      const message = `Option (length of ${size} is past end of options)`;
      d.expert(options, 'geneve.option.length.invalid', 'warning', message);
      return;
    }
    const option = d.add(options, 'geneve.option', next, size);
    d.add(option, 'geneve.option.class', next + OPTION_OFFSET.class, 2);
    d.add(option, 'geneve.option.type', next + OPTION_OFFSET.type, 1);
    d.add(option, 'geneve.option.type.critical', next + OPTION_OFFSET.type, 1);
    const flags = d.uint8(next + OPTION_OFFSET.flagsAndLength) >> 5;
    const item = d.add(option, 'geneve.option.flags', next + OPTION_OFFSET.flagsAndLength, 1, flags);
    d.add(item, 'geneve.option.flags.reserved', next + OPTION_OFFSET.flagsAndLength, 1);
    d.add(option, 'geneve.option.length', next + OPTION_OFFSET.flagsAndLength, 1, size);
    d.add(option, 'geneve.option.unknown.data', next + OPTION_OFFSET.data, size - OPTION_OFFSET.data);
    next += size;
  }
}
