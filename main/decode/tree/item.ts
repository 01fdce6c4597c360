// One node of a record's tree: a layer, a field with its value and the bytes that say so, or a line of text.
import type { FieldName } from '../../../shared/catalogue/catalogue.ts';

/** Numbers of up to 32 bits and booleans (0, 1) are numbers, wider ones and nanoseconds bigint, addresses and bytes borrowed bytes. */
export type FieldValue = number | bigint | string | Uint8Array | null;

export class TreeItem {
  /** Name in the catalogue; '' for a line of text. */
  readonly name: FieldName | '';
  /** The bytes [start, start + length) of its source that it stands for; length 0: generated. */
  readonly start: number;
  length: number;
  /** Index into Dissection.sources: 0 is the record itself. */
  readonly source: number;
  /** null: no value (a layer, a heading). */
  readonly value: FieldValue;
  /** What people read, where title and value do not say enough. */
  label: string | null;
  /** Stands in no byte: it was worked out. */
  isGenerated = false;
  readonly children: TreeItem[] = [];
  /** Of a layer: where the captured bytes end that it and the layers inside of it share; 0 for all other items. */
  end = 0;

  constructor(
    name: FieldName | '',
    start: number,
    length: number,
    source: number,
    value: FieldValue,
    label: string | null,
  ) {
    this.name = name;
    this.start = start;
    this.length = length;
    this.source = source;
    this.value = value;
    this.label = label;
  }
}
