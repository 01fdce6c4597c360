// Runs of fields at fixed places, as data: a header's layout is one table and one call.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';

/** Fields with offset from the header's first byte and length in bytes, in the order of the tree; flags below their number. */
export type Layout = readonly (readonly [
  name: FieldName,
  offset: number,
  length: number,
  bits?: readonly FieldName[],
])[];

/** Adds the fields of a header that begins at `at`. Throws BoundsError. */
export function addLayout(d: Dissection, parent: TreeItem, at: number, layout: Layout): void {
  for (const [name, offset, length, bits] of layout) {
    const item = d.add(parent, name, at + offset, length);
    if (bits !== undefined) for (const bit of bits) d.add(item, bit, at + offset, length);
  }
}
