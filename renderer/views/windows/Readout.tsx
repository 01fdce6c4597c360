// What the cell under the cursor says: its windows, its value, how that ranks, and whether it is far out.
import { WINDOW_FEATURES } from '../../../shared/model/window-feature.ts';
import { formatCount } from '../../../shared/unit/format.ts';
import { useSource } from '../../state/source.ts';
import { counted, nounFor } from '../../ui/counted.ts';
import { rangeText } from '../../ui/moment.ts';
import { type Cursor, type Drawn, fenceText, NO_RANK, unfilledText, valueText } from './drawn.ts';
import classes from './windows.module.css';

interface Props {
  readonly id: string;
  readonly drawn: Drawn;
  readonly cursor: Cursor | null;
}

export function Readout({ id, drawn, cursor }: Props) {
  return (
    <div className={classes.readout} id={id} aria-live="polite" data-testid="window-readout">
      {cursor ? <Cell drawn={drawn} cursor={cursor} /> : <Legend drawn={drawn} />}
    </div>
  );
}

const SEVERAL = { batch: 'batches', window: 'windows' } as const;

function Cell({ drawn, cursor }: { readonly drawn: Drawn; readonly cursor: Cursor }) {
  const info = useSource(s => s.info);
  const { first, count } = drawn.windows(cursor.column);
  const unfilled = unfilledText(drawn.range(cursor.column), info);
  const what = drawn.isNotebook ? 'batch' : 'window';
  const which = count === 1 ? `${what} ${formatCount(first)}` : counted(count, what, SEVERAL[what]);
  return (
    <>
      <span>
        {rangeText(drawn.range(cursor.column), info?.start ?? null, info?.end ?? null)}, {which}
        {drawn.filled[cursor.column] === 0 && ', without rows'}
        {unfilled !== null && `, ${unfilled}`}
      </span>
      {cursor.feature !== null && <Value drawn={drawn} column={cursor.column} feature={cursor.feature} />}
    </>
  );
}

function Value({
  drawn,
  column,
  feature,
}: {
  readonly drawn: Drawn;
  readonly column: number;
  readonly feature: number;
}) {
  const about = WINDOW_FEATURES[feature]!;
  const at = drawn.at(feature, column);
  const [least, most, rank] = [drawn.min[at]!, drawn.max[at]!, drawn.rank[at]!];
  const { count } = drawn.windows(column);
  const outside = drawn.outliers[at]!;
  const fence = drawn.meta.fences[feature] ?? null;
  const far =
    count === 1
      ? (fenceText(most, fence, about) ?? fenceText(least, fence, about))
      : outside > 0 && fence !== null
        ? `${formatCount(outside)}${outside === 255 ? ' or more' : ''} of its windows outside the outer fence, ${valueText(Math.max(0, fence.lower), about)} to ${valueText(fence.upper, about)}`
        : null;
  return (
    <span>
      {about.title}:{' '}
      <strong data-testid="window-value" data-value={Number.isNaN(most) ? '' : most}>
        {least < most && `${valueText(least, about)} to `}
        {valueText(most, about)}
      </strong>
      {rank !== NO_RANK && <>, rank {Math.round((rank / (NO_RANK - 1)) * 100)} of 100</>}
      {far !== null && (
        <>
          , <strong className={drawn.far[at] === 1 ? classes.far : undefined}>{far}</strong>
        </>
      )}
    </span>
  );
}

function Legend({ drawn }: { readonly drawn: Drawn }) {
  const { total, filled, outliers, perColumn, first, last } = drawn.meta;
  const what = drawn.isNotebook ? 'batch' : 'window';
  return (
    <>
      <span data-testid="windows-total">
        <strong>{formatCount(total)}</strong> {nounFor(total, what, SEVERAL[what])}
        {filled < total && `, ${formatCount(filled)} with rows`}; something is far out in{' '}
        <strong>{formatCount(outliers)}</strong>
        {last - first < total && `; ${formatCount(last - first)} shown`}
        {perColumn > 1 && `; ${counted(perColumn, what, SEVERAL[what])} a column`}
      </span>
      <span
        className={classes.legend}
        title={
          perColumn === 1
            ? 'Each row is ranked by itself. The outer fence: 3 interquartile ranges outside of the quartiles of all windows with rows.'
            : 'Each row is ranked by itself, by the largest value of each column. Far out: 3 interquartile ranges outside of the quartiles of the columns. Zoom in to see single windows.'
        }
      >
        <span>low</span>
        <span className={classes.ramp} />
        <span>high rank in its row</span>
        <span className={classes.farMark} />
        <span>{perColumn === 1 ? 'beyond the outer fence' : 'far out among columns'}</span>
      </span>
    </>
  );
}
