// Radiotap (radiotap.org; LINKTYPE_IEEE802_11_RADIOTAP, 127): what the receiver knows of an 802.11 frame. All little endian.
// Guarantee: no field is read beyond the header's length or what was captured.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { FAULT, type Layers } from '../layers.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { PSEUDO_TYPE, WLAN_OPTION } from './pseudo-type.ts';
import { addRadio } from './wlan-prefix.ts';

const OFFSET = { version: 0, pad: 1, length: 2, present: 4 } as const;
const SHORTEST_LEN = OFFSET.present + 4;
const WORD_LEN = 4;
const TIMESTAMP_LEN = 8;

/** In the last byte of a word of present bits: another word follows. */
const ANOTHER_WORD = 0x80;
const PRESENT = { timestamp: 0x01, flags: 0x02 } as const;
const FLAG = { fcs: 0x10, padded: 0x20 } as const;

// hot path
/** Reads the header at `at`; returns where the 802.11 frame begins, or -1. */
export function walkRadiotap(bytes: Uint8Array, at: number, layers: Layers): number {
  layers.etherType = -1;
  if (layers.end - at < SHORTEST_LEN) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  const length = headerLength(bytes, at);
  if (length < SHORTEST_LEN || at + length > layers.end) {
    layers.faults |= length < SHORTEST_LEN ? FAULT.malformed : FAULT.cut;
    return -1;
  }
  layers.etherType = PSEUDO_TYPE.ieee80211 + frameOptions(bytes, at, length);
  return at + length;
}

// hot path
const headerLength = (bytes: Uint8Array, at: number): number =>
  bytes[at + OFFSET.length]! | (bytes[at + OFFSET.length + 1]! << 8);

// hot path
/** What the flags of the header of `length` captured bytes at `at` say of the frame: bits of WLAN_OPTION. */
function frameOptions(bytes: Uint8Array, at: number, length: number): number {
  const present = bytes[at + OFFSET.present]!;
  if ((present & PRESENT.flags) === 0) return 0;
  let offset = firstField(bytes, at, length);
  if ((present & PRESENT.timestamp) !== 0) offset = aligned(offset, TIMESTAMP_LEN) + TIMESTAMP_LEN;
  if (offset >= length) return 0;
  const flags = bytes[at + offset]!;
  return ((flags & FLAG.fcs) !== 0 ? WLAN_OPTION.fcs : 0) | ((flags & FLAG.padded) !== 0 ? WLAN_OPTION.padded : 0);
}

// hot path
/** Where the fields begin: behind all words of present bits. */
function firstField(bytes: Uint8Array, at: number, length: number): number {
  let offset: number = OFFSET.present;
  while (offset + WORD_LEN <= length) {
    const more = (bytes[at + offset + WORD_LEN - 1]! & ANOTHER_WORD) !== 0;
    offset += WORD_LEN;
    if (!more) break;
  }
  return offset;
}

// hot path
/** Fields are aligned from the header's first byte on. */
const aligned = (offset: number, to: number): number => (offset + to - 1) & ~(to - 1);

/** Alignment and size of the fields in the order of their bits; a gap is a bit that is not in use, at which reading stops. */
const FIELDS: readonly (readonly [align: number, size: number])[] = [
  [8, 8],
  [1, 1],
  [1, 1],
  [2, 4],
  [1, 2],
  [1, 1],
  [1, 1],
  [2, 2],
  [2, 2],
  [2, 2],
  [1, 1],
  [1, 1],
  [1, 1],
  [1, 1],
  [2, 2],
  [2, 2],
  [1, 1],
  [1, 1],
  [4, 8],
  [1, 3],
  [4, 8],
  [2, 12],
  [8, 12],
  [2, 12],
  [2, 12],
  [2, 6],
  [1, 1],
  [2, 4],
];
const CHANNEL = 3;
const RATE = 2;
const FLAGS = 1;
const TIMESTAMP = 0;
const RX_FLAGS = 14;
const SIGNAL = 5;

