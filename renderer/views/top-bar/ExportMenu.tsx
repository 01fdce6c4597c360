// Writes what is shown to a file: bursts, hosts, conversations, flows, records, as CSV.
import { Button, Menu } from '@mantine/core';
import { useEffect } from 'react';
import type { ReportName } from '../../../shared/contract/calls.ts';
import type { ConversationBy } from '../../../shared/model/host.ts';
import { onCommand } from '../../state/commands.ts';
import { useScope } from '../../state/scope.ts';
import { useReportOnScreen } from '../../state/shown-report.ts';
import { useSource } from '../../state/source.ts';
import { exportReport } from '../../ui/export-report.ts';
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
  { report: 'bursts', by: 'pair', label: 'Bursts, at the thresholds in force', word: 'bursts' },
  { report: 'conversations', by: 'pair', label: 'Conversations, one row a pair', word: 'conversations' },
  { report: 'conversations', by: 'flow', label: 'Flows, one row each', word: 'flows' },
  { report: 'hosts', by: 'pair', label: 'Hosts, one row each', word: 'hosts' },
  { report: 'packets', by: 'pair', label: 'Packets, one row each', word: 'packets' },
];

const write = ({ report, by, word }: Report): Promise<void> => exportReport({ report, by }, `${word}.csv`);

export function ExportMenu() {
  const { range, filter } = useScope();
  const isOpen = useSource(s => s.info !== null && s.phase === 'open');
  const hasRecords = useSource(s => s.info?.kind === 'records');
  const shown = useReportOnScreen();
  useEffect(() => onCommand('export-bursts', () => void write(REPORTS[0]!)), []);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<Icon name="export" />} disabled={!isOpen} data-testid="export">
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {shown && shown.wanted.format !== 'html' && (
          <>
            <Menu.Label>What is shown here, as CSV</Menu.Label>
            <Menu.Item data-testid="export-shown" onClick={() => void exportReport(shown.wanted, shown.ending)}>
              {shown.title}
            </Menu.Item>
            <Menu.Divider />
          </>
        )}
        <Menu.Label>
          Full reports, as CSV {range ? 'of the selected time range' : 'of the whole capture'}
          {filter === undefined ? '' : ', filtered'}
        </Menu.Label>
        {REPORTS.map(report => (
          <Menu.Item key={report.word} onClick={() => void write(report)}>
            {report.label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item disabled={!hasRecords} onClick={() => void saveSelection()} data-testid="save-selection">
          Save the selection as pcapng
        </Menu.Item>
        <Menu.Item
          data-testid="export-page"
          onClick={() => void exportReport({ report: 'summary', format: 'html' }, 'report.html')}
        >
          Report to hand on, as an HTML page
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
