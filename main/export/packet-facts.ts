// What the cells of the packets report are made from, as plain data in shared memory: another thread can be given it.
import type { ReportRequest } from '../../shared/contract/calls.ts';
import { type BurstTable, burstOfPosition, groupScopeOf } from '../analysis/bursts.ts';
import type { CaptureView } from '../read/capture-view.ts';
import type { RecordFiles } from '../read/record-reader.ts';
import type { Columns } from '../store/columns.ts';
import { previousRows } from '../timing/previous.ts';

/** Columns of the store that a cell may need. */
const COLUMNS = [
  'length',
  'seconds',
  'nanos',
  'fileOffset',
  'capturedLength',
  'originalLength',
  'interfaceId',
  'flow',
  'payloadLength',
  'payloadKind',
] as const satisfies readonly (keyof Columns)[];

const BURST_FIELDS = ['burst', 'burst_packets', 'burst_payload_mean'] as const;

interface BurstFacts {
  readonly table: BurstTable;
  /** Number of the burst of each row; 0: in none. */
  readonly ofRow: Uint32Array;
}

export interface PacketFacts {
  readonly files: RecordFiles;
  readonly columns: Pick<Columns, (typeof COLUMNS)[number]>;
  /** As CaptureStore, which see. */
  readonly inner: boolean;
  /** By row: the record before it that the same host sent, received (timing/previous.ts). */
  readonly previousSent?: Uint32Array;
  readonly previousReceived?: Uint32Array;
  readonly bursts?: BurstFacts;
}

/** Those that these fields need. */
export function packetFacts(
  view: CaptureView,
  { files, interfaces }: RecordFiles,
  request: ReportRequest,
  fields: readonly string[],
): PacketFacts {
  const { columns, flows, inner } = view.store;
  const previous = (scope: 'sender' | 'receiver'): Uint32Array =>
    inSharedMemory(previousRows(scope, columns, flows, view.hosts, view.order));
  return {
    files: { files: [...files], interfaces: [...interfaces] },
    columns: Object.fromEntries(COLUMNS.map(name => [name, columns[name]])) as PacketFacts['columns'],
    inner,
    ...(fields.includes('idt_s') && { previousSent: previous('sender') }),
    ...(fields.includes('iat_s') && { previousReceived: previous('receiver') }),
    ...(BURST_FIELDS.some(name => fields.includes(name)) && { bursts: burstFacts(view, request) }),
  };
}

function burstFacts(view: CaptureView, { bursts }: ReportRequest): BurstFacts {
  const { order } = view;
  const table = view.bursts(bursts);
  const ofPosition = burstOfPosition(table, view.groups(groupScopeOf(bursts.scope)), order.length);
  if (order.rows === null) return { table, ofRow: inSharedMemory(ofPosition) };
  const ofRow = new Uint32Array(new SharedArrayBuffer(order.rowLimit * 4));
  for (let p = 0; p < order.length; p++) ofRow[order.row(p)] = ofPosition[p]!;
  return { table, ofRow };
}

function inSharedMemory(numbers: Uint32Array): Uint32Array {
  const shared = new Uint32Array(new SharedArrayBuffer(numbers.byteLength));
  shared.set(numbers);
  return shared;
}
