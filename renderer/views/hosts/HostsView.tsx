// The table of hosts.

import { useState } from 'react';
import type { HostSort } from '../../../shared/contract/calls.ts';
import type { HostRow } from '../../../shared/model/host.ts';
import { formatBytes, formatCount } from '../../../shared/unit/format.ts';
import { isoTime } from '../../../shared/unit/time.ts';
import { type Column, type Order, Table } from '../../grid/Table.tsx';
import { usePages } from '../../grid/use-pages.ts';
import { link } from '../../state/link.ts';
import { showRecords } from '../../state/records.ts';
import { scopeText, useScope } from '../../state/scope.ts';
import { selectHost, useSelection } from '../../state/selection.ts';
import { hostTest } from '../../state/selection-filter.ts';
import { useSource } from '../../state/source.ts';
import { COLUMN } from '../../ui/column-help.ts';
import { HostName } from '../../ui/HostName.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { NoteMark } from '../../ui/NoteMark.tsx';

export function HostsView() {
  const info = useSource(s => s.info);
  const scope = useScope();
  const chosen = useSelection(s => s.host);
  const [order, setOrder] = useState<Order<HostSort>>({ by: 'bytesSent', direction: 'desc' });
  const source = info?.source;
  const question = { source: source ?? 0, sort: order.by, direction: order.direction, ...scope };
  const pages = usePages(source === undefined ? null : JSON.stringify(question), (offset, limit) =>
    link().call('hosts', { ...question, offset, limit }),
  );
  const start = info?.start ?? null;
  const columns: readonly Column<HostRow, HostSort>[] = [
    {
      title: 'Host',
      width: 220,
      grow: 3,
      sort: 'address',
      render: h => (
        <>
          <HostName address={h.address} name={h.name} role={h.role} />{' '}
          <NoteMark on={{ kind: 'host', address: h.address }} />
        </>
      ),
      text: h => h.address,
      filter: h => hostTest(h.address),
    },
    { title: 'Name', width: 140, hidden: true, render: h => h.name ?? '', text: h => h.name ?? '' },
    {
      title: 'MAC',
      help: COLUMN.mac,
      width: 132,
      render: h => h.mac ?? '',
      text: h => h.mac ?? '',
      filter: h => (h.mac === null ? null : `eth.addr == ${h.mac}`),
    },
    {
      title: 'Peers',
      help: COLUMN.peers,
      width: 64,
      grow: 1,
      right: true,
      sort: 'peers',
      render: h => formatCount(h.peers),
      text: h => String(h.peers),
    },
    {
      title: 'Packets sent',
      help: COLUMN.packetsSent,
      width: 100,
      grow: 1,
      right: true,
      sort: 'packetsSent',
      render: h => formatCount(h.packetsSent),
      text: h => String(h.packetsSent),
    },
    {
      title: 'Received',
      width: 88,
      grow: 1,
      right: true,
      sort: 'packetsReceived',
      help: COLUMN.hostReceived,
      render: h => formatCount(h.packetsReceived),
      text: h => String(h.packetsReceived),
    },
    {
      title: 'Bytes sent',
      help: COLUMN.bytesSent,
      width: 92,
      grow: 1,
      right: true,
      sort: 'bytesSent',
      render: h => formatBytes(h.bytesSent),
      text: h => String(h.bytesSent),
    },
    {
      title: 'Bytes received',
      help: COLUMN.bytesReceived,
      width: 112,
      grow: 1,
      right: true,
      sort: 'bytesReceived',
      render: h => formatBytes(h.bytesReceived),
      text: h => String(h.bytesReceived),
    },
    {
      title: 'Payload sent',
      width: 104,
      grow: 1,
      right: true,
      sort: 'payloadSent',
      help: COLUMN.hostPayloadSent,
      render: h => formatBytes(h.payloadSent),
      text: h => String(h.payloadSent),
    },
    {
      title: 'Payload received',
      help: COLUMN.payloadReceived,
      width: 124,
      grow: 1,
      right: true,
      sort: 'payloadReceived',
      render: h => formatBytes(h.payloadReceived),
      text: h => String(h.payloadReceived),
    },
    {
      title: 'First seen',
      help: COLUMN.firstSeen,
      width: 104,
      right: true,
      sort: 'first',
      render: h => <Moment time={h.first} start={start} />,
      text: h => isoTime(h.first),
    },
  ];
  return (
    <Table
      label="Hosts"
      columns={columns}
      pages={pages}
      order={order}
      onOrder={setOrder}
      isChosen={row => row.id === chosen?.id}
      onChoose={row => selectHost({ id: row.id, address: row.address })}
      actions={row => [
        {
          label: 'Show the records of this host',
          run() {
            selectHost({ id: row.id, address: row.address });
            showRecords();
          },
        },
      ]}
      testId="host-row"
      empty={`No hosts with traffic${scopeText(scope)}.`}
    />
  );
}
