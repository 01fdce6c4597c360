// Marked dates in a file: a column of dates and, where there is another one, of keys.
import { ProblemError } from '../../shared/contract/problem.ts';
import type { MarkFile, SeriesMark } from '../../shared/model/series.ts';
import { openBlockStream } from '../bytes/block-stream.ts';
import { openFile } from '../bytes/file-source.ts';
import { badCell } from './bad-cell.ts';
import { LineCells } from './daily-cells.ts';
import { MOST_COLUMNS, markColumns, markLength, readHead } from './daily-columns.ts';
import { parseDate } from './daily-date.ts';
import { LineSplitter } from './line-splitter.ts';

const BLOCK_SIZE = 1024 * 1024;
/** Marks are set by people; a file with more is something else. */
const MOST_MARKS = 10_000;
const MOST_BAD = 100;

/** Throws ProblemError: those of openFile, `usage` for a file without dates or with too many. */
export async function readMarks(path: string): Promise<MarkFile> {
  const source = await openFile(path);
  const stream = await openBlockStream(source, BLOCK_SIZE).catch(async thrown => {
    await source.close();
    throw thrown;
  });
  try {
    const first = (await stream.next()) ?? new Uint8Array(0);
    const head = readHead(first, undefined, 1);
    const columns = head && markColumns(head);
    if (!head || !columns) {
      throw new ProblemError(
        'usage',
        `${path} holds no marked dates: it needs a column of dates, and may have one of keys.`,
      );
    }
    const marks: SeriesMark[] = [];
    const bad: { line: number; reason: string }[] = [];
    const cells = new LineCells(MOST_COLUMNS);
    const delimiter = head.delimiter.charCodeAt(0);
    const { date, key, format } = columns;
    const lines = new LineSplitter((bytes, at, end, line) => {
      if (at === end || (columns.header && line === 1) || marks.length >= MOST_MARKS) return;
      cells.split(bytes, at, end, delimiter);
      const millis = cells.count > date ? parseDate(cells.text(bytes, date), format) : undefined;
      if (millis !== undefined) {
        const name = key === undefined || cells.count <= key ? '' : cells.text(bytes, key);
        marks.push({ seconds: millis / 1000, key: name === '' ? null : name });
      } else if (bad.length < MOST_BAD) {
        const reason =
          cells.count > date
            ? badCell(bytes, cells.starts[date]!, cells.ends[date]!, date + 1, 'date')
            : 'it has no date';
        bad.push({ line, reason });
      }
    });
    for (let block: Uint8Array | undefined = first.subarray(markLength(first)); block; block = await stream.next()) {
      lines.append(block);
      if (marks.length >= MOST_MARKS) throw new ProblemError('usage', `${path} has more than 10,000 marked dates.`);
    }
    lines.finish();
    return { marks, bad };
  } finally {
    await stream.close();
  }
}
