// Frame Relay and OSI network layer identifiers as layers of the tree.
import { ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { addChdlcType } from './chdlc.ts';
import { addressLength, dlci, ENCAPSULATION, encapsulation, FRAME_RELAY, NLPID } from './frame-relay.ts';
import { isInformation } from './llc.ts';
import { addSnap } from './llc-tree.ts';
import { addOpaque, OSI_PROTOCOLS } from './opaque.ts';
import { PSEUDO_TYPE } from './pseudo-type.ts';
import { addControl, FRAME_RELAY_CONTROL } from './xdlc.ts';

const RESPONSE = 0x02;
const FR_SNAP = { oui: 'fr.snap.oui', type: 'fr.snaptype', pid: 'fr.snap.pid' } as const;

/** Adds the header at `at` to the tree. */
export function dissectFrameRelay(d: Dissection, at: number): void {
  const fr = d.layer('fr', at, d.end - at);
  const length = addressLength(d.bytes, at, d.end);
  d.require(at, length);
  const next = at + length;
  const circuit = dlci(d.bytes, at, next);
  const response = length > 1 && (d.uint8(at) & RESPONSE) !== 0;
  if (length > 1) addAddress(d, fr, at, length);
  else d.expert(fr, 'fr.bogus_address', 'warning', 'Bogus 1-octet address field');
  d.add(fr, 'fr.dlci', at, length, circuit);
  fr.length = length;
  switch (encapsulation(d.bytes, next, d.end, circuit)) {
    case ENCAPSULATION.nlpid: {
      const information = isInformation(d.uint8(next));
      addNlpid(d, fr, next + addControl(d, fr, next, FRAME_RELAY_CONTROL, response), information);
      break;
    }
    case ENCAPSULATION.cisco:
      fr.length = length + 2;
      addChdlcType(d, fr, 'fr.chdlctype', next);
      break;
    case ENCAPSULATION.ethernet:
      d.next('ethertype', PSEUDO_TYPE.ethernetWithFcs, next);
      break;
    case ENCAPSULATION.signalling:
      addControl(d, fr, next, FRAME_RELAY_CONTROL, response);
      break;
    default:
      d.next('data', 0, next);
  }
}

function addAddress(d: Dissection, fr: TreeItem, at: number, length: number): void {
  const first = d.add(fr, 'fr.first_addr_octet', at, 1);
  d.add(first, 'fr.upper_dlci', at, 1);
  d.add(first, 'fr.cr', at, 1);
  d.add(first, 'fr.ea', at, 1);
  const second = d.add(fr, 'fr.second_addr_octet', at + 1, 1);
  d.add(second, 'fr.second_dlci', at + 1, 1);
  d.add(second, 'fr.fecn', at + 1, 1);
  d.add(second, 'fr.becn', at + 1, 1);
  d.add(second, 'fr.de', at + 1, 1);
  d.add(second, 'fr.ea', at + 1, 1);
  if (length > 3) {
    const third = d.add(fr, 'fr.third_addr_octet', at + 2, 1);
    d.add(third, 'fr.third_dlci', at + 2, 1);
    d.add(third, 'fr.ea', at + 2, 1);
  }
  for (let extra = at + 3; extra < at + length - 1; extra++) {
    const item = d.text(fr, 'Bogus extra address octet', extra, 1);
    d.expert(item, 'fr.bogus_address', 'warning', 'Bogus extra address octet');
  }
  if (length <= 2) return;
  const last = at + length - 1;
  const control = (d.uint8(last) & FRAME_RELAY.control) !== 0;
  const item = d.text(fr, 'Final address octet', last, 1);
  d.add(item, control ? 'fr.dlcore_control' : 'fr.lower_dlci', last, 1);
  d.add(item, 'fr.dc', last, 1);
  d.add(item, 'fr.ea', last, 1);
}

function addNlpid(d: Dissection, fr: TreeItem, at: number, information: boolean): void {
  let next = at;
  if (d.uint8(next) === NLPID.padding) d.add(fr, 'fr.nlpid', next++, 1);
  const nlpid = d.uint8(next);
  const name = nlpid === NLPID.q933 ? 'q933' : OSI_PROTOCOLS.get(nlpid);
  fr.length = next - fr.start;
  d.add(fr, 'fr.nlpid', next, 1);
  // OSI protocols count the identifier as their own first byte.
  if (name !== undefined) {
    addOpaque(d, name, next);
    return;
  }
  next++;
  fr.length = next - fr.start;
  if (nlpid === NLPID.snap) {
    addSnap(d, fr, next, 0, information, FR_SNAP);
    return;
  }
  if (nlpid === NLPID.lmi) addOpaque(d, 'lmi', next);
  else if (nlpid === NLPID.compressed) addOpaque(d, 'wcp', next);
  else nextOfNlpid(d, nlpid, next);
}

/** Adds the OSI layer whose identifier stands at `at`, behind LLC or Cisco HDLC. */
export function dissectOsi(d: Dissection, at: number): void {
  const nlpid = d.uint8(at);
  const name = OSI_PROTOCOLS.get(nlpid);
  d.layer('osi', at, 1);
  if (name !== undefined) addOpaque(d, name, at);
  else nextOfNlpid(d, nlpid, at + 1);
}

function nextOfNlpid(d: Dissection, nlpid: number, at: number): void {
  if (nlpid === NLPID.ipv4) d.next('ethertype', ETHER_TYPE.ipv4, at);
  else if (nlpid === NLPID.ipv6) d.next('ethertype', ETHER_TYPE.ipv6, at);
  else if (nlpid === NLPID.ppp) d.next('ethertype', PSEUDO_TYPE.ppp, at);
  else d.next('data', 0, at);
}
