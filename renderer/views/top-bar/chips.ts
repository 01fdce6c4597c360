// The selection as removable chips. Pure.
import type { SourceInfo } from '../../../shared/model/source.ts';
import type { Named } from '../../state/annotations.ts';
import type { Selection } from '../../state/selection.ts';
import type { Part } from '../../state/selection-parts.ts';
import { rangeText } from '../../ui/moment.ts';

export interface Chip {
  readonly kind: Part;
  readonly text: string;
  /** Of hosts: their addresses. */
  readonly address?: string;
}

/** In the order of `parts`; others first, in the order in which they narrow what is shown. `called`: what hosts are called. */
export function chipsOf(
  { host, peer, flow, burst, record, range, filter }: Selection,
  info: Pick<SourceInfo, 'start' | 'end'> | null,
  parts: readonly Part[] = [],
  called: (host: Named) => string = ({ address }) => address,
): readonly Chip[] {
  const chips: Chip[] = [];
  if (filter !== null) chips.push({ kind: 'filter', text: filter });
  if (host && peer)
    chips.push({
      kind: 'pair',
      text: `${called(host)} → ${called(peer)}`,
      address: `${host.address} → ${peer.address}`,
    });
  else if (host) chips.push({ kind: 'host', text: called(host), address: host.address });
  // As in files and filters, where flows count from 1.
  if (flow !== null) chips.push({ kind: 'flow', text: `Flow ${flow + 1}` });
  if (burst !== null) chips.push({ kind: 'burst', text: `Burst ${burst}` });
  if (record !== null) chips.push({ kind: 'record', text: `Record ${record}` });
  if (range) chips.push({ kind: 'range', text: rangeText(range, info?.start ?? null, info?.end ?? null) });
  return chips.sort((a, b) => parts.indexOf(a.kind) - parts.indexOf(b.kind));
}
