// LLC and SNAP as layers of the tree.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import { ETHER_TYPE, FIRST_ETHER_TYPE } from '../../../shared/net/ether-type.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import {
  isBridgedEthernet,
  isInformation,
  LLC_BRIDGE_PAD,
  LLC_OFFSET,
  OUI,
  SAP,
  SNAP_LEN,
  SNAP_OFFSET,
} from './llc.ts';
import { addOpaque, OPAQUE_CISCO } from './opaque.ts';
import { PSEUDO_TYPE } from './pseudo-type.ts';
import { addControl, LLC_CONTROL } from './xdlc.ts';

const RESPONSE = 0x01;
const OUI_CISCO = 0x00000c;
const OUI_CABLE_BPDU = 0x00e02f;
const OUI_WLCCP = 0x004096;
const PID_BPDU = 0x000e;

/** Fields of SNAP: LLC and Frame Relay name them differently. */
interface SnapFields {
  readonly oui: FieldName;
  readonly type: FieldName;
  readonly pid: FieldName;
}
const LLC_SNAP: SnapFields = { oui: 'llc.oui', type: 'llc.type', pid: 'llc.pid' };

/** Adds the LLC header at `at` to the tree. */
export function dissectLlc(d: Dissection, at: number): void {
  const llc = d.layer('llc', at, d.end - at);
  const dsap = d.uint8(at + LLC_OFFSET.dsap);
  const ssap = d.uint8(at + LLC_OFFSET.ssap);
  const dsapItem = d.add(llc, 'llc.dsap', at + LLC_OFFSET.dsap, 1);
  d.add(dsapItem, 'llc.dsap.sap', at + LLC_OFFSET.dsap, 1);
  d.add(dsapItem, 'llc.dsap.ig', at + LLC_OFFSET.dsap, 1);
  const ssapItem = d.add(llc, 'llc.ssap', at + LLC_OFFSET.ssap, 1);
  d.add(ssapItem, 'llc.ssap.sap', at + LLC_OFFSET.ssap, 1);
  d.add(ssapItem, 'llc.ssap.cr', at + LLC_OFFSET.ssap, 1);
  const control = at + LLC_OFFSET.control;
  const next = control + addControl(d, llc, control, LLC_CONTROL, (ssap & RESPONSE) !== 0);
  const information = isInformation(d.uint8(control));
  if (dsap === SAP.snap && ssap === SAP.snap) {
    llc.length = next + SNAP_LEN - at;
    addSnap(d, llc, next, LLC_BRIDGE_PAD, information, LLC_SNAP);
    return;
  }
  llc.length = next - at;
  if (next >= d.reported) return;
  if (information) d.next('llc', dsap, next);
  else d.next('data', 0, next);
}

const PID_ETHERNET_WITH_FCS = 0x0001;
const bridgedType = (pid: number): number =>
  pid === PID_ETHERNET_WITH_FCS ? PSEUDO_TYPE.ethernetWithFcs : ETHER_TYPE.bridgedEthernet;

/** Adds SNAP at `at` to the layer that it belongs to and says what follows; bridged frames stand behind `pad` bytes. */
export function addSnap(
  d: Dissection,
  parent: TreeItem,
  at: number,
  pad: number,
  information: boolean,
  fields: SnapFields,
): void {
  d.add(parent, fields.oui, at + SNAP_OFFSET.oui, 3);
  const oui = d.uint24(at + SNAP_OFFSET.oui);
  const type = d.uint16(at + SNAP_OFFSET.type);
  const next = at + SNAP_LEN;
  if (oui === OUI.etherType || oui === OUI.bridgeTunnel) {
    if (information) d.add(parent, fields.type, at + SNAP_OFFSET.type, 2);
    if (information && type >= FIRST_ETHER_TYPE) d.next('ethertype', type, next);
    else d.next('data', 0, next);
    return;
  }
  const vendor = oui === OUI_CISCO ? 'llc.cisco_pid' : oui === OUI_WLCCP ? 'llc.wlccp_pid' : fields.pid;
  d.add(parent, vendor, at + SNAP_OFFSET.type, 2);
  if (oui === OUI.bridged) {
    if (isBridgedEthernet(type)) d.next('ethertype', bridgedType(type), next + pad);
    else if (type === PID_BPDU) addOpaque(d, 'stp', next);
    else d.next('data', 0, next);
    return;
  }
  const name = information && oui === OUI_CISCO ? OPAQUE_CISCO.get(type) : undefined;
  if (name !== undefined) addOpaque(d, name, next);
  else if (oui === OUI_CABLE_BPDU) addOpaque(d, 'stp', next);
  else if (information && oui === OUI_WLCCP) addOpaque(d, 'wlccp', next);
  else d.next('data', 0, next);
}
