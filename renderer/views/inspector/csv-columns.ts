// The small tables of the inspector as CSV: the columns of the reports, with the names that hosts have in the window.
import type { ConversationDetail, ConversationRow } from '../../../shared/model/host.ts';
import type { HostName } from '../../../shared/model/name.ts';
import type { GapSummary } from '../../../shared/model/summary.ts';
import { CONVERSATION_COLUMNS, CONVERSATION_END_COLUMNS, GAP_COLUMNS } from '../../../shared/model/table-columns.ts';
import { type Cell, type Columns, numberCell } from '../../../shared/unit/cell.ts';
import { hostCalled, type Named } from '../../state/annotations.ts';
import { endpoint } from '../../ui/endpoint.ts';

/** What a host is called, unless that is its address. */
export function nameCell(host: Named | null): Cell {
  const called = host && hostCalled(host);
  return called === host?.address ? null : called;
}

export const PEER_COLUMNS: Columns<ConversationRow> = [
  ...CONVERSATION_END_COLUMNS,
  ['a_name', 'text', row => nameCell(row.a)],
  ['b_name', 'text', row => nameCell(row.b)],
  ...CONVERSATION_COLUMNS,
];

export interface NameOfHost extends HostName {
  readonly address: string;
}

export const NAME_COLUMNS: Columns<NameOfHost> = [
  ['address', 'text', row => row.address],
  ['name', 'text', row => row.name],
  ['source', 'text', row => row.source],
  ['count', 'integer', row => numberCell(row.count)],
  // 0: the file itself says it.
  ['first_record', 'integer', row => numberCell(row.first || null)],
];

export interface GapsOfKey {
  readonly scope: string;
  readonly key: string;
  readonly direction: 'idt' | 'iat';
  readonly summary: GapSummary;
}

/** As the report timing has summaries. */
export const GAPS_OF_KEY_COLUMNS: Columns<GapsOfKey> = [
  ['scope', 'text', row => row.scope],
  ['key', 'text', row => row.key],
  ['direction', 'text', row => row.direction],
  ...GAP_COLUMNS.map(([name, kind, cell]) => [name, kind, (row: GapsOfKey) => cell(row.summary)] as const),
];

/** The gaps of a conversation, or of one of its flows, both directions together. */
export function gapsOf({ row, iat }: ConversationDetail): GapsOfKey {
  const { a, b, aPort, bPort, protocol } = row;
  const ends = `${endpoint(a.address, aPort)},${endpoint(b.address, bPort)}`;
  const isFlow = protocol !== null;
  return {
    scope: isFlow ? 'flow' : 'conversation',
    key: isFlow ? `${ends},${protocol}` : ends,
    direction: 'iat',
    summary: iat,
  };
}
