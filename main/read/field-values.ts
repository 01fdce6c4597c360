// What the filter box offers behind an operator: the values that a field has in a capture, most frequent first.
import type { FieldValues } from '../../shared/model/filter-value.ts';
import type { CaptureView } from './capture-view.ts';
import { type ValueTable, valueTable } from './value-tables.ts';

/** The most frequent values alone are searched: a keystroke must not wait for millions. */
const MOST_SEARCHED = 1 << 16;

const ordered = new WeakMap<ValueTable, Uint32Array>();

/** Numbers of the values that there are, most frequent first, at most MOST_SEARCHED; kept. */
function byFrequency(table: ValueTable): Uint32Array {
  const known = ordered.get(table);
  if (known) return known;
  const counts = Float64Array.from({ length: table.length }, (_, id) => table.count(id));
  const least = counts.length <= MOST_SEARCHED ? 1 : Math.max(1, counts.toSorted()[counts.length - MOST_SEARCHED]!);
  let length = 0;
  const ids = new Uint32Array(counts.length);
  for (let id = 0; id < counts.length; id++) if (counts[id]! >= least) ids[length++] = id;
  const found = ids
    .slice(0, length)
    .sort((a, b) => counts[b]! - counts[a]! || a - b)
    .subarray(0, MOST_SEARCHED);
  ordered.set(table, found);
  return found;
}

/** At most `limit` values that begin with `typed`; then those that contain it, or whose note does. Any case will do. */
export function fieldValues(view: CaptureView, field: string, typed: string, limit: number): FieldValues {
  const table = valueTable(view, field);
  if (!table) return { field, values: [], counted: 'packets' };
  const wanted = typed.toLowerCase();
  const ids = byFrequency(table);
  const found: number[] = [];
  for (let i = 0; i < ids.length && found.length < limit; i++) {
    if (wanted === '' || table.text(ids[i]!).toLowerCase().startsWith(wanted)) found.push(ids[i]!);
  }
  for (let i = 0; wanted !== '' && i < ids.length && found.length < limit; i++) {
    const text = table.text(ids[i]!).toLowerCase();
    if (text.startsWith(wanted)) continue;
    if (text.includes(wanted) || table.note(ids[i]!)?.toLowerCase().includes(wanted)) found.push(ids[i]!);
  }
  const values = found.map(id => ({ value: table.text(id), count: table.count(id), note: table.note(id) }));
  return { field, values, counted: table.counted };
}
