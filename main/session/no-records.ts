// What a source has to say to questions about what it does not have.
import { ProblemError } from '../../shared/contract/problem.ts';
import type { SourcePart } from '../../shared/model/source.ts';
import type { RecordSource } from '../filter/record-source.ts';
import type { Opened } from './opened.ts';

const LACKS: Readonly<Record<SourcePart, string>> = {
  records: 'it has no records to dissect',
  flows: 'it does not say which hosts talked with which',
  requests: 'it has no requests for pages; access logs, logs of HTTP of Zeek and captures do',
};

/** Why a question about records has no answer; `what` it asked for, where it named something; `hint`: what can be asked. */
export function noRecords(name: string, called: string, what?: string, hint = ''): ProblemError {
  const lack = what === undefined ? '' : ` and so no ${what}`;
  return new ProblemError('usage', `${name} is ${called}: ${LACKS.records}${lack}.${hint && ` ${hint}`}`);
}

/** Why a question about a part that the source does not have has no answer. */
export const lackOf = (name: string, { called }: Opened, part: SourcePart): ProblemError =>
  new ProblemError('usage', `${name} is ${called}: ${LACKS[part]}.`);

/** Records of a log: asking for them throws. */
export const recordsOfLog = (name: string): RecordSource => ({
  rows: () => Promise.reject(noRecords(name, 'a log of flows')),
});
