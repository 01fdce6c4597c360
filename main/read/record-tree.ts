// The full dissection of one record. What spans several records (fragments, messages over TCP) needs those before it, so
// earlier records of the same flow are read and dissected first.
import { CATALOGUE, type FieldName } from '../../shared/catalogue/catalogue.ts';
import type { NoteSeverity, RecordTree, TreeNode, TreeNote } from '../../shared/model/tree.ts';
import { Dissector } from '../decode/tree/dissect.ts';
import { type Dissection, SEVERITIES } from '../decode/tree/dissection.ts';
import type { TreeItem } from '../decode/tree/item.ts';
import { itemLine } from '../decode/tree/item-line.ts';
import { valueText } from '../decode/tree/item-text.ts';
import type { RecordSource } from '../filter/record-source.ts';
import { type Columns, NO_FLOW } from '../store/columns.ts';
import { addFacts, type Fact } from './record-fact.ts';

/** Earlier records of the flow that are read: its first ones, which say what it speaks, and the last ones before the record. */
const FIRST_RECORDS = 32;
const LAST_RECORDS = 2000;
const LAST_BYTES = 8 * 1024 * 1024;

interface Earlier {
  /** Ascending. */
  readonly rows: readonly number[];
  /** Whether there are more. */
  readonly limited: boolean;
}

/**
 * The tree of the record in `row` (from 0), with what only the whole capture says about it. Undefined when there is no
 * such row. Throws ProblemError when the file can no longer be read.
 */
export async function recordTree(
  columns: Columns,
  records: RecordSource,
  row: number,
  factsOf: (row: number) => readonly Fact[],
): Promise<RecordTree | undefined> {
  if (row < 0 || row >= columns.length) return undefined;
  const { rows, limited } = earlierOfFlow(columns, row);
  const dissector = new Dissector();
  let tree: RecordTree | undefined;
  await records.rows([...rows, row], (at, bytes, facts) => {
    const dissection = dissector.dissect(bytes, facts);
    if (at !== row) return true;
    addFacts(dissection, factsOf(row));
    tree = treeOf(dissection, rows.length, limited);
    return false;
  });
  return tree;
}

/** Records of the same flow before `row`. */
function earlierOfFlow({ flow, capturedLength }: Columns, row: number): Earlier {
  const wanted = flow[row]!;
  if (wanted === NO_FLOW) return { rows: [], limited: false };
  const last: number[] = [];
  let bytes = 0;
  let r = row - 1;
  for (; r >= 0 && last.length < LAST_RECORDS && bytes < LAST_BYTES; r--) {
    if (flow[r] !== wanted) continue;
    last.push(r);
    bytes += capturedLength[r]!;
  }
  const first: number[] = [];
  let at = 0;
  for (; at <= r && first.length < FIRST_RECORDS; at++) if (flow[at] === wanted) first.push(at);
  const limited = first.length > 0 && flow.subarray(at, r + 1).includes(wanted);
  return { rows: [...first, ...last.reverse()], limited };
}

function treeOf(dissection: Dissection, earlier: number, limited: boolean): RecordTree {
  return {
    number: dissection.record.number,
    protocols: dissection.protocols.join(':'),
    layers: dissection.items.map(nodeOf),
    sources: dissection.sources.map(({ title, bytes }) => ({ title, base64: Buffer.from(bytes).toString('base64') })),
    notes: notesOf(dissection.items),
    earlier,
    limited,
  };
}

function nodeOf(item: TreeItem): TreeNode {
  const { name, value, start, length, source } = item;
  return {
    name,
    line: itemLine(item),
    value: name === '' || value === null ? null : valueText(CATALOGUE[name], value),
    start,
    length,
    source,
    children: item.children.filter(isShown).map(nodeOf),
  };
}

/** Inside of a layer the name alone is there for filters only. */
const isShown = ({ name, label }: TreeItem): boolean => name !== '_ws.malformed' || label !== null;

const NAMES = new Map(Object.entries(SEVERITIES).map(([name, value]) => [value, name as NoteSeverity]));

function notesOf(layers: readonly TreeItem[]): TreeNote[] {
  const found: (TreeNote & { readonly rank: number })[] = [];
  const visit = (item: TreeItem, layer: string): void => {
    if (item.name === '_ws.expert') {
      const rank = valueIn(item, '_ws.expert.severity') as number;
      found.push({
        severity: NAMES.get(rank) ?? 'note',
        message: String(valueIn(item, '_ws.expert.message')),
        layer,
        rank,
      });
    }
    for (const child of item.children) visit(child, layer);
  };
  for (const layer of layers) visit(layer, layer.name);
  found.sort((a, b) => b.rank - a.rank);
  return found.map(({ severity, message, layer }) => ({ severity, message, layer }));
}

const valueIn = (item: TreeItem, name: FieldName): TreeItem['value'] =>
  item.children.find(child => child.name === name)?.value ?? null;
