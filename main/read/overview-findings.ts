// What is most worth a look: the strongest beacons, the largest bursts.
import { BEACON_CHANCE } from '../../shared/model/beacon.ts';
import type { BurstParams } from '../../shared/model/burst.ts';
import type { BeaconFinding, BurstFinding, HostEnd } from '../../shared/model/overview.ts';
import type { Beacon } from '../analysis/beacons.ts';
import { burstPackets } from '../analysis/bursts.ts';
import type { Span } from '../timing/time-order.ts';
import { burstEnds, chooseBursts } from './burst-rows.ts';
import type { CaptureView } from './capture-view.ts';
import { hostEnd } from './host-end.ts';
import { largest } from './largest.ts';

/** Of the pairs found, those that keep a period better than chance would, by their score; at most `rows`. */
export function beaconFindings(view: CaptureView, found: readonly Beacon[], rows: number): readonly BeaconFinding[] {
  const isRegular = ({ score, period }: Beacon): boolean =>
    score !== null && period !== null && period.pValue < BEACON_CHANCE;
  const value = (i: number): number => (isRegular(found[i]!) ? found[i]!.score!.score : 0);
  return largest(found.length, value, rows).map(i => {
    const { src, dst, rows: connections, period, score } = found[i]!;
    return {
      kind: 'beacon',
      src: hostEnd(view.store, src),
      dst: hostEnd(view.store, dst),
      connections: connections.length,
      period: period?.nanos ?? null,
      score: score!.score,
      pValue: period?.pValue ?? null,
    };
  });
}

/** Bursts that overlap the span, by their payload; at most `rows`. */
export function burstFindings(
  view: CaptureView,
  span: Span,
  params: BurstParams,
  rows: number,
): readonly BurstFinding[] {
  const table = view.bursts(params);
  const chosen = chooseBursts(view, table, { span });
  const end = (host: number): HostEnd | null => (host < 0 ? null : hostEnd(view.store, host));
  return largest(chosen.length, i => table.payload[chosen[i]!]!, rows).map(i => {
    const n = chosen[i]!;
    const { src, dst } = burstEnds(view, table, n);
    return {
      kind: 'burst',
      burst: n + 1,
      src: end(src),
      dst: end(dst),
      start: view.order.time(table.start[n]!),
      end: view.order.time(table.end[n]!),
      packets: burstPackets(table, n),
      payload: table.payload[n]!,
    };
  });
}
