// Writes a report of what the selection chooses to a file: the host asks where to, or starts a download.
import { problemOf } from '../../shared/contract/problem.ts';
import { beginWork } from '../state/idle.ts';
import { link } from '../state/link.ts';
import { showNotice } from '../state/notices.ts';
import { questionOf, type WantedReport } from '../state/shown-report.ts';
import { useSource } from '../state/source.ts';
import { followWriting } from '../state/writing.ts';
import { counted } from './counted.ts';
import { download } from './download.ts';
import { sourceName } from './save-blob.ts';

/** `ending` of the file's name: `bursts.csv`. Problems are shown, not thrown. */
export async function exportReport(wanted: WantedReport, ending: string): Promise<void> {
  const { info } = useSource.getState();
  if (!info) return;
  const done = beginWork();
  const forget = followWriting(info.source);
  try {
    const answer = await link().call('export', {
      source: info.source,
      ...questionOf(wanted),
      suggestedName: `${sourceName()}.${ending}`,
    });
    if (!answer) return;
    if (answer.download !== null) download(answer.download, answer.path);
    const what = wanted.format === 'html' ? 'The page was' : `${counted(answer.rows, 'row')} were`;
    showNotice({ text: `${what} written to ${answer.path}.` });
  } catch (thrown) {
    const { kind, message } = problemOf(thrown);
    showNotice({ text: message, bad: kind !== 'cancelled' });
  } finally {
    forget();
    done();
  }
}
