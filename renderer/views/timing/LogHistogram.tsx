// A histogram over bins of a logarithmic axis: one set of bars, or outlines of several samples, as shares of each.
import type { ReactNode } from 'react';
import { placeOf, stretchOf, type Unit, unitText } from '../../../shared/axis/log-axis.ts';
import { formatCount, formatShare } from '../../../shared/unit/format.ts';
import { LogPlot, type PlotBox } from './LogPlot.tsx';

export interface Bars {
  readonly name: string;
  readonly colour: string;
  readonly counts: readonly number[];
  /** Values in all, those outside of the bins (0, or none) too. */
  readonly n: number;
}

interface Props {
  readonly title: ReactNode;
  /** What it is called as a picture; absent: after what is counted. */
  readonly name?: string;
  /** What is counted, in the plural. */
  readonly what: string;
  readonly unit: Unit;
  readonly edges: readonly number[];
  readonly bars: readonly Bars[];
  readonly height: number;
  /** Heights on a logarithmic scale: few values beside very many can be seen. */
  readonly logarithmic: boolean;
  readonly small?: boolean;
  /** Values that the axis must hold, too. */
  readonly include?: readonly number[];
  readonly aside?: ReactNode;
  /** Behind and in front of the bars. `y` is the height of a share of the first sample. */
  behind?(box: PlotBox): ReactNode;
  before?(box: PlotBox, y: (share: number) => number): ReactNode;
  overlay?(box: PlotBox): ReactNode;
}

/** The bin that holds a value; the last one at most. */
function binOf(edges: readonly number[], value: number): number {
  let bin = 0;
  while (bin < edges.length - 2 && edges[bin + 1]! <= value) bin++;
  return bin;
}

export function LogHistogram(props: Props) {
  const {
    title,
    what,
    name = `Histogram of ${what}`,
    unit,
    edges,
    bars,
    height,
    logarithmic,
    small,
    aside,
    behind,
    before,
    overlay,
    include = [],
  } = props;
  const text = unitText[unit];
  const shares = bars.map(({ counts, n }) => counts.map(count => (n > 0 ? count / n : 0)));
  const most = Math.max(1e-9, ...shares.flat());
  // Half of the smallest share that one value can be: a bin with one value is seen, one without is not.
  const least = Math.min(most / 10, ...bars.filter(({ n }) => n > 0).map(({ n }) => 0.5 / n));
  const scale = (share: number): number =>
    logarithmic ? Math.max(0, Math.log(share / least) / Math.log(most / least)) : share / most;
  const heightIn =
    ({ top, bottom }: PlotBox) =>
    (share: number) =>
      share <= 0 ? bottom : bottom - (bottom - top - 4) * Math.min(1, scale(share));

  function readout(value: number): string {
    const bin = binOf(edges, value);
    const range = `${text(edges[bin]!)} – ${text(edges[bin + 1]!)}`;
    const counts = bars.map(({ name, counts: of, n }, i) => {
      const share = of[bin]! > 0 && n > 0 ? ` (${formatShare(shares[i]![bin]!)})` : '';
      return `${bars.length > 1 ? `${name} ` : ''}${formatCount(of[bin]!)}${share}`;
    });
    return `${range}: ${counts.join(', ')}`;
  }

  return (
    <LogPlot
      title={title}
      name={name}
      legend={bars}
      label={describe(what, edges, bars, text)}
      unit={unit}
      {...stretchOf(edges, include)}
      height={height}
      small={small ?? false}
      aside={aside}
      readout={readout}
      step={(value, by) => {
        const bin = Math.min(edges.length - 2, Math.max(0, binOf(edges, value) + by));
        return Math.sqrt(edges[bin]! * edges[bin + 1]!);
      }}
      overlay={overlay}
    >
      {box => (
        <>
          {behind?.(box)}
          {!small && <Heights box={box} most={most} y={heightIn(box)} least={least} logarithmic={logarithmic} />}
          {bars.map(({ name, colour }, i) => (
            <path
              key={name}
              d={outline(box, edges, shares[i]!, heightIn(box))}
              fill={colour}
              fillOpacity={bars.length > 1 ? 0.14 : 0.55}
              stroke={colour}
              strokeWidth={bars.length > 1 ? 1.5 : 1}
            />
          ))}
          {before?.(box, heightIn(box))}
        </>
      )}
    </LogPlot>
  );
}

function outline(
  box: PlotBox,
  edges: readonly number[],
  shares: readonly number[],
  y: (share: number) => number,
): string {
  const x = (i: number): string => placeOf(box.axis, edges[i]!).toFixed(1);
  const tops = shares.map((share, i) => `V${y(share).toFixed(1)}H${x(i + 1)}`);
  return `M${x(0)} ${box.bottom}${tops.join('')}V${box.bottom}Z`;
}

interface HeightsProps {
  readonly box: PlotBox;
  readonly most: number;
  readonly least: number;
  readonly logarithmic: boolean;
  y(share: number): number;
}

/** The vertical axis: shares. */
function Heights({ box, most, least, logarithmic, y }: HeightsProps) {
  const shares = logarithmic
    ? [1, 0.1, 0.01, 0.001, 1e-4, 1e-5, 1e-6].filter(share => share <= most && share > least)
    : [most, most / 2];
  const shown = shares.length > 0 ? shares : [most];
  return shown.map(share => (
    <g key={share}>
      <line x1={box.axis.left} x2={box.axis.left + box.axis.width} y1={y(share)} y2={y(share)} stroke="var(--c-grid)" />
      <text x={box.axis.left - 5} y={y(share) + 4} textAnchor="end">
        {shareText(share)}
      </text>
    </g>
  ));
}

const shareText = (share: number): string => `${Number((share * 100).toPrecision(2))}%`;

function describe(
  what: string,
  edges: readonly number[],
  bars: readonly Bars[],
  text: (value: number) => string,
): string {
  const parts = bars.map(({ name, counts, n }) => {
    const top = counts.indexOf(Math.max(...counts));
    const most = n > 0 && counts.length > 0 ? `, most at ${text(edges[top]!)} to ${text(edges[top + 1]!)}` : '';
    return `${bars.length > 1 ? `${name}: ` : ''}${formatCount(n)} ${what}${most}`;
  });
  return `Histogram, logarithmic: ${parts.join('; ')}.`;
}
