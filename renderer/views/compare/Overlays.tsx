// Gaps, payload sizes and bursts of both sources over each other.

import type { Unit } from '../../../shared/axis/log-axis.ts';
import { DEFAULT_BURST_PARAMS } from '../../../shared/model/burst.ts';
import type { BurstMeasure, BurstShape } from '../../../shared/model/burst-shape.ts';
import type { Measure } from '../../../shared/model/gap.ts';
import type { SourceInfo } from '../../../shared/model/source.ts';
import { useBurstParams } from '../../state/bursts.ts';
import { useFilter } from '../../state/scope.ts';
import { useTheme } from '../../state/theme.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { Term } from '../../ui/Term.tsx';
import { type Colours, colours as coloursOf } from '../../ui/theme/colours.ts';
import { CumulativeCurve, type Curve } from '../timing/CumulativeCurve.tsx';
import classes from './CompareView.module.css';

const HEIGHT = 150;
const WINDOW = 1_000_000_000;
const SUBJECTS = [{ scope: 'stream', direction: 'idt' }] as const;

interface Props {
  readonly before: SourceInfo;
  readonly after: SourceInfo;
}

interface Overlay {
  readonly title: string;
  readonly help: string;
  readonly what: string;
  readonly unit: Unit;
}

const GAPS: Overlay = {
  title: 'Gaps',
  help: 'Share of the gaps between the records of a stream that are at most that long, all streams together.',
  what: 'gaps',
  unit: 'duration',
};
const PAYLOAD: Overlay = {
  title: 'Payload sizes',
  help: 'Share of the records whose payload is at most that large.',
  what: 'payload sizes',
  unit: 'bytes',
};
const BURSTS: readonly (Overlay & { readonly measure: BurstMeasure })[] = [
  {
    measure: 'payload',
    title: 'Burst payload',
    help: 'Share of the bursts, at the thresholds in force, with at most that much payload.',
    what: 'burst payloads',
    unit: 'bytes',
  },
  {
    measure: 'silence',
    title: 'Silence before bursts',
    help: 'Share of the bursts, at the thresholds in force, that follow the one before them within that time.',
    what: 'silences before bursts',
    unit: 'duration',
  },
];

export function Overlays({ before, after }: Props) {
  const theme = useTheme(s => s.theme);
  const colours = coloursOf(theme);
  return (
    <div className={classes.overlays} data-testid="compare-overlays">
      <Samples before={before} after={after} measure="gap" overlay={GAPS} colours={colours} />
      <Samples before={before} after={after} measure="payload" overlay={PAYLOAD} colours={colours} />
      <Bursts before={before} after={after} colours={colours} />
    </div>
  );
}

interface SamplesProps extends Props {
  readonly measure: Measure;
  readonly overlay: Overlay;
  readonly colours: Colours;
}

function Samples({ before, after, measure, overlay, colours }: SamplesProps) {
  const filter = useFilter();
  const question = { measure, subjects: SUBJECTS, windowNanos: WINDOW, ...filter };
  const first = useAnswer('distributions', { source: before.source, ...question }).value;
  const second = useAnswer('distributions', { source: after.source, ...question }).value;
  if (!first || !second) return null;
  const curves = [first, second].map(
    ({ samples: [sample] }, i): Curve => ({
      name: i === 0 ? 'before' : 'after',
      colour: colourOf(colours, i),
      n: sample!.summary.n,
      ...sample!.curve,
    }),
  );
  return <Plot overlay={overlay} curves={curves} edges={[first.edges, second.edges]} />;
}

/** Sent and received have colours of their own: before and after take those of two series. */
const colourOf = (colours: Colours, i: number): string => colours.series[i]!;

function Bursts({ before, after, colours }: Props & { readonly colours: Colours }) {
  const filter = useFilter();
  const { gapNanos, minPayload, minPackets, scope } = useBurstParams();
  const sets = [{ ...DEFAULT_BURST_PARAMS, gapNanos, minPayload, minPackets, scope }];
  const first = useAnswer('burstShapes', { source: before.source, sets, ...filter }).value;
  const second = useAnswer('burstShapes', { source: after.source, sets, ...filter }).value;
  if (!first || !second) return null;
  return BURSTS.map(overlay => {
    const shapes = [first, second].map(all => all.find(shape => shape.measure === overlay.measure));
    const curves = shapes.flatMap((shape, i) =>
      shape ? [curveOf(shape, i === 0 ? 'before' : 'after', colourOf(colours, i))] : [],
    );
    return <Plot key={overlay.measure} overlay={overlay} curves={curves} edges={shapes.map(s => s?.edges ?? [])} />;
  });
}

/** Steps at the upper edges of the bins: a bin's bursts have at most that much. */
function curveOf({ edges, samples: [sample] }: BurstShape, name: string, colour: string): Curve {
  let count = sample?.zero ?? 0;
  const at: number[] = [];
  const counts: number[] = [];
  sample?.counts.forEach((n, i) => {
    count += n;
    if (n === 0) return;
    at.push(edges[i + 1]!);
    counts.push(count);
  });
  return { name, colour, at, count: counts, n: count };
}

interface PlotProps {
  readonly overlay: Overlay;
  readonly curves: readonly Curve[];
  readonly edges: readonly (readonly number[])[];
}

function Plot({ overlay: { title, help, what, unit }, curves, edges }: PlotProps) {
  const all = edges.flat();
  if (all.length === 0) {
    return (
      <p className={classes.nothing}>
        {title}: there are none in either source{title.startsWith('Burst') ? ' at the thresholds in force' : ''}.
      </p>
    );
  }
  return (
    <figure className={classes.overlay}>
      <CumulativeCurve
        title={<Term text={help}>{title}</Term>}
        what={`${what} before and after`}
        unit={unit}
        from={Math.min(...all) / 1.2}
        to={Math.max(...all) * 1.2}
        curves={curves}
        percentiles={[]}
        height={HEIGHT}
      />
    </figure>
  );
}
