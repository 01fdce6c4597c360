// Writes what is shown to a file: bursts, hosts, conversations, flows, records, as CSV.
import { Button, Menu } from '@mantine/core';
import { useEffect } from 'react';
import type { ReportName } from '../../../shared/contract/calls.ts';
import { problemOf } from '../../../shared/contract/problem.ts';
import type { ConversationBy } from '../../../shared/model/host.ts';
import { formatCount } from '../../../shared/unit/format.ts';
import { useBurstParams } from '../../state/bursts.ts';
import { onCommand } from '../../state/commands.ts';
import { beginWork } from '../../state/idle.ts';
import { link } from '../../state/link.ts';
import { showNotice } from '../../state/notices.ts';
import { currentScope, useScope } from '../../state/scope.ts';
import { useSource } from '../../state/source.ts';
import { download } from '../../ui/download.ts';
import { Icon } from '../../ui/Icon.tsx';
import { saveSelection } from '../records/save-selection.ts';

interface Report {
  readonly report: ReportName;
  readonly by: ConversationBy;
  readonly label: string;
  /** What stands in the file's name. */
  readonly word: string;
}

const REPORTS: readonly Report[] = [
  { report: 'bursts', by: 'pair', label: 'Bursts', word: 'bursts' },
  { report: 'conversations', by: 'pair', label: 'Conversations', word: 'conversations' },
  { report: 'conversations', by: 'flow', label: 'Flows', word: 'flows' },
  { report: 'hosts', by: 'pair', label: 'Hosts', word: 'hosts' },
  { report: 'packets', by: 'pair', label: 'Packets, one row each', word: 'packets' },
];

async function exportReport({ report, by, word }: Report): Promise<void> {
  const { info } = useSource.getState();
  if (!info) return;
  const { range, filter } = currentScope();
  const bursts = useBurstParams.getState();
  const done = beginWork();
  try {
    const answer = await link().call('export', {
      source: info.source,
      filter,
      request: { report, by, bursts, ...(range ? { range } : {}) },
      suggestedName: `${info.name.replace(/\.(pcapng|pcap|cap)?(\.gz)?$/i, '')}.${word}.csv`,
    });
    if (!answer) return;
    if (answer.download !== null) download(answer.download, answer.path);
    showNotice({ text: `${formatCount(answer.rows)} rows written to ${answer.path}.` });
  } catch (thrown) {
    showNotice({ text: problemOf(thrown).message, bad: true });
  } finally {
    done();
  }
}

export function ExportMenu() {
  const { range, filter } = useScope();
  const isOpen = useSource(s => s.info !== null && s.phase === 'open');
  const hasRecords = useSource(s => s.info?.kind === 'records');
  useEffect(() => onCommand('export-bursts', () => void exportReport(REPORTS[0]!)), []);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<Icon name="export" />} disabled={!isOpen} data-testid="export">
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          CSV {range ? 'of the selected time range' : 'of the whole capture'}
          {filter === undefined ? '' : ', filtered'}
        </Menu.Label>
        {REPORTS.map(report => (
          <Menu.Item key={report.word} onClick={() => void exportReport(report)}>
            {report.label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item disabled={!hasRecords} onClick={() => void saveSelection()} data-testid="save-selection">
          Save the selection as pcapng
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
