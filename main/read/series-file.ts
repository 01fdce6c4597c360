// Series out of a file of counts: by none, one or both of its keys, in its own intervals or in longer ones.
import { ProblemError } from '../../shared/contract/problem.ts';
import { type CountColumns, type SeriesOf, WHOLE } from '../../shared/model/series.ts';
import type { TimeRange } from '../../shared/unit/time.ts';
import { SeriesSet } from '../analysis/series-set.ts';
import type { CountTable } from '../logs/daily-table.ts';
import { CellBuilder } from './cell-builder.ts';

/** Which of the two keys a series is of. */
type KeyChoice = readonly (0 | 1)[];

/**
 * Series of the counts within the range. What the file says nothing of stays missing. `usual`: what lies between most of
 * its dates, in seconds. Throws ProblemError (`usage`) for a value or key that it does not have.
 */
export function fileSeries(
  table: CountTable,
  columns: CountColumns,
  usual: number | null,
  range: TimeRange | undefined,
  of: SeriesOf,
): SeriesSet {
  if (of.value !== undefined && of.value !== 'count') {
    throw new ProblemError(
      'usage',
      `A file of counts has no ${of.value}: its values are those of column ${columns.names[columns.count]}.`,
    );
  }
  const keys = keyNumbers(table, chosenKeys(columns, of.by));
  const from = range?.from ? range.from[0] + range.from[1] / 1e9 : Number.NEGATIVE_INFINITY;
  const to = range?.to ? range.to[0] + range.to[1] / 1e9 : Number.POSITIVE_INFINITY;
  const cells = new CellBuilder();
  for (let cell = 0; cell < table.length; cell++) {
    const seconds = table.millis[cell]! / 1000;
    if (seconds < from || seconds >= to) continue;
    const start = of.interval === undefined ? seconds : Math.floor(seconds / of.interval) * of.interval;
    cells.add(keys.of(cell), start, table.counts[cell]!);
  }
  return new SeriesSet(keys.names, cells.cells(), of.interval ?? usual, null);
}

function chosenKeys({ keys, names }: CountColumns, by: string): KeyChoice {
  const own = keys.map(column => names[column]!);
  if (by === WHOLE && !own.includes(WHOLE)) return [];
  const place = own.indexOf(by);
  if (place >= 0) return [place as 0 | 1];
  if (own.length === 2 && by === own.join(',')) return [0, 1];
  const both = own.length === 2 ? [own.join(',')] : [];
  const known = [WHOLE, ...own, ...both].join(' or ');
  throw new ProblemError('usage', `The file has no series by "${by}": use ${known}.`);
}

function keyNumbers(
  table: CountTable,
  choice: KeyChoice,
): { readonly names: readonly string[]; of(cell: number): number } {
  const [one] = choice;
  if (one === undefined) return { names: [WHOLE], of: () => 0 };
  if (choice.length === 1) {
    const column = one === 0 ? table.first : table.second;
    return { names: table.keys[one], of: cell => column[cell]! };
  }
  const names: string[] = [];
  const numbers = new Map<number, number>();
  const width = table.keys[1].length;
  return {
    names,
    of(cell) {
      const [first, second] = [table.first[cell]!, table.second[cell]!];
      const key = first * width + second;
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, names.length);
      return names.push(`${table.keys[0][first]},${table.keys[1][second]}`) - 1;
    },
  };
}
