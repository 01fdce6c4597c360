// The inspector with a host selected: its numbers, the gaps in what it sent and received, whom it talks to.

import type { HostRow } from '../../../shared/model/host.ts';
import type { HostName } from '../../../shared/model/name.ts';
import { HOST_COLUMNS } from '../../../shared/model/table-columns.ts';
import { csvTable } from '../../../shared/unit/csv.ts';
import { counted, formatCount } from '../../../shared/unit/format.ts';
import { isoTime } from '../../../shared/unit/time.ts';
import { showPlace } from '../../state/places.ts';
import { useScope } from '../../state/scope.ts';
import type { SelectedHost } from '../../state/selection.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { COLUMN } from '../../ui/column-help.ts';
import { MEASURES } from '../../ui/measures.ts';
import { dayAndTime } from '../../ui/moment.ts';
import { ROLE_TEXT, RoleMark } from '../../ui/RoleMark.tsx';
import { Term } from '../../ui/Term.tsx';
import { SOURCE_TEXT } from '../names/name-columns.tsx';
import { HostMarks } from '../notes/HostMarks.tsx';
import { SmallDistributions } from '../timing/SmallDistributions.tsx';
import { GAPS_OF_KEY_COLUMNS, NAME_COLUMNS } from './csv-columns.ts';
import { GapTable } from './GapTable.tsx';
import classes from './inspector.module.css';
import { PeerList } from './PeerList.tsx';
import { Answered, Facts, Section } from './parts.tsx';
import { TrafficTable } from './TrafficTable.tsx';

export function HostPanel({ source, host }: { readonly source: number; readonly host: SelectedHost }) {
  const scope = useScope();
  const detail = useAnswer('host', { source, host: host.id, ...scope });
  return (
    <>
      <Answered answer={detail} lines={14}>
        {({ host: row, names, idt, iat }) => (
          <>
            <Section
              title="Host"
              table={{ of: 'Traffic of the host', ending: 'host.csv', csv: () => csvTable(HOST_COLUMNS, [row]) }}
            >
              <HostMarks address={row.address} />
              <HostFacts row={row} />
            </Section>
            <Traffic row={row} />
            <Names address={row.address} names={names} />
            <Section
              title="Gaps"
              table={{
                of: 'Gaps of the host',
                ending: 'gaps.csv',
                csv: () =>
                  csvTable(GAPS_OF_KEY_COLUMNS, [
                    { scope: 'host', key: row.address, direction: 'idt', summary: idt },
                    { scope: 'host', key: row.address, direction: 'iat', summary: iat },
                  ]),
              }}
            >
              <GapTable
                columns={[
                  {
                    title: 'Sent',
                    definition: 'Inter-departure time: the time since the record before it that this host sent.',
                    summary: idt,
                  },
                  {
                    title: 'Received',
                    definition: 'Inter-arrival time: the time since the record before it that this host received.',
                    summary: iat,
                  },
                ]}
              />
            </Section>
            <Section title={<Term text={MEASURES.gaps}>Distributions</Term>}>
              <SmallDistributions
                source={source}
                subjects={[
                  { scope: 'host', direction: 'idt', key: host.id, title: 'Sent', role: 'sent' },
                  { scope: 'host', direction: 'iat', key: host.id, title: 'Received', role: 'received' },
                ]}
              />
            </Section>
          </>
        )}
      </Answered>
      <PeerList source={source} host={host} />
    </>
  );
}

function HostFacts({ row }: { readonly row: HostRow }) {
  return (
    <Facts
      facts={[
        ...(row.name ? [{ label: 'Name', help: MEASURES.name, value: row.name }] : []),
        { label: 'Address', help: MEASURES.address, value: row.address },
        {
          label: 'Role',
          help: MEASURES.role,
          value: (
            <>
              <RoleMark role={row.role} /> {ROLE_TEXT[row.role]}
            </>
          ),
        },
        ...(row.mac ? [{ label: 'MAC', help: COLUMN.mac, value: row.mac }] : []),
        { label: 'Peers', help: COLUMN.peers, value: formatCount(row.peers) },
        { label: 'First (UTC)', help: MEASURES.firstTime, value: dayAndTime(row.first), title: isoTime(row.first) },
        { label: 'Last (UTC)', help: MEASURES.lastTime, value: dayAndTime(row.last), title: isoTime(row.last) },
      ]}
    />
  );
}

interface NamesProps {
  readonly address: string;
  readonly names: readonly HostName[];
}

function Names({ address, names }: NamesProps) {
  if (names.length === 0) return null;
  return (
    <Section
      title={<Term text={MEASURES.name}>Names</Term>}
      aside={
        <button type="button" className={classes.more} onClick={() => showPlace('names')}>
          all names
        </button>
      }
      table={{
        of: 'Names of the host',
        ending: 'names.csv',
        csv: () =>
          csvTable(
            NAME_COLUMNS,
            names.map(one => ({ address, ...one })),
          ),
      }}
    >
      <ul className={classes.list}>
        {names.map(({ name, source, count, first }) => (
          <li key={`${source} ${name}`} className={classes.named}>
            <span title={name}>{name}</span>
            <span
              className={classes.dim}
              title={first === 0 ? undefined : `First said by record ${formatCount(first)}`}
            >
              {SOURCE_TEXT[source]}
              {count > 1 ? `, ${counted(count, 'time')}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const Traffic = ({ row }: { readonly row: HostRow }) => (
  <TrafficTable
    titles={['Sent ↑', 'Received ↓']}
    help={MEASURES.ownTraffic}
    sent={{ packets: row.packetsSent, bytes: row.bytesSent, payload: row.payloadSent }}
    received={{ packets: row.packetsReceived, bytes: row.bytesReceived, payload: row.payloadReceived }}
  />
);
