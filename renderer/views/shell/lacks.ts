// What places need of a source, and what is said where it lacks it.
import type { SourceInfo, SourcePart } from '../../../shared/model/source.ts';
import type { Place } from '../../state/place.ts';
import { PLACE_VIEWS } from './places.tsx';

const SENTENCES: Readonly<Record<SourcePart, string>> = {
  records: 'This source has no records: open a packet capture to see what is in each.',
  flows: 'This source does not say which hosts talked with which: open a capture or a log of flows to see that.',
  requests: "This source has no requests for pages: open an access log, Zeek's logs of HTTP or a capture.",
};

const NO_NAMES =
  'This source does not name hosts: open a packet capture, whose DNS, DHCP, TLS and HTTP say what they are called.';
const NO_IP = 'None of its records has IP, so there are no hosts that talk.';

/** What the source lacks for a place, as a sentence that says what would have it; null: nothing. */
export function lacksOf(place: Place, { has, hosts, state }: SourceInfo): string | null {
  const needs = PLACE_VIEWS[place]?.needs;
  if (needs === 'nothing') return null;
  if (needs === 'names') return has.includes('records') ? null : NO_NAMES;
  const part = needs ?? 'flows';
  if (!has.includes(part)) return SENTENCES[part];
  return part === 'flows' && hosts === 0 && state !== 'loading' ? NO_IP : null;
}
