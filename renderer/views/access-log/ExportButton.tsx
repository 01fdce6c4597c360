// Writes the requests of the selection, their values, pairs or anomalies, to a file.
import { Button, Menu } from '@mantine/core';
import { DEFAULT_ANOMALIES, REQUEST_REPORTS, type RequestReportName } from '../../../shared/model/request.ts';
import { exportReport } from '../../ui/export-report.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useQuestion } from './narrowed.ts';

const LABELS: Readonly<Record<RequestReportName, string>> = {
  requests: 'Requests',
  values: 'Values of all fields',
  pairs: 'P(status | host)',
  anomalies: 'Anomalies',
};

export function ExportButton() {
  const question = useQuestion();
  const write = (report: RequestReportName): void => {
    const where = question?.where;
    void exportReport(
      { report: 'access-log', requests: { report, anomalies: DEFAULT_ANOMALIES, ...(where && { where }) } },
      `${report}.csv`,
    );
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="compact-sm" leftSection={<Icon name="export" size={14} />} data-testid="export-requests">
          Export CSV
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {REQUEST_REPORTS.map(report => (
          <Menu.Item key={report} onClick={() => write(report)}>
            {LABELS[report]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
