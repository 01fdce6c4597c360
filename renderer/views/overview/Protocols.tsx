// What was spoken: IP protocols as one bar, kinds of payload below.
import type { ProtocolRow } from '../../../shared/model/overview.ts';
import { counted, formatBytes, formatCount, formatShare } from '../../../shared/unit/format.ts';
import { selectFilter, useSelection } from '../../state/selection.ts';
import { both } from '../../state/selection-filter.ts';
import { useTheme } from '../../state/theme.ts';
import { MEASURES } from '../../ui/measures.ts';
import { Term } from '../../ui/Term.tsx';
import { colours } from '../../ui/theme/colours.ts';
import classes from './overview.module.css';

const MOST_TRANSPORTS = 5;
const MOST_KINDS = 10;

const KIND_TEXT: Readonly<Record<string, string>> = { none: 'no payload', data: 'unknown payload' };

interface Props {
  readonly transports: readonly ProtocolRow[];
  readonly kinds: readonly ProtocolRow[];
}

export function Protocols({ transports, kinds }: Props) {
  const { series } = colours(useTheme(s => s.theme));
  const packets = Math.max(
    1,
    transports.reduce((sum, row) => sum + row.packets, 0),
  );
  const most = Math.max(1, ...kinds.map(row => row.payload));
  if (transports.length === 0) return <p className={classes.none}>No record has IP.</p>;
  return (
    <div data-picture="Protocols">
      <div className={classes.shares} aria-hidden="true">
        {transports.slice(0, MOST_TRANSPORTS).map(({ name, packets: count }, i) => (
          <i key={name} style={{ width: `${(100 * count) / packets}%`, background: series[i] }} />
        ))}
      </div>
      <ul className={classes.shareNames}>
        {transports.slice(0, MOST_TRANSPORTS).map(({ name, packets: count, payload }, i) => (
          <li key={name} title={`${counted(count, 'packet')}, ${counted(payload, 'byte')} of payload`}>
            <i style={{ background: series[i] }} aria-hidden="true" /> {name} {formatShare(count / packets)}
          </li>
        ))}
      </ul>
      {kinds.length > 0 && (
        <div className={classes.ranking}>
          <div className={classes.rankingHead}>
            <span>
              <Term text={MEASURES.payloadKind}>Payload</Term>
            </span>
            <span>
              <Term text={MEASURES.packets}>Packets</Term>
            </span>
            <span>
              <Term text={MEASURES.payload}>Bytes of it</Term>
            </span>
          </div>
          <ul>
            {kinds.slice(0, MOST_KINDS).map(({ name, packets: count, payload }) => (
              <li key={name}>
                <button
                  type="button"
                  className={classes.row}
                  data-testid="protocol"
                  title={`Filter to the records whose payload is ${KIND_TEXT[name] ?? name}`}
                  onClick={() => selectFilter(both(useSelection.getState().filter, `payload_kind == "${name}"`))}
                >
                  <span className={classes.label}>{KIND_TEXT[name] ?? name}</span>
                  <span>{formatCount(count)}</span>
                  <span data-by>{formatBytes(payload)}</span>
                  <span className={classes.bar} aria-hidden="true">
                    <i data-way="both" style={{ width: `${(100 * payload) / most}%` }} />
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
