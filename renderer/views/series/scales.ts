// From values and times to pixels, and the words on the axes. Pure.

import type { SeriesValue } from '../../../shared/model/series.ts';
import { formatBytes, threeDigits } from '../../../shared/unit/format.ts';
import { isoTime } from '../../../shared/unit/time.ts';

export interface Scale {
  /** Pixels from the top. */
  y(value: number): number;
  readonly ticks: readonly number[];
}

/** Least distance of two ticks. */
const TICK_PIXELS = 42;

/** Values from 0 to `most` over `height` pixels; logarithmic: log(1 + value), so that 0 has a place. */
export function valueScale(most: number, height: number, logarithmic: boolean): Scale {
  const top = most > 0 ? most : 1;
  const place = (value: number): number => (logarithmic ? Math.log1p(Math.max(0, value)) : Math.max(0, value));
  const whole = place(top);
  const y = (value: number): number => height - (Math.min(place(value), whole * 1.02) / whole) * height;
  return { y, ticks: logarithmic ? powersOfTen(top) : evenTicks(top, Math.max(2, height / TICK_PIXELS)) };
}

function powersOfTen(top: number): number[] {
  const last = Math.floor(Math.log10(top) + 1e-9);
  const step = Math.max(1, Math.ceil((last + 1) / 4));
  return [
    0,
    ...Array.from({ length: Math.floor(last / step) + 1 }, (_, i) => 10 ** (i * step)).filter(tick => tick > 1),
  ];
}

function evenTicks(top: number, most: number): number[] {
  const rough = top / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(n => n * power).find(n => n >= rough)!;
  return Array.from({ length: Math.floor(top / step + 1e-9) + 1 }, (_, i) => i * step);
}

const UNITS = ['', 'k', 'M', 'G', 'T', 'P'] as const;

/** `784 k`; bytes as bytes. */
export function shortValue(value: number, what: SeriesValue): string {
  if (what === 'bytes' || what === 'payload') return formatBytes(value);
  let [size, unit] = [value, 0];
  while (Math.abs(size) >= 999.5 && unit < UNITS.length - 1) {
    size /= 1000;
    unit++;
  }
  const text = Number.isInteger(size) ? String(size) : threeDigits(size);
  return unit === 0 ? text : `${text} ${UNITS[unit]}`;
}

const DAY = 86_400;

/** The start of an interval: the day alone where intervals are days. */
export function momentText(seconds: number, interval: number | null): string {
  const whole = Math.floor(seconds);
  const iso = isoTime([whole, Math.round((seconds - whole) * 1000) * 1_000_000]);
  const day = iso.slice(0, 10);
  if (seconds % DAY === 0 && (interval === null || interval % DAY === 0)) return day;
  const clock = whole === seconds ? iso.slice(11, whole % 60 === 0 ? 16 : 19) : iso.slice(11, 23);
  return `${day} ${clock}`;
}

/** `1 day`, `10 min`. */
export function intervalText(seconds: number): string {
  for (const [name, length] of [
    ['day', DAY],
    ['h', 3600],
    ['min', 60],
  ] as const) {
    if (seconds % length === 0) {
      const n = seconds / length;
      return `${n} ${name}${name === 'day' && n !== 1 ? 's' : ''}`;
    }
  }
  return `${Number.isInteger(seconds) ? seconds : threeDigits(seconds)} s`;
}

export interface Place {
  readonly x: (seconds: number) => number;
  readonly y: (value: number) => number;
}

/** Whether the line goes on from the point before: not over intervals that are missing. */
const goesOn = (seconds: readonly number[], i: number, interval: number | null): boolean =>
  i > 0 && (interval === null || seconds[i]! - seconds[i - 1]! <= interval * 1.5);

const coordinate = (n: number): string => n.toFixed(1);

/** The path of a line; it breaks where values are null or intervals missing. */
export function linePath(
  seconds: readonly number[],
  values: readonly (number | null)[],
  interval: number | null,
  { x, y }: Place,
): string {
  let path = '';
  let open = false;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null || value === undefined) {
      open = false;
      continue;
    }
    path += `${open && goesOn(seconds, i, interval) ? 'L' : 'M'}${coordinate(x(seconds[i]!))} ${coordinate(y(value))}`;
    open = true;
  }
  return path;
}

/** The area between two lines, in pieces as linePath breaks. */
export function bandPath(
  seconds: readonly number[],
  lower: readonly (number | null)[],
  upper: readonly (number | null)[],
  interval: number | null,
  { x, y }: Place,
): string {
  let path = '';
  let from = 0;
  const close = (end: number): void => {
    if (end <= from) return;
    const points: string[] = [];
    for (let i = from; i < end; i++) points.push(`${coordinate(x(seconds[i]!))} ${coordinate(y(upper[i]!))}`);
    for (let i = end - 1; i >= from; i--) points.push(`${coordinate(x(seconds[i]!))} ${coordinate(y(lower[i]!))}`);
    path += `M${points.join('L')}Z`;
  };
  for (let i = 0; i < seconds.length; i++) {
    const isThere = lower[i] !== null && upper[i] !== null && lower[i] !== undefined;
    if (i > from && (!isThere || !goesOn(seconds, i, interval))) {
      close(i);
      from = i;
    }
    if (!isThere) from = i + 1;
  }
  close(seconds.length);
  return path;
}

/** Index of the point nearest to a time; -1 of none. */
export function nearest(seconds: readonly number[], at: number): number {
  let best = -1;
  for (let i = 0; i < seconds.length; i++) {
    if (best < 0 || Math.abs(seconds[i]! - at) < Math.abs(seconds[best]! - at)) best = i;
  }
  return best;
}
