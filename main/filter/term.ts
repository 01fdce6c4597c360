// Terms of a filter as functions of a record: fields, slices, functions; sums are in arithmetic.ts.
import type { Call, Field, Range, Slice, Term } from '../../shared/filter/ast.ts';
import { byteString, bytesOf } from '../../shared/filter/byte-string.ts';
import { filterField } from '../../shared/filter/fields.ts';
import { Regex } from '../../shared/filter/regex.ts';
import { fixedLength, LayerBytes, Network, typeOfField, type Value } from '../../shared/filter/value.ts';
import { addressText, macText } from '../../shared/net/address.ts';
import { compileSum, type NumberKind, negated } from './arithmetic.ts';
import { compareValues } from './compare-values.ts';
import type { RecordValues, TermReader, TermValues } from './record-values.ts';

export function compileTerm(term: Term): TermReader {
  switch (term.kind) {
    case 'field':
      return readField(term);
    case 'literal': {
      const { value } = term;
      if (value === null || value instanceof Regex) throw new Error('A filter was compiled that was not checked.');
      const values = [value];
      return () => values;
    }
    case 'slice':
      return compileSlice(term);
    case 'call':
      return compileCall(term);
    case 'negated': {
      const of = compileTerm(term.of);
      return record => of(record)?.flatMap(value => negated(value)) ?? null;
    }
    case 'arithmetic':
      return compileSum(term, compileTerm(term.left), compileTerm(term.right), arithmeticOf(term.left));
  }
}

/** How numbers of the term are counted with: whole ones without a sign, with a sign, or broken ones. */
export function arithmeticOf(term: Term): NumberKind {
  switch (term.kind) {
    case 'field': {
      const type = filterField(term.name)?.type;
      if (type === 'double') return 'double';
      return type === 'int' || type === 'time' || type === 'duration' ? 'signed' : 'unsigned';
    }
    case 'negated':
      return arithmeticOf(term.of) === 'double' ? 'double' : 'signed';
    case 'arithmetic':
      return arithmeticOf(term.left);
    case 'call':
      return term.name === 'len' || term.name === 'count' ? 'unsigned' : arithmeticOf(term.args[0]!);
    case 'literal':
      return typeof term.value === 'number' && !Number.isInteger(term.value) ? 'double' : 'unsigned';
    default:
      return 'unsigned';
  }
}

/** The fields that a name stands for. */
export function namesOf(name: string): readonly string[] {
  return filterField(name)?.of?.flatMap(namesOf) ?? [name];
}

/** Reads a field, or those that it stands for; null when there is none in the record. */
export function readField({ name, layers }: Field): TermReader {
  const names = namesOf(name);
  if (layers !== null) return record => inLayers(record, names, layers);
  const [only] = names;
  if (names.length === 1) {
    return record => {
      const values = record.values(only!);
      return values.length === 0 ? null : values;
    };
  }
  return record => {
    const values = names.flatMap(one => record.values(one));
    return values.length === 0 ? null : values;
  };
}

function inLayers(record: RecordValues, names: readonly string[], ranges: readonly Range[]): TermValues {
  const values = names.flatMap(name => record.values(name));
  const layers = names.flatMap(name => record.layers(name));
  const last = Math.max(0, ...layers);
  const chosen = values.filter((_, i) => ranges.some(range => holdsLayer(range, layers[i]!, last)));
  return chosen.length === 0 ? null : chosen;
}

function holdsLayer({ start, by, to }: Range, layer: number, last: number): boolean {
  const low = start < 0 ? start + last + 1 : start;
  const high = by === 'length' ? low + to - 1 : by === 'end' ? to : Number.POSITIVE_INFINITY;
  return layer >= low && layer <= high;
}

/** Bytes of a value, as len() counts them. */
export function byteLength(value: Value): number {
  if (typeof value === 'string' || value instanceof Uint8Array || value instanceof LayerBytes) return value.length;
  return value instanceof Network ? value.bytes.length : 0;
}

function compileSlice({ of, ranges }: Slice): TermReader {
  const inner = compileTerm(of);
  return record => inner(record)?.map(value => cut(value, ranges)) ?? null;
}

/** The bytes of the ranges, one behind the other, up to the first range that does not lie in the value. */
function cut(value: Value, ranges: readonly Range[]): Uint8Array {
  const bytes = typeof value === 'string' ? bytesOf(value) : value instanceof LayerBytes ? value.all : value;
  if (!(bytes instanceof Uint8Array)) return new Uint8Array(0);
  const length = byteLength(value);
  const parts: Uint8Array[] = [];
  for (const range of ranges) {
    const part = stretch(range, length);
    if (part === undefined) break;
    parts.push(bytes.subarray(part[0], part[1]));
  }
  return parts.length === 1 ? parts[0]! : Uint8Array.from(parts.flatMap(part => [...part]));
}

function stretch({ start, by, to }: Range, length: number): [from: number, end: number] | undefined {
  const from = start < 0 ? start + length : start;
  let end = length;
  if (by === 'length') end = from + to;
  else if (by === 'end') end = (to < 0 ? to + length : to) + 1;
  return from < 0 || end <= from || end > length ? undefined : [from, end];
}

function compileCall({ name, args }: Call): TermReader {
  const readers = args.map(compileTerm);
  const first = readers[0]!;
  switch (name) {
    case 'lower':
      return each(first, value => String(value).replace(/[A-Z]/g, letter => letter.toLowerCase()));
    case 'upper':
      return each(first, value => String(value).replace(/[a-z]/g, letter => letter.toUpperCase()));
    case 'len': {
      const [field] = args;
      const def = field?.kind === 'field' ? filterField(field.name) : undefined;
      const fixed = def && fixedLength(typeOfField(def));
      return each(first, value => fixed ?? byteLength(value));
    }
    case 'count':
      return record => {
        const values = first(record);
        return values === null ? null : [values.length];
      };
    case 'string':
      return each(first, valueString);
    case 'abs':
      return record =>
        first(record)?.flatMap(value => (compareValues(value, 0, true) < 0 ? negated(value) : value)) ?? null;
    case 'max':
      return extreme(readers, 1);
    case 'min':
      return extreme(readers, -1);
  }
}

const each =
  (of: TermReader, change: (value: Value) => Value): TermReader =>
  record =>
    of(record)?.map(change) ?? null;

/** The first of the largest, or smallest, of all values of all arguments; arguments that are missing do not count. */
function extreme(readers: readonly TermReader[], sign: number): TermReader {
  return record => {
    let best: Value = null;
    for (const read of readers) {
      for (const value of read(record) ?? []) {
        if (best === null || compareValues(value, best, true) * sign > 0) best = value;
      }
    }
    return best === null ? null : [best];
  };
}

function valueString(value: Value): string {
  if (value instanceof Uint8Array) return value.length === 6 ? macText(value) : addressText(value);
  return byteString(String(value));
}
