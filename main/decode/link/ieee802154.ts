// IEEE 802.15.4 frames (2015 edition, section 7.2; LINKTYPE_IEEE802_15_4 195 and 230): the MAC header; what it carries is opaque.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import type { Dissection, LayerDissector } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';

const OFFSET = { control: 0, sequence: 2, addresses: 3 } as const;
const FCS_LEN = 2;
const PAN_LEN = 2;

const TYPE = { mask: 0x7, data: 1, command: 3 } as const;
const CONTROL = { secured: 0x0008, samePan: 0x0040, unnumbered: 0x0100 } as const;
const VERSION = { shift: 12, mask: 0x3, of2006: 1, reserved: 3 } as const;
const MODE = { none: 0, reserved: 1, short: 2, long: 3 } as const;
const DESTINATION_MODE_SHIFT = 10;
const SOURCE_MODE_SHIFT = 14;

const CONTROL_FIELDS: readonly FieldName[] = [
  'wpan.frame_type',
  'wpan.security',
  'wpan.pending',
  'wpan.ack_request',
  'wpan.pan_id_compression',
  'wpan.fcf.reserved',
  'wpan.seqno_suppression',
  'wpan.ie_present',
  'wpan.dst_addr_mode',
  'wpan.version',
  'wpan.src_addr_mode',
];

/** Dissects a frame that ends in a check sequence or not. */
export const dissectIeee802154 =
  (hasFcs: boolean): LayerDissector =>
  (d, at) => {
    const wpan = d.layer('wpan', at, OFFSET.addresses);
    const control = d.uint8(at) | (d.uint8(at + 1) << 8);
    const item = d.addLittle(wpan, 'wpan.fcf', at + OFFSET.control, 2);
    for (const field of CONTROL_FIELDS) d.addLittle(item, field, at + OFFSET.control, 2);
    const reported = hasFcs ? Math.max(at, d.reported - FCS_LEN) : d.reported;
    const version = (control >> VERSION.shift) & VERSION.mask;
    const of2015 = version > VERSION.of2006;
    const numbered = !of2015 || (control & CONTROL.unnumbered) === 0;
    if (numbered) d.add(wpan, 'wpan.seq_no', at + OFFSET.sequence, 1);
    if (version === VERSION.reserved || hasReservedMode(control)) return;
    const payload = addAddresses(d, wpan, at + (numbered ? OFFSET.addresses : OFFSET.sequence), control, of2015);
    wpan.length = payload - at;
    const type = control & TYPE.mask;
    const secured = (control & CONTROL.secured) !== 0;
    if (type === TYPE.command && !secured && payload < reported) d.add(wpan, 'wpan.cmd', payload, 1);
    else if (type === TYPE.data) d.next('data', 0, payload, reported, reported);
    if (hasFcs && reported + FCS_LEN <= d.end) d.addLittle(wpan, 'wpan.fcs', reported, FCS_LEN);
  };

const destinationMode = (control: number): number => (control >> DESTINATION_MODE_SHIFT) & 0x3;
const sourceMode = (control: number): number => (control >> SOURCE_MODE_SHIFT) & 0x3;
const hasReservedMode = (control: number): boolean =>
  destinationMode(control) === MODE.reserved || sourceMode(control) === MODE.reserved;

/** Adds the addresses at `at`; returns where they end. */
function addAddresses(d: Dissection, wpan: TreeItem, at: number, control: number, of2015: boolean): number {
  const destination = destinationMode(control);
  const source = sourceMode(control);
  const compressed = (control & CONTROL.samePan) !== 0;
  const pans = of2015 ? pansOf2015(destination, source, compressed) : pansOf2006(destination, source, compressed);
  let next = at;
  if (pans.destination) {
    d.addLittle(wpan, 'wpan.dst_pan', next, PAN_LEN);
    next += PAN_LEN;
  }
  next = addAddress(d, wpan, next, destination, 'wpan.dst16', 'wpan.dst64');
  if (pans.source) {
    d.addLittle(wpan, 'wpan.src_pan', next, PAN_LEN);
    next += PAN_LEN;
  }
  return addAddress(d, wpan, next, source, 'wpan.src16', 'wpan.src64');
}

interface Pans {
  readonly destination: boolean;
  readonly source: boolean;
}

function pansOf2006(destination: number, source: number, compressed: boolean): Pans {
  const both = destination !== MODE.none && source !== MODE.none;
  return { destination: destination !== MODE.none, source: source !== MODE.none && !(both && compressed) };
}

/** Table 7-2 of the 2015 edition. */
function pansOf2015(destination: number, source: number, compressed: boolean): Pans {
  if (destination === MODE.none && source === MODE.none) return { destination: compressed, source: false };
  if (destination === MODE.none) return { destination: false, source: !compressed };
  if (source === MODE.none || (destination === MODE.long && source === MODE.long)) {
    return { destination: !compressed, source: false };
  }
  return { destination: true, source: !compressed };
}

function addAddress(
  d: Dissection,
  wpan: TreeItem,
  at: number,
  mode: number,
  short: FieldName,
  long: FieldName,
): number {
  if (mode === MODE.long) {
    d.require(at, 8);
    const text = Array.from(d.bytes.subarray(at, at + 8), byte => byte.toString(16).padStart(2, '0')).reverse();
    d.add(wpan, long, at, 8, text.join(':'));
    return at + 8;
  }
  if (mode !== MODE.short) return at;
  d.addLittle(wpan, short, at, 2);
  return at + 2;
}
