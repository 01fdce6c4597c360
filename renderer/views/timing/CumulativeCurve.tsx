// The share of a sample that is at most a value, as exact steps, with the percentiles of the first sample marked.
import type { ReactNode } from 'react';
import { placeOf, type Unit, unitText } from '../../../shared/axis/log-axis.ts';
import { formatShare } from '../../../shared/unit/format.ts';
import { LogPlot, type PlotBox } from './LogPlot.tsx';

export interface Curve {
  readonly name: string;
  readonly colour: string;
  readonly at: readonly number[];
  readonly count: readonly number[];
  readonly n: number;
}

export interface Percentile {
  readonly name: string;
  readonly share: number;
  readonly value: number;
}

interface Props {
  readonly title: ReactNode;
  readonly what: string;
  readonly unit: Unit;
  readonly from: number;
  readonly to: number;
  readonly curves: readonly Curve[];
  readonly percentiles: readonly Percentile[];
  readonly height: number;
  readonly aside?: ReactNode;
}

/** Values that are at most `value`. */
function countUpTo({ at, count }: Pick<Curve, 'at' | 'count'>, value: number): number {
  let lo = 0;
  let hi = at.length;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if (at[mid]! <= value) lo = mid + 1;
    else hi = mid;
  }
  return lo === 0 ? 0 : count[lo - 1]!;
}

const yOfShare = ({ top, bottom }: PlotBox, share: number): number => bottom - (bottom - top) * share;

/** Steps: flat up to a value, then up. */
export function steps(box: PlotBox, { at, count, n }: Curve): string {
  const { axis } = box;
  const end = axis.left + axis.width;
  let path = '';
  let before = box.bottom;
  at.forEach((value, i) => {
    const x = value <= axis.from ? axis.left : Math.min(end, placeOf(axis, value));
    const y = yOfShare(box, n > 0 ? count[i]! / n : 0);
    path +=
      i === 0
        ? `M${axis.left} ${before.toFixed(1)}H${x.toFixed(1)}V${y.toFixed(1)}`
        : `H${x.toFixed(1)}V${y.toFixed(1)}`;
    before = y;
  });
  return path === '' ? '' : `${path}H${end}`;
}

export function CumulativeCurve(props: Props) {
  const { title, what, unit, from, to, curves, percentiles, height, aside } = props;
  const text = unitText[unit];
  const readout = (value: number): string => {
    const shares = curves.map(curve => {
      const share = curve.n > 0 ? countUpTo(curve, value) / curve.n : 0;
      return `${curves.length > 1 ? `${curve.name} ` : ''}${share === 0 ? '0 %' : formatShare(share)}`;
    });
    return `≤ ${text(value)}: ${shares.join(', ')}`;
  };
  const summary = percentiles.map(({ name, value }) => `${name} ${text(value)}`).join(', ');
  return (
    <LogPlot
      title={title}
      name={`Cumulative curve of ${what}`}
      legend={curves}
      label={`Cumulative curve of ${what}${summary ? `: ${summary}` : ''}.`}
      unit={unit}
      from={from}
      to={to}
      height={height}
      aside={aside}
      readout={readout}
      step={(value, by) => Math.min(to, Math.max(from, value * (to / from) ** (by / 60)))}
    >
      {box => (
        <>
          {[0.25, 0.5, 0.75, 1].map(share => (
            <g key={share}>
              <line
                x1={box.axis.left}
                x2={box.axis.left + box.axis.width}
                y1={yOfShare(box, share)}
                y2={yOfShare(box, share)}
                stroke="var(--c-grid)"
              />
              <text x={box.axis.left - 5} y={yOfShare(box, share) + 4} textAnchor="end">
                {share * 100}%
              </text>
            </g>
          ))}
          {curves.map(curve => (
            <path key={curve.name} d={steps(box, curve)} fill="none" stroke={curve.colour} strokeWidth="1.8" />
          ))}
          {percentiles.map(one => (
            <Dot key={one.name} box={box} {...one} text={`${one.name} ${text(one.value)}`} colour={curves[0]!.colour} />
          ))}
        </>
      )}
    </LogPlot>
  );
}

/** p90, p95 and p99 lie too close together for a line of text each: their dots do without. */
const UNNAMED = new Set(['p90', 'p99']);

function Dot({ box, name, share, value, text, colour }: Percentile & { box: PlotBox; text: string; colour: string }) {
  const { left, width } = box.axis;
  const x = Math.min(left + width, Math.max(left, placeOf(box.axis, Math.max(value, box.axis.from))));
  const y = yOfShare(box, share);
  const isRight = x > left + width * 0.6;
  return (
    <g>
      <circle cx={x} cy={y} r="3.5" fill={colour} stroke="var(--c-panel)" />
      {!UNNAMED.has(name) && (
        <text
          x={x + (isRight ? -8 : 8)}
          y={y + (isRight ? -3 : 13)}
          textAnchor={isRight ? 'end' : 'start'}
          className="strong"
        >
          {text}
        </text>
      )}
    </g>
  );
}
