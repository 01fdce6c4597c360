// Hosts folded into groups by the first bits of their addresses, so that any number of them can be drawn. Pure.
import { addressText } from '../../shared/net/address.ts';

/** Lengths of the prefixes that groups have, in bits, from the coarsest. */
const PREFIXES: Readonly<Record<4 | 6, readonly number[]>> = { 4: [8, 16, 24], 6: [16, 32, 48, 64] };

/** The key of the hosts that have no prefix in common. */
export const OTHER_HOSTS = 'other hosts';

export interface FoldedGroup {
  /** `10.1.0.0/16`, or OTHER_HOSTS. */
  readonly key: string;
  readonly hosts: readonly number[];
}

/** An address's prefix of so many bits: `10.1.0.0/16`. */
export function prefixKey(address: Uint8Array, bits: number): string {
  const start = new Uint8Array(address.length);
  start.set(address.subarray(0, bits >> 3));
  return `${addressText(start)}/${bits}`;
}

interface Cut {
  readonly key: string;
  readonly hosts: readonly number[];
  /** Index of its prefix's length in PREFIXES. */
  readonly depth: number;
}

/**
 * Groups of the hosts: at most `budget`, each as fine as that allows, the largest taken apart first. `addressOf` gives
 * the 4 or 16 bytes of a host's address. Every host is in exactly one group; groups of one host are groups too.
 */
export function foldHosts(
  hosts: readonly number[],
  addressOf: (host: number) => Uint8Array,
  budget: number,
): FoldedGroup[] {
  const finer = ({ hosts: members, depth }: Pick<Cut, 'hosts' | 'depth'>): Cut[] => {
    const parts = new Map<string, number[]>();
    for (const host of members) {
      const address = addressOf(host);
      const bits = PREFIXES[address.length === 4 ? 4 : 6][depth + 1];
      if (bits === undefined) return [];
      const key = prefixKey(address, bits);
      const part = parts.get(key);
      if (part) part.push(host);
      else parts.set(key, [host]);
    }
    return [...parts].map(([key, part]) => ({ key, hosts: part, depth: depth + 1 }));
  };
  let cuts = finer({ hosts, depth: -1 }).sort(bySize);
  const other: number[] = [];
  if (cuts.length > budget) {
    const most = Math.max(0, budget - 1);
    for (const cut of cuts.slice(most)) for (const host of cut.hosts) other.push(host);
    cuts = cuts.slice(0, most);
  }
  const done: Cut[] = [];
  const room = (): number => budget - cuts.length - done.length - (other.length > 0 ? 1 : 0);
  while (cuts.length > 0) {
    const [largest, ...others] = cuts as [Cut, ...Cut[]];
    cuts = others;
    const parts = largest.hosts.length > 1 ? finer(largest) : [];
    if (parts.length === 0 || parts.length > room()) done.push(largest);
    else cuts = [...others, ...parts].sort(bySize);
  }
  const folded = done.map(({ key, hosts: members }) => ({ key, hosts: members }));
  return other.length > 0 ? [...folded, { key: OTHER_HOSTS, hosts: other }] : folded;
}

const bySize = (a: Cut, b: Cut): number => b.hosts.length - a.hosts.length || (a.key < b.key ? -1 : 1);
