// IEEE 802.11 frames as layers of the tree.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import type { Dissection, LayerDissector } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import {
  ADDRESS_LEN,
  BOTH_DS,
  dataHeaderLength,
  FCS_LEN,
  FLAG,
  frameType,
  HT_LEN,
  hasPlainPayload,
  isAggregate,
  isQos,
  meshLength,
  OFFSET,
  QOS_LEN,
  qosOffset,
  SUBFRAME,
  SUBTYPE,
  TYPE,
} from './ieee80211.ts';
import { addOpaque } from './opaque.ts';
import { PSEUDO_TYPE, WLAN_OPTION } from './pseudo-type.ts';

const ACK = 0x1d;
const CTS = 0x1c;
const BLOCK_ACK_REQUEST = 0x18;
const BLOCK_ACK = 0x19;
const PS_POLL = 0x1a;
const CF_END = 0x1e;
const CF_END_ACK = 0x1f;
const CONTROL_WRAPPER = 0x17;
const RAW_IPX = 0xffff;
const STATUS_UNVERIFIED = 2;

const { address1, address2, address3, end: address4 } = OFFSET;
/** Who stands in which address of a data frame, by its DS bits. */
const DATA_ADDRESSES: readonly (readonly (readonly [field: FieldName, at: number])[])[] = [
  [
    ['wlan.ra', address1],
    ['wlan.ta', address2],
    ['wlan.da', address1],
    ['wlan.sa', address2],
    ['wlan.bssid', address3],
    ['wlan.staa', address2],
  ],
  [
    ['wlan.ra', address1],
    ['wlan.ta', address2],
    ['wlan.da', address3],
    ['wlan.sa', address2],
    ['wlan.bssid', address1],
    ['wlan.staa', address2],
  ],
  [
    ['wlan.ra', address1],
    ['wlan.ta', address2],
    ['wlan.da', address1],
    ['wlan.sa', address3],
    ['wlan.bssid', address2],
    ['wlan.staa', address1],
  ],
  [
    ['wlan.ra', address1],
    ['wlan.ta', address2],
    ['wlan.da', address3],
    ['wlan.sa', address4],
  ],
];

/** Dissects a frame of which `options` says more (WLAN_OPTION). */
export const dissectIeee80211 =
  (options: number): LayerDissector =>
  (d, at) =>
    dissectFrame(d, at, options);

function dissectFrame(d: Dissection, at: number, options: number): void {
  const control = d.uint8(at);
  const flags = d.uint8(at + OFFSET.flags);
  const type = frameType(control);
  const wlan = d.layer('wlan', at, OFFSET.end);
  addControl(d, wlan, at, type);
  d.add(wlan, 'wlan.duration', at + OFFSET.duration, 2, d.uint8(at + 2) | (d.uint8(at + 3) << 8));
  const fcs = (options & WLAN_OPTION.fcs) !== 0;
  const frame = { wlan, at, flags, options, reported: fcs ? Math.max(at, d.reported - FCS_LEN) : d.reported };
  if (type === TYPE.data) dissectData(d, frame, control);
  else if (type === TYPE.control) addControlAddresses(d, frame, (type << 4) | (control >> 4));
  else if (type === TYPE.management) dissectManagement(d, frame);
  if (!fcs || frame.reported + FCS_LEN > d.end) return;
  d.addLittle(wlan, 'wlan.fcs', frame.reported, FCS_LEN);
  d.generated(wlan, 'wlan.fcs.status', STATUS_UNVERIFIED);
}

/** A frame and where it ends without its check sequence. */
interface Frame {
  readonly wlan: TreeItem;
  readonly at: number;
  readonly flags: number;
  readonly options: number;
  readonly reported: number;
}

function addControl(d: Dissection, wlan: TreeItem, at: number, type: number): void {
  const control = d.uint8(at);
  d.add(wlan, 'wlan.fc.type_subtype', at, 2, (type << 4) | (control >> 4));
  const item = d.add(wlan, 'wlan.fc', at, 2);
  d.add(item, 'wlan.fc.version', at, 1);
  d.add(item, 'wlan.fc.type', at, 1);
  d.add(item, 'wlan.fc.subtype', at, 1);
  const flags = d.add(item, 'wlan.flags', at + OFFSET.flags, 1);
  d.add(flags, 'wlan.fc.ds', at + OFFSET.flags, 1);
  d.add(flags, 'wlan.fc.tods', at + OFFSET.flags, 1);
  d.add(flags, 'wlan.fc.fromds', at + OFFSET.flags, 1);
  d.add(flags, 'wlan.fc.frag', at + OFFSET.flags, 1);
  d.add(flags, 'wlan.fc.retry', at + OFFSET.flags, 1);
  d.add(flags, 'wlan.fc.pwrmgt', at + OFFSET.flags, 1);
  d.add(flags, 'wlan.fc.moredata', at + OFFSET.flags, 1);
  d.add(flags, 'wlan.fc.protected', at + OFFSET.flags, 1);
  d.add(flags, 'wlan.fc.order', at + OFFSET.flags, 1);
}

function addSequence(d: Dissection, wlan: TreeItem, at: number): void {
  const value = d.uint8(at) | (d.uint8(at + 1) << 8);
  d.add(wlan, 'wlan.frag', at, 2, value & 0x0f);
  d.add(wlan, 'wlan.seq', at, 2, value >> 4);
}

