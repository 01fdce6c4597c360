// Calls about beacons: pairs ranked, one of them with all that is known of it, and when it connected.
import type { BeaconDetail, BeaconRequest, BeaconRow, TicksMeta } from '../model/beacon.ts';
import type { OfScope, Page, Paged } from './asked.ts';
import type { Frame } from './frame.ts';

/** One pair; the other way round when it has no connections in this direction. */
export interface BeaconEnds {
  readonly src: number;
  /** Absent: the pair of `src` that comes first in the ranking. */
  readonly dst?: number | undefined;
  /** Of rows for each port; absent: the port of the pair that comes first in the ranking. */
  readonly dstPort?: number | undefined;
  /** By name, with `dstPort`. */
  readonly protocol?: string | undefined;
}

export interface BeaconPage extends Page<BeaconRow> {
  /** Pairs with enough connections, found by the search or not. */
  readonly found: number;
}

export interface BeaconCalls {
  beacons(input: OfScope & Paged & { readonly beacons: BeaconRequest }): BeaconPage;
  /** Null: the pair has too few connections. */
  beacon(input: OfScope & { readonly beacons: BeaconRequest; readonly ends: BeaconEnds }): BeaconDetail | null;
}

export interface BeaconBulkCalls {
  /**
   * Starts of a pair's connections in order of time. Columns: `time` (f64, ns since origin), `bytes` (f64, sent by the
   * source; NaN: unknown) and `ticks` (f64, gap to the start before in whole periods: 0, one more within a period; 2, one
   * tick in between was missed; of the first start, 1). Empty when the pair has too few connections.
   */
  beaconTicks(input: OfScope & { readonly beacons: BeaconRequest; readonly ends: BeaconEnds }): Frame<TicksMeta>;
}
