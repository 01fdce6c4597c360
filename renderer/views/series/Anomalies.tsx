// How the two detectors fare, and the table of what they found: a click makes its interval the time range of all panels.

import { Button, Progress } from '@mantine/core';
import type { AnomalySort } from '../../../shared/contract/series-calls.ts';
import type { AnomalyRow, AnomalySummary, Judgement } from '../../../shared/model/series.ts';
import { formatCount, threeDigits } from '../../../shared/unit/format.ts';
import { isoTime } from '../../../shared/unit/time.ts';
import { type Column, type Order, Table } from '../../grid/Table.tsx';
import { link } from '../../state/link.ts';
import { useSelection } from '../../state/selection.ts';
import { useSeries } from '../../state/series.ts';
import { useSource } from '../../state/source.ts';
import { COLUMN } from '../../ui/column-help.ts';
import { nounFor } from '../../ui/counted.ts';
import parts from '../../ui/parts.module.css';
import { Term } from '../../ui/Term.tsx';
import { DASH } from '../../ui/words.ts';
import { DETECTOR_HELP, DETECTOR_NAMES } from './detectors.ts';
import { KeyName } from './key-name.tsx';
import { leastShown, numberText } from './SeriesPlot.tsx';
import { momentText } from './scales.ts';
import classes from './series.module.css';
import type { FoundAnomalies } from './use-anomalies.ts';

interface Props {
  readonly found: FoundAnomalies;
  readonly interval: number | null;
  readonly order: Order<AnomalySort>;
  onOrder(order: Order<AnomalySort>): void;
  onChoose(row: AnomalyRow): void;
}

const range = ({ lower, upper, value }: AnomalyRow): string =>
  lower === null || upper === null ? DASH : `${numberText(leastShown(lower, value))} to ${numberText(upper)}`;

const MARKED: Column<AnomalyRow, AnomalySort> = {
  title: 'Mark',
  width: 64,
  help: COLUMN.seriesMark,
  render: row => (row.marked ? 'marked' : ''),
};

const columnsOf = (interval: number | null, marked: boolean): readonly Column<AnomalyRow, AnomalySort>[] => [
  {
    title: 'Time',
    width: interval !== null && interval % 86_400 === 0 ? 92 : 146,
    sort: 'time',
    help: COLUMN.seriesTime,
    render: row => momentText(row.seconds, interval),
    text: row => isoTime([Math.floor(row.seconds), Math.round((row.seconds % 1) * 1e9)]),
  },
  {
    title: 'Key',
    width: 130,
    grow: 2,
    sort: 'key',
    help: COLUMN.seriesKey,
    render: row => <KeyName name={row.key} />,
    text: row => row.key,
  },
  {
    title: 'Detector',
    width: 140,
    sort: 'detector',
    help: COLUMN.seriesDetector,
    render: row => `${DETECTOR_NAMES[row.detector]}${row.agreed ? ' · both' : ''}`,
  },
  {
    title: 'Value',
    width: 74,
    right: true,
    sort: 'value',
    help: COLUMN.seriesValue,
    render: row => numberText(row.value),
    text: row => String(row.value),
  },
  {
    title: 'Expected',
    width: 118,
    right: true,
    help: COLUMN.seriesExpected,
    render: range,
    text: ({ lower, upper }) => (lower === null || upper === null ? '' : `${lower} to ${upper}`),
  },
  {
    title: 'Score',
    width: 70,
    right: true,
    sort: 'score',
    help: COLUMN.seriesScore,
    render: row => (row.score === null ? DASH : threeDigits(row.score)),
    text: row => (row.score === null ? '' : String(row.score)),
  },
  ...(marked ? [MARKED] : []),
];

export function Anomalies({ found, interval, order, onOrder, onChoose }: Props) {
  const selected = useSelection(s => s.range);
  const isMarked = useSeries(s => s.marks.length > 0);
  return (
    <div className={parts.fill}>
      <Table
        label="Anomalies"
        columns={columnsOf(interval, isMarked)}
        pages={found.pages}
        order={order}
        onOrder={onOrder}
        isChosen={row => selected?.from?.[0] === Math.floor(row.seconds) && selected.to?.[0] === Math.floor(row.until)}
        onChoose={onChoose}
        testId="anomaly-row"
        empty="Nothing stands out: every value lies in the range that is expected."
      />
    </div>
  );
}

/** What was found in all series: while it is looked for, how far, and a way to stop. */
export function Judgements({ found }: { readonly found: FoundAnomalies }) {
  const source = useSource(s => s.info?.source);
  const { pages, progress } = found;
  if (progress !== null) {
    const { done, total } = progress;
    return (
      <div className={classes.judging} role="status">
        <Progress w={120} value={(done / Math.max(1, total)) * 100} aria-label="Series looked at" />
        {formatCount(done)} of {formatCount(total)} series
        <Button size="compact-sm" onClick={() => source !== undefined && void link().call('seriesCancel', { source })}>
          Stop
        </Button>
      </div>
    );
  }
  const summary = pages.answer?.summary;
  if (!summary) return null;
  return (
    <dl className={classes.judgements} data-testid="judgements" aria-label="Anomalies of all series">
      {summary.judgements.map((judgement, i) => (
        <div key={judgement.detector}>
          <dt>
            <Shape which={i === 0 ? 'a' : 'b'} />
            <Term text={DETECTOR_HELP[judgement.detector]}>{DETECTOR_NAMES[judgement.detector]}</Term>
          </dt>
          <dd>{judgementOf(judgement)}</dd>
        </div>
      ))}
      {summary.judgements.length > 1 && <Both summary={summary} />}
    </dl>
  );
}

function Both({ summary: { agreed, any } }: { readonly summary: AnomalySummary }) {
  return (
    <div>
      <dt>
        <Term text="Points that both detectors call anomalies, of those that either does.">Both agree</Term>
      </dt>
      <dd>
        <strong>{formatCount(agreed)}</strong> of {formatCount(any)}
      </dd>
    </div>
  );
}

function judgementOf({ anomalies, right, marks, found, absent, precision, recall }: Judgement) {
  const count = (
    <>
      <strong>{formatCount(anomalies)}</strong> {nounFor(anomalies, 'anomaly', 'anomalies')}
    </>
  );
  if (marks === 0) return count;
  const lacking = absent === 0 ? '' : ` ${formatCount(absent)} of the marks lie where the series has no point.`;
  return (
    <>
      {count}
      <Term text={`Anomalies at a marked date, of all anomalies: ${formatCount(right)} of ${formatCount(anomalies)}.`}>
        precision {precision === null ? DASH : precision.toFixed(3)} ({formatCount(right)}/{formatCount(anomalies)})
      </Term>
      <Term
        text={`Marked dates with an anomaly, of all marked dates: ${formatCount(found)} of ${formatCount(marks)}.${lacking}`}
      >
        recall {recall === null ? DASH : recall.toFixed(3)} ({formatCount(found)}/{formatCount(marks)})
      </Term>
    </>
  );
}

/** As anomalies are drawn. */
export function Shape({ which }: { readonly which: 'a' | 'b' }) {
  return (
    <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true" className={classes.anomalies}>
      {which === 'a' ? <circle data-anomaly="a" r="4.5" /> : <path data-anomaly="b" d="M0-6L6 0L0 6L-6 0Z" />}
    </svg>
  );
}
