// Bursts: thresholds above, what they find below.
import { type ReactNode, useState } from 'react';
import type { BurstPage } from '../../../shared/contract/calls.ts';
import type { BurstSort } from '../../../shared/model/burst.ts';
import type { SourceInfo } from '../../../shared/model/source.ts';
import { counted, formatBytes, formatCount, formatShare, nounFor } from '../../../shared/unit/format.ts';
import { type Order, Table } from '../../grid/Table.tsx';
import { usePages } from '../../grid/use-pages.ts';
import { useBurstParams } from '../../state/bursts.ts';
import { link } from '../../state/link.ts';
import { showRecords } from '../../state/records.ts';
import { scopeText, useScope } from '../../state/scope.ts';
import { useSelectedCalled } from '../../state/selected-names.ts';
import { selectBurst, selectFilter, selectHost, selectRange, useSelection } from '../../state/selection.ts';
import { type ShownReport, useChosenHosts } from '../../state/shown-report.ts';
import { useSource } from '../../state/source.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { exportReport } from '../../ui/export-report.ts';
import parts from '../../ui/parts.module.css';
import { Toolbar } from '../../ui/Toolbar.tsx';
import classes from './BurstsView.module.css';
import { burstColumns } from './burst-columns.tsx';
import { NoBursts } from './NoBursts.tsx';
import { Thresholds } from './Thresholds.tsx';

/** The bursts that are listed: of the selected host or pair, else of all. */
export function useBurstReport(): ShownReport {
  const only = useChosenHosts();
  const whose = only?.host === undefined ? '' : ` of ${[only.host, only.peer].filter(Boolean).join(' and ')}`;
  return {
    wanted: { report: 'bursts', ...(only && { only }) },
    title: `Bursts${whose}, at the thresholds in force`,
    ending: 'bursts.csv',
  };
}

interface Props {
  /** Between thresholds and table. */
  readonly between?: ReactNode;
  /** In place of the table. */
  readonly instead?: ReactNode;
}

export function BurstsView({ between, instead }: Props) {
  const info = useSource(s => s.info);
  const { host, peer, burst } = useSelection();
  const narrowed = useScope();
  const params = useBurstParams();
  const { gapNanos, minPayload, minPackets, scope, compat } = params;
  const [order, setOrder] = useState<Order<BurstSort>>({ by: 'burst', direction: 'asc' });
  const choice = {
    source: info?.source ?? 0,
    params: { gapNanos, minPayload, minPackets, scope, ...(compat ? { compat } : {}) },
    sort: order.by,
    direction: order.direction,
    ...(host ? { host: host.id } : {}),
    ...(host && peer ? { peer: peer.id } : {}),
    ...narrowed,
  };
  const pages = usePages(info ? JSON.stringify(choice) : null, (offset, limit) =>
    link().call('bursts', { ...choice, offset, limit }),
  );
  const report = useBurstReport();
  const isNone = pages.answer !== undefined && !pages.loading && pages.total === 0 && !host && !narrowed.range;
  const at = useAnswer('burstAt', info && burst !== null ? { ...choice, burst } : null);
  return (
    <div className={parts.view}>
      <Toolbar
        label="Bursts"
        end={
          <>
            <Totals page={pages.answer} total={pages.total} info={info} />
            <ExportButton
              disabled={info === null}
              title={`${report.title}${scopeText(narrowed)}, in order of their number with all columns, as CSV: as the command bursts writes them`}
              data-testid="export-bursts"
              onClick={() => void exportReport(report.wanted, report.ending)}
            >
              Export CSV
            </ExportButton>
          </>
        }
      >
        <Thresholds
          title="Burst thresholds"
          testId="burst"
          params={params}
          onParams={changed => useBurstParams.setState(changed, true)}
          auto={pages.answer?.minPayload}
          busy={pages.loading}
        />
      </Toolbar>
      {between}
      <div className={parts.fill}>
        {instead ??
          (isNone ? (
            <NoBursts source={choice.source} />
          ) : (
            <Table
              label="Bursts"
              columns={burstColumns(scope, info)}
              pages={pages}
              order={order}
              onOrder={setOrder}
              isChosen={row => row.burst === burst}
              onChoose={row => selectBurst(row.burst === burst ? null : row.burst)}
              actions={row => [
                {
                  label: 'Show the records of this burst',
                  run() {
                    selectBurst(row.burst);
                    showRecords();
                  },
                },
              ]}
              testId="burst-row"
              empty="No bursts at these thresholds."
              at={burst === null ? null : (at.value ?? null)}
            />
          ))}
      </div>
    </div>
  );
}

interface TotalsProps {
  readonly page: BurstPage | undefined;
  readonly total: number;
  readonly info: SourceInfo | null;
}

/** Shares are those of the capture, and told only where all of its bursts are counted. */
function Totals({ page, total, info }: TotalsProps) {
  const { host, range, filter } = useSelection();
  const isLog = info?.kind === 'flows';
  const rows = isLog ? 'flow' : 'packet';
  const share = (part: number, whole: number | undefined): string =>
    !host && !range && filter === null && whole ? ` (${formatShare(part / whole)})` : '';
  return (
    <div className={classes.totals}>
      <span>
        <strong data-testid="burst-count">{formatCount(total)}</strong> {nounFor(total, 'burst')}
      </span>
      {page && total > 0 && (
        <>
          <span
            title={
              isLog ? 'Flows in bursts, and their share of all' : 'Records in bursts, and their share of all IP records'
            }
          >
            <strong>{formatCount(page.packets)}</strong> {nounFor(page.packets, rows)}
            {share(page.packets, info?.ipRecords)}
          </span>
          <span title={`${counted(page.payloadBytes, 'byte')} of payload in bursts, and their share of all payload`}>
            <strong>{formatBytes(page.payloadBytes)}</strong> payload{share(page.payloadBytes, info?.payloadBytes)}
          </span>
        </>
      )}
      <Narrowed />
    </div>
  );
}

/** Says that the selection leaves bursts out, and undoes it. */
function Narrowed() {
  const called = useSelectedCalled();
  const { host, peer, range, filter } = useSelection();
  if (!host && !range && filter === null) return null;
  const whose = host ? ` of ${called(host)}${peer ? ` and ${called(peer)}` : ''}` : '';
  return (
    <span className={classes.narrowed}>
      bursts{whose}
      {range && ' in the selected time'}
      {filter !== null && ' of the records that pass the filter'} only:
      <button
        type="button"
        onClick={() => {
          selectHost(null);
          selectRange(null);
          selectFilter(null);
        }}
      >
        show all
      </button>
    </span>
  );
}
