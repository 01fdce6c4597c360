// Entries (rows of a log, connections of a capture) put together by flow, and what the study asks of flows: entries above
// one, states in order, closed ones.

/** Entries in order of time, as columns. */
export interface FlowEntries {
  readonly length: number;
  readonly flow: Uint32Array;
  /** 1: side B of the flow began the entry. */
  readonly reverse: Uint8Array;
  /** Index into FLOW_STATES; -1: unknown. */
  readonly state: Int8Array;
  /** Bytes of the side that began the entry, and of the other; NaN: unknown. */
  readonly sent: Float64Array;
  readonly received: Float64Array;
  readonly seconds: Uint32Array;
  readonly nanos: Uint32Array;
  /** Nanoseconds; NaN: unknown. */
  readonly duration: Float64Array;
}

/** Index: flows in order of their first entry. */
export interface FlowEntryTable {
  readonly length: number;
  /** Number of the flow. */
  readonly flow: Uint32Array;
  /** Entries [offsets[i], offsets[i + 1]) of `members` are those of flow i, in order of time. */
  readonly offsets: Uint32Array;
  readonly members: Uint32Array;
  /** Bytes of the side that began the first entry, and of the other; NaN: no entry says. */
  readonly up: Float64Array;
  readonly down: Float64Array;
  /** Nanoseconds from the first start to the last end. */
  readonly duration: Float64Array;
  /** 1: some entry was closed; 0: none of those that say; 2: none says. */
  readonly closed: Uint8Array;
}

/** Entries gone through before the work gives way. */
const SLICE = 1 << 16;
export const CLOSED = { no: 0, yes: 1, unknown: 2 } as const;

/** `flows`: how many numbers of flows there are; `closedState`: the number of the state `closed`. Gives way now and then. */
export function* flowEntryTable(
  entries: FlowEntries,
  flows: number,
  closedState: number,
): Generator<undefined, FlowEntryTable> {
  const { length, offsets, number, of } = numberFlows(entries, flows);
  yield;
  const members = new Uint32Array(entries.length);
  const next = offsets.slice(0, length);
  const up = new Float64Array(length).fill(Number.NaN);
  const down = new Float64Array(length).fill(Number.NaN);
  const duration = new Float64Array(length);
  const closed = new Uint8Array(length).fill(CLOSED.unknown);
  const { reverse, state, sent, received } = entries;
  for (let e = 0; e < entries.length; e++) {
    if (e % SLICE === SLICE - 1) yield;
    const f = of[e]!;
    members[next[f]!++] = e;
    const first = members[offsets[f]!]!;
    const isSame = reverse[e] === reverse[first];
    add(up, f, isSame ? sent[e]! : received[e]!);
    add(down, f, isSame ? received[e]! : sent[e]!);
    duration[f] = Math.max(duration[f]!, endAfter(entries, first, e));
    if (state[e] === closedState) closed[f] = CLOSED.yes;
    else if (state[e]! >= 0 && closed[f] === CLOSED.unknown) closed[f] = CLOSED.no;
  }
  return { length, flow: number, offsets, members, up, down, duration, closed };
}

/** Flows numbered in order of their first entry; `of`: that number by entry. */
function numberFlows({ length, flow }: FlowEntries, flows: number) {
  const place = new Uint32Array(flows);
  const number = new Uint32Array(Math.min(flows, length));
  const counts = new Uint32Array(Math.min(flows, length) + 1);
  const of = new Uint32Array(length);
  let n = 0;
  for (let e = 0; e < length; e++) {
    const f = flow[e]!;
    if (place[f] === 0) {
      number[n] = f;
      place[f] = ++n;
    }
    of[e] = place[f]! - 1;
    counts[place[f]!]!++;
  }
  for (let i = 1; i <= n; i++) counts[i]! += counts[i - 1]!;
  return { length: n, offsets: counts.subarray(0, n + 1), number: number.subarray(0, n), of };
}

function add(sums: Float64Array, at: number, value: number): void {
  if (!Number.isNaN(value)) sums[at] = Number.isNaN(sums[at]!) ? value : sums[at]! + value;
}

/** Nanoseconds from the start of entry `first` to the end of entry `e`. */
function endAfter({ seconds, nanos, duration }: FlowEntries, first: number, e: number): number {
  const start = (seconds[e]! - seconds[first]!) * 1e9 + (nanos[e]! - nanos[first]!);
  return start + (duration[e]! > 0 ? duration[e]! : 0);
}

export interface StateRun {
  readonly state: number;
  readonly times: number;
}

/** States of a flow in order of time, neighbours of one state together. */
export function* stateRuns(
  { offsets, members }: FlowEntryTable,
  { state }: FlowEntries,
  flow: number,
): Generator<StateRun> {
  let times = 0;
  for (let i = offsets[flow]!; i < offsets[flow + 1]!; i++) {
    const now = state[members[i]!]!;
    times++;
    if (i + 1 < offsets[flow + 1]! && state[members[i + 1]!] === now) continue;
    yield { state: now, times };
    times = 0;
  }
}

export interface StateTotals {
  /** By state plus 1: 0 is unknown. */
  readonly entries: Float64Array;
  readonly flows: Float64Array;
  readonly last: Float64Array;
  /** Flows by the states that they go through, most first. */
  readonly paths: readonly { readonly states: readonly number[]; readonly more: boolean; readonly flows: number }[];
}

/** Steps of a path that are told apart, and paths that are kept. */
const MOST_STEPS = 6;
const MOST_PATHS = 10;

/** Entries and flows by state, and the paths through states. Gives way now and then. */
export function* stateTotals(
  table: FlowEntryTable,
  entries: FlowEntries,
  states: number,
): Generator<undefined, StateTotals> {
  const ofEntries = new Float64Array(states + 1);
  const ofFlows = new Float64Array(states + 1);
  const last = new Float64Array(states + 1);
  const paths = new Map<string, { states: number[]; more: boolean; flows: number }>();
  for (let f = 0; f < table.length; f++) {
    if (f % SLICE === SLICE - 1) yield;
    let seen = 0;
    let end = -1;
    const path: number[] = [];
    let more = false;
    for (const { state, times } of stateRuns(table, entries, f)) {
      ofEntries[state + 1]! += times;
      if ((seen & (1 << (state + 1))) === 0) ofFlows[state + 1]!++;
      seen |= 1 << (state + 1);
      end = state;
      if (path.length < MOST_STEPS) path.push(state);
      else more = true;
    }
    last[end + 1]!++;
    const key = `${path.join()}${more ? '+' : ''}`;
    const known = paths.get(key);
    if (known) known.flows++;
    else paths.set(key, { states: path, more, flows: 1 });
  }
  const ranked = [...paths.values()].sort((a, b) => b.flows - a.flows).slice(0, MOST_PATHS);
  return { entries: ofEntries, flows: ofFlows, last, paths: ranked };
}
