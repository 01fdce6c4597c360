// Which of a host's names is shown.
import type { HostName, NameSource } from '../../shared/model/name.ts';

/** Sources by trust, most trusted first; those of one line are equals. */
const TRUST: readonly (readonly NameSource[])[] = [
  ['pcapng'],
  ['dhcp', 'mdns', 'nbns', 'llmnr'],
  ['dns', 'sni', 'quic', 'http'],
];

/**
 * The name that is shown for a host with these names; undefined without any.
 *
 * Order of trust: what the file itself says of the address (whoever made the capture, or a person, put it there); then the
 * host's own names, which it told its network by DHCP, multicast DNS, NBNS or LLMNR; then the names by which others reached
 * it (a DNS answer, the server name of TLS or QUIC, the host of HTTP): an address of a large network has many of those, and a
 * client can ask any server for any name. Among equals the name said most often counts, over all its sources, since one answer
 * may be stale or forged; then the one said first, so that the name does not change while a capture loads.
 */
export function shownName(names: readonly HostName[]): HostName | undefined {
  for (const sources of TRUST) {
    const equals = names.filter(({ source }) => sources.includes(source));
    if (equals.length > 0) return mostSaid(equals, sources);
  }
  return undefined;
}

function mostSaid(names: readonly HostName[], sources: readonly NameSource[]): HostName {
  const said = new Map<string, number>();
  for (const { name, count } of names) {
    const key = name.toLowerCase();
    said.set(key, (said.get(key) ?? 0) + count);
  }
  const times = ({ name }: HostName): number => said.get(name.toLowerCase())!;
  const better = (a: HostName, b: HostName): number =>
    times(b) - times(a) || a.first - b.first || sources.indexOf(a.source) - sources.indexOf(b.source);
  return names.toSorted(better)[0]!;
}
