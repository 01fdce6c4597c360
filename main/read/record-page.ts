// A page of a list of records, from columns alone: nothing is read from the file.
import type { Page } from '../../shared/contract/asked.ts';
import type { RecordList } from '../../shared/contract/record-calls.ts';
import { payloadKindName } from '../../shared/model/payload-kind.ts';
import type { RecordRow } from '../../shared/model/record.ts';
import { addressText } from '../../shared/net/address.ts';
import { IP_PROTOCOL, ipProtocolName } from '../../shared/net/ip-protocol.ts';
import { NETWORK } from '../decode/layers.ts';
import { BIT, type Columns, NO_FLOW } from '../store/columns.ts';
import { shownName } from '../tables/name-table.ts';
import { lowerIndex } from '../timing/gaps.ts';
import { NO_ROW } from '../timing/previous.ts';
import type { CaptureView } from './capture-view.ts';
import { type ChosenRecords, positionAt } from './record-choice.ts';
import type { RecordLists, SortedRecords } from './record-lists.ts';

/** Rows [offset, offset + limit) of the list. Rejects with ProblemError (`cancelled`) once `isUnwanted` says so. */
export async function recordPage(
  lists: RecordLists,
  view: CaptureView,
  input: RecordList & { readonly offset: number; readonly limit: number },
  isUnwanted: () => boolean,
): Promise<Page<RecordRow>> {
  const sorted = await lists.list(view, { ...input, span: view.span(input.range) }, isUnwanted);
  const [iat, idt, bursts] = await Promise.all([
    lists.previous(view, 'receiver'),
    lists.previous(view, 'sender'),
    lists.bursts(view, input.bursts),
  ]);
  const { length } = sorted.chosen;
  const end = Math.min(length, input.offset + input.limit);
  const rows: RecordRow[] = [];
  for (let i = input.offset; i < end; i++) {
    rows.push(recordRow(view, sorted.chosen, placeAt(sorted, i, input.direction === 'desc'), { iat, idt, bursts }));
  }
  return { total: length, rows };
}

/** Where record `number` stands in the list; null when it is not in it. */
export async function recordIndex(
  lists: RecordLists,
  view: CaptureView,
  input: RecordList & { readonly number: number },
  isUnwanted: () => boolean,
): Promise<number | null> {
  const { chosen, order } = await lists.list(view, { ...input, span: view.span(input.range) }, isUnwanted);
  const place = placeOfRow(view, chosen, input.number - 1);
  if (place === undefined) return null;
  const index = order === null ? place : order.indexOf(place);
  return input.direction === 'desc' ? chosen.length - 1 - index : index;
}

/** Place among the chosen of the i-th of the list; turned round, the last one is first. */
function placeAt({ chosen, order }: SortedRecords, i: number, isTurned: boolean): number {
  const at = isTurned ? chosen.length - 1 - i : i;
  return order === null ? at : order[at]!;
}

/** Among the chosen, which are in the order of time. */
function placeOfRow(view: CaptureView, chosen: ChosenRecords, row: number): number | undefined {
  if (row < 0 || row >= view.order.rowLimit) return undefined;
  const { seconds, nanos } = view.store.columns;
  const time = [seconds[row]!, nanos[row]!] as const;
  // All of one moment stand together; which of them it is has to be looked up.
  for (let p = view.order.span({ from: time }).lo; p < view.order.length; p++) {
    const r = view.order.row(p);
    if (r === row) {
      if (chosen.positions === null) return p >= chosen.span.lo && p < chosen.span.hi ? p - chosen.span.lo : undefined;
      const place = lowerIndex(chosen.positions, 0, chosen.length, p);
      return chosen.positions[place] === p ? place : undefined;
    }
    if (seconds[r] !== time[0] || nanos[r] !== time[1]) return undefined;
  }
  return undefined;
}

/** Row of the record before for each row, or NO_ROW; number of the burst for each position. */
interface Facts {
  readonly iat: Uint32Array;
  readonly idt: Uint32Array;
  readonly bursts: Uint32Array;
}

function recordRow(view: CaptureView, chosen: ChosenRecords, place: number, facts: Facts): RecordRow {
  const { columns } = view.store;
  const position = positionAt(chosen, place);
  const row = view.order.row(position);
  const before = place === 0 ? undefined : view.order.row(positionAt(chosen, place - 1));
  const hasFlow = columns.flow[row] !== NO_FLOW;
  return {
    number: row + 1,
    time: [columns.seconds[row]!, columns.nanos[row]!],
    sincePrevious: before === undefined ? null : nanosFrom(columns, before, row),
    ...endsOf(view, row),
    kind: hasFlow ? payloadKindName(columns.payloadKind[row]!) : null,
    length: columns.originalLength[row]!,
    captured: columns.capturedLength[row]!,
    payload: hasFlow ? columns.payloadLength[row]! : null,
    flow: hasFlow ? columns.flow[row]! + 1 : null,
    iat: gap(columns, facts.iat[row]!, row),
    idt: gap(columns, facts.idt[row]!, row),
    burst: hasFlow ? facts.bursts[position]! : null,
  };
}

const nanosFrom = ({ seconds, nanos }: Columns, from: number, to: number): number =>
  (seconds[to]! - seconds[from]!) * 1e9 + (nanos[to]! - nanos[from]!);

const gap = (columns: Columns, before: number, row: number): number | null =>
  before === NO_ROW ? null : nanosFrom(columns, before, row);

type Ends = Pick<
  RecordRow,
  'srcHost' | 'dstHost' | 'src' | 'dst' | 'srcName' | 'dstName' | 'srcPort' | 'dstPort' | 'protocol'
>;

/** Protocols of IP that have ports. */
const WITH_PORTS: ReadonlySet<number> = new Set([
  IP_PROTOCOL.tcp,
  IP_PROTOCOL.udp,
  IP_PROTOCOL.udpLite,
  IP_PROTOCOL.sctp,
  IP_PROTOCOL.dccp,
]);

function endsOf({ store }: CaptureView, row: number): Ends {
  const { columns, flows } = store;
  const flow = columns.flow[row]!;
  if (flow === NO_FLOW) {
    const network = (columns.bits[row]! & BIT.networkMask) >>> BIT.networkShift;
    const none = { srcHost: null, dstHost: null, src: null, dst: null, srcName: null, dstName: null };
    return { ...none, srcPort: null, dstPort: null, protocol: network === NETWORK.arp ? 'ARP' : null };
  }
  const isB = (columns.bits[row]! & BIT.reverse) !== 0;
  const [srcHost, dstHost] = isB ? [flows.bHost[flow]!, flows.aHost[flow]!] : [flows.aHost[flow]!, flows.bHost[flow]!];
  const ports = isB ? [flows.bPort(flow), flows.aPort(flow)] : [flows.aPort(flow), flows.bPort(flow)];
  const protocol = flows.protocol[flow]!;
  const hasPorts = WITH_PORTS.has(protocol);
  const src = store.addresses.copyBytes(srcHost);
  const dst = store.addresses.copyBytes(dstHost);
  return {
    srcHost,
    dstHost,
    src: addressText(src),
    dst: addressText(dst),
    srcName: shownName(store.names.of(src))?.name ?? null,
    dstName: shownName(store.names.of(dst))?.name ?? null,
    srcPort: hasPorts ? ports[0]! : null,
    dstPort: hasPorts ? ports[1]! : null,
    protocol: ipProtocolName(protocol),
  };
}
