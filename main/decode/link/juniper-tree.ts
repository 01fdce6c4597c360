// Headers of Juniper's routers as layers of the tree. What follows is decided by the walk alone.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { Layers } from '../layers.ts';
import type { Dissection, LayerDissector } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { COOKIE_LEN, cookieLength, FLAG, headerLength, LINK, MAGIC, OFFSET, VN, walkJuniper } from './juniper.ts';
import { addOpaque, OSI_PROTOCOLS } from './opaque.ts';
import { PSEUDO_TYPE } from './pseudo-type.ts';

const EXTENSION = { type: 0, length: 1, value: 2 } as const;
/** Fields of the extensions by their type; they are numbers of up to four bytes, written in either order. */
const EXTENSIONS: ReadonlyMap<number, FieldName> = new Map([
  [1, 'juniper.ext.ifd'],
  [3, 'juniper.ext.ifmt'],
  [4, 'juniper.ext.ifl'],
  [5, 'juniper.ext.unit'],
  [6, 'juniper.ext.ifle'],
  [7, 'juniper.ext.ttp_ifmt'],
  [8, 'juniper.ext.ttp_ifle'],
]);
const BIG_ENDIAN_EXTENSIONS: ReadonlySet<number> = new Set([7, 8]);

/** Dissects the header of a link of `linkType`. */
export const dissectJuniper =
  (linkType: number): LayerDissector =>
  (d, at) => {
    const layers = new Layers();
    layers.reset(at, d.end, d.reported - at);
    const next = walkJuniper(d.bytes, at, linkType, layers);
    const juniper = d.layer('juniper', at, (next < 0 ? d.end : next) - at, 'Juniper');
    if (linkType === LINK.virtualNetwork) addVirtualNetwork(d, juniper, at);
    else addHeader(d, juniper, at, linkType);
    const { etherType } = layers;
    if (next < 0 || etherType < 0) return;
    const osi = etherType === PSEUDO_TYPE.nlpid && next < d.end ? OSI_PROTOCOLS.get(d.uint8(next)) : undefined;
    if (etherType === PSEUDO_TYPE.nlpid) d.protocols.push('osi');
    if (osi !== undefined) addOpaque(d, osi, next);
    else d.next('ethertype', etherType, next);
  };

function addHeader(d: Dissection, juniper: TreeItem, at: number, linkType: number): void {
  d.require(at, OFFSET.extensionsLength);
  const magic = d.add(juniper, 'juniper.magic-number', at + OFFSET.magic, 3);
  if (d.uint24(at + OFFSET.magic) !== MAGIC) {
    d.expert(magic, 'juniper.magic-number.none', 'warning', 'No Magic-Number found!');
  } else {
    d.add(juniper, 'juniper.direction', at + OFFSET.flags, 1);
    d.add(juniper, 'juniper.l2hdr', at + OFFSET.flags, 1);
    if ((d.uint8(at + OFFSET.flags) & FLAG.extended) !== 0) addExtensions(d, juniper, at);
  }
  const cookie = at + headerLength(d.bytes, at, d.end);
  d.require(at, cookie - at);
  if (linkType === LINK.atm1) d.add(juniper, 'juniper.atm1.cookie', cookie, COOKIE_LEN.link);
  else if (linkType === LINK.atm2) d.add(juniper, 'juniper.atm2.cookie', cookie, COOKIE_LEN.adaptive);
  else if (linkType === LINK.mlppp || linkType === LINK.mlfr) addCookie(d, juniper, cookie);
}

function addCookie(d: Dissection, juniper: TreeItem, at: number): void {
  const length = cookieLength(d.uint8(at));
  if (length === COOKIE_LEN.link) d.add(juniper, 'juniper.lspic.cookie', at, length);
  if (length === COOKIE_LEN.adaptive) d.add(juniper, 'juniper.aspic.cookie', at, length);
}

function addExtensions(d: Dissection, juniper: TreeItem, at: number): void {
  const total = d.uint16(at + OFFSET.extensionsLength);
  const item = d.add(juniper, 'juniper.ext_total_len', at + OFFSET.extensionsLength, 2);
  let left = total;
  let extension = at + OFFSET.extensions;
  while (left > EXTENSION.value) {
    const type = d.uint8(extension + EXTENSION.type);
    const length = d.uint8(extension + EXTENSION.length);
    if (length === 0 || length > left - EXTENSION.value) return;
    const size = EXTENSION.value + length;
    const part = d.text(item, `Extension TLV #${type}, length: ${length}`, extension, size);
    addExtension(d, part, type, extension + EXTENSION.value, length);
    extension += size;
    left -= size;
  }
}

function addExtension(d: Dissection, part: TreeItem, type: number, at: number, length: number): void {
  const field = EXTENSIONS.get(type);
  if (field === undefined || length > 4) return;
  if (BIG_ENDIAN_EXTENSIONS.has(type)) d.add(part, field, at, length);
  else d.addLittle(part, field, at, length);
}

function addVirtualNetwork(d: Dissection, juniper: TreeItem, at: number): void {
  for (let value = at; ; ) {
    const type = d.uint8(value);
    const length = d.uint8(value + 1);
    const content = value + 2;
    if (type === VN.hostIp) d.add(juniper, 'juniper.vn.host_ip', content, 4);
    else if (type === VN.flags) d.add(juniper, 'juniper.vn.flags', content, 4);
    else if (type === VN.source) d.add(juniper, 'juniper.vn.src', content, length);
    else if (type === VN.destination) d.add(juniper, 'juniper.vn.dst', content, length);
    else return;
    value = content + length;
  }
}
