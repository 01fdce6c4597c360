// The place of names: every name that the capture gives to an address, what said so, and in which record.
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { NameSort } from '../../../shared/contract/overview-calls.ts';
import type { NameRow } from '../../../shared/model/overview.ts';
import { type Order, Table } from '../../grid/Table.tsx';
import { usePages } from '../../grid/use-pages.ts';
import { link } from '../../state/link.ts';
import { showNotice } from '../../state/notices.ts';
import { selectHost, useSelection } from '../../state/selection.ts';
import { useSource } from '../../state/source.ts';
import { counted } from '../../ui/counted.ts';
import { MEASURES } from '../../ui/measures.ts';
import parts from '../../ui/parts.module.css';
import { SearchField } from '../../ui/SearchField.tsx';
import { Term } from '../../ui/Term.tsx';
import { Count, Toolbar } from '../../ui/Toolbar.tsx';
import { nameColumns } from './name-columns.tsx';

export function NamesView() {
  const info = useSource(s => s.info);
  const host = useSelection(s => s.host);
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search.trim(), 120);
  const [order, setOrder] = useState<Order<NameSort>>({ by: 'name', direction: 'asc' });
  const question = {
    source: info?.source ?? 0,
    sort: order.by,
    direction: order.direction,
    ...(asked === '' ? {} : { search: asked }),
  };
  const pages = usePages(info ? JSON.stringify(question) : null, (offset, limit) =>
    link().call('names', { ...question, offset, limit }),
  );

  function choose({ host: named, address }: NameRow): void {
    if (named) selectHost({ id: named.id, address });
    else showNotice({ text: `${address} is named in the capture, but sent and received nothing in it.` });
  }

  return (
    <section className={parts.view} aria-label="Names">
      <Toolbar
        label="Names"
        end={
          <Count testId="name-count">
            <Term text={MEASURES.name}>{counted(pages.total, 'name')}</Term>
            {asked === '' ? ' in the whole capture' : ` with “${asked}”`}
          </Count>
        }
      >
        <SearchField
          label="Search names and addresses"
          placeholder="Name or address"
          testId="name-search"
          value={search}
          onChange={setSearch}
        />
      </Toolbar>
      <div className={parts.fill}>
        <Table
          label="Names"
          columns={nameColumns(info?.start ?? null)}
          pages={pages}
          order={order}
          onOrder={setOrder}
          isChosen={row => host !== null && row.address === host.address}
          onChoose={choose}
          testId="name-row"
          empty={
            asked === ''
              ? 'No record names an address: there is no DNS, DHCP, NetBIOS, TLS or HTTP that does so.'
              : `None of ${counted(info?.hosts ?? 0, 'host')}, nor any other address, has “${asked}” in its name.`
          }
        />
      </div>
    </section>
  );
}
