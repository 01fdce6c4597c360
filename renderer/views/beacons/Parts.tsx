// RITA's score taken apart: a bar for each part, what it means, and the bins that two of them are of.
import type { BeaconRow, BeaconScore } from '../../../shared/model/beacon.ts';
import { formatCount, formatDuration } from '../../../shared/unit/format.ts';
import { nanosBetweenLossy } from '../../../shared/unit/time.ts';
import parts from '../../ui/parts.module.css';
import { Term } from '../../ui/Term.tsx';
import { Track } from '../../ui/Track.tsx';
import { DASH } from '../../ui/words.ts';
import { chanceText, hasFewTicks, PARTS, SCORE_HELP } from './beacon-text.ts';
import classes from './beacons.module.css';
import { Spark } from './Spark.tsx';

/** A day, in which the bins are hours as RITA means them. */
const DAY = 86_400e9;

export function Parts({ score, row }: { readonly score: BeaconScore | null; readonly row: BeaconRow }) {
  if (!score) {
    return (
      <p className={classes.note}>
        No score: RITA leaves pairs out that have fewer than 4 distinct seconds within its last day.
      </p>
    );
  }
  const span = nanosBetweenLossy(score.from, score.to);
  const { pValue } = row;
  const isFew = hasFewTicks(row);
  const Value = isFew ? 'span' : 'strong';
  return (
    <div className={classes.score}>
      <h3>
        <Term text={SCORE_HELP}>RITA’s score</Term>{' '}
        <Value data-testid="beacon-score" className={isFew ? parts.dim : undefined}>
          {score.score.toFixed(3)} {score.severity}
        </Value>
        <span className={parts.dim}>
          {isFew && ' by its formula, but in batches'}, chance {pValue === null ? DASH : chanceText(pValue)}
        </span>
      </h3>
      <ul>
        {score.parts.map(({ name, value, weight }) => (
          <li key={name} data-testid="beacon-part">
            <Term text={`${PARTS[name].meaning} Weight ${weight}.`}>{PARTS[name].title}</Term>
            <Track share={value} />
            <span>{value.toFixed(3)}</span>
          </li>
        ))}
      </ul>
      <div className={classes.bins}>
        <Spark
          counts={score.bins}
          label={`Connections in 24 bins of the last day: ${score.bins.map(n => formatCount(n)).join(', ')}`}
        />
        <span>24 bins of {formatDuration(span / score.bins.length)}</span>
      </div>
      {span < DAY * 0.9 && (
        <p className={classes.note}>
          The source is shorter than RITA’s day: gaps and sizes alone score {score.short.toFixed(3)}.
        </p>
      )}
    </div>
  );
}
