// For the inspector: gaps and payload sizes of what is selected, as small histograms with their cumulative curves.
import type { Measure, Subject } from '../../../shared/model/gap.ts';
import { useScope } from '../../state/scope.ts';
import { useTheme } from '../../state/theme.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { Term } from '../../ui/Term.tsx';
import { colours as coloursOf } from '../../ui/theme/colours.ts';
import { steps } from './CumulativeCurve.tsx';
import { LogHistogram } from './LogHistogram.tsx';
import classes from './timing.module.css';

const HEIGHT = 92;
const WINDOW = 1_000_000_000;

export interface NamedSubject extends Subject {
  readonly title: string;
  readonly role: 'sent' | 'received' | 'accent';
}

interface Props {
  readonly source: number;
  readonly subjects: readonly NamedSubject[];
}

export const SmallDistributions = (props: Props) => (
  <>
    <Small
      {...props}
      measure="gap"
      title="Gaps"
      help="How long the gaps are, on a logarithmic axis: bars are shares, the line is the share of gaps that are at most that long."
    />
    <Small
      {...props}
      measure="payload"
      title="Payload sizes"
      help="Payload of each record, on a logarithmic axis; records without payload are left out of the bars, the line begins with their share."
    />
  </>
);

interface SmallProps extends Props {
  readonly measure: Measure;
  readonly title: string;
  readonly help: string;
}

function Small({ source, subjects, measure, title, help }: SmallProps) {
  const narrowed = useScope();
  const theme = useTheme(s => s.theme);
  const asked = subjects.map(({ scope, direction, key }) => ({ scope, direction, key }));
  const { value } = useAnswer('distributions', {
    source,
    measure,
    subjects: asked,
    windowNanos: WINDOW,
    ...narrowed,
  });
  if (!value) return <div style={{ height: HEIGHT + 26 }} />;
  if (value.edges.length === 0) {
    return <p className={classes.nothing}>{measure === 'gap' ? 'No gaps: that takes two records.' : 'No payload.'}</p>;
  }
  const palette = coloursOf(theme);
  const shown = value.samples.map((sample, i) => ({
    name: subjects[i]?.title ?? '',
    colour: palette[subjects[i]?.role ?? 'accent'],
    counts: sample.counts,
    n: sample.summary.n,
    ...sample.curve,
  }));
  return (
    <LogHistogram
      title={<Term text={help}>{title}</Term>}
      name={`${title} of the selection`}
      what={measure === 'gap' ? 'gaps' : 'records'}
      unit={measure === 'gap' ? 'duration' : 'bytes'}
      edges={value.edges}
      bars={shown}
      height={HEIGHT}
      logarithmic={false}
      small
      before={box =>
        shown.map(curve => (
          <path key={curve.name} d={steps(box, curve)} fill="none" stroke={curve.colour} strokeDasharray="3 2" />
        ))
      }
    />
  );
}
