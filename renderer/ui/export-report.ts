// Writes a report of what the selection chooses to a file: the host asks where to, or starts a download.
import type { ReportRequest } from '../../shared/contract/calls.ts';
import { problemOf } from '../../shared/contract/problem.ts';
import { useBurstParams } from '../state/bursts.ts';
import { beginWork } from '../state/idle.ts';
import { link } from '../state/link.ts';
import { showNotice } from '../state/notices.ts';
import { currentScope } from '../state/scope.ts';
import { useSource } from '../state/source.ts';
import { counted } from './counted.ts';
import { download } from './download.ts';
import { sourceName } from './save-blob.ts';

type Wanted = Pick<ReportRequest, 'report'> & Partial<ReportRequest>;

/** `ending` of the file's name: `bursts.csv`. Problems are shown, not thrown. */
export async function exportReport(wanted: Wanted, ending: string): Promise<void> {
  const { info } = useSource.getState();
  if (!info) return;
  const { range, filter } = currentScope();
  const bursts = useBurstParams.getState();
  const done = beginWork();
  try {
    const answer = await link().call('export', {
      source: info.source,
      filter,
      request: { by: 'pair', bursts, ...(range ? { range } : {}), ...wanted },
      suggestedName: `${sourceName()}.${ending}`,
    });
    if (!answer) return;
    if (answer.download !== null) download(answer.download, answer.path);
    const what = wanted.format === 'html' ? 'The page was' : `${counted(answer.rows, 'row')} were`;
    showNotice({ text: `${what} written to ${answer.path}.` });
  } catch (thrown) {
    showNotice({ text: problemOf(thrown).message, bad: true });
  } finally {
    done();
  }
}
