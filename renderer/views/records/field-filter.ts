// The display filter that a field of a record stands for. Pure.
import { fieldDef } from '../../../shared/catalogue/catalogue.ts';
import type { FieldDef } from '../../../shared/catalogue/field-def.ts';
import { parseFilter } from '../../../shared/filter/filter.ts';
import type { TreeNode } from '../../../shared/model/tree.ts';

/** Longer values are not written out: that the field is there is all the filter says. */
const LONGEST = 400;

/** `ip.ttl == 64`; the name alone for layers and headings, and where the value cannot be written; null: no field at all. */
export function fieldFilter({ name, value }: Pick<TreeNode, 'name' | 'value'>): string | null {
  const def = fieldDef(name);
  if (def === undefined) return null;
  if (value === null || value === '' || value.length > LONGEST) return name;
  const expression = `${name} == ${literal(def, value)}`;
  return 'ast' in parseFilter(expression) ? expression : name;
}

function literal({ type }: FieldDef, value: string): string {
  if (type !== 'string' && type !== 'time') return value;
  // What cannot be printed stands escaped in the value already.
  return `"${value.replace(/"|\\(?![abfnrtvuU0-7])/g, '\\$&')}"`;
}
