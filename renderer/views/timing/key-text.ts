// What a key is called on the screen.
import type { KeyName } from '../../../shared/model/gap.ts';
import type { TimingScope } from '../../../shared/model/timing.ts';
import { endpoint } from '../../ui/endpoint.ts';

/** What stands between the two sides. */
const BETWEEN: Readonly<Record<TimingScope, string>> = { host: '', stream: ' → ', flow: ' ↔ ', conversation: ' ↔ ' };

/** `10.0.0.1`, `10.0.0.1 → 10.0.0.2`, `10.0.0.1:4000 ↔ 10.0.0.2:80 TCP`. */
export function keyLabel(scope: TimingScope, { a, b, aPort, bPort, protocol }: KeyName): string {
  const ends = [endpoint(a.address, aPort), ...(b ? [endpoint(b.address, bPort)] : [])];
  return `${ends.join(BETWEEN[scope])}${protocol === null ? '' : ` ${protocol}`}`;
}

/** The names of its hosts where they have any: for hovering. */
export function keyNames({ a, b }: KeyName): string {
  const named = [a, b].flatMap(host => (host?.name ? [`${host.address} is ${host.name}`] : []));
  return named.join(', ');
}

export const ALL_OF: Readonly<Record<TimingScope, string>> = {
  host: 'All hosts together',
  stream: 'All streams together',
  flow: 'All flows together',
  conversation: 'All host pairs together',
};