/** Fields of one number each. */
const NUMBERS: ReadonlyMap<number, FieldName> = new Map([
  [TIMESTAMP, 'radiotap.mactime'],
  [SIGNAL, 'radiotap.dbm_antsignal'],
  [6, 'radiotap.dbm_antnoise'],
  [7, 'radiotap.quality'],
  [10, 'radiotap.txpower'],
  [11, 'radiotap.antenna'],
  [12, 'radiotap.db_antsignal'],
  [13, 'radiotap.db_antnoise'],
  [17, 'radiotap.data_retries'],
]);
const FLAG_FIELDS: readonly FieldName[] = [
  'radiotap.flags.cfp',
  'radiotap.flags.preamble',
  'radiotap.flags.wep',
  'radiotap.flags.frag',
  'radiotap.flags.fcs',
  'radiotap.flags.datapad',
  'radiotap.flags.badfcs',
  'radiotap.flags.shortgi',
];
const CHANNEL_FLAGS: readonly FieldName[] = [
  'radiotap.channel.flags.turbo',
  'radiotap.channel.flags.cck',
  'radiotap.channel.flags.ofdm',
  'radiotap.channel.flags.2ghz',
  'radiotap.channel.flags.5ghz',
  'radiotap.channel.flags.passive',
  'radiotap.channel.flags.dynamic',
  'radiotap.channel.flags.gfsk',
];

/** Adds the header at `at` to the tree, and what it says of the radio as a layer of its own. */
export function dissectRadiotap(d: Dissection, at: number): void {
  d.require(at, SHORTEST_LEN);
  const length = headerLength(d.bytes, at);
  const radiotap = d.layer('radiotap', at, length);
  d.add(radiotap, 'radiotap.version', at + OFFSET.version, 1);
  d.add(radiotap, 'radiotap.pad', at + OFFSET.pad, 1);
  d.addLittle(radiotap, 'radiotap.length', at + OFFSET.length, 2);
  d.require(at, length);
  if (length < SHORTEST_LEN) {
    d.expert(radiotap, 'radiotap.length.invalid', 'error', 'The length is shorter than the header');
    return;
  }
  const first = firstField(d.bytes, at, length);
  const present = d.add(radiotap, 'radiotap.present', at + OFFSET.present, first - OFFSET.present, null);
  let offset = first;
  for (let word = OFFSET.present; word < first; word += WORD_LEN) {
    d.addLittle(present, 'radiotap.present.word', at + word, WORD_LEN);
    offset = addFields(d, radiotap, at, word, offset, length);
    if (offset < 0) break;
  }
  addRadio(d, radiotap, 'radiotap.channel.freq', 'radiotap.dbm_antsignal');
  d.next('ethertype', PSEUDO_TYPE.ieee80211 + frameOptions(d.bytes, at, length), at + length);
}

/** Adds the fields of one word of present bits; returns where the next word's begin, or -1 when something is not known. */
function addFields(d: Dissection, radiotap: TreeItem, at: number, word: number, from: number, length: number): number {
  const present = little32(d, at + word);
  let offset = from;
  for (let bit = 0; bit < FIELDS.length; bit++) {
    if (((present >>> bit) & 1) === 0) continue;
    const [align, size] = FIELDS[bit]!;
    offset = aligned(offset, align);
    if (offset + size > length) return -1;
    addField(d, radiotap, bit, at + offset, size);
    offset += size;
  }
  // TLVs and the fields of vendors have a form of their own.
  return ((present >>> 28) & 0x05) !== 0 ? -1 : offset;
}

const little32 = (d: Dissection, at: number): number =>
  (d.uint8(at) | (d.uint8(at + 1) << 8) | (d.uint8(at + 2) << 16) | (d.uint8(at + 3) << 24)) >>> 0;

function addField(d: Dissection, radiotap: TreeItem, bit: number, at: number, size: number): void {
  const name = NUMBERS.get(bit);
  if (name !== undefined) {
    d.addLittle(radiotap, name, at, size);
  } else if (bit === FLAGS) {
    const flags = d.add(radiotap, 'radiotap.flags', at, 1);
    for (const field of FLAG_FIELDS) d.add(flags, field, at, 1);
  } else if (bit === RATE) {
    d.add(radiotap, 'radiotap.datarate', at, 1, String(d.uint8(at) / 2));
  } else if (bit === CHANNEL) {
    d.addLittle(radiotap, 'radiotap.channel.freq', at, 2);
    const flags = d.addLittle(radiotap, 'radiotap.channel.flags', at + 2, 2);
    for (const field of CHANNEL_FLAGS) d.addLittle(flags, field, at + 2, 2);
  } else if (bit === RX_FLAGS) {
    d.addLittle(radiotap, 'radiotap.rxflags', at, 2);
  }
}
