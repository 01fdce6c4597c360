// What a filter asks of one record: the values of fields. Columns answer it, and trees do.
import type { Value } from '../../shared/filter/value.ts';

export interface RecordValues {
  /** Values of a field that stands for itself alone, in order; empty when the record has none. Borrowed until the next record. */
  values(name: string): readonly Value[];
  /** For each of them the layer of its protocol that it stands in, from 1. */
  layers(name: string): readonly number[];
}

/** Values of a term in a record; null when a field of it is missing. */
export type TermValues = readonly Value[] | null;

export type TermReader = (record: RecordValues) => TermValues;
