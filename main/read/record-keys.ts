// What records are sorted by: a number a record, small where the value is; 0 where it has none.
import { assertNever } from '../../shared/assert.ts';
import { PAYLOAD_KINDS } from '../../shared/model/payload-kind.ts';
import type { RecordSort } from '../../shared/model/record.ts';
import { ipProtocolName } from '../../shared/net/ip-protocol.ts';
import type { CaptureStore } from '../store/capture-store.ts';
import { BIT, NO_FLOW } from '../store/columns.ts';
import { NO_ROW } from '../timing/previous.ts';
import type { CaptureView } from './capture-view.ts';
import { type ChosenRecords, positionAt } from './record-choice.ts';

export interface RecordKeys {
  readonly low: Uint32Array;
  /** The upper word, where one is not enough. */
  readonly high?: Uint32Array;
}

/** What only the view as a whole says: there for the columns that need it. */
export interface RecordFacts {
  /** Row of the record before, for `iat` or `idt`. */
  readonly previous: Uint32Array | undefined;
  /** Number of the burst of each position. */
  readonly bursts: Uint32Array | undefined;
}

const BREATH = 1 << 18;
const TWO_TO_32 = 2 ** 32;

/** One key for each of the chosen. Yields now and then. */
export function* recordKeys(
  view: CaptureView,
  chosen: ChosenRecords,
  sort: RecordSort,
  facts: RecordFacts,
): Generator<undefined, RecordKeys> {
  const low = new Uint32Array(chosen.length);
  if (sort === 'iat' || sort === 'idt') return yield* gapKeys(view, chosen, facts.previous!, low);
  const keyOf = keyReader(view, sort, facts);
  for (let i = 0; i < low.length; i++) {
    if ((i & (BREATH - 1)) === 0) yield;
    const position = positionAt(chosen, i);
    low[i] = keyOf(view.order.row(position), position);
  }
  return { low };
}

function* gapKeys(
  view: CaptureView,
  chosen: ChosenRecords,
  previous: Uint32Array,
  low: Uint32Array,
): Generator<undefined, RecordKeys> {
  const { seconds, nanos } = view.store.columns;
  const high = new Uint32Array(low.length);
  for (let i = 0; i < low.length; i++) {
    if ((i & (BREATH - 1)) === 0) yield;
    const row = view.order.row(positionAt(chosen, i));
    const before = previous[row]!;
    if (before === NO_ROW) continue;
    const gap = (seconds[row]! - seconds[before]!) * 1e9 + (nanos[row]! - nanos[before]!) + 1;
    high[i] = Math.floor(gap / TWO_TO_32);
    low[i] = gap % TWO_TO_32;
  }
  return { low, high };
}

/** Key of a row and its position in the time order. */
type KeyOf = (row: number, position: number) => number;

function keyReader(view: CaptureView, sort: Exclude<RecordSort, 'iat' | 'idt'>, facts: RecordFacts): KeyOf {
  const { columns, flows } = view.store;
  const { flow, bits } = columns;
  /** `at`: of the sending side, from flow and whether it is side B. */
  const ofFlow =
    (at: (flow: number, isB: boolean) => number): KeyOf =>
    row => {
      const f = flow[row]!;
      return f === NO_FLOW ? 0 : 1 + at(f, (bits[row]! & BIT.reverse) !== 0);
    };
  switch (sort) {
    case 'time':
      return (_row, position) => position;
    case 'number':
      return row => row;
    case 'src':
    case 'dst': {
      const rank = addressRanks(view.store, view.hosts);
      const isSource = sort === 'src';
      return ofFlow((f, isB) => rank[(isB === isSource ? flows.bHost : flows.aHost)[f]!]!);
    }
    case 'srcPort':
    case 'dstPort': {
      const isSource = sort === 'srcPort';
      return ofFlow((f, isB) => (isB === isSource ? flows.bPort(f) : flows.aPort(f)));
    }
    case 'protocol': {
      const rank = textRanks(Array.from({ length: 256 }, (_, n) => ipProtocolName(n)));
      return ofFlow(f => rank[flows.protocol[f]!]!);
    }
    case 'kind': {
      const rank = textRanks(PAYLOAD_KINDS);
      return row => (flow[row] === NO_FLOW ? 0 : 1 + (rank[columns.payloadKind[row]!] ?? 0));
    }
    case 'length':
      return row => columns.originalLength[row]!;
    case 'captured':
      return row => columns.capturedLength[row]!;
    case 'payload':
      return row => (flow[row] === NO_FLOW ? 0 : Math.min(TWO_TO_32 - 1, columns.payloadLength[row]! + 1));
    case 'flow':
      return ofFlow(f => f);
    case 'burst':
      return (row, position) => (flow[row] === NO_FLOW ? 0 : 1 + facts.bursts![position]!);
    default:
      return assertNever(sort, 'sort');
  }
}

/** Place of each host among all by address: version 4 first, then by its bytes. */
function addressRanks({ addresses }: CaptureStore, hosts: number): Uint32Array {
  const all = Array.from({ length: hosts }, (_, host) => Buffer.from(addresses.copyBytes(host)));
  const sorted = all.map((_, host) => host).sort((a, b) => all[a]!.length - all[b]!.length || all[a]!.compare(all[b]!));
  const rank = new Uint32Array(hosts);
  sorted.forEach((host, place) => {
    rank[host] = place;
  });
  return rank;
}

/** Place of each text in alphabetical order, upper and lower case alike. */
function textRanks(texts: readonly string[]): Uint32Array {
  const sorted = texts.map((_, i) => i).sort((a, b) => (texts[a]!.toLowerCase() < texts[b]!.toLowerCase() ? -1 : 1));
  const rank = new Uint32Array(texts.length);
  sorted.forEach((i, place) => {
    rank[i] = place;
  });
  return rank;
}
