// What a series of the timeline is called.
import type { TimelineSeries } from '../../../shared/contract/calls.ts';
import type { Named } from '../../state/annotations.ts';
import { endpoint } from '../../ui/endpoint.ts';

/** What a host is called. */
export type Called = (host: Named) => string;

/** As its title, with hosts by what they are called. */
export function seriesCalled(called: Called, { title, src, dst, ports }: Omit<TimelineSeries, 'key'>): string {
  const [from, to] = [
    src && endpoint(called(src), ports?.[0] ?? null),
    dst && endpoint(called(dst), ports?.[1] ?? null),
  ];
  if (from && to) return `${from} ${title.includes('↔') ? '↔' : '→'} ${to}`;
  if (from) return `${from} →`;
  return to ? `→ ${to}` : title;
}
