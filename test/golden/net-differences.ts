// Where the layers of network and transport differ from tshark's on purpose, and why.
import { CATALOGUE } from '../../shared/catalogue/catalogue.ts';
import type { TreeValues } from '../decode/tree-of.ts';

export interface Difference {
  readonly file: string;
  readonly record: number;
  readonly field: string;
  /** All occurrences, joined by `|`. */
  readonly tshark: string;
  readonly ours: string;
  /** tshark's frame.protocols. */
  readonly protocols: string;
  readonly own: TreeValues;
}

interface Rule {
  readonly why: string;
  readonly holds: (difference: Difference) => boolean;
}

const startsWith = (whole: string, part: string): boolean =>
  part === '' || whole === part || whole.startsWith(`${part}|`);

/** Whether two lists of values differ only where theirs is `tshark` and ours `own`. */
function differAt(theirs: string, ours: string, tshark: string, own: string): boolean {
  const a = theirs.split('|');
  const b = ours.split('|');
  return a.length === b.length && a.every((value, i) => value === b[i] || (value === tshark && b[i] === own));
}

/** Whether Wireshark saw a protocol there that we do not dissect. */
const isForeign = (protocols: string): boolean =>
  protocols.split(':').some(name => name !== 'ethertype' && !Object.hasOwn(CATALOGUE, name));

export const DIFFERENT: readonly Rule[] = [
  {
    why: 'What is inside of a protocol that is not dissected is not there: ours is the beginning of theirs',
    holds: ({ protocols, tshark, ours }) => isForeign(protocols) && startsWith(tshark, ours),
  },
  {
    why: 'A checksum that the adapter still had to fill in is unverified, not bad; so is one below an IP length of 0',
    holds: ({ field, tshark, ours }) =>
      (field === 'tcp.checksum.status' || field === 'udp.checksum.status') && differAt(tshark, ours, '0', '2'),
  },
  {
    why: 'tshark writes <none> where other bytes of which there are none are <MISSING>',
    holds: ({ tshark, ours }) => tshark.replaceAll('<none>', '<MISSING>') === ours,
  },
  {
    why: 'The link type is dissected by us and not by tshark',
    holds: ({ protocols, tshark }) => protocols === 'data' && tshark === '',
  },
  {
    why: "GTP' is data",
    holds: ({ protocols, field }) => protocols.endsWith(':gtpprime') && field.startsWith('gtp.'),
  },
  {
    why: "The flags of VXLAN-GPE are one byte under the name of VXLAN's two",
    holds: ({ field, tshark, ours }) => field.startsWith('vxlan.flags') && Number(tshark) === Number(ours),
  },
  {
    why: 'RGMP, which tshark takes for a protocol of its own inside of IGMP',
    holds: ({ protocols, field }) => protocols.endsWith(':rgmp') && field.startsWith('igmp.'),
  },
  {
    why: 'A link-layer address that is no MAC address is text',
    holds: ({ field, ours }) => field.startsWith('icmpv6.opt.') && field.endsWith('linkaddr') && ours === '',
  },
  {
    why: 'The nonce of a direct connectivity test of Teredo is data',
    holds: ({ field, ours }) => field === 'icmpv6.nonce' && ours === '',
  },
  {
    why: 'A segment whose FIN ends a message has no payload in tshark',
    holds: ({ field, tshark, own }) =>
      field === 'tcp.payload' && tshark === '' && own.get('tcp.flags.fin')?.at(-1) === '1',
  },
];

/** The reason for a difference; undefined when there is none. */
export const isDeliberate = (difference: Difference): string | undefined =>
  DIFFERENT.find(rule => rule.holds(difference))?.why;
