// The columns of the table of names.

import type { NameSort } from '../../../shared/contract/overview-calls.ts';
import type { NameSource } from '../../../shared/model/name.ts';
import type { NameRow } from '../../../shared/model/overview.ts';
import { formatCount } from '../../../shared/unit/format.ts';
import { isoTime, type Time } from '../../../shared/unit/time.ts';
import type { Column } from '../../grid/Table.tsx';
import { hostTest } from '../../state/selection-filter.ts';
import { COLUMN } from '../../ui/column-help.ts';
import { HostName } from '../../ui/HostName.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { MEASURES } from '../../ui/measures.ts';
import classes from './NamesView.module.css';

export const SOURCE_TEXT: Readonly<Record<NameSource, string>> = {
  pcapng: 'capture file',
  dns: 'DNS answer',
  mdns: 'mDNS answer',
  llmnr: 'LLMNR answer',
  nbns: 'NetBIOS',
  dhcp: 'DHCP client',
  sni: 'TLS server name',
  quic: 'QUIC server name',
  http: 'HTTP host',
};

export const nameColumns = (start: Time | null): readonly Column<NameRow, NameSort>[] => [
  { title: 'Name', width: 240, grow: 3, sort: 'name', render: row => row.name, text: row => row.name },
  {
    title: 'Address',
    help: COLUMN.namedAddress,
    width: 220,
    grow: 2,
    sort: 'address',
    text: ({ address }) => address,
    filter: ({ address }) => hostTest(address),
    render: ({ address, host }) => (
      <span className={classes.address} title={host ? undefined : 'No record is from or to this address'}>
        {!host && <span className={classes.silent}>no traffic</span>}
        <HostName address={address} {...(host && { role: host.role })} />
      </span>
    ),
  },
  {
    title: 'Said by',
    width: 120,
    grow: 1,
    sort: 'source',
    help: MEASURES.nameSource,
    render: row => SOURCE_TEXT[row.source],
    text: row => SOURCE_TEXT[row.source],
  },
  {
    title: 'Times',
    width: 70,
    right: true,
    sort: 'count',
    help: COLUMN.nameTimes,
    render: row => formatCount(row.count),
    text: row => String(row.count),
  },
  {
    title: 'First record',
    help: COLUMN.firstRecord,
    width: 92,
    right: true,
    sort: 'first',
    render: row => (row.first === 0 ? '' : formatCount(row.first)),
    text: row => (row.first === 0 ? '' : String(row.first)),
  },
  {
    title: 'First said (UTC)',
    help: COLUMN.firstSaid,
    width: 130,
    right: true,
    render: row => (row.time ? <Moment time={row.time} start={start} /> : ''),
    text: row => (row.time ? isoTime(row.time) : ''),
  },
];
