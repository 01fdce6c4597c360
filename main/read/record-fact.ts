// What only the whole capture says of a record (its number in a stream, gaps, verdicts on it), put into its tree.
import type { FieldName } from '../../shared/catalogue/catalogue.ts';
import type { Dissection, Severity } from '../decode/tree/dissection.ts';
import { type FieldValue, TreeItem } from '../decode/tree/item.ts';

/** A value, or a note when it has a severity. */
export interface Fact {
  /** The first layer of this name has it. */
  readonly layer: FieldName;
  readonly name: FieldName;
  readonly value: FieldValue;
  readonly label?: string;
  /** The field behind which it stands; at the end without it, or where the record lacks that field. */
  readonly after?: FieldName;
  readonly note?: Severity;
  /** Facts below it. */
  readonly children?: readonly Fact[];
}

/** Adds facts to a tree; those about a layer that the record does not have are left out. */
export function addFacts(dissection: Dissection, facts: readonly Fact[]): void {
  for (const fact of facts) {
    const layer = dissection.items.find(({ name }) => name === fact.layer);
    if (layer !== undefined) add(dissection, layer, fact);
  }
}

function add(dissection: Dissection, parent: TreeItem, fact: Fact): void {
  const { name, value, label = null, note, children = [] } = fact;
  if (note !== undefined) {
    dissection.expert(parent, name, note, label ?? name);
    return;
  }
  const item = new TreeItem(name, parent.start, 0, parent.source, value, label);
  item.isGenerated = true;
  const before = parent.children.findIndex(child => child.name === fact.after);
  if (before < 0) parent.children.push(item);
  else parent.children.splice(before + 1, 0, item);
  for (const child of children) add(dissection, item, child);
}
