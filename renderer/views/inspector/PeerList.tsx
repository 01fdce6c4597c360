// Whom a host talks to, busiest first.
import { csvTable } from '../../../shared/unit/csv.ts';
import { formatBytes, formatCount } from '../../../shared/unit/format.ts';
import { allRows } from '../../state/all-rows.ts';
import { useBurstParams } from '../../state/bursts.ts';
import { link } from '../../state/link.ts';
import { scopeText, useScope } from '../../state/scope.ts';
import { type SelectedHost, selectPair } from '../../state/selection.ts';
import { showTab } from '../../state/tabs.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { counted } from '../../ui/counted.ts';
import { HostName } from '../../ui/HostName.tsx';
import { MEASURES } from '../../ui/measures.ts';
import { Term } from '../../ui/Term.tsx';
import { PEER_COLUMNS } from './csv-columns.ts';
import classes from './inspector.module.css';
import { Answered, Section } from './parts.tsx';

const PEERS = 30;

export function PeerList({ source, host }: { readonly source: number; readonly host: SelectedHost }) {
  const scope = useScope();
  const bursts = useBurstParams();
  const question = { source, by: 'pair', host: host.id, bursts, sort: 'bytes', direction: 'desc', ...scope } as const;
  const answer = useAnswer('conversations', { ...question, offset: 0, limit: PEERS });
  const total = answer.value?.total ?? 0;
  return (
    <Section
      title={<Term text={MEASURES.bytesOfPairs}>Conversations{total > 0 ? ` (${formatCount(total)})` : ''}</Term>}
      aside={
        <button type="button" className={classes.more} onClick={() => showTab('conversations')}>
          as table
        </button>
      }
      table={{
        of: 'Conversations of the host',
        ending: 'peers.csv',
        csv: async () =>
          csvTable(PEER_COLUMNS, await allRows(page => link().call('conversations', { ...question, ...page }))),
      }}
    >
      <Answered answer={answer} lines={6}>
        {({ rows }) => {
          if (rows.length === 0)
            return <p className={classes.nothing}>It exchanges nothing with anybody{scopeText(scope)}.</p>;
          const most = Math.max(1, ...rows.map(row => row.bytesAb + row.bytesBa));
          return (
            <ul className={classes.list}>
              {rows.map(row => {
                const mine = row.a.id === host.id;
                const peer = mine ? row.b : row.a;
                const bytes = row.bytesAb + row.bytesBa;
                return (
                  <li key={row.id}>
                    <button
                      type="button"
                      className={classes.line}
                      data-testid="peer-row"
                      title={`${peer.address}: ${counted(mine ? row.packetsAb : row.packetsBa, 'packet')} sent, ${formatCount(mine ? row.packetsBa : row.packetsAb)} received, ${counted(row.flows, 'flow')}`}
                      onClick={() => selectPair(host, { id: peer.id, address: peer.address })}
                    >
                      <span className={classes.bar} style={{ width: `${(100 * bytes) / most}%` }} />
                      <span className={classes.name}>
                        <HostName {...peer} />
                      </span>
                      {row.bursts > 0 && <span className={classes.burstCount}>{counted(row.bursts, 'burst')}</span>}
                      <span className={classes.number}>{formatBytes(bytes)}</span>
                    </button>
                  </li>
                );
              })}
            </ul>
          );
        }}
      </Answered>
    </Section>
  );
}
