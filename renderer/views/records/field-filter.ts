// The display filter that a field of a record stands for. Pure.
import { fieldDef } from '../../../shared/catalogue/catalogue.ts';
import type { FieldDef } from '../../../shared/catalogue/field-def.ts';
import { parseFilter } from '../../../shared/filter/filter.ts';
import type { TreeNode } from '../../../shared/model/tree.ts';

/** Longer values are not written out: that the field is there is all the filter says. */
const LONGEST = 400;

/** Fields that filters do not know yet, though trees have them. */
const UNFILTERED = new Set(['frame.interface_name', 'frame.comment']);

/** `ip.ttl == 64`; the name alone for layers and headings, and where the value cannot be written; null: no field at all. */
export function fieldFilter({ name, value }: Pick<TreeNode, 'name' | 'value'>): string | null {
  const def = fieldDef(name);
  if (def === undefined || UNFILTERED.has(name)) return null;
  if (value === null || value === '' || value.length > LONGEST) return name;
  const expression = `${name} ${comparison(def, value)}`;
  return 'ast' in parseFilter(expression) ? expression : name;
}

const quoted = (text: string): string => `"${text.replaceAll('"', '\\"')}"`;

function comparison({ type }: FieldDef, value: string): string {
  if (type !== 'string' && type !== 'time') return `== ${value}`;
  if (!value.includes('\\')) return `== ${quoted(value)}`;
  // A backslash may be one, or begin the escape of what cannot be printed: the longest part without any is looked for.
  const [longest = ''] = value.split(/\\\d{3}|\\u.{4}|\\U.{8}|\\[abfnrtv]?/).sort((a, b) => b.length - a.length);
  return `contains ${quoted(longest)}`;
}
