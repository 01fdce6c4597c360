// Display filters that hold for the records with the value of a cell. Pure; null: there is none.
import { isFieldName } from '../../shared/filter/fields.ts';

/** What a host sent, or what was sent to it. */
export const sideTest = (side: 'src' | 'dst', address: string): string =>
  `${address.includes(':') ? 'ipv6' : 'ip'}.${side} == ${address}`;

const PROTOCOLS: Readonly<Record<string, string>> = { 'IPv6-ICMP': 'icmpv6' };

/** Of an IP protocol, by its name. */
export function protocolTest(name: string | null): string | null {
  if (name === null) return null;
  const field = PROTOCOLS[name] ?? name.toLowerCase();
  return isFieldName(field) ? field : null;
}
