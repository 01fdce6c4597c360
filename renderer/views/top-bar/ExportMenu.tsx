// Writes what is shown to a file: bursts, hosts, conversations, flows, records, as CSV or Parquet; all of it as a page.
import { Button, Menu } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ReportName } from '../../../shared/contract/calls.ts';
import type { ConversationBy } from '../../../shared/model/host.ts';
import { onCommand } from '../../state/commands.ts';
import { useScope } from '../../state/scope.ts';
import { useReportOnScreen } from '../../state/shown-report.ts';
import { useSource } from '../../state/source.ts';
import { exportReport } from '../../ui/export-report.ts';
import { Icon } from '../../ui/Icon.tsx';
import {
  FORM_WORDS,
  PICTURE_FORMS,
  type PictureForm,
  pictureName,
  picturesOnScreen,
  savePicture,
} from '../../ui/picture/save-picture.ts';
import { saveSelection } from '../records/save-selection.ts';
import { ReportDialog } from './ReportDialog.tsx';

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

const TABLES = ['csv', 'parquet'] as const;
type TableFormat = (typeof TABLES)[number];
const FORMAT_NAMES: Readonly<Record<TableFormat, string>> = { csv: 'CSV', parquet: 'Parquet' };

const write = ({ report, by, word }: Report, format: TableFormat): Promise<void> =>
  exportReport({ report, by, format }, `${word}.${format}`);

export function ExportMenu() {
  const { range, filter } = useScope();
  const isOpen = useSource(s => s.info !== null && s.phase === 'open');
  const hasRecords = useSource(s => s.info?.kind === 'records');
  const shown = useReportOnScreen();
  const [format, setFormat] = useState<TableFormat>('csv');
  const [form, setForm] = useState<PictureForm>('png');
  const [pictures, setPictures] = useState<readonly HTMLElement[]>([]);
  const [isReporting, setReporting] = useState(false);
  useEffect(() => onCommand('export-bursts', () => void write(REPORTS[0]!, 'csv')), []);
  return (
    <>
      <Menu position="bottom-end" onOpen={() => setPictures(picturesOnScreen())}>
        <Menu.Target>
          <Button leftSection={<Icon name="export" />} disabled={!isOpen} data-testid="export">
            Export
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Tables as</Menu.Label>
          <Menu.RadioGroup value={format} onChange={chosen => setFormat(chosen as TableFormat)}>
            {TABLES.map(name => (
              <Menu.RadioItem key={name} value={name} data-testid={`export-as-${name}`}>
                {FORMAT_NAMES[name]}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          {shown && shown.wanted.format !== 'html' && (
            <>
              <Menu.Label>What is shown here</Menu.Label>
              <Menu.Item
                data-testid="export-shown"
                onClick={() => void exportReport({ ...shown.wanted, format }, shown.ending.replace(/csv$/, format))}
              >
                {shown.title}
              </Menu.Item>
              <Menu.Divider />
            </>
          )}
          <Menu.Label>
            Full reports, {range ? 'of the selected time range' : 'of the whole capture'}
            {filter === undefined ? '' : ', filtered'}
          </Menu.Label>
          {REPORTS.map(report => (
            <Menu.Item key={report.word} onClick={() => void write(report, format)}>
              {report.label}
            </Menu.Item>
          ))}
          <Menu.Divider />
          {pictures.length > 0 && (
            <Menu.Sub>
              <Menu.Sub.Target>
                <Menu.Sub.Item data-testid="export-pictures">Pictures on the screen</Menu.Sub.Item>
              </Menu.Sub.Target>
              <Menu.Sub.Dropdown>
                <Menu.Label>Pictures as</Menu.Label>
                <Menu.RadioGroup value={form} onChange={chosen => setForm(chosen as PictureForm)}>
                  {PICTURE_FORMS.map(one => (
                    <Menu.RadioItem key={one} value={one} data-testid={`export-picture-as-${one}`}>
                      {FORM_WORDS[one]}
                    </Menu.RadioItem>
                  ))}
                </Menu.RadioGroup>
                <Menu.Divider />
                {pictures.map(element => (
                  <Menu.Item key={pictureName(element)} onClick={() => void savePicture(element, form)}>
                    {pictureName(element)}
                  </Menu.Item>
                ))}
              </Menu.Sub.Dropdown>
            </Menu.Sub>
          )}
          <Menu.Item disabled={!hasRecords} onClick={() => void saveSelection()} data-testid="save-selection">
            Save the selection as pcapng
          </Menu.Item>
          <Menu.Item data-testid="export-page" onClick={() => setReporting(true)}>
            Report to hand on, as an HTML page…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ReportDialog isOpen={isReporting} onClose={() => setReporting(false)} />
    </>
  );
}
