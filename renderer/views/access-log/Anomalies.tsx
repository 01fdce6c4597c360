// What stands out, with the sentence that says why; a click makes its host and time those of every panel.
import type { AnomalyKind, RequestAnomalies, RequestAnomaly } from '../../../shared/model/request.ts';
import { counted, formatCount } from '../../../shared/unit/format.ts';
import { printable } from '../../../shared/unit/printable.ts';
import { addNanos, NANOS_PER_SECOND } from '../../../shared/unit/time.ts';
import { selectRange } from '../../state/selection.ts';
import type { Answer } from '../../state/use-answer.ts';
import { AddressName } from '../../ui/AddressName.tsx';
import { dayAndTime } from '../../ui/moment.ts';
import { ProblemLine } from '../../ui/ProblemLine.tsx';
import { intervalText } from '../series/scales.ts';
import classes from './access-log.module.css';
import { chooseHost, narrow } from './narrowed.ts';

const KINDS: Readonly<Record<AnomalyKind, string>> = {
  'status-share': 'Answers unlike the whole',
  rate: 'Unusual rate',
  'rare-value': 'Rare value',
};
const ORDER: readonly AnomalyKind[] = ['status-share', 'rate', 'rare-value'];
/** Rows of a kind that are shown; the file has them all. */
const SHOWN = 200;

interface Props {
  readonly answer: Answer<RequestAnomalies>;
  /** Its requests are to be seen. */
  onOpen(): void;
}

export function Anomalies({ answer, onOpen }: Props) {
  const { value, problem } = answer;
  if (problem) return <ProblemLine problem={problem} />;
  if (!value) return <p className={classes.empty}>Looking for what stands out…</p>;

  function open(one: RequestAnomaly): void {
    if (one.host !== null) void chooseHost(one.host);
    if (one.kind === 'rare-value' && one.field !== 'requests') narrow(one.field, one.value);
    // The end of an interval lies outside of it; a last request inside.
    const end = one.kind === 'rate' ? one.end : addNanos(one.end, NANOS_PER_SECOND);
    selectRange({ from: one.start, to: end });
    onOpen();
  }

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.anomalies} tabIndex={0} aria-label="What stands out">
      <p className={classes.method}>{methodText(value)}</p>
      {value.rows.length === 0 && <p className={classes.empty}>Nothing stands out in the selection.</p>}
      {ORDER.map(kind => {
        const rows = value.rows.filter(row => row.kind === kind);
        if (rows.length === 0) return null;
        return (
          <section key={kind} aria-label={KINDS[kind]}>
            <h4>
              {KINDS[kind]} <span className={classes.count}>{formatCount(rows.length)}</span>
            </h4>
            <ul>
              {rows.slice(0, SHOWN).map((one, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: anomalies have no name of their own
                <li key={i}>
                  <button type="button" onClick={() => open(one)} data-testid="request-anomaly">
                    <span className={classes.who}>
                      {one.host === null ? 'all hosts' : <AddressName address={printable(one.host)} />}
                    </span>
                    <span className={classes.when}>{dayAndTime(one.start).slice(0, 19)}</span>
                    <span className={classes.why}>{printable(one.reason)}</span>
                  </button>
                </li>
              ))}
            </ul>
            {rows.length > SHOWN && (
              <p className={classes.method}>and {formatCount(rows.length - SHOWN)} more: Export writes them all.</p>
            )}
          </section>
        );
      })}
    </section>
  );
}

function methodText({ tested, threshold, seconds, series, notes }: RequestAnomalies): string {
  const hosts = `${counted(tested, 'host')} ${tested === 1 ? 'was' : 'were'} tested, each held against p < 0.05 / ${formatCount(Math.max(1, tested))} = ${threshold.toExponential(1)}.`;
  const rates =
    seconds === null
      ? ''
      : ` Rates per ${intervalText(seconds)} of ${series === 1 ? 'all hosts together' : `all hosts together and of the ${formatCount(series - 1)} busiest`}.`;
  return [hosts + rates, ...notes].join(' ');
}
