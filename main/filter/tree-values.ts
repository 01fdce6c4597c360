// The values of one record's tree, of those fields that a filter asks for.
import { CATALOGUE, type FieldName } from '../../shared/catalogue/catalogue.ts';
import type { FieldDef } from '../../shared/catalogue/field-def.ts';
import { byteString } from '../../shared/filter/byte-string.ts';
import { LayerBytes, type Value } from '../../shared/filter/value.ts';
import type { Dissection } from '../decode/tree/dissection.ts';
import type { FieldValue, TreeItem } from '../decode/tree/item.ts';
import type { RecordValues } from './record-values.ts';

/** Protocols whose layer reaches, for len() and slices, to the end of its region: Wireshark adds them without a length. */
const REACHING = new Set<string>(['tcp']);

const NOTHING: readonly never[] = [];

interface Found {
  readonly values: Value[];
  readonly layers: number[];
}

export class TreeValues implements RecordValues {
  readonly #found = new Map<string, Found>();

  /** `names`: all fields that will be asked for. */
  constructor(names: Iterable<string>) {
    for (const name of names) this.#found.set(name, { values: [], layers: [] });
  }

  /** Takes the values of a record, in place of the last one's. They point into its bytes. */
  load(dissection: Dissection): void {
    this.#clear();
    const seen = new Map<string, number>();
    for (const layer of dissection.items) {
      const number = (seen.get(layer.name) ?? 0) + 1;
      seen.set(layer.name, number);
      this.#add(layer, number, dissection);
    }
  }

  /** The same for a record of which only `frame` is asked for. */
  loadBytes(bytes: Uint8Array): void {
    this.#clear();
    const frame = this.#found.get('frame');
    frame?.values.push(new LayerBytes(bytes, bytes.length));
    frame?.layers.push(1);
  }

  values(name: string): readonly Value[] {
    return this.#found.get(name)?.values ?? NOTHING;
  }

  layers(name: string): readonly number[] {
    return this.#found.get(name)?.layers ?? NOTHING;
  }

  #clear(): void {
    for (const found of this.#found.values()) {
      found.values.length = 0;
      found.layers.length = 0;
    }
  }

  #add(item: TreeItem, layer: number, dissection: Dissection): void {
    const found = item.name === '' ? undefined : this.#found.get(item.name);
    if (found) {
      found.values.push(itemValue(item, dissection));
      found.layers.push(layer);
    }
    for (const child of item.children) this.#add(child, layer, dissection);
  }
}

function itemValue(item: TreeItem, dissection: Dissection): Value {
  const def: FieldDef = CATALOGUE[item.name as FieldName];
  if (def.type !== 'protocol') return item.value === null ? null : fieldValue(def, item.value);
  const { bytes } = dissection.sources[item.source]!;
  if (item.name === 'frame') return new LayerBytes(bytes, bytes.length);
  const all = bytes.subarray(item.start, Math.max(item.end, item.start + item.length));
  return new LayerBytes(all, REACHING.has(item.name) ? all.length : item.length);
}

function fieldValue({ type, bits }: FieldDef, value: NonNullable<FieldValue>): Value {
  switch (type) {
    case 'uint':
    case 'int':
      return bits > 32 ? BigInt(value as number | bigint) : Number(value);
    case 'double':
      return Number(value);
    case 'string':
      return byteString(String(value));
    default:
      return value;
  }
}
