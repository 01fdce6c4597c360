// What went one way and the other: packets, bytes on the wire, payload; of a log, what it counts.
import { formatBytes, formatCount } from '../../../shared/unit/format.ts';
import { useSource } from '../../state/source.ts';
import { MEASURES } from '../../ui/measures.ts';
import { Term } from '../../ui/Term.tsx';
import classes from './inspector.module.css';

interface OneWay {
  readonly packets: number;
  readonly bytes: number;
  readonly payload: number;
}

const LINES = [
  { key: 'packets', label: 'Packets', help: MEASURES.packets, text: formatCount },
  { key: 'bytes', label: 'On the wire', help: MEASURES.wireBytes, text: formatBytes },
  { key: 'payload', label: 'Payload', help: MEASURES.payload, text: formatBytes },
] as const;

/** A log counts bytes alone: it does not say what of them was payload. */
const OF_LOGS = [LINES[0], { key: 'bytes', label: 'Bytes', help: MEASURES.bytes, text: formatBytes }] as const;

interface Props {
  /** `Sent ↑`, with what it means. */
  readonly titles: readonly [sent: string, received: string];
  readonly help: string;
  /** Who sent to whom, on hovering. */
  readonly ways?: readonly [sent: string, received: string];
  readonly sent: OneWay;
  readonly received: OneWay;
}

export function TrafficTable({ titles, help, ways, sent, received }: Props) {
  const isLog = useSource(s => s.info?.kind === 'flows');
  return (
    <table className={classes.gaps}>
      <thead>
        <tr>
          <td />
          {titles.map((title, i) => (
            <th key={title} scope="col" title={ways?.[i]}>
              <Term text={help}>{title}</Term>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {(isLog ? OF_LOGS : LINES).map(({ key, label, help: meaning, text }) => (
          <tr key={key}>
            <th scope="row">
              <Term text={meaning}>{label}</Term>
            </th>
            {[sent, received].map((way, i) => (
              <td key={titles[i]} title={formatCount(way[key])}>
                {text(way[key])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
