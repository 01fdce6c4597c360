// A filter decided the long way: every record's tree, in order.
import { Dissector } from '../../main/decode/tree/dissect.ts';
import { ColumnData } from '../../main/filter/column-data.ts';
import { columnField } from '../../main/filter/column-fields.ts';
import { RowValues } from '../../main/filter/column-values.ts';
import { compileFilter } from '../../main/filter/evaluate.ts';
import { fieldNames } from '../../main/filter/names.ts';
import type { RecordValues } from '../../main/filter/record-values.ts';
import { TreeValues } from '../../main/filter/tree-values.ts';
import type { Filter } from '../../shared/filter/ast.ts';
import { parseFilter } from '../../shared/filter/filter.ts';
import type { MemoryRecords } from './memory-records.ts';

/** The filter of a text that is one. */
export function filterOf(text: string): Filter {
  const parsed = parseFilter(text);
  if ('error' in parsed) throw new Error(`${text}: ${parsed.error.message}`);
  return parsed.ast;
}

/** The rows it takes; columns are asked only for what no tree has. */
export function naively(text: string, { store, records }: MemoryRecords): number[] {
  const filter = filterOf(text);
  const test = compileFilter(filter);
  const columns = new RowValues(new ColumnData(store));
  const tree = new TreeValues(fieldNames(filter));
  const of = (name: string): RecordValues => (columnField(name)?.trust === 'all' ? columns : tree);
  const values: RecordValues = { values: name => of(name).values(name), layers: name => of(name).layers(name) };
  const dissector = new Dissector();
  const rows: number[] = [];
  for (const [row, { bytes, facts }] of records.entries()) {
    columns.row = row;
    tree.load(dissector.dissect(bytes, facts));
    if (test(values)) rows.push(row);
  }
  return rows;
}
