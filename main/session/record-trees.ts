// Trees of single records of an open source.
import { ProblemError } from '../../shared/contract/problem.ts';
import type { RecordLine } from '../../shared/model/record.ts';
import type { RecordTree } from '../../shared/model/tree.ts';
import { formatCount } from '../../shared/unit/format.ts';
import { recordLines } from '../read/record-lines.ts';
import { RecordReader } from '../read/record-reader.ts';
import { recordTree } from '../read/record-tree.ts';
import { type WholeCapture, wholeFacts } from '../read/whole-facts.ts';
import type { Source } from './source.ts';

/** The tree of record `number`, from 1. Throws ProblemError: there is no such record, or its file has changed. */
export async function treeOfRecord(source: Source, number: number): Promise<RecordTree> {
  const { recordFiles } = source;
  const { data } = source.view();
  const whole = wholeOf(source);
  const reader = new RecordReader(recordFiles, data.columns);
  try {
    const tree = await recordTree(data.columns, reader, number - 1, row => wholeFacts(whole, row));
    if (tree !== undefined) return tree;
  } finally {
    await reader.close();
  }
  throw new ProblemError('usage', `There is no record ${number}: the capture has ${formatCount(data.columns.length)}.`);
}

/** What each of these records (numbers from 1, all there) says in a line, and these fields of it. Throws ProblemError. */
export function linesOfRecords(
  source: Source,
  records: RecordReader,
  numbers: readonly number[],
  fields: readonly string[],
): Promise<readonly RecordLine[]> {
  const whole = wholeOf(source);
  return recordLines(records, numbers, fields, row => wholeFacts(whole, row));
}

function wholeOf(source: Source): WholeCapture {
  const { interfaces } = source.recordFiles;
  return { data: source.view().data, interfaces, commentsOf: row => source.commentsOf(row) };
}
