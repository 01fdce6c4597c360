// The pairs that connect often enough, found once for each way of asking and ranked.
import type { BeaconRequest, BeaconSort } from '../../shared/model/beacon.ts';
import { type BeaconTable, beaconSteps, orderBySd } from '../analysis/beacons.ts';
import type { ConnectionStarts } from '../analysis/connection-starts.ts';
import type { Span } from '../timing/time-order.ts';
import type { CaptureView } from './capture-view.ts';
import { addressOf } from './host-rows.ts';
import { inSlices, Kept } from './in-slices.ts';
import { connectionStartSteps } from './traffic-rows.ts';

export interface RankedBeacons {
  readonly starts: ConnectionStarts;
  readonly table: BeaconTable;
  /** Beacons by standard deviation of the gaps, smallest first; those as regular by their number of connections. */
  readonly bySd: Uint32Array;
  /** Those that the request chooses, ranked; ties in the order of `bySd`. */
  readonly places: Uint32Array;
}

const tables = new Kept(3);
const rankings = new Kept(6);

/** Pairs searched through before the work gives way. */
const SLICE = 1 << 13;

/** Rejects with ProblemError (`cancelled`) when the work is given up. */
export function rankBeacons(
  view: CaptureView,
  span: Span,
  request: BeaconRequest,
  isUnwanted?: () => boolean,
): Promise<RankedBeacons> {
  const { by, min, sort, descending = false, host } = request;
  const search = request.search?.trim().toLowerCase() ?? '';
  const of = `${by} ${min} ${span.lo} ${span.hi}`;
  return rankings.get(view, JSON.stringify([of, search, host, sort, descending]), async () => {
    const { starts, table, bySd } = await tables.get(view, of, async () => {
      const found = await inSlices(connectionStartSteps(view, span), isUnwanted);
      const beacons = await inSlices(beaconSteps(found, { by, min }), isUnwanted);
      return { starts: found, table: beacons, bySd: orderBySd(beacons) };
    });
    const places = await inSlices(chosen(view, table, bySd, host, search), isUnwanted);
    return { starts, table, bySd, places: sorted(table, places, sort, descending) };
  });
}

/** The pairs of a host (undefined: of all) with the search in an address, a port, or a name of theirs, in their order. */
function* chosen(
  view: CaptureView,
  { src, dst, dstPort }: BeaconTable,
  order: Uint32Array,
  host: number | undefined,
  search: string,
): Generator<undefined, Uint32Array> {
  if (host === undefined && search === '') return order.slice();
  const out = new Uint32Array(order.length);
  const { store } = view;
  const hits: (boolean | undefined)[] = [];
  const isHit = (number: number): boolean => {
    hits[number] ??=
      addressOf(store, number).includes(search) ||
      store.names.of(store.addresses.copyBytes(number)).some(({ name }) => name.toLowerCase().includes(search));
    return hits[number]!;
  };
  let n = 0;
  for (let i = 0; i < order.length; i++) {
    if (i % SLICE === SLICE - 1) yield;
    const beacon = order[i]!;
    const [from, to, port] = [src[beacon]!, dst[beacon]!, dstPort[beacon]!];
    if (host !== undefined && from !== host && to !== host) continue;
    if (search === '' || isHit(from) || isHit(to) || (port >= 0 && String(port) === search)) out[n++] = beacon;
  }
  return out.slice(0, n);
}

/** What beacons are sorted by; NaN: none. */
function valuesOf({ measures, connections }: BeaconTable, sort: BeaconSort): ArrayLike<number> {
  if (sort === 'connections') return connections;
  if (sort !== 'ticks') return measures[sort];
  return measures.ticksSeen.map((seen, beacon) => seen / measures.ticksExpected[beacon]!);
}

function sorted(
  table: BeaconTable,
  places: Uint32Array,
  sort: BeaconSort | undefined,
  descending: boolean,
): Uint32Array {
  if (sort === undefined) return descending ? places.reverse() : places;
  const all = valuesOf(table, sort);
  const values = Float64Array.from(places, place => all[place]!);
  const sign = descending ? -1 : 1;
  const ranks = Uint32Array.from(places, (_, i) => i).sort((i, j) => {
    const a = values[i]!;
    const b = values[j]!;
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b)) || i - j;
    return sign * (a - b) || i - j;
  });
  return ranks.map(rank => places[rank]!);
}
