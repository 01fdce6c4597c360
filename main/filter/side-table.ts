// A filter over fields of flows' sides as one answer a side. A test of one address is decided once an address, one of a port
// once a port; the rest of the work is looking up.
import type { Compare, Filter, In, Term } from '../../shared/filter/ast.ts';
import { type ColumnData, NO_SIDE } from './column-data.ts';
import { type ColumnField, columnField, flowsWhere, SIDE_KEYS } from './column-fields.ts';
import { KeyValues, SideValues } from './column-values.ts';
import { compileFilter } from './evaluate.ts';
import { fieldNames } from './names.ts';
import { namesOf } from './term.ts';

export interface SideTable {
  /** By side, 1: yes. */
  readonly bySide: Uint8Array;
  /** The answer for records without IP. */
  readonly without: boolean;
}

/** All fields of the filter must be those of sides. */
export function sideTable(filter: Filter, data: ColumnData): SideTable {
  switch (filter.kind) {
    case 'and':
      return combined(sideTable(filter.left, data), sideTable(filter.right, data), (a, b) => a & b);
    case 'or':
      return combined(sideTable(filter.left, data), sideTable(filter.right, data), (a, b) => a | b);
    case 'xor':
      return combined(sideTable(filter.left, data), sideTable(filter.right, data), (a, b) => a ^ b);
    case 'not': {
      const of = sideTable(filter.of, data);
      return combined(of, of, a => a ^ 1);
    }
    default: {
      const parts = oneByOne(filter);
      return parts === null ? testTable(filter, data) : sideTable(parts, data);
    }
  }
}

function combined(left: SideTable, right: SideTable, combine: (a: number, b: number) => number): SideTable {
  const bySide = new Uint8Array(left.bySide.length);
  for (let side = 0; side < bySide.length; side++) bySide[side] = combine(left.bySide[side]!, right.bySide[side]!);
  return { bySide, without: combine(Number(left.without), Number(right.without)) === 1 };
}

/** A test of a field that stands for two, as two tests of one each; null where it is not such a test. */
function oneByOne(filter: Filter): Filter | null {
  if (filter.kind !== 'compare' && filter.kind !== 'in') return null;
  const { left } = filter;
  if (left.kind !== 'field' || left.layers !== null || !hasConstants(filter)) return null;
  const [first, second, ...more] = namesOf(left.name);
  if (first === undefined || second === undefined || more.length > 0) return null;
  const all = filter.quantifier === 'all' || (filter.quantifier === null && isForAll(filter));
  // All values must be in one and the same member of a set: that is no test of each.
  if (all && filter.kind === 'in') return null;
  const one = (name: string): Filter => ({ ...filter, left: { ...left, name } });
  return { kind: all ? 'and' : 'or', left: one(first), right: one(second) };
}

const isForAll = (filter: Compare | In): boolean =>
  filter.kind === 'compare' && (filter.op === '!=' || filter.op === '===');

const hasConstants = (filter: Compare | In): boolean => {
  const constant = (term: Term | null): boolean => term === null || term.kind === 'literal';
  if (filter.kind === 'compare') return constant(filter.right);
  return filter.members.every(({ low, high }) => constant(low) && constant(high));
};

function testTable(filter: Filter, data: ColumnData): SideTable {
  const fields = [...fieldNames(filter)].map(columnField).filter(isSideField);
  const [first] = fields;
  if (first === undefined || fields.some(({ by, where }) => by !== first.by || where !== first.where)) {
    return bySides(filter, data);
  }
  return byKeys(filter, data, first);
}

type SideField = Extract<ColumnField, { kind: 'side' }>;
const isSideField = (field: ColumnField | undefined): field is SideField => field?.kind === 'side';

function bySides(filter: Filter, data: ColumnData): SideTable {
  const test = compileFilter(filter);
  const values = new SideValues(data);
  const bySide = new Uint8Array(data.flows.length * 2);
  for (let side = 0; side < bySide.length; side++) {
    values.side = side;
    bySide[side] = Number(test(values));
  }
  values.side = NO_SIDE;
  return { bySide, without: test(values) };
}

const UNKNOWN = 2;

function byKeys(filter: Filter, data: ColumnData, { by, where }: SideField): SideTable {
  const test = compileFilter(filter);
  const values = new KeyValues(data);
  const without = test(values);
  const { of, count } = SIDE_KEYS[by];
  const has = flowsWhere(data, where);
  const verdicts = new Uint8Array(count(data)).fill(UNKNOWN);
  const bySide = new Uint8Array(data.flows.length * 2);
  for (let side = 0; side < bySide.length; side++) {
    if (has !== null && has[side >>> 1] === 0) {
      bySide[side] = Number(without);
      continue;
    }
    const key = of(data, side);
    if (verdicts[key] === UNKNOWN) {
      values.key = key;
      verdicts[key] = Number(test(values));
    }
    bySide[side] = verdicts[key]!;
  }
  return { bySide, without };
}
