// The keys of a scope ranked by their gaps: searched, sorted, a page at a time.
import type { Page } from '../../shared/contract/asked.ts';
import type { GapKeyRow, GapRanking } from '../../shared/model/gap.ts';
import type { GapSort } from '../../shared/model/timing.ts';
import { type GapKeys, gapKeys } from '../timing/gap-keys.ts';
import type { Span } from '../timing/time-order.ts';
import type { CaptureView } from './capture-view.ts';
import { addressOf } from './host-rows.ts';
import { inSlices, Kept } from './in-slices.ts';
import { groupScope, keyEnds, keyName, keyText } from './key-name.ts';

export interface RankedKeys {
  readonly table: GapKeys;
  /** Places in the table, ranked. */
  readonly places: Uint32Array;
}

/** Tables are up to 52 bytes a key: one for each way of asking that people go back and forth between. */
const tables = new Kept(2);
const ranked = new Kept(4);

/** Keys searched through before the work gives way. */
const SLICE = 1 << 14;

/** Rejects with ProblemError (`cancelled`) when the work is given up. */
export function rankKeys(
  view: CaptureView,
  span: Span,
  ranking: GapRanking,
  isUnwanted?: () => boolean,
): Promise<RankedKeys> {
  const { scope, direction, search, sort, descending } = ranking;
  const groups = groupScope(scope, direction);
  const of = `${groups} ${span.lo} ${span.hi}`;
  const text = search?.trim().toLowerCase() ?? '';
  return ranked.get(view, JSON.stringify([of, text, sort, descending]), async () => {
    const { columns, flows } = view.store;
    const table = await tables.get(view, of, () =>
      inSlices(gapKeys(view.groups(groups), columns, flows, view.order, span), isUnwanted),
    );
    const places = await inSlices(found(view, ranking, table, text), isUnwanted);
    return { table, places: sorted(table, places, sort, descending) };
  });
}

/** Places of the keys whose text, or one of whose hosts' names, contains the search. */
function* found(
  view: CaptureView,
  { scope }: GapRanking,
  { keys }: GapKeys,
  search: string,
): Generator<undefined, Uint32Array> {
  const all = new Uint32Array(keys.length);
  let n = 0;
  const { store } = view;
  const addresses: string[] = [];
  const named: (boolean | undefined)[] = [];
  const address = (host: number): string => {
    addresses[host] ??= addressOf(store, host);
    return addresses[host]!;
  };
  const isNamed = (host: number): boolean => {
    if (host < 0) return false;
    named[host] ??= store.names
      .of(store.addresses.copyBytes(host))
      .some(({ name }) => name.toLowerCase().includes(search));
    return named[host]!;
  };
  for (let i = 0; i < keys.length; i++) {
    if (search !== '') {
      if (i % SLICE === SLICE - 1) yield;
      const { a, b } = keyEnds(store, scope, keys[i]!);
      const isFound =
        isNamed(a) || isNamed(b) || keyText(store, scope, keys[i]!, address).toLowerCase().includes(search);
      if (!isFound) continue;
    }
    all[n++] = i;
  }
  return all.slice(0, n);
}

/** Keys without a value come last either way; equal ones in order of appearance. */
function sorted(table: GapKeys, places: Uint32Array, sort: GapSort, descending: boolean): Uint32Array {
  if (sort === 'key') return descending ? places.reverse() : places;
  const values = table[sort];
  const sign = descending ? -1 : 1;
  return places.sort((i, j) => {
    const a = values[i]!;
    const b = values[j]!;
    if (a === b) return i - j;
    if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) ? (Number.isNaN(b) ? i - j : 1) : -1;
    return a < b ? -sign : sign;
  });
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

export function gapKeyRow(view: CaptureView, { scope }: GapRanking, table: GapKeys, place: number): GapKeyRow {
  return {
    ...keyName(view.store, scope, table.keys[place]!),
    n: table.n[place]!,
    mean: orNull(table.mean[place]!),
    median: orNull(table.median[place]!),
    sd: orNull(table.sd[place]!),
    cv: orNull(table.cv[place]!),
    burstiness: orNull(table.burstiness[place]!),
    memory: orNull(table.memory[place]!),
  };
}

export function gapKeyPage(
  view: CaptureView,
  ranking: GapRanking,
  { table, places }: RankedKeys,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Page<GapKeyRow> {
  const shown = [...places.subarray(offset, offset + limit)];
  return { total: places.length, rows: shown.map(place => gapKeyRow(view, ranking, table, place)) };
}

/** What is selected elsewhere: a host, the pair (host, peer), a flow of it. */
export interface SelectedEnds {
  readonly host: number;
  readonly peer?: number | undefined;
  readonly flow?: number | undefined;
}

/** The key of the scope that a selection stands for; undefined when it stands for none, or for several. */
export function selectedKey(
  { store }: CaptureView,
  { scope }: GapRanking,
  { host, peer, flow }: SelectedEnds,
): number | undefined {
  const { flows } = store;
  switch (scope) {
    case 'host':
      return host;
    case 'stream':
      return peer === undefined ? undefined : flows.streams.find(host, peer);
    case 'conversation':
      return peer === undefined ? undefined : flows.conversations.find(Math.min(host, peer), Math.max(host, peer));
    case 'flow':
      return flow;
  }
}

/** Where a key stands in the ranking; null when it is not in it. */
export function placeOfKey({ table, places }: RankedKeys, key: number): { place: number; at: number } | null {
  const at = places.findIndex(place => table.keys[place] === key);
  return at < 0 ? null : { place: places[at]!, at };
}
