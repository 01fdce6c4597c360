// All values of a field in a record, for filters: a layer or a note counts as one value of null.
import { CATALOGUE, type FieldName } from '../../../shared/catalogue/catalogue.ts';
import type { FieldDef } from '../../../shared/catalogue/field-def.ts';
import type { Dissection } from './dissection.ts';
import type { FieldValue, TreeItem } from './item.ts';

/** Names of the fields that a field stands for, itself where it stands for none. */
export const fieldsBehind = (name: FieldName): readonly string[] => {
  const { of }: FieldDef = CATALOGUE[name];
  return of ?? [name];
};

/** Values of one or more fields, in the order of the tree; empty when the record has none. */
export function valuesOf(dissection: Dissection, names: readonly string[]): FieldValue[] {
  const found: FieldValue[] = [];
  collect(dissection.items, names, found);
  return found;
}

// hot path
function collect(items: readonly TreeItem[], names: readonly string[], found: FieldValue[]): void {
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    if (names.includes(item.name)) found.push(item.value);
    if (item.children.length > 0) collect(item.children, names, found);
  }
}
