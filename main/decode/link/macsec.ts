// MACsec (IEEE 802.1AE section 9): opaque when encrypted or changed, otherwise an EtherType follows the security tag.
// Guarantee: the EtherType is read only when the tag, it and the integrity value were captured.
import { uint16 } from '../big-endian.ts';
import type { Layers } from '../layers.ts';
import type { Dissection } from '../tree/dissection.ts';
import { limitFrame } from './limit.ts';
import { nextEtherType } from './trailer.ts';

const OFFSET = { tagControl: 0, shortLength: 1, packetNumber: 2, channel: 6, port: 12 } as const;
const SHORT_LEN = OFFSET.channel;
const LONG_LEN = OFFSET.port + 2;
const INTEGRITY_LEN = 16;

const VERSION = 0x80;
const CHANNEL_PRESENT = 0x20;
const ENCRYPTED_OR_CHANGED = 0x0c;

// hot path
/** Reads the security tag at `at`; returns where the payload of its EtherType begins, or -1. */
export function walkMacsec(bytes: Uint8Array, at: number, layers: Layers): number {
  const length = at < layers.end ? tagLength(bytes[at]!) : LONG_LEN;
  if (layers.end - at <= length + INTEGRITY_LEN + 1) return -1;
  const control = bytes[at + OFFSET.tagControl]!;
  if ((control & (VERSION | ENCRYPTED_OR_CHANGED)) !== 0) return -1;
  layers.etherType = uint16(bytes, at + length);
  limitFrame(layers, layers.end - INTEGRITY_LEN);
  return at + length + 2;
}

// hot path
const tagLength = (control: number): number => ((control & CHANNEL_PRESENT) !== 0 ? LONG_LEN : SHORT_LEN);

/** Adds the security tag at `at` to the tree. */
export function dissectMacsec(d: Dissection, at: number): void {
  const control = d.uint8(at + OFFSET.tagControl);
  const length = tagLength(control);
  if ((control & VERSION) !== 0 || d.end - at <= length + INTEGRITY_LEN + 1) {
    d.next('data', 0, at);
    return;
  }
  const open = (control & ENCRYPTED_OR_CHANGED) === 0;
  const macsec = d.layer('macsec', at, length + (open ? 2 : 0));
  const flags = d.add(macsec, 'macsec.TCI', at + OFFSET.tagControl, 1);
  d.add(flags, 'macsec.TCI.V', at, 1);
  d.add(flags, 'macsec.TCI.ES', at, 1);
  d.add(flags, 'macsec.TCI.SC', at, 1);
  d.add(flags, 'macsec.TCI.SCB', at, 1);
  d.add(flags, 'macsec.TCI.E', at, 1);
  d.add(flags, 'macsec.TCI.C', at, 1);
  d.add(macsec, 'macsec.AN', at, 1);
  d.add(macsec, 'macsec.SL', at + OFFSET.shortLength, 1);
  d.add(macsec, 'macsec.PN', at + OFFSET.packetNumber, 4);
  if (length === LONG_LEN) {
    d.add(macsec, 'macsec.SCI.system_identifier', at + OFFSET.channel, 6);
    d.add(macsec, 'macsec.SCI.port_identifier', at + OFFSET.port, 2);
  }
  const icv = d.end - INTEGRITY_LEN;
  if (!open) {
    d.add(macsec, 'macsec.ICV', icv, INTEGRITY_LEN);
    d.next('data', 0, at + length, icv, icv);
    return;
  }
  d.add(macsec, 'macsec.etype', at + length, 2);
  nextEtherType(d, { item: macsec, at, trailer: 'macsec.ICV', fcs: 0 }, d.uint16(at + length), at + length + 2);
}
