// Columns of the ranked pairs. The score never stands without the chance beside it.

import type { BeaconRequest, BeaconRow, BeaconSort } from '../../../shared/model/beacon.ts';
import { counted, formatCount, formatShare } from '../../../shared/unit/format.ts';
import { epochTime, secondsText, type Time } from '../../../shared/unit/time.ts';
import { sideTest } from '../../grid/cell-filters.ts';
import type { Column } from '../../grid/Table.tsx';
import { portTest } from '../../state/selection-filter.ts';
import { COLUMN } from '../../ui/column-help.ts';
import { HostName } from '../../ui/HostName.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { DASH } from '../../ui/words.ts';
import { GAP_MEASURES } from '../inspector/gap-measures.ts';
import {
  batchText,
  CHANCE_HELP,
  chanceText,
  hasFewTicks,
  isChance,
  jitterText,
  periodText,
  SCORE_HELP,
} from './beacon-text.ts';
import classes from './beacons.module.css';
import { Spark } from './Spark.tsx';

type BeaconColumn = Column<BeaconRow, BeaconSort>;

const define = (label: string): string => GAP_MEASURES.find(measure => measure.label === label)?.definition ?? label;
const exact = (value: number | null): string => (value === null ? '' : String(value));
const exactSeconds = (nanos: number | null): string =>
  nanos === null ? '' : Number.isInteger(nanos) ? secondsText(nanos) : String(nanos / 1e9);

const gap = (title: string, sort: 'mean' | 'sd' | 'median' | 'mad', hidden: boolean): BeaconColumn => ({
  title,
  help: define(title),
  width: 66,
  right: true,
  sort,
  hidden,
  text: row => exactSeconds(row[sort]),
  render: row =>
    row[sort] === null ? '' : <span title={`${exactSeconds(row[sort])} s`}>{periodText(row[sort])}</span>,
});

const moment = (title: string, of: 'first' | 'last', start: Time | null): BeaconColumn => ({
  title,
  help: `Start of the ${of} connection`,
  width: 104,
  right: true,
  hidden: true,
  text: row => epochTime(row[of]),
  render: row => <Moment time={row[of]} start={start} />,
});

const share = ({ ticksSeen, ticksExpected }: BeaconRow): number | null =>
  ticksSeen === null || ticksExpected === null ? null : ticksSeen / ticksExpected;

/** `start` is that of the source. */
export function beaconColumns(by: BeaconRequest['by'], start: Time | null): readonly BeaconColumn[] {
  const port: readonly BeaconColumn[] =
    by === 'pair'
      ? []
      : [
          {
            title: 'Port',
            help: COLUMN.beaconPort,
            width: 80,
            text: row => String(row.dstPort ?? ''),
            render: row => `${row.dstPort ?? ''} ${row.protocol ?? ''}`,
            filter: row => (row.dstPort === null ? null : portTest(row.protocol ?? '', row.dstPort)),
          },
        ];
  return [
    {
      title: 'Source',
      help: COLUMN.beaconSource,
      width: 132,
      grow: 2,
      text: row => row.src.address,
      render: ({ src }) => <HostName {...src} />,
      filter: row => sideTest('src', row.src.address),
    },
    {
      title: 'Destination',
      help: COLUMN.beaconDestination,
      width: 132,
      grow: 2,
      text: row => row.dst.address,
      render: ({ dst }) => <HostName {...dst} />,
      filter: row => sideTest('dst', row.dst.address),
    },
    ...port,
    {
      title: 'Score',
      help: SCORE_HELP,
      width: 98,
      right: true,
      sort: 'score',
      text: row => exact(row.score),
      render: row => <ScoreCell row={row} />,
    },
    {
      title: 'Chance',
      help: CHANCE_HELP,
      width: 78,
      right: true,
      sort: 'pValue',
      text: row => exact(row.pValue),
      render: ({ pValue }) =>
        pValue === null ? (
          ''
        ) : (
          <span className={isChance(pValue) ? classes.likely : undefined}>{chanceText(pValue)}</span>
        ),
    },
    {
      title: 'Period',
      help: COLUMN.beaconPeriod,
      width: 70,
      right: true,
      sort: 'period',
      text: row => exactSeconds(row.period),
      render: ({ period }) =>
        period === null ? '' : <span title={`${exactSeconds(period)} s`}>{periodText(period)}</span>,
    },
    {
      title: 'Jitter',
      help: COLUMN.beaconJitter,
      width: 72,
      right: true,
      sort: 'jitter',
      text: row => exact(row.jitter),
      render: ({ jitter }) => (jitter === null ? '' : <span title={String(jitter)}>{jitterText(jitter)}</span>),
    },
    {
      title: 'Ticks',
      id: 'ticks',
      help: COLUMN.beaconTicks,
      width: 66,
      right: true,
      sort: 'ticks',
      text: row => exact(share(row)),
      render: row => {
        const seen = share(row);
        return seen === null ? '' : formatShare(seen);
      },
    },
    {
      title: 'Connections',
      help: COLUMN.beaconConnections,
      width: 94,
      right: true,
      sort: 'connections',
      text: row => String(row.connections),
      render: row => formatCount(row.connections),
    },
    gap('SD', 'sd', false),
    gap('Mean', 'mean', true),
    gap('Median', 'median', true),
    gap('MAD', 'mad', true),
    moment('First', 'first', start),
    moment('Last', 'last', start),
    {
      title: 'Over time',
      help: COLUMN.beaconsOverTime,
      width: 78,
      grow: 1,
      render: ({ spark, connections }) => (
        <Spark counts={spark} label={`${counted(connections, 'connection')} over time`} />
      ),
    },
  ];
}

function ScoreCell({ row }: { readonly row: BeaconRow }) {
  const { score, severity, pValue } = row;
  if (score === null) return <span title="RITA leaves pairs with fewer than 4 distinct seconds out">no score</span>;
  const isFew = hasFewTicks(row);
  const doubt = isChance(pValue) || isFew;
  const chance = pValue === null ? DASH : chanceText(pValue);
  return (
    <span
      title={`RITA's score ${score} (${severity}); chance ${chance}${isFew ? `; but the pair ${batchText(row)}` : doubt ? ': no proof' : ''}`}
    >
      {score.toFixed(3)}{' '}
      <span className={classes.word} data-severity={doubt ? 'none' : severity}>
        {isFew ? 'batches' : severity}
      </span>
    </span>
  );
}
