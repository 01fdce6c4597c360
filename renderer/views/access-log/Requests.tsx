// Requests in the order of time: of all hosts, or one host's story.

import { useState } from 'react';
import type { RequestRow } from '../../../shared/model/request.ts';
import { formatBytes, formatCount } from '../../../shared/unit/format.ts';
import { printable } from '../../../shared/unit/printable.ts';
import { epochTime, isoTime } from '../../../shared/unit/time.ts';
import { type Column, type Order, Table } from '../../grid/Table.tsx';
import { usePages } from '../../grid/use-pages.ts';
import { link } from '../../state/link.ts';
import { useSource } from '../../state/source.ts';
import { AddressName } from '../../ui/AddressName.tsx';
import { COLUMN } from '../../ui/column-help.ts';
import { fileName } from '../../ui/file-name.ts';
import { dayAndTime } from '../../ui/moment.ts';
import { DASH } from '../../ui/words.ts';
import classes from './access-log.module.css';
import { chooseHost, useQuestion } from './narrowed.ts';

type Sort = 'time';

const zoneText = (minutes: number): string => {
  const size = Math.abs(minutes);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${minutes < 0 ? '−' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
};

const statusClass = (status: number): string | undefined =>
  status === 0 || (status >= 200 && status < 300) ? undefined : status >= 400 ? classes.bad : classes.other;

const columns: readonly Column<RequestRow, Sort>[] = [
  {
    title: 'Time (UTC)',
    help: COLUMN.accessLogTimeUtc,
    width: 172,
    sort: 'time',
    render: ({ time, zone }) => (
      <span title={`${isoTime(time)}, clock of the log ${zoneText(zone)}`}>{dayAndTime(time)}</span>
    ),
    text: ({ time }) => epochTime(time),
  },
  {
    title: 'Host',
    help: COLUMN.requestHost,
    width: 120,
    grow: 1,
    render: ({ ip }) => <AddressName address={printable(ip)} />,
    text: ({ ip }) => ip,
  },
  { title: 'Method', width: 64, render: ({ method }) => printable(method), text: ({ method }) => method },
  {
    title: 'Path',
    width: 180,
    grow: 3,
    render: ({ path }) => <span title={printable(path)}>{printable(path)}</span>,
    text: ({ path }) => path,
  },
  {
    title: 'Status',
    help: COLUMN.requestStatus,
    width: 58,
    right: true,
    render: ({ status }) => <span className={statusClass(status)}>{status === 0 ? DASH : status}</span>,
    text: ({ status }) => (status === 0 ? '' : String(status)),
  },
  {
    title: 'Size',
    help: COLUMN.accessLogSize,
    width: 74,
    right: true,
    render: ({ size }) =>
      size === null ? DASH : <span title={`${formatCount(size)} bytes`}>{formatBytes(size)}</span>,
    text: ({ size }) => (size === null ? '' : String(size)),
  },
  {
    title: 'Referrer',
    width: 90,
    grow: 2,
    render: ({ referrer }) => <span title={printable(referrer)}>{printable(referrer)}</span>,
    text: ({ referrer }) => referrer,
  },
  {
    title: 'User agent',
    width: 110,
    grow: 2,
    render: ({ agent }) => <span title={printable(agent)}>{printable(agent)}</span>,
    text: ({ agent }) => agent,
  },
  {
    title: 'Version',
    width: 70,
    hidden: true,
    render: ({ version }) => printable(version),
    text: ({ version }) => version,
  },
  {
    title: 'Line',
    help: COLUMN.accessLogLine,
    width: 70,
    right: true,
    render: ({ line }) => formatCount(line),
    text: ({ line }) => String(line),
  },
];

/** Where there are several logs: which of them the line is in. */
const logColumn: Column<RequestRow, Sort> = {
  title: 'Log',
  help: COLUMN.accessLogFile,
  width: 110,
  grow: 2,
  render: ({ file }) => (file === null ? DASH : <span title={printable(file)}>{printable(fileName(file))}</span>),
  text: ({ file }) => file ?? '',
};

export function Requests() {
  const [order, setOrder] = useState<Order<Sort>>({ by: 'time', direction: 'asc' });
  const question = useQuestion();
  const fromCapture = useSource(s => s.info?.kind === 'records');
  const asked = question && { ...question, descending: order.direction === 'desc' };
  const pages = usePages(asked && JSON.stringify(asked), (offset, limit) =>
    link().call('requests', { ...asked!, offset, limit }),
  );
  return (
    <Table
      label="Requests in the order of time"
      name="requests"
      columns={pages.answer?.rows.some(({ file }) => file !== null) ? [...columns, logColumn] : columns}
      pages={pages}
      order={order}
      onOrder={setOrder}
      isChosen={() => false}
      onChoose={({ ip }) => void chooseHost(ip)}
      testId="request-row"
      empty={
        fromCapture
          ? 'No request of HTTP/1 in the selection: those inside of TLS cannot be read.'
          : 'No request in the selection: widen the time range, or remove a choice above.'
      }
    />
  );
}
