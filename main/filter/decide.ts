// Decides a filter over columns as far as they go: parts whose fields depend on a flow's side alone are decided once a side,
// those of one number once a number, and the answers are combined as bits.
import type { Compare, Filter } from '../../shared/filter/ast.ts';
import { NANOS_PER_SECOND } from '../../shared/unit/time.ts';
import type { ColumnData } from './column-data.ts';
import { type ColumnField, columnField, flowsWhere, SOURCES } from './column-fields.ts';
import { CodeValues, RowValues } from './column-values.ts';
import { compileFilter } from './evaluate.ts';
import { familyOf } from './family.ts';
import { fieldNames, fieldsIn, requiredFields, termsOf } from './names.ts';
import { numericTest, takesOf } from './numeric-test.ts';
import type { RowSet } from './row-set.ts';
import { scanCodes, scanRows, scanSides, scanTimes } from './scan.ts';
import { sideTable } from './side-table.ts';
import { Verdict } from './verdict.ts';

/** Numbers up to this are decided once each; a table of all of them is small. */
const TABLE_SIZE = 65_536;

type NumberColumn = Extract<ColumnField, { kind: 'number' }>;

export class Decider {
  readonly #data: ColumnData;

  constructor(data: ColumnData) {
    this.#data = data;
  }

  decide(filter: Filter): Verdict {
    if (filter.kind === 'everything') return Verdict.everywhere(this.#data.length);
    const fields = columnsOf(filter);
    if (fields !== null) {
      const yes = this.#together(filter, fields);
      if (yes !== null) return this.#trusted(yes, fields);
    }
    switch (filter.kind) {
      case 'not':
        return this.decide(filter.of).not();
      case 'and': {
        const left = this.decide(filter.left);
        return left.and(this.decide(filter.right));
      }
      case 'or':
        return this.decide(filter.left).or(this.decide(filter.right));
      case 'xor':
        return this.decide(filter.left).xor(this.decide(filter.right));
      default:
        return fields === null ? this.#left(filter) : this.#trusted(this.#oneByOne(filter), fields);
    }
  }

  /** Of partial rows only fields say something that can be trusted for all. */
  #trusted(yes: RowSet, fields: readonly ColumnField[]): Verdict {
    if (fields.every(({ trust }) => trust === 'all')) return new Verdict(yes, yes.without(yes));
    return new Verdict(yes.without(this.#data.partial), this.#data.partial);
  }

  /** Decides a whole part at once, where all its fields depend on the same thing; null where they do not. */
  #together(filter: Filter, fields: readonly ColumnField[]): RowSet | null {
    const [first] = fields;
    if (first === undefined) return null;
    if (fields.every(({ kind }) => kind === 'side')) return this.#bySide(filter);
    if (first.kind === 'number' && fields.every(field => isSameNumber(field, first)))
      return this.#byNumber(filter, first);
    if (first.kind === 'time' && filter.kind === 'compare') return this.#byTime(filter, first.since);
    return null;
  }

  #bySide(filter: Filter): RowSet {
    const { bySide, without } = sideTable(filter, this.#data);
    return scanSides(this.#data, bySide, without);
  }

  #byNumber(filter: Filter, { source, where }: NumberColumn): RowSet {
    const test = compileFilter(filter);
    const values = new CodeValues();
    const decide = (code: number): boolean => {
      values.code = code;
      return test(values);
    };
    const without = test(values);
    const column = SOURCES[source](this.#data);
    const verdicts = new Uint8Array(TABLE_SIZE);
    return scanCodes(this.#data, column, flowsWhere(this.#data, where), {
      verdicts,
      decide: numericTest(filter) ?? decide,
      without,
    });
  }

  /** A time compared with a constant; null for anything else. */
  #byTime({ op, left, right }: Compare, since: 'epoch' | 'first' | 'previous'): RowSet | null {
    if (left.kind !== 'field' || right.kind !== 'literal' || typeof right.value !== 'bigint') return null;
    const takes = takesOf(op);
    if (takes === null) return null;
    const second = BigInt(NANOS_PER_SECOND);
    const nanos = ((right.value % second) + second) % second;
    const limit = { seconds: Number((right.value - nanos) / second), nanos: Number(nanos) };
    return scanTimes(this.#data, since, limit, takes);
  }

  #oneByOne(filter: Filter): RowSet {
    const test = compileFilter(filter);
    const values = new RowValues(this.#data);
    return scanRows(this.#data.length, row => {
      values.row = row;
      return test(values);
    });
  }

  /** A test that only records can answer does not hold where the protocol of a field that it requires is not there. */
  #left(filter: Filter): Verdict {
    const { length } = this.#data;
    const families = new Set(termsOf(filter).flatMap(requiredFields).map(familyOf));
    let verdict = Verdict.undecided(length);
    for (const family of families) {
      const there = family && this.#family(family);
      if (there) verdict = verdict.and(there);
    }
    return verdict;
  }

  /** Where a protocol may be: not decided where it is. */
  #family(family: string): Verdict | null {
    const field = columnField(family);
    if (field === undefined) return null;
    const place = { at: 0, end: 0 };
    const { yes, open } = this.decide({ kind: 'exists', of: { kind: 'field', name: family, layers: null, ...place } });
    return new Verdict(yes.without(yes), yes.or(open));
  }
}

const isSameNumber = (field: ColumnField, as: NumberColumn): boolean =>
  field.kind === 'number' && field.source === as.source && field.where === as.where;

/** The columns of all fields of a part; null when one is in trees only, or is asked for its layers or its bytes. */
function columnsOf(filter: Filter): readonly ColumnField[] | null {
  const fields: ColumnField[] = [];
  for (const name of fieldNames(filter)) {
    const field = columnField(name);
    if (field === undefined) return null;
    fields.push(field);
  }
  return asksOnlyValues(filter) ? fields : null;
}

/** Columns know whether a protocol is there, but not its bytes; and nothing of layers. */
function asksOnlyValues(filter: Filter): boolean {
  switch (filter.kind) {
    case 'everything':
      return true;
    case 'and':
    case 'or':
    case 'xor':
      return asksOnlyValues(filter.left) && asksOnlyValues(filter.right);
    case 'not':
      return asksOnlyValues(filter.of);
    default: {
      const isTest = filter.kind === 'exists';
      return termsOf(filter).every(term =>
        fieldsIn(term).every(({ name, layers }) => layers === null && (isTest || !isPresence(name))),
      );
    }
  }
}

const isPresence = (name: string): boolean => familyOf(name) === name;
