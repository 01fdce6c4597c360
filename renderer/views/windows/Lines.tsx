// Chosen features as lines, one below the other over one time axis.
import { ActionIcon, Tooltip } from '@mantine/core';
import { memo } from 'react';
import { timeLabels } from '../../../shared/axis/time-axis.ts';
import { FEATURE_NAMES, WINDOW_FEATURES } from '../../../shared/model/window-feature.ts';
import { Icon } from '../../ui/Icon.tsx';
import { type Drawn, valueText } from './drawn.ts';
import { Overlay } from './Overlay.tsx';
import type { Pointing } from './use-pointing.ts';
import { togglePlotted, useWindowState } from './window-state.ts';
import classes from './windows.module.css';

const HEIGHT = 52;
const AIR = 5;
/** Pixels that the label of a tick takes, and at least one between two. */
const LABEL = 110;

interface Props {
  readonly drawn: Drawn;
  readonly width: number;
  readonly pointing: Pointing;
}

export function Lines({ drawn, width, pointing }: Props) {
  const plotted = useWindowState(s => s.plotted);
  const { cursor } = pointing;
  return (
    <section className={classes.lines} aria-label="Chosen features over time">
      {plotted.map(name => {
        const feature = FEATURE_NAMES.indexOf(name);
        const { title, meaning } = WINDOW_FEATURES[feature]!;
        const value = cursor ? drawn.max[drawn.at(feature, cursor.column)]! : largest(drawn, feature);
        return (
          <div key={name} className={classes.line} style={{ height: HEIGHT }} data-testid={`line-${name}`}>
            <div className={classes.lineName}>
              <Tooltip label={`${meaning} (${name})`} position="right">
                <button type="button" className={classes.lineTitle}>
                  {title}
                </button>
              </Tooltip>
              <span className={classes.lineValue}>
                {cursor ? '' : 'max '}
                <strong>{valueText(value, WINDOW_FEATURES[feature]!)}</strong>
              </span>
              <ActionIcon
                size={18}
                className={classes.lineClose}
                data-picture-skip
                aria-label={`Draw ${title} no longer`}
                onClick={() => togglePlotted(name)}
              >
                <Icon name="close" size={11} />
              </ActionIcon>
            </div>
            <div className={classes.linePlot} style={{ width }} {...pointing.handlers(() => feature)}>
              <Line drawn={drawn} feature={feature} width={width} />
              <Overlay drawn={drawn} cursor={cursor} dragged={pointing.dragged} />
            </div>
          </div>
        );
      })}
      <Axis drawn={drawn} width={width} />
    </section>
  );
}

function largest(drawn: Drawn, feature: number): number {
  let most = Number.NaN;
  for (let c = 0; c < drawn.columns; c++) {
    const value = drawn.max[drawn.at(feature, c)]!;
    if (!(value <= most) && !Number.isNaN(value)) most = value;
  }
  return most;
}

interface LineProps {
  readonly drawn: Drawn;
  readonly feature: number;
  readonly width: number;
}

/** Steps at the largest value of each column, filled down to the least one; what is far out has a dot. */
const Line = memo(function Line({ drawn, feature, width }: LineProps) {
  const { columns } = drawn;
  // Columns of several windows are held against each other: the fence of windows says little there.
  const fence = drawn.meta.perColumn === 1 ? drawn.meta.fences[feature]! : null;
  const top = largest(drawn, feature) || 1;
  const x = (column: number): number => (column / columns) * width;
  const y = (value: number): number => HEIGHT - 1 - (Math.max(0, value) / top) * (HEIGHT - AIR - 1);
  let line = '';
  let area = '';
  const dots: { readonly x: number; readonly y: number }[] = [];
  let isBroken = true;
  for (let c = 0; c < columns; c++) {
    const at = drawn.at(feature, c);
    const most = drawn.max[at]!;
    if (Number.isNaN(most)) {
      isBroken = true;
      continue;
    }
    const [a, b, high] = [x(c).toFixed(1), x(c + 1).toFixed(1), y(most).toFixed(1)];
    line += isBroken ? `M${a} ${high}H${b}` : `V${high}H${b}`;
    area += `M${a} ${HEIGHT}V${high}H${b}V${HEIGHT}`;
    isBroken = false;
    if (drawn.far[at] === 1) dots.push({ x: (x(c) + x(c + 1)) / 2, y: y(most) });
  }
  return (
    <svg className={classes.lineSvg} width={width} height={HEIGHT} aria-hidden="true">
      <path d={area} className={classes.area} />
      <path d={line} className={classes.path} />
      {fence && fence.upper > 0 && fence.upper < top && (
        <line x1={0} x2={width} y1={y(fence.upper)} y2={y(fence.upper)} className={classes.fence} />
      )}
      {dots.map(dot => (
        <circle key={dot.x} cx={dot.x} cy={dot.y} r={2.2} className={classes.dot} />
      ))}
    </svg>
  );
});

/** Moments of the clock; of the notebook, numbers of batches, whose times are not evenly apart. */
function Axis({ drawn, width }: { readonly drawn: Drawn; readonly width: number }) {
  const ticks = drawn.isNotebook ? batchTicks(drawn, width) : clockTicks(drawn, width);
  return (
    <div className={classes.axis}>
      <span className={classes.axisName}>{drawn.isNotebook ? 'Batch' : 'UTC'}</span>
      <div className={classes.axisPlot} style={{ width }} aria-hidden="true">
        {ticks.map(({ at, label }) => (
          <span key={at} style={{ left: at }}>
            {label}
          </span>
        ))}
      </div>
    </div>
  );
}

interface Tick {
  /** Pixels from the left edge. */
  readonly at: number;
  readonly label: string;
}

function clockTicks(drawn: Drawn, width: number): readonly Tick[] {
  const view = drawn.view();
  const at = (value: number): number => ((value - view.from) / (view.to - view.from)) * width;
  const most = Math.max(2, Math.floor(width / LABEL));
  const { values, labels } = timeLabels(drawn.meta.origin, view, most, 'utc', (value, label) => {
    return at(value) > label.length * 3.2 && at(value) < width - label.length * 3.2;
  });
  return values.map((value, i) => ({ at: at(value), label: labels[i]! })).filter(({ label }) => label !== '');
}

function batchTicks(drawn: Drawn, width: number): readonly Tick[] {
  const step = Math.max(1, Math.ceil(drawn.columns / Math.max(2, Math.floor(width / LABEL))));
  const ticks: Tick[] = [];
  for (let c = step; c < drawn.columns - step / 2; c += step) {
    ticks.push({ at: (c / drawn.columns) * width, label: `${drawn.windows(c).first}` });
  }
  return ticks;
}
