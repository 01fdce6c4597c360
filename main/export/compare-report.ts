// Two sources side by side as a report: a row a host or conversation of either.
import type { ComparedRow, ComparedTraffic } from '../../shared/model/compare.ts';
import { type Cell, integerColumn, numberCell, numberColumn, type Report, textColumn } from './report.ts';

const COLUMNS = [
  ...['change', 'a', 'a_name', 'b', 'b_name'].map(textColumn),
  ...['before', 'after'].flatMap(side => [
    ...['packets', 'bytes', 'payload'].map(measure => integerColumn(`${measure}_${side}`)),
    numberColumn(`bytes_per_s_${side}`),
  ]),
  numberColumn('ratio'),
];

const cellsOf = (traffic: ComparedTraffic | null): Cell[] =>
  traffic === null
    ? [null, null, null, null]
    : [traffic.packets, traffic.bytes, traffic.payload, traffic.rate].map(numberCell);

/** `change`: new, gone, more, less or same; `ratio`: bytes a second after over before. */
export function compareReport(rows: readonly ComparedRow[]): Report {
  return {
    columns: COLUMNS,
    async *rows() {
      yield rows.map(({ change, a, b, before, after, ratio }) => [
        change,
        a.address,
        a.name,
        b?.address ?? null,
        b?.name ?? null,
        ...cellsOf(before),
        ...cellsOf(after),
        numberCell(ratio),
      ]);
    },
  };
}
