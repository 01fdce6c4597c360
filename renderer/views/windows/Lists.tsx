// Below the picture: pairs and windows that are far out, hosts that scan ports, and the rows of the selected time.
import { useState } from 'react';
import type { OutlierPage, OutlierSort } from '../../../shared/contract/window-calls.ts';
import type { WindowRequest } from '../../../shared/model/timing.ts';
import type { OutlierKind, OutlierRow, TrafficLine } from '../../../shared/model/window.ts';
import { type Order, Table } from '../../grid/Table.tsx';
import { type Pages, usePages } from '../../grid/use-pages.ts';
import { link } from '../../state/link.ts';
import { scopeText, useFilter, useScope } from '../../state/scope.ts';
import {
  asSelected,
  selectFlow,
  selectHost,
  selectPair,
  selectRange,
  selectRecord,
  useSelection,
} from '../../state/selection.ts';
import { useSource } from '../../state/source.ts';
import { counted } from '../../ui/counted.ts';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { exportReport } from '../../ui/export-report.ts';
import parts from '../../ui/parts.module.css';
import { TabStrip } from '../../ui/TabStrip.tsx';
import { Count, Toolbar } from '../../ui/Toolbar.tsx';
import { outlierColumns, outlierText, rowColumns, rowText, scannerColumns, scannerText } from './list-columns.tsx';
import { isSame } from './use-pointing.ts';
import classes from './windows.module.css';

const LISTS = ['pairs', 'windows', 'scanners', 'rows'] as const;
type List = (typeof LISTS)[number];

const TITLES: Readonly<Record<List, string>> = {
  pairs: 'Outlier pairs',
  windows: 'Outlier windows',
  scanners: 'Port scanners',
  rows: 'Rows of the selected time',
};

interface Props {
  readonly request: WindowRequest;
}

export function Lists({ request }: Props) {
  const [chosen, setChosen] = useState<List>('pairs');
  return (
    <section className={parts.view} aria-label="What stands out">
      <TabStrip
        label="Lists"
        tabs={LISTS.map(tab => ({ tab, title: TITLES[tab] }))}
        shown={chosen}
        onShow={setChosen}
        prefix="windows-tab"
        controls="windows-list"
      />
      <div className={classes.list} role="tabpanel" id="windows-list" aria-labelledby={`windows-tab-${chosen}`}>
        {chosen === 'pairs' && <Outliers key="pair" kind="pair" request={request} />}
        {chosen === 'windows' && <Outliers key="window" kind="window" request={request} />}
        {chosen === 'scanners' && <Scanners />}
        {chosen === 'rows' && <Rows />}
      </div>
    </section>
  );
}

interface NoteProps {
  readonly text: string;
  readonly onExport?: () => void;
}

function Note({ text, onExport }: NoteProps) {
  return (
    <Toolbar label="List" end={onExport && <ExportButton onClick={onExport}>Export CSV</ExportButton>}>
      <Count>{text}</Count>
    </Toolbar>
  );
}

