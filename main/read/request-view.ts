// One state of a source's requests and what has been worked out from it so far: rows in the order of time, chosen by
// range and values; each field as codes with their texts.
import { ProblemError } from '../../shared/contract/problem.ts';
import type { RequestField, RequestWhere } from '../../shared/model/request.ts';
import type { TimeRange } from '../../shared/unit/time.ts';
import { KeyIndex } from '../analysis/key-index.ts';
import { type RowsByValue, rowsByValue } from '../analysis/request-counts.ts';
import type { TextTable } from '../logs/text-table.ts';
import type { RequestStore } from '../store/request-store.ts';
import { TimeOrder } from '../timing/time-order.ts';

/** A field of all rows as numbers below `size`; `text` says what a number stands for. */
export interface CodedField {
  readonly codes: ArrayLike<number>;
  readonly size: number;
  /** The texts by their codes, where they are kept as texts. */
  readonly table?: TextTable;
  text(code: number): string;
  /** The code of a text; -1 when no row has it. */
  find(text: string): number;
}

export interface RequestScope {
  readonly range?: TimeRange | undefined;
  readonly where?: readonly RequestWhere[] | undefined;
}

const MOST_STATUS = 1000;
/** Results that are kept: panels ask about the same rows. */
const KEPT = 8;

export class RequestView {
  readonly store: RequestStore;
  readonly order: TimeOrder;
  readonly #fields = new Map<RequestField, CodedField>();
  readonly #chosen = new Map<string, Uint32Array>();
  #byHost: { readonly rows: Uint32Array; readonly result: RowsByValue } | undefined;

  /** Of all requests, or of `chosen` rows (ascending). */
  constructor(store: RequestStore, chosen?: Uint32Array) {
    this.store = store;
    this.order = new TimeOrder(store, chosen);
  }

  /** Rows in the order of time. The same array for the same scope. */
  rows({ range, where = [] }: RequestScope): Uint32Array {
    const key = JSON.stringify([range?.from, range?.to, where]);
    const known = this.#chosen.get(key);
    const rows = known ?? this.#choose(range, where);
    this.#chosen.delete(key);
    this.#chosen.set(key, rows);
    if (this.#chosen.size > KEPT) this.#chosen.delete(this.#chosen.keys().next().value!);
    return rows;
  }

  #choose(range: TimeRange | undefined, where: readonly RequestWhere[]): Uint32Array {
    const { lo, hi } = this.order.span(range);
    let rows = new Uint32Array(hi - lo);
    for (let i = lo; i < hi; i++) rows[i - lo] = this.order.row(i);
    for (const { field, value } of where) {
      const { codes, find } = this.field(field);
      const wanted = find(value);
      rows = rows.filter(row => codes[row] === wanted);
    }
    return rows;
  }

  /** Rows of each host. */
  byHost(rows: Uint32Array): RowsByValue {
    if (this.#byHost?.rows !== rows) {
      const { codes, size } = this.field('ip');
      this.#byHost = { rows, result: rowsByValue(codes, rows, size) };
    }
    return this.#byHost.result;
  }

  field(name: RequestField): CodedField {
    let field = this.#fields.get(name);
    if (!field) {
      field = this.#make(name);
      this.#fields.set(name, field);
    }
    return field;
  }

  #make(name: RequestField): CodedField {
    const { store } = this;
    switch (name) {
      case 'ip':
        return coded(store.ip, store.ips);
      case 'method':
        return coded(store.method, store.methods);
      case 'path':
        return coded(store.path, store.paths);
      case 'version':
        return coded(store.version, store.versions);
      case 'referrer':
        return coded(store.referrer, store.referrers);
      case 'user_agent':
        return coded(store.agent, store.agents);
      case 'status':
        return {
          codes: store.status,
          size: MOST_STATUS,
          text: code => (code === 0 ? '' : String(code)),
          find: text => (text === '' ? 0 : numberOf(name, text)),
        };
      case 'size':
        return sizes(store, this.order.rowLimit);
    }
  }
}

function coded(codes: Uint32Array, table: TextTable): CodedField {
  return { codes, size: table.length, table, text: code => table.text(code), find: text => table.find(text) };
}

/** Throws ProblemError (`usage`) for text that is no number. */
function numberOf(field: RequestField, text: string): number {
  if (!/^\d{1,16}$/.test(text)) throw new ProblemError('usage', `The ${field} "${text}" is no number.`);
  return Number(text);
}

/** Sizes numbered in order of appearance; the first number is that of none. */
function sizes({ size }: RequestStore, length: number): CodedField {
  const numbers = new KeyIndex();
  const codes = new Uint32Array(length);
  for (let row = 0; row < length; row++) {
    const value = size[row]!;
    codes[row] = Number.isNaN(value) ? 0 : numbers.add(value, 0) + 1;
  }
  return {
    codes,
    size: numbers.size + 1,
    text: code => (code === 0 ? '' : String(numbers.first(code - 1))),
    find: text => (text === '' ? 0 : (numbers.find(numberOf('size', text), 0) ?? -2) + 1),
  };
}
