// The vertical axis of a timeline: sizes and rates linear, or logarithmic with room for 0, which is why it is
// log10(1 + bytes); durations logarithmic from the shortest one on.
import { formatBytes, formatDuration } from '../../shared/unit/format.ts';

export interface SizeScale {
  /** Top of the axis, in units of the axis; its bottom is 0. */
  readonly top: number;
  /** Units of the axis, rising. */
  readonly ticks: readonly number[];
  /** Label of each tick. */
  readonly labels: readonly string[];
  /** Place of a size on the axis. */
  unit(bytes: number): number;
}

const MOST_STEPS = 4;

const MOST_DECADES = 5;

/** Logarithmic, for durations in nanoseconds from `smallest` above 0 on; what is shorter, and 0, lies at its foot. */
export function durationScale(smallest: number, largest: number): SizeScale {
  const low = 10 ** Math.floor(Math.log10(Math.max(1, Math.min(smallest, largest))));
  const unit = (nanos: number): number => Math.max(0, Math.log10(Math.max(nanos, low) / low));
  const high = Math.max(10 * low, largest);
  const decades = Math.ceil(unit(high));
  const step = Math.ceil(decades / MOST_DECADES);
  const durations: number[] = [];
  for (let power = 0; power <= decades; power += step) if (low * 10 ** power <= high) durations.push(low * 10 ** power);
  return { top: unit(high * 1.2), ticks: durations.map(unit), labels: durations.map(formatDuration), unit };
}

/** Holds sizes from 0 to `largest` bytes, with at most five ticks when linear, at powers of ten when logarithmic. */
export function sizeScale(largest: number, logarithmic: boolean, text = formatBytes): SizeScale {
  if (logarithmic) {
    const unit = (bytes: number): number => Math.log10(1 + bytes);
    const sizes = [0];
    for (let size = 1; size <= Math.max(10, largest); size *= 10) sizes.push(size);
    // The lowest ticks lie close together: 1 B is as near to 0 as 10 B to 30 B.
    const shown = sizes.length > 4 ? sizes.filter(size => size !== 1) : sizes;
    return { top: unit(Math.max(10, largest) * 1.1), ticks: shown.map(unit), labels: shown.map(text), unit };
  }
  const needed = Math.max(1, largest);
  const power = 10 ** Math.floor(Math.log10(needed / MOST_STEPS));
  const step = Math.max(1, power * [1, 2, 5, 10].find(n => needed / (n * power) <= MOST_STEPS)!);
  const top = needed * 1.03;
  const ticks = Array.from({ length: Math.floor(top / step) + 1 }, (_, i) => i * step);
  return { top, ticks, labels: ticks.map(text), unit: bytes => bytes };
}
