// The columns of the table of names.
import type { NameSort } from '../../../shared/contract/overview-calls.ts';
import type { NameSource } from '../../../shared/model/name.ts';
import type { NameRow } from '../../../shared/model/overview.ts';
import { formatCount } from '../../../shared/unit/format.ts';
import type { Time } from '../../../shared/unit/time.ts';
import type { Column } from '../../grid/Table.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { MEASURES } from '../../ui/measures.ts';
import { RoleMark } from '../../ui/RoleMark.tsx';
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
  { title: 'Name', width: 240, grow: 3, sort: 'name', render: row => row.name },
  {
    title: 'Address',
    width: 220,
    grow: 2,
    sort: 'address',
    render: ({ address, host }) => (
      <span className={classes.address} title={host ? undefined : 'No record is from or to this address'}>
        {host ? <RoleMark role={host.role} /> : <span className={classes.silent}>no traffic</span>} {address}
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
  },
  {
    title: 'Times',
    width: 70,
    right: true,
    sort: 'count',
    help: 'How many records (of the capture file: entries) said so',
    render: row => formatCount(row.count),
  },
  {
    title: 'First record',
    width: 92,
    right: true,
    sort: 'first',
    render: row => (row.first === 0 ? '' : formatCount(row.first)),
  },
  {
    title: 'First said (UTC)',
    width: 130,
    right: true,
    render: row => (row.time ? <Moment time={row.time} start={start} /> : ''),
  },
];
