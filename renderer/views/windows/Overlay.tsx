// What lies over lines and strip alike: the selected time range, and the column that is pointed at.
import { useSelection } from '../../state/selection.ts';
import type { Cursor, Drawn } from './drawn.ts';
import classes from './windows.module.css';

interface Props {
  readonly drawn: Drawn;
  readonly cursor: Cursor | null;
  /** Columns that are being dragged over. */
  readonly dragged: readonly [number, number] | null;
}

export function Overlay({ drawn, cursor, dragged }: Props) {
  const range = useSelection(s => s.range);
  const band = range && drawn.band(range);
  const share = (column: number): string => `${(100 * column) / drawn.columns}%`;
  return (
    <div className={classes.overlay} aria-hidden="true">
      {band && (
        <div
          className={classes.band}
          data-testid="windows-range"
          style={{ left: `${100 * band.left}%`, width: `${100 * (band.right - band.left)}%` }}
        />
      )}
      {dragged && (
        <div
          className={classes.dragged}
          style={{ left: share(Math.min(...dragged)), width: share(Math.abs(dragged[1] - dragged[0]) + 1) }}
        />
      )}
      {cursor && <div className={classes.crosshair} style={{ left: share(cursor.column), width: share(1) }} />}
    </div>
  );
}
