// The selection as removable chips. Pure.
import type { SourceInfo } from '../../../shared/model/source.ts';
import type { TimeRange } from '../../../shared/unit/time.ts';
import type { SelectedHost } from '../../state/selection.ts';
import { rangeText } from '../../ui/moment.ts';

export type ChipKind = 'host' | 'pair' | 'flow' | 'burst' | 'range' | 'filter';

export interface Chip {
  readonly kind: ChipKind;
  readonly text: string;
}

interface Selection {
  readonly host: SelectedHost | null;
  readonly peer: SelectedHost | null;
  readonly flow: number | null;
  readonly burst: number | null;
  readonly range: TimeRange | null;
  readonly filter: string | null;
}

/** In the order in which the parts narrow what is shown. */
export function chipsOf(
  { host, peer, flow, burst, range, filter }: Selection,
  info: Pick<SourceInfo, 'start' | 'end'> | null,
): readonly Chip[] {
  const chips: Chip[] = [];
  if (filter !== null) chips.push({ kind: 'filter', text: filter });
  if (host && peer) chips.push({ kind: 'pair', text: `${host.address} → ${peer.address}` });
  else if (host) chips.push({ kind: 'host', text: host.address });
  if (flow !== null) chips.push({ kind: 'flow', text: `Flow ${flow}` });
  if (burst !== null) chips.push({ kind: 'burst', text: `Burst ${burst}` });
  if (range) chips.push({ kind: 'range', text: rangeText(range, info?.start ?? null, info?.end ?? null) });
  return chips;
}
