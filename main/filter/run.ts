// A filter over a capture: columns decide what they can; for the records that they leave open the file is read again, and
// the filter is asked of their trees. Where a tree depends on earlier records (reassembly, what a flow speaks), these are
// dissected first.

import { ProblemError } from '../../shared/contract/problem.ts';
import type { Filter } from '../../shared/filter/ast.ts';
import { Dissector } from '../decode/tree/dissect.ts';
import { BIT, NO_FLOW } from '../store/columns.ts';
import { ColumnData, type FilterStore } from './column-data.ts';
import { columnField } from './column-fields.ts';
import { RowValues } from './column-values.ts';
import { Decider } from './decide.ts';
import { compileFilter } from './evaluate.ts';
import { standsAlone } from './family.ts';
import { fieldNames } from './names.ts';
import type { RecordSource } from './record-source.ts';
import type { RecordValues } from './record-values.ts';
import { RowSet } from './row-set.ts';
import { TreeValues } from './tree-values.ts';

export interface FilterOptions {
  /** Called now and then while the file is read: records so far, and how many will be read. */
  readonly progress?: (done: number, total: number) => void;
  /** Asked now and then: true ends the filter with a ProblemError of kind `cancelled`. */
  readonly stop?: () => boolean;
}

/** Records between two looks at the options. */
const STEP = 1024;

/**
 * The rows for which a checked filter holds, of those that the store has now. `records` is asked only for what columns do not
 * say. Throws ProblemError: cancelled, or the file can no longer be read.
 */
export async function runFilter(
  filter: Filter,
  store: FilterStore,
  records: RecordSource,
  options: FilterOptions = {},
): Promise<RowSet> {
  const data = store instanceof ColumnData ? store : new ColumnData(store);
  const { yes, open } = new Decider(data).decide(filter);
  if (open.isEmpty) return yes;
  const needed = neededRows(filter, open, data);
  return yes.or(await askRecords(filter, open, needed, data, records, options));
}

/** The open rows, and those that must have been dissected before them. */
function neededRows(filter: Filter, open: RowSet, { columns, flows, length }: ColumnData): RowSet {
  const { flow, bits } = columns;
  const alone = [...fieldNames(filter)].every(name => columnField(name)?.trust === 'all' || standsAlone(name));
  const last = new Uint32Array(flows.length);
  for (const row of open) {
    const dependent = !alone || (bits[row]! & (BIT.nested | BIT.laterFragment)) !== 0;
    if (dependent && flow[row] !== NO_FLOW) last[flow[row]!] = row + 1;
  }
  const needed = new RowSet(length);
  for (let row = 0; row < length; row++) {
    const f = flow[row]!;
    if (f !== NO_FLOW && row < last[f]!) needed.words[row >>> 5]! |= 1 << (row & 31);
  }
  return needed.or(open);
}

async function askRecords(
  filter: Filter,
  open: RowSet,
  needed: RowSet,
  data: ColumnData,
  records: RecordSource,
  { progress, stop }: FilterOptions,
): Promise<RowSet> {
  const test = compileFilter(filter);
  const values = new WholeRecord(filter, data);
  const dissector = new Dissector();
  const found = new RowSet(open.length);
  const total = needed.count;
  let done = 0;
  let stopped = false;
  await records.rows(needed.toRows(), (row, bytes, facts) => {
    if (values.needsTree) {
      const dissection = dissector.dissect(bytes, facts);
      if (open.has(row)) values.load(row, dissection);
    } else values.loadBytes(row, bytes);
    if (open.has(row) && test(values)) found.add(row);
    if (++done % STEP === 0) {
      progress?.(done, total);
      stopped = stop?.() ?? false;
    }
    return !stopped;
  });
  if (stopped) throw new ProblemError('cancelled', 'The filter was cancelled.');
  return found;
}

/** A record whose tree was made: what only the capture as a whole knows comes from columns, all else from the tree. */
class WholeRecord implements RecordValues {
  readonly #columns: RowValues;
  readonly #tree: TreeValues;
  readonly #inColumns: ReadonlySet<string>;
  /** False where nothing is asked for but the record's bytes. */
  readonly needsTree: boolean;

  constructor(filter: Filter, data: ColumnData) {
    const names = [...fieldNames(filter)];
    this.#inColumns = new Set(names.filter(name => columnField(name)?.trust === 'all'));
    this.#columns = new RowValues(data);
    const others = names.filter(name => !this.#inColumns.has(name));
    this.#tree = new TreeValues(others);
    this.needsTree = others.some(name => name !== 'frame');
  }

  load(row: number, dissection: Parameters<TreeValues['load']>[0]): void {
    this.#columns.row = row;
    this.#tree.load(dissection);
  }

  loadBytes(row: number, bytes: Uint8Array): void {
    this.#columns.row = row;
    this.#tree.loadBytes(bytes);
  }

  values(name: string): ReturnType<RecordValues['values']> {
    return (this.#inColumns.has(name) ? this.#columns : this.#tree).values(name);
  }

  layers(name: string): readonly number[] {
    return (this.#inColumns.has(name) ? this.#columns : this.#tree).layers(name);
  }
}
