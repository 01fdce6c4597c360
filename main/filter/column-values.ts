// The values that columns have: of a row, or of a flow's side, or of one number that many rows share.
import type { Value } from '../../shared/filter/value.ts';
import { NANOS_PER_SECOND } from '../../shared/unit/time.ts';
import type { ColumnData } from './column-data.ts';
import { type ColumnField, columnField, isWhere, SIDE_KEYS, SOURCES } from './column-fields.ts';
import type { RecordValues } from './record-values.ts';

const NONE: readonly Value[] = [];
const FIRST: readonly number[] = [1, 1];

abstract class Fields implements RecordValues {
  abstract values(name: string): readonly Value[];

  /** Columns know the outermost headers only: each name has one layer, of at most two values. */
  layers(name: string): readonly number[] {
    return FIRST.slice(0, this.values(name).length);
  }
}

export class RowValues extends Fields {
  row = 0;
  readonly #data: ColumnData;

  constructor(data: ColumnData) {
    super();
    this.#data = data;
  }

  values(name: string): readonly Value[] {
    const field = columnField(name);
    const { row } = this;
    if (field === undefined) return NONE;
    switch (field.kind) {
      case 'row':
        return field.read(this.#data, row);
      case 'side':
        return sideValues(field, this.#data, this.#data.side(row));
      case 'time':
        return [timeAt(this.#data, row, field.since)];
      case 'number': {
        if (!isWhere(this.#data, this.#data.side(row), field.where)) return NONE;
        const value = field.value(SOURCES[field.source](this.#data)?.[row] ?? row);
        return value === undefined ? NONE : [value];
      }
    }
  }
}

/** Nanoseconds of a row's time since a moment. */
function timeAt({ columns }: ColumnData, row: number, since: 'epoch' | 'first' | 'previous'): bigint {
  const { seconds, nanos } = columns;
  const from = since === 'first' ? 0 : Math.max(0, row - 1);
  const [s, n] = since === 'epoch' ? [0, 0] : [seconds[from]!, nanos[from]!];
  return BigInt(seconds[row]! - s) * BigInt(NANOS_PER_SECOND) + BigInt(nanos[row]! - n);
}

type SideField = Extract<ColumnField, { kind: 'side' }>;

function sideValues(field: SideField, data: ColumnData, side: number): readonly Value[] {
  return isWhere(data, side, field.where) ? field.read(data, SIDE_KEYS[field.by].of(data, side)) : NONE;
}

export class SideValues extends Fields {
  side = 0;
  readonly #data: ColumnData;

  constructor(data: ColumnData) {
    super();
    this.#data = data;
  }

  values(name: string): readonly Value[] {
    const field = columnField(name);
    return field?.kind === 'side' ? sideValues(field, this.#data, this.side) : NONE;
  }
}

/** The values of side fields that have one key; null: the side has none of them. */
export class KeyValues extends Fields {
  key: number | null = null;
  readonly #data: ColumnData;

  constructor(data: ColumnData) {
    super();
    this.#data = data;
  }

  values(name: string): readonly Value[] {
    const field = columnField(name);
    return field?.kind === 'side' && this.key !== null ? field.read(this.#data, this.key) : NONE;
  }
}

/** The values of all fields of one source, for a number of it; null: the record has none of them. */
export class CodeValues extends Fields {
  code: number | null = null;

  values(name: string): readonly Value[] {
    const field = columnField(name);
    if (field?.kind !== 'number' || this.code === null) return NONE;
    const value = field.value(this.code);
    return value === undefined ? NONE : [value];
  }
}
