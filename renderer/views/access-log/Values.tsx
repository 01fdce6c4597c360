// Values of a field with their frequency, the most frequent first; a click narrows the view to one.

import { Select } from '@mantine/core';
import { useState } from 'react';
import { REQUEST_FIELDS, type RequestField, type ValueRow } from '../../../shared/model/request.ts';
import { formatCount, formatShare } from '../../../shared/unit/format.ts';
import { printable } from '../../../shared/unit/printable.ts';
import { type Column, Table } from '../../grid/Table.tsx';
import { usePages } from '../../grid/use-pages.ts';
import { addressesCalled, useAnnotations } from '../../state/annotations.ts';
import { link } from '../../state/link.ts';
import { useSelection } from '../../state/selection.ts';
import { AddressName } from '../../ui/AddressName.tsx';
import { COLUMN } from '../../ui/column-help.ts';
import parts from '../../ui/parts.module.css';
import { SearchField } from '../../ui/SearchField.tsx';
import { Term } from '../../ui/Term.tsx';
import { Count, Toolbar } from '../../ui/Toolbar.tsx';
import classes from './access-log.module.css';
import { narrow, useNarrowed, useQuestion, widen } from './narrowed.ts';
import { FIELD_TITLES, valueText } from './texts.ts';

/** Hosts that are found by their own names. */
const MOST_FOUND = 100;

/** The whole height of the bar is the most frequent value's share. */
const columnsOf = (field: RequestField, most: number): readonly Column<ValueRow, never>[] => [
  {
    title: FIELD_TITLES[field],
    help: COLUMN.requestValue,
    id: 'value',
    width: 150,
    grow: 1,
    render: ({ value, share }) => (
      <span className={classes.value} title={printable(value)}>
        <span className={classes.bar} style={{ width: `${most > 0 ? (share / most) * 100 : 0}%` }} />
        <span className={classes.valueText}>
          {field === 'ip' ? <AddressName address={printable(value)} /> : printable(valueText(value))}
        </span>
      </span>
    ),
    text: ({ value }) => value,
  },
  {
    title: 'Requests',
    help: COLUMN.valueRequests,
    width: 78,
    right: true,
    render: ({ count }) => formatCount(count),
    text: ({ count }) => String(count),
  },
  {
    title: 'Share',
    help: COLUMN.accessLogShare,
    width: 96,
    right: true,
    render: ({ share }) => formatShare(share),
    text: ({ share }) => String(share),
  },
];

export function Values() {
  const [field, setField] = useState<RequestField>('status');
  const ownNames = useAnnotations(s => s.hosts);
  const [search, setSearch] = useState('');
  const question = useQuestion();
  const chosen = useNarrowed(s => s.where.find(one => one.field === field)?.value);
  const host = useSelection(s => s.host?.address);
  const wanted = field === 'ip' ? host : chosen;
  const asked = question && {
    ...question,
    field,
    ...(search === '' ? {} : { search, addresses: [...addressesCalled(ownNames, search, MOST_FOUND)] }),
  };
  const pages = usePages(asked && JSON.stringify(asked), (offset, limit) =>
    link().call('requestValues', { ...asked!, offset, limit }),
  );
  const most = search === '' ? (pages.row(0)?.share ?? 0) : 1;
  return (
    <section className={classes.panel} aria-label="Values">
      <Toolbar label="Values" end={<Count>{formatCount(pages.total)}</Count>}>
        <h3 className={classes.title}>
          <Term text="How often each value of a field occurs among the requests of the selection. A click shows only the requests with a value; another click shows all again.">
            Values of
          </Term>
        </h3>
        <Select
          size="xs"
          w={104}
          aria-label="Field"
          data-testid="value-field"
          allowDeselect={false}
          data={REQUEST_FIELDS.map(value => ({ value, label: FIELD_TITLES[value] }))}
          value={field}
          onChange={value => setField(value as RequestField)}
        />
        <SearchField label="Find a value" placeholder="Find a value" value={search} onChange={setSearch} />
      </Toolbar>
      <div className={parts.fill}>
        <Table
          label={`Values of ${FIELD_TITLES[field]}`}
          name={`values-${field}`}
          columns={columnsOf(field, most)}
          pages={pages}
          order={{ by: 'count' as never, direction: 'desc' }}
          onOrder={() => {}}
          isChosen={({ value }) => value === wanted}
          onChoose={({ value }) => (value === wanted ? widen(field) : narrow(field, value))}
          testId="value-row"
          empty="No request in the selection has such a value: widen the time range, or remove a choice above."
        />
      </div>
    </section>
  );
}
