// The inspector with a pair selected: both directions, gaps, flows, bursts.
import type { ConversationRow } from '../../../shared/model/host.ts';
import type { FlowName } from '../../../shared/model/name.ts';
import { csvTable } from '../../../shared/unit/csv.ts';
import { formatCount, formatDuration } from '../../../shared/unit/format.ts';
import { isoTime, nanosBetweenLossy } from '../../../shared/unit/time.ts';
import { useBurstParams } from '../../state/bursts.ts';
import { scopeText, useScope } from '../../state/scope.ts';
import { useSelectedCalled } from '../../state/selected-names.ts';
import { type SelectedHost, selectPair, useSelection } from '../../state/selection.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { Icon } from '../../ui/Icon.tsx';
import { MEASURES } from '../../ui/measures.ts';
import { dayAndTime } from '../../ui/moment.ts';
import { Term } from '../../ui/Term.tsx';
import { SOURCE_TEXT } from '../names/name-columns.tsx';
import { type NamedSubject, SmallDistributions } from '../timing/SmallDistributions.tsx';
import { BurstList } from './BurstList.tsx';
import { GAPS_OF_KEY_COLUMNS, gapsOf, PEER_COLUMNS } from './csv-columns.ts';
import { FlowList } from './FlowList.tsx';
import { GapTable } from './GapTable.tsx';
import classes from './inspector.module.css';
import { Answered, Facts, Section } from './parts.tsx';
import { TrafficTable } from './TrafficTable.tsx';

interface Props {
  readonly source: number;
  readonly host: SelectedHost;
  readonly peer: SelectedHost;
}

export function PairPanel({ source, host, peer }: Props) {
  const scope = useScope();
  const flow = useSelection(s => s.flow);
  const bursts = useBurstParams();
  const found = useAnswer('conversations', {
    source,
    by: 'pair',
    host: host.id,
    peer: peer.id,
    bursts,
    sort: 'bytes',
    direction: 'desc',
    offset: 0,
    limit: 1,
    ...scope,
  });
  const id = found.value?.rows[0]?.id;
  const detail = useAnswer(
    'conversation',
    flow !== null
      ? { source, by: 'flow', id: flow, bursts, ...scope }
      : id === undefined
        ? null
        : { source, by: 'pair', id, bursts, ...scope },
  );
  const gaps = detail.value;
  const key = flow ?? id;
  const subject: NamedSubject | null =
    key === undefined
      ? null
      : { scope: flow === null ? 'conversation' : 'flow', direction: 'idt', key, title: 'Both', role: 'accent' };
  return (
    <>
      <Answered answer={found} lines={6}>
        {({ rows }) =>
          rows[0] ? (
            <Directions row={rows[0]} host={host} peer={peer} />
          ) : (
            <p className={classes.nothing}>These two exchange nothing{scopeText(scope)}.</p>
          )
        }
      </Answered>
      <FlowList source={source} host={host} peer={peer} />
      <BurstList source={source} host={host} peer={peer} />
      <Section
        title={flow === null ? 'Gaps' : 'The selected flow'}
        table={{
          of: flow === null ? 'Gaps of the pair' : 'Gaps of the flow',
          ending: 'gaps.csv',
          csv: gaps && (() => csvTable(GAPS_OF_KEY_COLUMNS, [gapsOf(gaps)])),
        }}
      >
        <Answered answer={detail} lines={12}>
          {({ iat, asked }) => (
            <>
              {asked && <Asked {...asked} />}
              <GapTable
                columns={[
                  {
                    title: 'Both directions',
                    definition:
                      'The time since the record before it that the same host received here, both directions together.',
                    summary: iat,
                  },
                ]}
              />
            </>
          )}
        </Answered>
      </Section>
      {subject && (
        <Section
          title={
            <Term text={MEASURES.gaps}>{flow === null ? 'Distributions' : 'Distributions of the selected flow'}</Term>
          }
        >
          <SmallDistributions source={source} subjects={[subject]} />
        </Section>
      )}
    </>
  );
}

/** What the client of the selected flow asked for. */
function Asked({ name, source, alpn, ja4 }: FlowName) {
  return (
    <Facts
      facts={[
        ...(name === null
          ? []
          : [{ label: 'Asked for', help: MEASURES.asked, value: name, title: SOURCE_TEXT[source] }]),
        ...(alpn.length === 0 ? [] : [{ label: 'ALPN', help: MEASURES.alpn, value: alpn.join(', ') }]),
        ...(ja4 === null ? [] : [{ label: 'JA4', help: MEASURES.ja4, value: <span className="mono">{ja4}</span> }]),
      ]}
    />
  );
}

interface DirectionsProps {
  readonly row: ConversationRow;
  readonly host: SelectedHost;
  readonly peer: SelectedHost;
}

function Directions({ row, host, peer }: DirectionsProps) {
  const called = useSelectedCalled();
  const forward = row.a.id === host.id;
  const ab = { packets: row.packetsAb, bytes: row.bytesAb, payload: row.payloadAb };
  const ba = { packets: row.packetsBa, bytes: row.bytesBa, payload: row.payloadBa };
  return (
    <Section
      title={<Term text={MEASURES.conversation}>Conversation</Term>}
      aside={
        <button type="button" className={classes.more} onClick={() => selectPair(peer, host)}>
          <Icon name="both" size={13} /> other direction
        </button>
      }
      table={{ of: 'Conversation', ending: 'conversation.csv', csv: () => csvTable(PEER_COLUMNS, [row]) }}
    >
      <TrafficTable
        titles={['Sent →', 'Received ←']}
        help={MEASURES.pairTraffic}
        ways={[`${called(host)} to ${called(peer)}`, `${called(peer)} to ${called(host)}`]}
        sent={forward ? ab : ba}
        received={forward ? ba : ab}
      />
      <Facts
        facts={[
          { label: 'From (UTC)', help: MEASURES.firstTime, value: dayAndTime(row.start), title: isoTime(row.start) },
          { label: 'To (UTC)', help: MEASURES.lastTime, value: dayAndTime(row.end), title: isoTime(row.end) },
          { label: 'Duration', help: MEASURES.duration, value: formatDuration(nanosBetweenLossy(row.start, row.end)) },
          { label: 'Connections', help: MEASURES.connection, value: formatCount(row.connections) },
        ]}
      />
    </Section>
  );
}
