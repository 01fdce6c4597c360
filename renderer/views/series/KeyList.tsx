// Keys of the series, ranked: a click shows the series of one.

import { useState } from 'react';
import type { SeriesKeySort } from '../../../shared/contract/series-calls.ts';
import type { SeriesKeyRow } from '../../../shared/model/series.ts';
import { formatCount } from '../../../shared/unit/format.ts';
import { type Column, type Order, Table } from '../../grid/Table.tsx';
import { usePages } from '../../grid/use-pages.ts';
import { addressesCalled, useAnnotations } from '../../state/annotations.ts';
import { link } from '../../state/link.ts';
import { useFilter } from '../../state/scope.ts';
import { type ChosenSeries, seriesOf, useSeries } from '../../state/series.ts';
import { useSource } from '../../state/source.ts';
import { COLUMN } from '../../ui/column-help.ts';
import parts from '../../ui/parts.module.css';
import { SearchField } from '../../ui/SearchField.tsx';
import { Count, Toolbar } from '../../ui/Toolbar.tsx';
import { KeyName } from './key-name.tsx';
import { shortValue } from './scales.ts';
import classes from './series.module.css';

/** Hosts that are found by their own names. */
const MOST_FOUND = 100;

interface Props {
  readonly title: string;
  readonly by: string;
  /** Keys that begin so, which is left out of their names. */
  readonly prefix?: string;
  readonly testId: string;
  onChoose(chosen: ChosenSeries | null): void;
}

export function KeyList({ title, by, prefix = '', testId, onChoose }: Props) {
  const info = useSource(s => s.info);
  const state = useSeries();
  const filter = useFilter();
  const ownNames = useAnnotations(s => s.hosts);
  const [search, setSearch] = useState('');
  const [order, setOrder] = useState<Order<SeriesKeySort>>({ by: 'total', direction: 'desc' });
  const question = {
    source: info?.source ?? 0,
    ...(info?.counts ? {} : filter),
    series: seriesOf(state, by),
    sort: order.by,
    direction: order.direction,
    ...(search === '' ? {} : { search, addresses: [...addressesCalled(ownNames, search, MOST_FOUND)] }),
    ...(prefix === '' ? {} : { prefix }),
  };
  const pages = usePages(info ? JSON.stringify(question) : null, (offset, limit) =>
    link().call('seriesKeys', { ...question, offset, limit }),
  );
  const most = pages.row(0)?.total ?? 0;
  const value = pages.answer?.facts.value ?? 'count';
  const columns: readonly Column<SeriesKeyRow, SeriesKeySort>[] = [
    {
      title,
      width: 118,
      grow: 4,
      sort: 'key',
      help: COLUMN.seriesKey,
      render: row => <KeyName name={row.key} prefix={prefix} />,
      text: row => row.key,
    },
    {
      title: 'Total',
      width: 76,
      grow: 1,
      right: true,
      sort: 'total',
      help: COLUMN.seriesTotal,
      render: row => (
        <span className={classes.total} title={formatCount(row.total)}>
          <span
            className={classes.bar}
            style={{ width: `${order.by === 'total' && most > 0 ? (row.total / most) * 100 : 0}%` }}
          />
          {shortValue(row.total, value)}
        </span>
      ),
      text: row => String(row.total),
    },
    {
      title: 'Points',
      width: 56,
      right: true,
      sort: 'points',
      help: COLUMN.seriesPoints,
      render: row => formatCount(row.points),
      text: row => String(row.points),
    },
  ];
  return (
    <div className={classes.keys}>
      <Toolbar label={`Search ${title}`} end={<Count>{formatCount(pages.total)}</Count>}>
        <SearchField label={`Search ${title}`} placeholder={`Search ${title}`} value={search} onChange={setSearch} />
      </Toolbar>
      <div className={parts.fill}>
        <Table
          label={`Series by ${title}`}
          columns={columns}
          pages={pages}
          order={order}
          onOrder={setOrder}
          isChosen={row => state.chosen?.by === by && state.chosen.key === row.key}
          onChoose={row =>
            onChoose(state.chosen?.by === by && state.chosen.key === row.key ? null : { by, key: row.key })
          }
          testId={testId}
          empty="No series: nothing is counted here."
        />
      </div>
    </div>
  );
}
