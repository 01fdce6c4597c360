// Rankings by payload: hosts, ports and pairs, what was sent and what was received as one bar of two colours.
import { type ReactNode, useState } from 'react';
import type { PairRow, PortRow, Ranked, TalkerRow, TwoWays } from '../../../shared/model/overview.ts';
import { counted, formatBytes } from '../../../shared/unit/format.ts';
import { useHostCalled } from '../../state/annotations.ts';
import { selectFilter, selectHost, selectPair, useSelection } from '../../state/selection.ts';
import { both, portTest } from '../../state/selection-filter.ts';
import { HostName } from '../../ui/HostName.tsx';
import classes from './overview.module.css';

type Direction = 'sent' | 'received';

/** Where both orders are empty there is nothing to rank. */
const isEmpty = ({ sent, received }: Ranked<unknown>): boolean => sent.length === 0 && received.length === 0;

export function Talkers({ rows }: { readonly rows: Ranked<TalkerRow> }) {
  return (
    <TwoWayBars
      title="Host"
      rows={rows}
      empty="No host sent any payload."
      keyOf={({ host }) => String(host.id)}
      label={({ host }) => <HostName address={host.address} name={host.name} role={host.role} />}
      onChoose={({ host }) => selectHost({ id: host.id, address: host.address })}
      testId="talker"
    />
  );
}

export function Ports({ title, rows }: { readonly title: 'TCP' | 'UDP'; readonly rows: Ranked<PortRow> }) {
  if (isEmpty(rows)) return null;
  return (
    <TwoWayBars
      title={`${title} port`}
      rows={rows}
      empty=""
      keyOf={({ port }) => String(port)}
      label={({ port, service }) => (
        <span className={classes.port}>
          <b>{port}</b>
          {service !== null && <small>{service}</small>}
        </span>
      )}
      onChoose={({ port }) => selectFilter(both(useSelection.getState().filter, portTest(title, port)))}
      help={({ port }) => `Filter to ${title} port ${port}`}
      testId={`port-${title.toLowerCase()}`}
    />
  );
}

interface TwoWayProps<Row extends TwoWays> {
  readonly title: string;
  readonly rows: Ranked<Row>;
  readonly empty: string;
  readonly testId: string;
  keyOf(row: Row): string;
  label(row: Row): ReactNode;
  help?(row: Row): string;
  onChoose(row: Row): void;
}

function TwoWayBars<Row extends TwoWays>(props: TwoWayProps<Row>) {
  const { title, rows, empty, keyOf, label, help, onChoose, testId } = props;
  const [by, setBy] = useState<Direction>('sent');
  const shown = rows[by];
  if (isEmpty(rows)) return <p className={classes.none}>{empty}</p>;
  const most = Math.max(1, ...shown.map(row => row.payloadSent + row.payloadReceived));
  return (
    <div className={classes.ranking} data-picture={`${title}s by payload`}>
      <div className={classes.rankingHead}>
        <span>{title}</span>
        <Sort by="sent" chosen={by} onChoose={setBy} />
        <Sort by="received" chosen={by} onChoose={setBy} />
      </div>
      <ul>
        {shown.map(row => (
          <li key={keyOf(row)}>
            <button
              type="button"
              className={classes.row}
              title={`${help ? `${help(row)}. ` : ''}Sent ${counted(row.packetsSent, 'packet')}, ${counted(row.payloadSent, 'byte')} of payload; received ${counted(row.packetsReceived, 'packet')}, ${counted(row.payloadReceived, 'byte')}`}
              data-testid={testId}
              onClick={() => onChoose(row)}
            >
              <span className={classes.label}>{label(row)}</span>
              <span data-by={by === 'sent' || undefined}>{formatBytes(row.payloadSent)}</span>
              <span data-by={by === 'received' || undefined}>{formatBytes(row.payloadReceived)}</span>
              <span className={classes.bar} aria-hidden="true">
                <i data-way="sent" style={{ width: `${(100 * row.payloadSent) / most}%` }} />
                <i data-way="received" style={{ width: `${(100 * row.payloadReceived) / most}%` }} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface SortProps {
  readonly by: Direction;
  readonly chosen: Direction;
  onChoose(by: Direction): void;
}

const Sort = ({ by, chosen, onChoose }: SortProps) => (
  <button
    type="button"
    aria-pressed={by === chosen}
    title={`Most ${by} payload first`}
    data-way={by}
    onClick={() => onChoose(by)}
  >
    {by === 'sent' ? 'Sent' : 'Received'}
    <span aria-hidden="true">{by === chosen ? ' ▼' : ''}</span>
  </button>
);

export function Pairs({ rows }: { readonly rows: readonly PairRow[] }) {
  const called = useHostCalled();
  if (rows.length === 0) return <p className={classes.none}>No two hosts exchanged any payload.</p>;
  const most = Math.max(1, rows[0]?.payload ?? 1);
  return (
    <div className={classes.ranking} data-picture="Busiest conversations">
      <ul>
        {rows.map(({ a, b, payload, packets }) => (
          <li key={`${a.id} ${b.id}`}>
            <button
              type="button"
              className={classes.row}
              data-testid="busiest"
              data-columns="1"
              title={`${a.address} and ${b.address}: ${counted(packets, 'packet')}, ${counted(payload, 'byte')} of payload, both ways together`}
              onClick={() => selectPair({ id: a.id, address: a.address }, { id: b.id, address: b.address })}
            >
              <span className={classes.label}>
                {called(a)} ↔ {called(b)}
              </span>
              <span data-by>{formatBytes(payload)}</span>
              <span className={classes.bar} aria-hidden="true">
                <i data-way="both" style={{ width: `${(100 * payload) / most}%` }} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
