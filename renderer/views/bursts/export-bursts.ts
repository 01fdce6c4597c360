// Writes the whole burst report for the thresholds in force, whatever part of it the table shows.
import { problemOf } from '../../../shared/contract/problem.ts';
import { useBurstParams } from '../../state/bursts.ts';
import { beginWork } from '../../state/idle.ts';
import { link } from '../../state/link.ts';
import { showNotice } from '../../state/notices.ts';
import { currentScope } from '../../state/scope.ts';
import { useSource } from '../../state/source.ts';
import { counted } from '../../ui/counted.ts';
import { download } from '../../ui/download.ts';

export async function exportBursts(): Promise<void> {
  const { info } = useSource.getState();
  if (!info) return;
  const done = beginWork();
  try {
    const answer = await link().call('export', {
      source: info.source,
      filter: currentScope().filter,
      request: { report: 'bursts', by: 'pair', bursts: useBurstParams.getState() },
      suggestedName: `${info.name.replace(/\.(pcapng|pcap|cap)?(\.gz)?$/i, '')}-bursts.csv`,
    });
    if (!answer) return;
    if (answer.download !== null) download(answer.download, answer.path);
    showNotice({ text: `${counted(answer.rows, 'burst')} written to ${answer.path}.` });
  } catch (thrown) {
    showNotice({ text: problemOf(thrown).message, bad: true });
  } finally {
    done();
  }
}
