// What is most worth a look: the strongest beacons, the largest bursts.
import { BEACON_CHANCE } from '../../shared/model/beacon.ts';
import type { BurstParams } from '../../shared/model/burst.ts';
import type { HostEnd } from '../../shared/model/host.ts';
import type { BeaconFinding, BurstFinding } from '../../shared/model/overview.ts';
import { type BeaconTable, orderBySd } from '../analysis/beacons.ts';
import { burstPackets } from '../analysis/bursts.ts';
import type { Span } from '../timing/time-order.ts';
import { burstEnds, chooseBursts } from './burst-rows.ts';
import type { CaptureView } from './capture-view.ts';
import { hostEnd } from './host-end.ts';
import { largest } from './largest.ts';

/** Periods within this ratio of each other are the same. */
const SAME_PERIOD = 1.02;
/** Beacons looked at for each that is shown: those of one source and period are one finding. */
const LOOKED_AT = 8;

/**
 * Of the pairs found, those that keep a period better than chance would, by their score and the share of the ticks that
 * were seen; at most `rows`. What a source does at the same period is one finding.
 */
export function beaconFindings(view: CaptureView, found: BeaconTable, rows: number): readonly BeaconFinding[] {
  const { src, dst, connections } = found;
  const { score, period, pValue, ticksSeen, ticksExpected } = found.measures;
  const order = orderBySd(found);
  const ticks = (i: number): number => ticksSeen[i]! / ticksExpected[i]!;
  // NaN is below nothing: pairs without a period or a score are none.
  const value = (i: number): number => (pValue[i]! < BEACON_CHANCE ? score[i]! * ticks(i) : 0);
  const strongest = largest(found.length, i => value(order[i]!), rows * LOOKED_AT).map(i => order[i]!);
  const isAlike = (a: number, b: number): boolean =>
    src[a] === src[b] && Math.max(period[a]! / period[b]!, period[b]! / period[a]!) <= SAME_PERIOD;
  const groups: number[][] = [];
  for (const i of strongest) {
    const group = groups.find(([first]) => isAlike(first!, i));
    if (group) group.push(i);
    else if (groups.length < rows) groups.push([i]);
  }
  return groups.map(([first, ...others]) => {
    const i = first!;
    return {
      kind: 'beacon',
      src: hostEnd(view.store, src[i]!),
      dst: hostEnd(view.store, dst[i]!),
      connections: connections[i]!,
      period: period[i]!,
      score: score[i]!,
      pValue: pValue[i]!,
      ticks: ticks(i),
      alike: others.map(other => hostEnd(view.store, dst[other]!)),
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
