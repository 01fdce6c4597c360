// Older headers in front of 802.11 frames: Prism (LINKTYPE_IEEE802_11_PRISM, 119), AVS (163), and PPI (192), which may stand in front
// of any link layer.
// Guarantee: a header is read only when it was captured; PPI leads on only to what it says itself.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { uint32 } from '../big-endian.ts';
import { FAULT, type Layers } from '../layers.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { FieldValue, TreeItem } from '../tree/item.ts';
import { PSEUDO_TYPE, WLAN_OPTION } from './pseudo-type.ts';

const PRISM = { code: 0, length: 4, device: 8 } as const;
const PRISM_LEN = PRISM.device + 16;
const AVS = { magic: 0, length: 4, macTime: 8, hostTime: 16, phy: 24, channel: 28, rate: 32 } as const;
const AVS_LEN = 64;
/** Upper 28 bits of AVS's first word. */
const AVS_MAGIC = 0x80211000;

const PPI = { version: 0, flags: 1, length: 2, linkType: 4, fields: 8 } as const;
const PPI_FIELD = { type: 0, length: 2, content: 4 } as const;
const PPI_COMMON = 2;
const COMMON = {
  flags: 8,
  rate: 10,
  frequency: 12,
  channelFlags: 14,
  hopSet: 16,
  hopPattern: 17,
  signal: 18,
  noise: 19,
} as const;
const COMMON_FCS = 0x01;
const LINKTYPE_IEEE80211 = 105;
/** Rates count in half megabits a second, and are shown in kilobits. */
const RATE_UNIT = 500;

// hot path
export const little16 = (bytes: Uint8Array, at: number): number => bytes[at]! | (bytes[at + 1]! << 8);

