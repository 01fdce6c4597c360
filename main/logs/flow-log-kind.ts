// Which log of flows a text is, by its first lines.
import type { FlowLogFormat } from '../../shared/model/source.ts';
import { LineColumns } from './columns-of-line.ts';
import { CONVERSATION_COLUMNS, conversationLog, quickConversations } from './conversation-log.ts';
import { FLOW_RECORD_COLUMNS, flowRecordLog, quickFlowRecords } from './flow-record-log.ts';
import { FlowRow, type QuickRow, type ReadRow } from './flow-row.ts';
import { firstLines } from './log-paths.ts';
import { zeekJson } from './zeek-json.ts';
import { zeekLog } from './zeek-log.ts';

interface FlowLogReaders {
  readonly title: string;
  /** Makes a reader of any line. */
  readonly reader: () => ReadRow;
  /** Makes a reader of plain lines, which are nearly all: it is asked first. */
  readonly quick: (() => QuickRow) | undefined;
}

export const FLOW_LOGS = {
  zeek: { title: 'Zeek log', reader: zeekLog, quick: undefined },
  'zeek-json': { title: 'Zeek log, JSON', reader: zeekJson, quick: undefined },
  conversations: { title: 'conversation log', reader: conversationLog, quick: quickConversations },
  'flow-records': { title: 'flow records', reader: flowRecordLog, quick: quickFlowRecords },
} as const satisfies Readonly<Record<FlowLogFormat, FlowLogReaders>>;

/** Separators and counts of columns of logs that have neither header nor names. */
const PLAIN: readonly (readonly [kind: FlowLogFormat, separator: number, columns: number])[] = [
  ['conversations', 0x20, CONVERSATION_COLUMNS],
  ['flow-records', 0x2c, FLOW_RECORD_COLUMNS],
];

/** The kind of a log that begins with `head`; undefined when it is none. */
export function flowLogKind(head: Uint8Array): FlowLogFormat | undefined {
  const text = new TextDecoder('latin1').decode(head.subarray(0, 64));
  if (text.startsWith('#separator') || text.startsWith('#fields')) return 'zeek';
  const row = new FlowRow();
  const json = zeekJson();
  for (const [at, end] of firstLines(head)) {
    if (head[at] === 0x7b) return json(head, at, end, row) === null ? 'zeek-json' : undefined;
    for (const [kind, separator, columns] of PLAIN) {
      const split = new LineColumns(columns);
      split.split(head, at, end, separator);
      if (split.count === columns && FLOW_LOGS[kind].reader()(head, at, end, row) === null) return kind;
    }
  }
  return undefined;
}
