// Values that the fields of a filter have in the open source.

/** A value of a field, as it is; a filter writes text in quotes. */
export interface FieldValue {
  readonly value: string;
  /** How often, in `FieldValues.counted`. */
  readonly count: number;
  /** What it is: the name of a host, the service of a port; null: nothing is known. */
  readonly note: string | null;
}

export interface FieldValues {
  readonly field: string;
  /** Most frequent first, those that begin with what was typed before all others. */
  readonly values: readonly FieldValue[];
  /** What their counts are of: packets with the value, records that said it, flows that have it; null: they order alone. */
  readonly counted: 'packets' | 'records' | 'flows' | null;
}
