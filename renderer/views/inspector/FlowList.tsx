// The flows between two hosts: ports, protocol, service, state.
import type { ConversationRow } from '../../../shared/model/host.ts';
import { CONVERSATION_COLUMNS, FLOW_END_COLUMNS } from '../../../shared/model/table-columns.ts';
import { csvTable } from '../../../shared/unit/csv.ts';
import { formatBytes, formatCount, formatDuration } from '../../../shared/unit/format.ts';
import { nanosBetweenLossy } from '../../../shared/unit/time.ts';
import { allRows } from '../../state/all-rows.ts';
import { useBurstParams } from '../../state/bursts.ts';
import { link } from '../../state/link.ts';
import { useScope } from '../../state/scope.ts';
import { type SelectedHost, selectFlow, useSelection } from '../../state/selection.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { counted } from '../../ui/counted.ts';
import { MEASURES } from '../../ui/measures.ts';
import { Term } from '../../ui/Term.tsx';
import { DASH } from '../../ui/words.ts';
import classes from './inspector.module.css';
import { Answered, Section } from './parts.tsx';

const FLOWS = 50;

interface Props {
  readonly source: number;
  readonly host: SelectedHost;
  readonly peer: SelectedHost;
}

export function FlowList({ source, host, peer }: Props) {
  const scope = useScope();
  const chosen = useSelection(s => s.flow);
  const bursts = useBurstParams();
  const ends = { host: host.id, peer: peer.id };
  const question = { source, by: 'flow', ...ends, bursts, sort: 'bytes', direction: 'desc', ...scope } as const;
  const answer = useAnswer('conversations', { ...question, offset: 0, limit: FLOWS });
  const total = answer.value?.total ?? 0;
  const title = `Flows${total > 0 ? ` (${formatCount(total)})` : ''}`;
  return (
    <Section
      title={<Term text={MEASURES.flowsOfPair}>{title}</Term>}
      aside={total > FLOWS ? `busiest ${FLOWS}` : undefined}
      table={{
        of: 'Flows of the pair',
        ending: 'flows.csv',
        csv: async () =>
          csvTable(
            [...FLOW_END_COLUMNS, ...CONVERSATION_COLUMNS],
            await allRows(page => link().call('conversations', { ...question, ...page })),
          ),
      }}
    >
      <Answered answer={answer} lines={4}>
        {({ rows }) => (
          <ul className={classes.list}>
            {rows.map(row => (
              <li key={row.id}>
                <Flow row={row} forward={row.a.id === host.id} chosen={row.id === chosen} />
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </Section>
  );
}

interface FlowProps {
  readonly row: ConversationRow;
  /** Whether the host of the pair is the flow's A. */
  readonly forward: boolean;
  readonly chosen: boolean;
}

function Flow({ row, forward, chosen }: FlowProps) {
  const [from, to] = forward ? [row.aPort, row.bPort] : [row.bPort, row.aPort];
  const ports = from === null && to === null ? '' : `${from ?? DASH} → ${to ?? DASH}`;
  const kind = [row.protocol, row.service].filter(text => text !== null).join(', ');
  return (
    <button
      type="button"
      className={classes.flow}
      aria-pressed={chosen}
      data-testid="flow-row"
      title={chosen ? 'Show the gaps of all flows again' : 'Show the gaps of this flow'}
      onClick={() => selectFlow(chosen ? null : row.id)}
    >
      <span>
        {kind} {ports}
      </span>
      <span>{formatBytes(row.bytesAb + row.bytesBa)}</span>
      <span className={classes.dim}>
        {[row.state, counted(row.connections, 'connection')].filter(text => text !== null).join(', ')}
      </span>
      <span className={classes.dim}>
        {counted(row.packetsAb + row.packetsBa, 'packet')}, {formatDuration(nanosBetweenLossy(row.start, row.end))}
      </span>
    </button>
  );
}