function addControlAddresses(d: Dissection, { wlan, at, reported }: Frame, subtype: number): void {
  if (subtype === CONTROL_WRAPPER) {
    d.add(wlan, 'wlan.ra', at + OFFSET.address1, ADDRESS_LEN);
    return;
  }
  wlan.length = OFFSET.address2;
  d.add(wlan, subtype === PS_POLL ? 'wlan.bssid' : 'wlan.ra', at + OFFSET.address1, ADDRESS_LEN);
  if (subtype === ACK || subtype === CTS) return;
  wlan.length = OFFSET.address3;
  d.add(wlan, 'wlan.ta', at + OFFSET.address2, ADDRESS_LEN);
  if (subtype === CF_END || subtype === CF_END_ACK) d.add(wlan, 'wlan.bssid', at + OFFSET.address2, ADDRESS_LEN);
  if (subtype !== BLOCK_ACK && subtype !== BLOCK_ACK_REQUEST) return;
  const rest = at + OFFSET.address3;
  d.text(wlan, 'Block acknowledgement', rest, Math.max(0, Math.min(reported, d.end) - rest));
}

function dissectManagement(d: Dissection, { wlan, at, flags, reported }: Frame): void {
  d.add(wlan, 'wlan.ra', at + OFFSET.address1, ADDRESS_LEN);
  d.add(wlan, 'wlan.da', at + OFFSET.address1, ADDRESS_LEN);
  d.add(wlan, 'wlan.ta', at + OFFSET.address2, ADDRESS_LEN);
  d.add(wlan, 'wlan.sa', at + OFFSET.address2, ADDRESS_LEN);
  d.add(wlan, 'wlan.bssid', at + OFFSET.address3, ADDRESS_LEN);
  addSequence(d, wlan, at + OFFSET.sequence);
  wlan.length = OFFSET.end + ((flags & FLAG.order) !== 0 ? HT_LEN : 0);
  const body = at + wlan.length;
  const end = Math.min(reported, d.end);
  if (body >= end) return;
  if ((flags & FLAG.protected) !== 0) d.next('data', 0, body, end, reported);
  else d.text(wlan, 'IEEE 802.11 Wireless Management', body, end - body);
}

function dissectData(d: Dissection, frame: Frame, control: number): void {
  const { wlan, at, flags, reported } = frame;
  const length = dataHeaderLength(d.bytes, at, frame.options);
  d.require(at, length);
  const aggregate = isAggregate(d.bytes, at);
  for (const [field, offset] of DATA_ADDRESSES[flags & BOTH_DS]!) {
    // Of an A-MSDU each subframe has its own; the third address is then that of the cell again.
    if (!aggregate || offset < address3 || field === 'wlan.bssid') d.add(wlan, field, at + offset, ADDRESS_LEN);
  }
  addSequence(d, wlan, at + OFFSET.sequence);
  const empty = ((control >> 4) & SUBTYPE.noData) !== 0;
  if (isQos(control)) addQos(d, wlan, at + qosOffset(flags), empty);
  wlan.length = length;
  const payload = at + length;
  const end = Math.min(reported, d.end);
  if (empty || payload >= end) return;
  if (!hasPlainPayload(d.bytes, at)) {
    d.next('data', 0, payload, end, reported);
    return;
  }
  const mesh = meshLength(d.bytes, at, payload, end);
  if (mesh > 0) d.add(wlan, 'wlan.mesh.control_field', payload, mesh, null);
  if (aggregate) dissectAggregate(d, payload + mesh, reported);
  else nextPayload(d, payload + mesh, reported);
}

function addQos(d: Dissection, wlan: TreeItem, at: number, empty: boolean): void {
  const value = d.uint8(at) | (d.uint8(at + 1) << 8);
  const item = d.add(wlan, 'wlan.qos', at, QOS_LEN, value);
  d.add(item, 'wlan.qos.tid', at, QOS_LEN, value & 0x0f);
  d.add(item, 'wlan.qos.priority', at, QOS_LEN, value & 0x07);
  d.add(item, 'wlan.qos.ack', at, QOS_LEN, (value >> 5) & 0x03);
  if (!empty) d.add(item, 'wlan.qos.amsdupresent', at, QOS_LEN, (value >> 7) & 1);
}

function nextPayload(d: Dissection, at: number, reported: number): void {
  if (at + 2 > Math.min(reported, d.end)) d.next('data', 0, at, reported, reported);
  else if (d.uint16(at) === RAW_IPX) addOpaque(d, 'ipx', at);
  else d.next('ethertype', PSEUDO_TYPE.llc, at, reported, reported);
}

/** Adds the subframes of an A-MSDU from `at` on, each of which leads to LLC. */
function dissectAggregate(d: Dissection, at: number, reported: number): void {
  const end = Math.min(reported, d.end);
  const aggregate = d.layer('wlan_aggregate', at, end - at);
  // frame.protocols leaves it out.
  d.protocols.pop();
  let subframe = at;
  for (let count = 1; subframe + SUBFRAME.payload <= end; count++) {
    const length = d.uint16(subframe + SUBFRAME.length);
    const item = d.text(aggregate, `A-MSDU Subframe #${count}`, subframe, SUBFRAME.payload);
    d.add(item, 'wlan.da', subframe + SUBFRAME.destination, ADDRESS_LEN);
    d.add(item, 'wlan.sa', subframe + SUBFRAME.source, ADDRESS_LEN);
    d.add(item, 'wlan_aggregate.a_mdsu.length', subframe + SUBFRAME.length, 2);
    const payload = subframe + SUBFRAME.payload;
    nextPayload(d, payload, Math.min(payload + length, reported));
    if (length === 0) break;
    subframe += (SUBFRAME.payload + length + 3) & ~3;
  }
}
