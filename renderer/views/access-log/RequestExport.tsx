// Writes the requests of the selection, their values, pairs or anomalies, to a file.
import { Menu } from '@mantine/core';
import {
  DEFAULT_ANOMALIES,
  REQUEST_REPORTS,
  type RequestReportName,
  type RequestWhere,
} from '../../../shared/model/request.ts';
import type { WantedReport } from '../../state/shown-report.ts';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { exportReport } from '../../ui/export-report.ts';
import { useQuestion } from './narrowed.ts';

const LABELS: Readonly<Record<RequestReportName, string>> = {
  requests: 'Requests',
  values: 'Values of all fields',
  pairs: 'P(status | host)',
  anomalies: 'Anomalies',
};

/** The requests that are shown, or what is told of them. */
export const requestsWanted = (
  report: RequestReportName,
  where: readonly RequestWhere[] | undefined,
): WantedReport => ({
  report: 'access-log',
  requests: { report, anomalies: DEFAULT_ANOMALIES, ...(where && { where }) },
});

export function RequestExport() {
  const question = useQuestion();
  const write = (report: RequestReportName): void => {
    void exportReport(requestsWanted(report, question?.where), `${report}.csv`);
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ExportButton data-testid="export-requests">Export CSV</ExportButton>
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
