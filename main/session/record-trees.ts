// Trees of single records of an open source.
import { ProblemError } from '../../shared/contract/problem.ts';
import type { RecordTree } from '../../shared/model/tree.ts';
import { formatCount } from '../../shared/unit/format.ts';
import { RecordReader } from '../read/record-reader.ts';
import { recordTree } from '../read/record-tree.ts';
import { wholeFacts } from '../read/whole-facts.ts';
import type { Source } from './source.ts';

/** The tree of record `number`, from 1. Throws ProblemError: there is no such record, or its file has changed. */
export async function treeOfRecord(source: Source, number: number): Promise<RecordTree> {
  const { recordFiles } = source;
  const { interfaces } = recordFiles;
  const { data } = source.view();
  const whole = { data, interfaces, commentsOf: (row: number) => source.commentsOf(row) };
  const reader = new RecordReader(recordFiles, data.columns);
  try {
    const tree = await recordTree(data.columns, reader, number - 1, row => wholeFacts(whole, row));
    if (tree !== undefined) return tree;
  } finally {
    await reader.close();
  }
  throw new ProblemError('usage', `There is no record ${number}: the capture has ${formatCount(data.columns.length)}.`);
}
