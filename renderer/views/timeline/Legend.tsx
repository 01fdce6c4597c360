// The streams of the timeline, one line each: colour, ends, records in view; a click hides or shows one.
import type { TimelineMeta } from '../../../shared/contract/calls.ts';
import { formatCount } from '../../../shared/unit/format.ts';
import { useSelection } from '../../state/selection.ts';
import { counted } from '../../ui/counted.ts';
import classes from './TimelineView.module.css';

interface Props {
  readonly meta: TimelineMeta;
  readonly slotOf: (stream: number) => number;
  readonly colourOf: (stream: number) => string;
  readonly hidden: ReadonlySet<number>;
  readonly onToggle: (stream: number) => void;
}

export function Legend({ meta, slotOf, colourOf, hidden, onToggle }: Props) {
  const { host, peer } = useSelection();
  const { streamsLeftOut } = meta;
  // In order of colour: lines do not jump while the user zooms.
  const series = meta.series.toSorted((a, b) => slotOf(a.stream) - slotOf(b.stream));
  return (
    <ul className={classes.legend} aria-label="Streams">
      {series.map(({ stream, src, dst, records }) => (
        <li key={stream}>
          <button
            type="button"
            aria-pressed={!hidden.has(stream)}
            title={`${src} → ${dst}: ${counted(records, 'record')} in view. Click to hide or show.`}
            data-testid="timeline-stream"
            onClick={() => onToggle(stream)}
          >
            <span className={classes.dot} style={{ background: colourOf(stream) }} />
            <span className={classes.ends}>
              {(!host || peer) && <span>{src}</span>}
              <span>→ {dst}</span>
            </span>
            <span className={classes.records}>{formatCount(records)}</span>
          </button>
        </li>
      ))}
      {streamsLeftOut > 0 && (
        <li className={classes.more}>and {counted(streamsLeftOut, 'stream')} with less payload</li>
      )}
    </ul>
  );
}
