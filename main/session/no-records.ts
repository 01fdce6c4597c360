// What a log of flows has to say to questions about records.
import { ProblemError } from '../../shared/contract/problem.ts';
import type { RecordSource } from '../filter/record-source.ts';

/** Why a question about records has no answer; `what` it asked for, where it named something. */
export function noRecords(name: string, what?: string): ProblemError {
  const lack = what === undefined ? '' : ` and so no ${what}`;
  return new ProblemError('usage', `${name} is a log of flows: it has no records to dissect${lack}.`);
}

/** Records of a log: asking for them throws. */
export const recordsOfLog = (name: string): RecordSource => ({
  rows: () => Promise.reject(noRecords(name)),
});
