// The flows between two hosts: ports, protocol, service, state.
import { formatBytes, formatCount, formatDuration } from '../../../shared/unit/format.ts';
import { nanosBetweenLossy } from '../../../shared/unit/time.ts';
import { useBurstParams } from '../../state/bursts.ts';
import { type SelectedHost, selectFlow, useSelection } from '../../state/selection.ts';
import { useAnswer } from '../../state/use-answer.ts';
import classes from './inspector.module.css';
import { Answered, Section } from './parts.tsx';

const FLOWS = 50;

interface Props {
  readonly source: number;
  readonly host: SelectedHost;
  readonly peer: SelectedHost;
}

export function FlowList({ source, host, peer }: Props) {
  const range = useSelection(s => s.range);
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
    ...(range ? { range } : {}),
  });
  const total = answer.value?.total ?? 0;
  const title = `Flows${total > 0 ? ` (${formatCount(total)})` : ''}`;
  return (
    <Section title={title} aside={total > FLOWS ? `busiest ${FLOWS}` : undefined}>
      <Answered answer={answer} lines={4}>
        {({ rows }) => (
          <table className={classes.small}>
            <thead>
              <tr>
                <th scope="col">Ports</th>
                <th scope="col">Kind</th>
                <th scope="col">State</th>
                <th scope="col">Packets</th>
                <th scope="col">Bytes</th>
                <th scope="col">Duration</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(row => {
                const forward = row.aHost === host.id;
                const [from, to] = forward ? [row.aPort, row.bPort] : [row.bPort, row.aPort];
                const ports = from === null && to === null ? 'none' : `${from ?? '–'} → ${to ?? '–'}`;
                return (
                  <tr
                    key={row.id}
                    data-testid="inspector-flow"
                    data-chosen={row.id === chosen || undefined}
                    onClick={() => selectFlow(row.id === chosen ? null : row.id)}
                  >
                    <td>
                      <button
                        type="button"
                        className={classes.cellButton}
                        aria-pressed={row.id === chosen}
                        onClick={event => {
                          event.stopPropagation();
                          selectFlow(row.id === chosen ? null : row.id);
                        }}
                      >
                        {ports}
                      </button>
                    </td>
                    <td>{row.service ?? row.protocol ?? ''}</td>
                    <td>{row.state ?? ''}</td>
                    <td>{formatCount(row.packetsAb + row.packetsBa)}</td>
                    <td>{formatBytes(row.bytesAb + row.bytesBa)}</td>
                    <td title={`${formatCount(row.connections)} connections`}>
                      {formatDuration(nanosBetweenLossy(row.start, row.end))}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
      </Answered>
    </Section>
  );
}
