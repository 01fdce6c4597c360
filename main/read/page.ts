// One page of a sorted list: rows are made only for what is asked for.
import type { Page, SortDirection } from '../../shared/contract/calls.ts';

/**
 * Sorts `items` by `value` (numbers by size, text by code point; ties keep their order) and answers with rows
 * [offset, offset + limit).
 */
export function pageOf<Item, Row>(
  items: readonly Item[],
  value: (item: Item) => number | string,
  direction: SortDirection,
  { offset, limit }: { readonly offset: number; readonly limit: number },
  row: (item: Item) => Row,
): Page<Row> {
  const keyed = items.map((item, i) => ({ item, i, key: value(item) }));
  const sign = direction === 'asc' ? 1 : -1;
  keyed.sort((a, b) => (a.key < b.key ? -sign : a.key > b.key ? sign : a.i - b.i));
  return { total: items.length, rows: keyed.slice(offset, offset + limit).map(({ item }) => row(item)) };
}
