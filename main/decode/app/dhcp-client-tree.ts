// Identifiers of DHCP clients in the tree: hardware addresses, UUIDs (RFC 4578), and those of DHCPv6 (RFC 4361).
import { HARDWARE_TYPE } from '../../../shared/net/dhcp-option.ts';
import { DUID } from '../../../shared/net/dhcpv6-option.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { asciiText } from './ascii-text.ts';
import { hardwareText } from './dhcp-hardware.ts';

/** Adds what option 61 in bytes[at, at + length) says. */
export function dissectClientId(d: Dissection, item: TreeItem, at: number, length: number): void {
  const type = length > 0 ? d.uint8(at) : 0;
  if (addHardwareOrUuid(d, item, at, length)) return;
  if (type === 255 && length > 0) {
    addBindingId(d, item, at, length);
  } else if (type === 0 && length > 1) {
    d.add(item, 'dhcp.client_id.type', at, 1);
    d.require(at + 1, length - 1);
    d.add(item, 'dhcp.client_id.undef', at + 1, length - 1, asciiText(d.bytes, at + 1, length - 1));
  }
}

/** 7 bytes are a hardware type and address, 17 that begin with 0 a UUID; says whether they were one of these. */
export function addHardwareOrUuid(d: Dissection, item: TreeItem, at: number, length: number): boolean {
  const type = length > 0 ? d.uint8(at) : 0;
  if (length === 7 && type > 0 && type < 48) {
    d.add(item, 'dhcp.hw.type', at, 1);
    if (type === HARDWARE_TYPE.ethernet || type === HARDWARE_TYPE.ieee802) d.add(item, 'dhcp.hw.mac_addr', at + 1, 6);
    else d.add(item, 'dhcp.client_hardware_address', at + 1, 6, hardwareText(d, at + 1, 6, type));
    return true;
  }
  if (length !== 17 || type !== 0) return false;
  d.add(item, 'dhcp.client_id.uuid', at + 1, 16, uuidText(d.bytes, at + 1));
  return true;
}

const hexOf = (byte: number): string => byte.toString(16).padStart(2, '0');

/** The first three groups are little-endian, as Windows writes them. */
function uuidText(bytes: Uint8Array, at: number): string {
  const groups = [
    [3, 2, 1, 0],
    [5, 4],
    [7, 6],
    [8, 9],
    [10, 11, 12, 13, 14, 15],
  ];
  return groups.map(group => group.map(i => hexOf(bytes[at + i]!)).join('')).join('-');
}

/** An identity association and a DUID, as in DHCPv6 (RFC 4361 section 6.1). */
function addBindingId(d: Dissection, item: TreeItem, at: number, length: number): void {
  const duid = at + 5;
  d.add(item, 'dhcp.client_id.iaid', at + 1, 4, hardwareText(d, at + 1, 4, -1));
  const type = d.uint16(duid);
  d.add(item, 'dhcp.client_id.duid_type', duid, 2);
  const addLinkLayer = (from: number, size: number): void => {
    d.add(item, 'dhcp.client_id.link_layer_address', from, size, hardwareText(d, from, size, d.uint16(duid + 2)));
  };
  if (type === DUID.timed && length >= 8) {
    d.add(item, 'dhcp.client_id.duid_llt_hw_type', duid + 2, 2);
    d.add(item, 'dhcp.client_id.time', duid + 4, 4);
    if (length > 8) addLinkLayer(duid + 8, length - 13);
  } else if (type === DUID.enterprise && length >= 6) {
    d.add(item, 'dhcp.client_id.enterprise_num', duid + 2, 4);
    if (length > 6) d.add(item, 'dhcp.client_id', duid + 6, length - 11);
  } else if (type === DUID.linkLayer && length >= 4) {
    d.add(item, 'dhcp.client_id.duid_ll_hw_type', duid + 2, 2);
    if (length > 4) addLinkLayer(duid + 4, length - 9);
  } else if (type >= DUID.timed && type <= DUID.linkLayer) {
    d.expert(item, 'dhcp.malformed.duid', 'error', 'DUID: malformed option');
  }
}
