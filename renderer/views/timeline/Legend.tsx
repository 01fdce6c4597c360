// The series of the timeline, one line each: colour, name, records in view; a click hides or shows one.
import type { TimelineMeta } from '../../../shared/contract/calls.ts';
import { formatCount } from '../../../shared/unit/format.ts';
import { useHostCalled } from '../../state/annotations.ts';
import { useSelection } from '../../state/selection.ts';
import { counted } from '../../ui/counted.ts';
import { endpoint } from '../../ui/endpoint.ts';
import { seriesCalled } from './series-called.ts';
import classes from './TimelineView.module.css';

interface Props {
  readonly meta: TimelineMeta;
  readonly slotOf: (key: number) => number;
  readonly colourOf: (key: number) => string;
  readonly hidden: ReadonlySet<number>;
  readonly onToggle: (key: number) => void;
}

export function Legend({ meta, slotOf, colourOf, hidden, onToggle }: Props) {
  const { host, peer } = useSelection();
  const called = useHostCalled();
  const { seriesLeftOut } = meta;
  // In order of colour: lines do not jump while the user zooms.
  const series = meta.series.toSorted((a, b) => slotOf(a.key) - slotOf(b.key));
  return (
    <ul className={classes.legend} aria-label="Series">
      {series.map(one => {
        const { key, title, src, dst, ports, records } = one;
        return (
          <li key={key}>
            <button
              type="button"
              aria-pressed={!hidden.has(key)}
              title={`${seriesCalled(called, one)}: ${counted(records, 'record')} in view. Click to hide or show.`}
              data-testid="timeline-stream"
              onClick={() => onToggle(key)}
            >
              <span className={classes.dot} style={{ background: colourOf(key) }} />
              <span className={classes.ends}>
                {src && (!host || peer || !dst) && <span>{endpoint(called(src), ports?.[0] ?? null)}</span>}
                {dst && (
                  <span>
                    {ports ? '↔' : '→'} {endpoint(called(dst), ports?.[1] ?? null)}
                  </span>
                )}
                {!src && !dst && <span>{title}</span>}
              </span>
              <span className={classes.records}>{formatCount(records)}</span>
            </button>
          </li>
        );
      })}
      {seriesLeftOut > 0 && <li className={classes.more}>and {formatCount(seriesLeftOut)} with less payload</li>}
    </ul>
  );
}
