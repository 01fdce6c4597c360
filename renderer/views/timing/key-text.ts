// What a key is called on the screen.
import type { KeyName } from '../../../shared/model/gap.ts';
import type { TimingScope } from '../../../shared/model/timing.ts';
import type { Named } from '../../state/annotations.ts';
import { endpoint } from '../../ui/endpoint.ts';

/** What stands between the two sides. */
const BETWEEN: Readonly<Record<TimingScope, string>> = { host: '', stream: ' → ', flow: ' ↔ ', conversation: ' ↔ ' };

/** `10.0.0.1`, `10.0.0.1 → camera`, `10.0.0.1:4000 ↔ camera:80 TCP`; `called`: what a host is called. */
export function keyLabel(
  scope: TimingScope,
  { a, b, aPort, bPort, protocol }: KeyName,
  called: (host: Named) => string,
): string {
  const ends = [endpoint(called(a), aPort), ...(b ? [endpoint(called(b), bPort)] : [])];
  return `${ends.join(BETWEEN[scope])}${protocol === null ? '' : ` ${protocol}`}`;
}

export const byAddress = ({ address }: Named): string => address;

export const ALL_OF: Readonly<Record<TimingScope, string>> = {
  host: 'All hosts together',
  stream: 'All streams together',
  flow: 'All flows together',
  conversation: 'All host pairs together',
};
