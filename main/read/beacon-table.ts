// The pairs that connect often enough, found once for each way of asking and ranked.
import type { BeaconRequest, BeaconSort } from '../../shared/model/beacon.ts';
import { type Beacon, beaconSteps, type ConnectionStarts } from '../analysis/beacons.ts';
import type { Span } from '../timing/time-order.ts';
import type { CaptureView } from './capture-view.ts';
import { addressOf } from './host-rows.ts';
import { inSlices, Kept } from './in-slices.ts';
import { connectionStarts } from './traffic-rows.ts';

export interface RankedBeacons {
  readonly starts: ConnectionStarts;
  /** By standard deviation of the gaps, smallest first; those as regular by their number of connections. */
  readonly beacons: readonly Beacon[];
  /** Places of those that the request chooses, ranked; ties in the order of `beacons`. */
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
    const { starts, beacons } = await tables.get(view, of, async () => {
      const found = connectionStarts(view, span);
      return { starts: found, beacons: (await inSlices(beaconSteps(found, { by, min }), isUnwanted)).sort(bySd) };
    });
    const places = await inSlices(chosen(view, beacons, host, search), isUnwanted);
    return { starts, beacons, places: sorted(beacons, places, sort, descending) };
  });
}

const bySd = (a: Beacon, b: Beacon): number =>
  (a.gaps.sd ?? Number.POSITIVE_INFINITY) - (b.gaps.sd ?? Number.POSITIVE_INFINITY) || b.rows.length - a.rows.length;

/** Places of the pairs of a host (undefined: of all) with the search in an address, a port, or a name of theirs. */
function* chosen(
  view: CaptureView,
  beacons: readonly Beacon[],
  host: number | undefined,
  search: string,
): Generator<undefined, Uint32Array> {
  const out = new Uint32Array(beacons.length);
  const { store } = view;
  const hits: (boolean | undefined)[] = [];
  const isHit = (number: number): boolean => {
    hits[number] ??=
      addressOf(store, number).includes(search) ||
      store.names.of(store.addresses.copyBytes(number)).some(({ name }) => name.toLowerCase().includes(search));
    return hits[number]!;
  };
  let n = 0;
  for (let i = 0; i < beacons.length; i++) {
    if (i % SLICE === SLICE - 1) yield;
    const { src, dst, dstPort } = beacons[i]!;
    if (host !== undefined && src !== host && dst !== host) continue;
    if (search === '' || isHit(src) || isHit(dst) || (dstPort >= 0 && String(dstPort) === search)) out[n++] = i;
  }
  return out.slice(0, n);
}

const VALUE: Readonly<Record<BeaconSort, (beacon: Beacon) => number | null | undefined>> = {
  score: ({ score }) => score?.score,
  pValue: ({ period }) => period?.pValue,
  sd: ({ gaps }) => gaps.sd,
  connections: ({ rows }) => rows.length,
  period: ({ period }) => period?.nanos,
  ticks: ({ period }) => period && period.ticksSeen / period.ticksExpected,
  jitter: ({ jitter }) => jitter,
  mean: ({ gaps }) => gaps.mean,
  median: ({ gaps }) => gaps.median,
  mad: ({ gaps }) => gaps.mad,
};

function sorted(
  beacons: readonly Beacon[],
  places: Uint32Array,
  sort: BeaconSort | undefined,
  descending: boolean,
): Uint32Array {
  if (sort === undefined) return descending ? places.reverse() : places;
  const values = Float64Array.from(places, place => VALUE[sort](beacons[place]!) ?? Number.NaN);
  const sign = descending ? -1 : 1;
  const ranks = Uint32Array.from(places, (_, i) => i).sort((i, j) => {
    const a = values[i]!;
    const b = values[j]!;
    if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b)) || i - j;
    return sign * (a - b) || i - j;
  });
  return ranks.map(rank => places[rank]!);
}