// hot path
export const little32 = (bytes: Uint8Array, at: number): number =>
  (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;

// hot path
const isAvs = (magic: number): boolean => (magic & 0xfffffff0) >>> 0 === AVS_MAGIC;

// hot path
/** Reads the Prism header at `at`, or the AVS header that newer drivers write under the same link type. */
export function walkPrism(bytes: Uint8Array, at: number, layers: Layers): number {
  layers.etherType = -1;
  if (layers.end - at < PRISM.device) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  layers.etherType = PSEUDO_TYPE.ieee80211;
  return at + prismLength(bytes, at);
}

// hot path
function prismLength(bytes: Uint8Array, at: number): number {
  if (isAvs(uint32(bytes, at))) return uint32(bytes, at + AVS.length);
  const length = little32(bytes, at + PRISM.length);
  // Hosts write in their own order; a length is a small number.
  return length > 0xffff ? uint32(bytes, at + PRISM.length) : length;
}

// hot path
/** Reads the AVS header at `at`. */
export function walkAvs(bytes: Uint8Array, at: number, layers: Layers): number {
  layers.etherType = -1;
  if (layers.end - at < AVS_LEN) {
    layers.faults |= FAULT.cut;
    return -1;
  }
  layers.etherType = PSEUDO_TYPE.ieee80211;
  return at + uint32(bytes, at + AVS.length);
}

// hot path
/** Length of the PPI header at `at`; -1 when it was cut or is shorter than itself. */
export function ppiLength(bytes: Uint8Array, at: number, end: number): number {
  if (end - at < PPI.fields) return -1;
  const length = little16(bytes, at + PPI.length);
  return length < PPI.fields || at + length > end ? -1 : length;
}

// hot path
/** The link type behind the PPI header at `at`. */
export const ppiLinkType = (bytes: Uint8Array, at: number): number => little32(bytes, at + PPI.linkType);

// hot path
/** Whether the PPI header of `length` captured bytes at `at` says that the frame ends in a check sequence. */
export function ppiHasFcs(bytes: Uint8Array, at: number, length: number): boolean {
  let field: number = PPI.fields;
  while (field + PPI_FIELD.content + COMMON.flags < length) {
    const type = little16(bytes, at + field + PPI_FIELD.type);
    if (type === PPI_COMMON) return (bytes[at + field + PPI_FIELD.content + COMMON.flags]! & COMMON_FCS) !== 0;
    field += PPI_FIELD.content + little16(bytes, at + field + PPI_FIELD.length);
  }
  return false;
}

/** Adds the Prism header at `at` to the tree. */
export function dissectPrism(d: Dissection, at: number): void {
  if (isAvs(d.uint32(at))) {
    dissectAvs(d, at);
    return;
  }
  d.require(at, PRISM_LEN);
  const length = prismLength(d.bytes, at);
  const prism = d.layer('prism', at, length);
  d.addLittle(prism, 'prism.msgcode', at + PRISM.code, 4);
  d.add(prism, 'prism.msglen', at + PRISM.length, 4, length);
  d.add(prism, 'prism.devname', at + PRISM.device, 16);
  d.layer('wlan_radio', at, 0, '802.11 radio information');
  d.next('ethertype', PSEUDO_TYPE.ieee80211, at + length);
}

/** Adds the AVS header at `at` to the tree. */
export function dissectAvs(d: Dissection, at: number): void {
  const length = d.uint32(at + AVS.length);
  const avs = d.layer('wlancap', at, length);
  d.add(avs, 'wlancap.magic', at + AVS.magic, 4);
  d.add(avs, 'wlancap.version', at + AVS.magic, 4);
  d.add(avs, 'wlancap.length', at + AVS.length, 4);
  d.add(avs, 'wlancap.mactime', at + AVS.macTime, 8);
  d.add(avs, 'wlancap.hosttime', at + AVS.hostTime, 8);
  d.add(avs, 'wlancap.phytype', at + AVS.phy, 4);
  d.layer('wlan_radio', at, 0, '802.11 radio information');
  d.next('ethertype', PSEUDO_TYPE.ieee80211, at + length);
}

/** Adds the PPI header at `at` to the tree. */
export function dissectPpi(d: Dissection, at: number): void {
  const length = ppiLength(d.bytes, at, d.end);
  const ppi = d.layer('ppi', at, Math.max(length, PPI.fields));
  d.add(ppi, 'ppi.version', at + PPI.version, 1);
  const flags = d.add(ppi, 'ppi.flags', at + PPI.flags, 1);
  d.add(flags, 'ppi.flags.alignment', at + PPI.flags, 1);
  d.add(flags, 'ppi.flags.reserved', at + PPI.flags, 1);
  d.addLittle(ppi, 'ppi.length', at + PPI.length, 2);
  d.addLittle(ppi, 'ppi.dlt', at + PPI.linkType, 4);
  if (length < 0) {
    d.require(at, little16(d.bytes, at + PPI.length));
    d.next('data', 0, at + PPI.fields);
    return;
  }
  let field = at + PPI.fields;
  while (field + PPI_FIELD.content <= at + length) {
    field += addPpiField(d, ppi, field);
  }
  const linkType = ppiLinkType(d.bytes, at);
  if (linkType !== LINKTYPE_IEEE80211) {
    d.next('link', linkType, at + length);
    return;
  }
  addRadio(d, ppi, 'ppi.80211-common.chan.freq', 'ppi.80211-common.dbm.antsignal');
  const options = ppiHasFcs(d.bytes, at, length) ? WLAN_OPTION.fcs : 0;
  d.next('ethertype', PSEUDO_TYPE.ieee80211 + options, at + length);
}

/** Adds what the header says of the radio as a layer of its own: the first frequency and signal among its fields. */
export function addRadio(d: Dissection, header: TreeItem, frequency: FieldName, signal: FieldName): void {
  const radio = d.layer('wlan_radio', header.start, 0, '802.11 radio information');
  const fields = header.children.flatMap(item => [item, ...item.children]);
  const first = (name: FieldName): FieldValue => fields.find(item => item.name === name)?.value ?? null;
  if (first(frequency) !== null) d.generated(radio, 'wlan_radio.frequency', first(frequency));
  if (first(signal) !== null) d.generated(radio, 'wlan_radio.signal_dbm', first(signal));
}

function addPpiField(d: Dissection, ppi: TreeItem, at: number): number {
  const type = little16(d.bytes, at + PPI_FIELD.type);
  const length = little16(d.bytes, at + PPI_FIELD.length);
  const total = PPI_FIELD.content + length;
  const item = d.text(ppi, type === PPI_COMMON ? '802.11-Common' : `Field ${type}`, at, total);
  d.addLittle(item, 'ppi.field_type', at + PPI_FIELD.type, 2);
  d.addLittle(item, 'ppi.field_len', at + PPI_FIELD.length, 2);
  if (type !== PPI_COMMON || length < COMMON.noise + 1) return total;
  const content = at + PPI_FIELD.content;
  d.addLittle(item, 'ppi.80211-common.tsft', content, 8);
  d.addLittle(item, 'ppi.80211-common.flags', content + COMMON.flags, 2);
  d.add(item, 'ppi.80211-common.rate', content + COMMON.rate, 2, little16(d.bytes, content + COMMON.rate) * RATE_UNIT);
  d.addLittle(item, 'ppi.80211-common.chan.freq', content + COMMON.frequency, 2);
  d.addLittle(item, 'ppi.80211-common.chan.flags', content + COMMON.channelFlags, 2);
  d.add(item, 'ppi.80211-common.fhss.hopset', content + COMMON.hopSet, 1);
  d.add(item, 'ppi.80211-common.fhss.pattern', content + COMMON.hopPattern, 1);
  d.add(item, 'ppi.80211-common.dbm.antsignal', content + COMMON.signal, 1);
  d.add(item, 'ppi.80211-common.dbm.antnoise', content + COMMON.noise, 1);
  return total;
}
