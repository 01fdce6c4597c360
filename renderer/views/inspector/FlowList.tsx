// The flows between two hosts: ports, protocol, service, state.
import type { ConversationRow } from '../../../shared/model/host.ts';
import { formatBytes, formatCount, formatDuration } from '../../../shared/unit/format.ts';
import { nanosBetweenLossy } from '../../../shared/unit/time.ts';
import { useBurstParams } from '../../state/bursts.ts';
import { useScope } from '../../state/scope.ts';
import { type SelectedHost, selectFlow, useSelection } from '../../state/selection.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { counted } from '../../ui/counted.ts';
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
  const answer = useAnswer('conversations', {
    source,
    by: 'flow',
    host: host.id,
    peer: peer.id,
    bursts,
    sort: 'bytes',
    direction: 'desc',
    offset: 0,
    limit: FLOWS,
    ...scope,
  });
  const total = answer.value?.total ?? 0;
  const title = `Flows${total > 0 ? ` (${formatCount(total)})` : ''}`;
  return (
    <Section title={title} aside={total > FLOWS ? `busiest ${FLOWS}` : undefined}>
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
  const ports = from === null && to === null ? '' : `${from ?? '–'} → ${to ?? '–'}`;
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
