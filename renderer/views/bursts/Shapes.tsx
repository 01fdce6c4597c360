// Distributions over bursts: length, duration, payload, rate, silence before; of one or two sets of thresholds.

import { type Unit, unitText } from '../../../shared/axis/log-axis.ts';
import type { BurstParams } from '../../../shared/model/burst.ts';
import type { BurstMeasure, BurstSample } from '../../../shared/model/burst-shape.ts';
import { formatCount } from '../../../shared/unit/format.ts';
import { useScope } from '../../state/scope.ts';
import { useSelection } from '../../state/selection.ts';
import { useTheme } from '../../state/theme.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { ProblemLine } from '../../ui/ProblemLine.tsx';
import { Term } from '../../ui/Term.tsx';
import { colours as coloursOf } from '../../ui/theme/colours.ts';
import { DASH } from '../../ui/words.ts';
import { LogHistogram } from '../timing/LogHistogram.tsx';
import classes from './BurstsView.module.css';

interface Look {
  readonly title: string;
  readonly unit: Unit;
  readonly help: string;
}

const LOOKS: Readonly<Record<BurstMeasure, Look>> = {
  length: { title: 'Length', unit: 'count', help: 'Packets of each burst, riders included.' },
  duration: {
    title: 'Duration',
    unit: 'duration',
    help: 'From the first to the last record that reaches the min payload.',
  },
  payload: { title: 'Payload', unit: 'bytes', help: 'Payload of all packets of each burst.' },
  rate: { title: 'Rate', unit: 'rate', help: 'Payload over duration; none for bursts that last no time.' },
  silence: {
    title: 'Silence',
    unit: 'duration',
    help: 'Since the end of the burst before in the same scope; none for the first.',
  },
};

const HEIGHT = 110;
const NAMES = ['A', 'B'] as const;

interface Props {
  readonly source: number;
  readonly sets: readonly BurstParams[];
}

export function Shapes({ source, sets }: Props) {
  const narrowed = useScope();
  const { host, peer } = useSelection();
  const theme = useTheme(s => s.theme);
  const answer = useAnswer('burstShapes', {
    source,
    sets,
    ...(host ? { host: host.id } : {}),
    ...(host && peer ? { peer: peer.id } : {}),
    ...narrowed,
  });
  if (answer.problem) return <ProblemLine problem={answer.problem} />;
  if (!answer.value) return <div style={{ height: HEIGHT + 42 }} />;
  const palette = coloursOf(theme).series;
  return (
    <div className={classes.shapes} data-testid="burst-shapes">
      {answer.value.map(({ measure, edges, samples }) => {
        const { title, unit, help } = LOOKS[measure];
        return (
          <section key={measure} aria-label={`${title} of bursts`} data-testid={`shape-${measure}`}>
            {edges.length === 0 ? (
              <p className={classes.none}>
                <Term text={help}>{title}</Term>: no burst has one above 0.
              </p>
            ) : (
              <LogHistogram
                title={
                  <h2>
                    <Term text={`${help} The axis is logarithmic.`}>{title}</Term>
                  </h2>
                }
                name={`${title} of bursts`}
                what="bursts"
                unit={unit}
                edges={edges}
                bars={samples.map((sample, i) => ({
                  name: NAMES[i]!,
                  colour: palette[i]!,
                  counts: sample.counts,
                  n: countOf(sample),
                }))}
                height={HEIGHT}
                logarithmic={false}
                small
                aside={mediansOf(samples, unit)}
              />
            )}
            <p className={classes.left}>{leftOut(samples)}</p>
          </section>
        );
      })}
    </div>
  );
}

const countOf = ({ counts, zero }: BurstSample): number => counts.reduce((sum, count) => sum + count, zero);

const mediansOf = (samples: readonly BurstSample[], unit: Unit): string =>
  `median ${samples.map(({ median }) => (median === null ? DASH : unitText[unit](median))).join(' | ')}`;

/** What has no bar. */
function leftOut(samples: readonly BurstSample[]): string {
  const zero = samples.some(sample => sample.zero > 0);
  const absent = samples.some(sample => sample.absent > 0);
  const both = (of: 'zero' | 'absent'): string => samples.map(sample => formatCount(sample[of])).join(' | ');
  return [zero ? `${both('zero')} of 0` : '', absent ? `${both('absent')} without` : ''].filter(Boolean).join(', ');
}
