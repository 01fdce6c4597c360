// Thresholds that the records suggest, with the pictures that justify them.
import { Button } from '@mantine/core';
import { placeOf, type Unit } from '../../../shared/axis/log-axis.ts';
import { type BurstParams, DEFAULT_BURST_PARAMS } from '../../../shared/model/burst.ts';
import type { Suggestion } from '../../../shared/model/burst-shape.ts';
import { formatBytes, formatDuration } from '../../../shared/unit/format.ts';
import { useBurstParams } from '../../state/bursts.ts';
import { useFilter } from '../../state/scope.ts';
import { useTheme } from '../../state/theme.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { ProblemLine } from '../../ui/ProblemLine.tsx';
import { Term } from '../../ui/Term.tsx';
import { colours as coloursOf } from '../../ui/theme/colours.ts';
import { LogHistogram } from '../timing/LogHistogram.tsx';
import { Mark, type PlotBox } from '../timing/LogPlot.tsx';
import classes from './BurstsView.module.css';
import { ThresholdHandle } from './ThresholdHandle.tsx';

const HEIGHT = 128;

const METHOD =
  'The blue line is in force, the dashed one suggested, the shaded stretch the valley. The histogram is smoothed (thin line); two peaks count when the lowest point between them is at most half of the lower one and that is no accident of few values. The threshold is the lowest point of the emptiest valley: moved a little, it changes least. All records that the filter chooses are counted, at all times.';

export function Suggested({ source }: { readonly source: number }) {
  const params = useBurstParams();
  const filter = useFilter();
  // The suggestions do not depend on the gap in force.
  const answer = useAnswer('burstSuggestions', {
    source,
    params: { ...params, gapNanos: DEFAULT_BURST_PARAMS.gapNanos },
    ...filter,
  });
  const set = (part: Partial<BurstParams>): void => useBurstParams.setState(part);
  if (answer.problem) return <ProblemLine problem={answer.problem} />;
  if (!answer.value) return <div style={{ height: HEIGHT + 62 }} />;
  const { gap, minPayload, auto } = answer.value;
  return (
    <div className={classes.pair}>
      <Picture
        title="Gap"
        help={`Gaps between each record that reaches the min payload and the one before it in the same scope. ${METHOD}`}
        what="gaps between relevant records"
        unit="duration"
        suggestion={gap}
        value={params.gapNanos}
        text={formatDuration}
        round={value => Math.max(1, Number(value.toPrecision(2)))}
        onValue={gapNanos => set({ gapNanos: Math.round(gapNanos) })}
        testId="gap"
      />
      <Picture
        title="Min payload"
        help={`Payload sizes of all IP records that carry any. ${METHOD}`}
        what="payload sizes"
        unit="bytes"
        suggestion={minPayload}
        value={params.minPayload === 'auto' ? auto : params.minPayload}
        text={formatBytes}
        round={value => Math.max(1, Math.round(value))}
        onValue={bytes => set({ minPayload: Math.min(65_535, Math.round(bytes)) })}
        auto={auto}
        testId="min-payload"
      />
    </div>
  );
}

interface PictureProps {
  readonly title: string;
  readonly help: string;
  readonly what: string;
  readonly unit: Unit;
  readonly suggestion: Suggestion;
  /** In force. */
  readonly value: number;
  readonly text: (value: number) => string;
  readonly round: (value: number) => number;
  readonly onValue: (value: number) => void;
  readonly auto?: number;
  readonly testId: string;
}

function Picture(props: PictureProps) {
  const { title, help, what, unit, suggestion, value, text, round, onValue, auto, testId } = props;
  const theme = useTheme(s => s.theme);
  const palette = coloursOf(theme);
  const { edges, counts, smooth, valley } = suggestion;
  const n = counts.reduce((sum, count) => sum + count, 0);
  const suggested = suggestion.value;
  return (
    <section className={classes.suggestion} aria-label={`${title}: suggestion`}>
      {edges.length > 0 && (
        <LogHistogram
          title={
            <h2>
              <Term text={help}>{title}</Term>
            </h2>
          }
          what={what}
          unit={unit}
          edges={edges}
          bars={[{ name: what, colour: palette.series[0]!, counts, n }]}
          height={HEIGHT}
          logarithmic
          include={[value, ...(auto === undefined ? [] : [auto])]}
          aside={`now ${text(value)}${auto === undefined ? '' : `, auto ${text(auto)}`}`}
          behind={box => valley && <Band box={box} from={valley.from} to={valley.to} colour={palette.burst.fill} />}
          before={(box, y) => (
            <>
              <Smooth box={box} at={smooth.at} height={smooth.height} n={n} y={y} colour={palette.text} />
              {suggested !== null && (
                <Mark box={box} at={suggested} text={text(suggested)} colour={palette.burst.line} beside={value} />
              )}
            </>
          )}
          overlay={box => (
            <ThresholdHandle
              box={box}
              label={`${title} in force`}
              value={value}
              text={text}
              round={round}
              onValue={onValue}
              testId={`threshold-${testId}`}
            />
          )}
        />
      )}
      <div className={classes.reason}>
        <p data-testid={`reason-${testId}`}>{suggestion.reason}</p>
        {suggested !== null && (
          <Button
            size="compact-xs"
            disabled={suggested === value}
            data-testid={`use-${testId}`}
            onClick={() => onValue(suggested)}
          >
            {suggested === value ? 'In force' : `Use ${text(suggested)}`}
          </Button>
        )}
      </div>
    </section>
  );
}

function Band({ box, from, to, colour }: { box: PlotBox; from: number; to: number; colour: string }) {
  const left = Math.max(box.axis.left, placeOf(box.axis, from));
  const right = Math.min(box.axis.left + box.axis.width, placeOf(box.axis, to));
  return <rect x={left} y={box.top} width={Math.max(0, right - left)} height={box.bottom - box.top} fill={colour} />;
}

interface SmoothProps {
  readonly box: PlotBox;
  readonly at: readonly number[];
  /** Values per bin. */
  readonly height: readonly number[];
  readonly n: number;
  readonly colour: string;
  y(share: number): number;
}

function Smooth({ box, at, height, n, colour, y }: SmoothProps) {
  const points = at.flatMap((value, i) => {
    if (value < box.axis.from || value > box.axis.to) return [];
    return [`${placeOf(box.axis, value).toFixed(1)} ${y(height[i]! / n).toFixed(1)}`];
  });
  return <path d={points.length > 1 ? `M${points.join('L')}` : ''} fill="none" stroke={colour} strokeWidth="1.2" />;
}
