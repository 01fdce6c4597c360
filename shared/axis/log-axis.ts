// A logarithmic axis for durations, sizes, counts and rates: places, round ticks and their labels.
import { formatBytes, formatCount, formatDuration, formatRate } from '../unit/format.ts';

export type Unit = 'duration' | 'bytes' | 'count' | 'rate';

/** A value as a person reads it. */
export const unitText: Readonly<Record<Unit, (value: number) => string>> = {
  duration: formatDuration,
  bytes: formatBytes,
  count: formatCount,
  rate: formatRate,
};

export interface LogAxis {
  readonly from: number;
  readonly to: number;
  /** Pixels. */
  readonly left: number;
  readonly width: number;
}

const decades = ({ from, to }: LogAxis): number => Math.log10(to / from);

export const placeOf = (axis: LogAxis, value: number): number =>
  axis.left + (axis.width * Math.log10(Math.max(value, Number.MIN_VALUE) / axis.from)) / decades(axis);

export const valueAt = (axis: LogAxis, x: number): number =>
  axis.from * 10 ** ((decades(axis) * (x - axis.left)) / axis.width);

/** The stretch that edges of bins cover, and other values, with air when they are one or two bins only. */
export function stretchOf(
  edges: readonly number[],
  include: readonly number[] = [],
): { readonly from: number; readonly to: number } {
  const others = include.filter(value => value > 0);
  const from = Math.min(edges[0] ?? 1, ...others.map(value => value / 1.2));
  const to = Math.max(edges.at(-1) ?? 10, ...others.map(value => value * 1.2));
  if (edges.length > 3) return { from, to };
  return { from: from / 1.5, to: to * 1.5 };
}

interface Scale {
  readonly size: number;
  readonly name: string;
}

const SECOND = 1e9;
const SCALES: Readonly<Record<Unit, readonly Scale[]>> = {
  duration: [
    { size: 1, name: 'ns' },
    { size: 1e3, name: 'µs' },
    { size: 1e6, name: 'ms' },
    { size: SECOND, name: 's' },
    { size: 60 * SECOND, name: 'min' },
    { size: 3600 * SECOND, name: 'h' },
    { size: 86_400 * SECOND, name: 'd' },
  ],
  bytes: metric('B'),
  rate: metric('B/s'),
  count: [
    { size: 1, name: '' },
    { size: 1e3, name: 'k' },
    { size: 1e6, name: 'M' },
    { size: 1e9, name: 'G' },
  ],
};

function metric(name: string): readonly Scale[] {
  return ['', 'k', 'M', 'G', 'T'].map((prefix, i) => ({ size: 1000 ** i, name: `${prefix}${name}` }));
}

/** Powers of ten, and of durations from a minute up those of minutes, hours and days. */
function roundValues(unit: Unit): readonly number[] {
  const powers = Array.from({ length: 24 }, (_, k) => 10 ** (k - 3));
  if (unit !== 'duration') return powers;
  const long = [1, 10].flatMap(n => [n * 60, n * 3600]).concat([1, 10, 100, 1000].map(n => n * 86_400));
  return [...powers.filter(value => value <= 10 * SECOND), ...long.map(seconds => seconds * SECOND)].sort(
    (a, b) => a - b,
  );
}

/** Between the round values, where a stretch holds few of them. */
const steps = (value: number, unit: Unit): readonly number[] =>
  unit === 'duration' && value >= 60 * SECOND ? [1, 2, 5, 20, 30].map(n => n * value) : [1, 2, 5].map(n => n * value);

/** Evenly apart, for stretches far below a power of ten. */
function linearTicks({ from, to }: LogAxis, most: number): readonly number[] {
  const least = (to - from) / Math.max(1, most);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map(n => n * power).find(size => size >= least) ?? least;
  const first = Math.ceil(from / step);
  const count = Math.floor(to / step) - first + 1;
  return Array.from({ length: Math.min(count, 50) }, (_, i) => (first + i) * step);
}

export interface Tick {
  readonly value: number;
  readonly x: number;
  readonly label: string;
}

const LABEL = 56;

/** Ticks with room for their labels. */
export function ticksOf(axis: LogAxis, unit: Unit): readonly Tick[] {
  const most = Math.max(2, Math.floor(axis.width / LABEL));
  const inside = (values: readonly number[]): number[] =>
    [...new Set(values)].filter(value => value >= axis.from && value <= axis.to).sort((a, b) => a - b);
  const round = inside(roundValues(unit));
  const finer = round.length < 3 ? inside(roundValues(unit).flatMap(value => steps(value, unit))) : round;
  const values = finer.length < 2 ? inside(linearTicks(axis, most)) : finer;
  const texts = labelsOf(values, unit);
  const out: Tick[] = [];
  values.forEach((value, i) => {
    const x = placeOf(axis, value);
    const last = out.at(-1);
    if (last === undefined || x - last.x >= LABEL) out.push({ value, x, label: texts[i]! });
  });
  return out;
}

/** With as few digits as tell them apart. */
function labelsOf(values: readonly number[], unit: Unit): readonly string[] {
  for (let digits = 1; digits < 12; digits++) {
    // Close together they are told in one unit: 59.9 s, 60 s, 60.1 s.
    const isClose = values.length > 1 && values.at(-1)! < values[0]! * 3;
    const labels = values.map(value => labelOf(value, unit, digits, isClose ? values[0]! : value));
    if (new Set(labels).size === labels.length) return labels;
  }
  return values.map(unitText[unit]);
}

function labelOf(value: number, unit: Unit, digits: number, sized: number): string {
  const scales = SCALES[unit];
  const scale = scales.findLast(({ size }) => sized >= size * 0.9995) ?? scales[0]!;
  const number = Number((value / scale.size).toPrecision(digits));
  return `${number} ${scale.name}`.trim();
}