function Outliers({ kind, request }: Props & { readonly kind: OutlierKind }) {
  const info = useSource(s => s.info);
  const { range, host, peer } = useSelection();
  const [order, setOrder] = useState<Order<OutlierSort>>({ by: 'beyond', direction: 'desc' });
  const isBatches = kind === 'pair' && request.compat === 'notebook';
  const question = {
    source: info?.source ?? 0,
    windows: request,
    kind,
    sort: order.by,
    direction: order.direction,
    ...useFilter(),
  };
  const pages: Pages<OutlierRow, OutlierPage> = usePages(
    info && !isBatches ? JSON.stringify(question) : null,
    (offset, limit) => link().call('windowOutliers', { ...question, offset, limit }),
  );
  if (isBatches) {
    return <p className={parts.note}>Batches of the notebook are not told apart by pairs: switch notebook off.</p>;
  }

  function choose(row: OutlierRow): void {
    selectRange({ from: row.from, to: row.to });
    if (row.src && row.dst) selectPair(asSelected(row.src), asSelected(row.dst));
  }

  const isChosen = (row: OutlierRow): boolean =>
    range !== null && isSame(range, row) && (row.src === null || (row.src.id === host?.id && row.dst?.id === peer?.id));
  const { answer } = pages;
  const noun = kind === 'pair' ? 'pair in a window' : 'feature of a window';
  const found = answer ? `${counted(answer.found, 'outlier')}, each a ${noun}` : '';
  const listed =
    answer && answer.found > answer.total
      ? `; the ${counted(answer.total, 'furthest')} are listed`.replace('furthests', 'furthest')
      : '';
  return (
    <>
      <Note
        text={`${found}${listed}`}
        onExport={() =>
          void exportReport(
            { report: 'windows', windows: { ...request, list: 'outliers' }, range: undefined },
            'outliers.csv',
          )
        }
      />
      <div className={parts.fill}>
        <Table
          label={TITLES[kind === 'pair' ? 'pairs' : 'windows']}
          columns={outlierColumns(kind, info)}
          pages={pages}
          order={order}
          onOrder={setOrder}
          isChosen={isChosen}
          onChoose={choose}
          textOf={outlierText}
          testId="outlier-row"
          empty={`No ${kind === 'pair' ? 'pair' : 'window'} is beyond the outer fence: nothing is far out at this length.`}
        />
      </div>
    </>
  );
}

function Scanners() {
  const info = useSource(s => s.info);
  const host = useSelection(s => s.host);
  const question = { source: info?.source ?? 0, ...useFilter() };
  const pages = usePages(info ? JSON.stringify(question) : null, (offset, limit) =>
    link().call('portScanners', { ...question, offset, limit }),
  );
  const { answer } = pages;
  return (
    <>
      <Note
        text={
          answer
            ? `${counted(answer.total, 'host')} began connections to more distinct ports than 100, and than 9 of 10 hosts did`
            : ''
        }
        onExport={() =>
          void exportReport(
            { report: 'windows', windows: { nanos: 10e9, list: 'scanners' }, range: undefined },
            'scanners.csv',
          )
        }
      />
      <div className={parts.fill}>
        <Table
          label={TITLES.scanners}
          columns={scannerColumns(answer?.percentile ?? null, info?.start ?? null)}
          pages={pages}
          order={{ by: 'ports', direction: 'desc' }}
          onOrder={() => undefined}
          isChosen={row => row.host.id === host?.id}
          onChoose={row => selectHost(asSelected(row.host))}
          textOf={scannerText}
          testId="scanner-row"
          empty="No host began connections to more than 100 distinct ports."
        />
      </div>
    </>
  );
}

function Rows() {
  const info = useSource(s => s.info);
  const range = useSelection(s => s.range);
  const record = useSelection(s => s.record);
  const flow = useSelection(s => s.flow);
  const scope = useScope();
  const isLog = info?.kind === 'flows';
  const question = { source: info?.source ?? 0, ...scope };
  const pages = usePages(info && range ? JSON.stringify(question) : null, (offset, limit) =>
    link().call('windowRows', { ...question, offset, limit }),
  );
  if (!range) {
    return <p className={parts.note}>Click a window above to list its {isLog ? 'flows' : 'records'} here.</p>;
  }

  function choose(row: TrafficLine): void {
    selectPair(asSelected(row.src), asSelected(row.dst));
    selectFlow(row.flow);
    if (!isLog) selectRecord(row.number);
  }

  return (
    <>
      <Note text={`${counted(pages.total, isLog ? 'flow' : 'IP record')} in the selected time`} />
      <div className={parts.fill}>
        <Table
          label={TITLES.rows}
          columns={rowColumns(isLog)}
          pages={pages}
          order={{ by: 'number', direction: 'asc' }}
          onOrder={() => undefined}
          isChosen={row => (isLog ? row.flow === flow : row.number === record)}
          onChoose={choose}
          textOf={rowText}
          testId="window-row"
          empty={`No rows${scopeText(scope)}.`}
        />
      </div>
    </>
  );
}
