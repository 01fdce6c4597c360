// Hardware addresses in identifiers of DHCP clients as text: with colons where they are Ethernet's.
import { macText } from '../../../shared/net/address.ts';
import { HARDWARE_TYPE } from '../../../shared/net/dhcp-option.ts';
import type { Dissection } from '../tree/dissection.ts';

const MAC_LEN = 6;

/** The address in bytes[at, at + length) of a hardware type, -1 for what is none. Throws BoundsError. */
export function hardwareText(d: Dissection, at: number, length: number, type: number): string {
  d.require(at, length);
  const ethernet = type === HARDWARE_TYPE.ethernet || type === HARDWARE_TYPE.ieee802;
  if (ethernet && length === MAC_LEN) return macText(d.bytes, at);
  return Array.from(d.bytes.subarray(at, at + length), byte => byte.toString(16).padStart(2, '0')).join('');
}
