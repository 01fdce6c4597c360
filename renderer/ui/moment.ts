// Times as views show them: short where the day is known, exact to the nanosecond where it matters.

import { formatDuration } from '../../shared/unit/format.ts';
import { isoTime, nanosBetweenLossy, type Time, type TimeRange } from '../../shared/unit/time.ts';

/** Time of day in UTC with `decimals` digits of the second (cut, not rounded): `17:55:53.220`. */
export const timeOfDay = (t: Time, decimals = 3): string => isoTime(t).slice(11, decimals > 0 ? 20 + decimals : 19);

/** Day in UTC: `2021-04-07`. */
const day = (t: Time): string => isoTime(t).slice(0, 10);

/** Day and time of day to the millisecond: `2021-04-07 17:55:53.220`. */
export const dayAndTime = (t: Time): string => `${day(t)} ${timeOfDay(t)}`;

/** As short as it may be in a capture that began at `start`: the day only where it is another one. */
export const shortTime = (t: Time, start: Time | null): string =>
  start && day(t) === day(start) ? timeOfDay(t) : `${day(t).slice(5)} ${timeOfDay(t)}`;

/** A range with its length: `17:55:53.220 – 17:56:01.002 (7.78 s)`; a missing side is the capture's own. */
export function rangeText(range: TimeRange, start: Time | null, end: Time | null): string {
  const from = range.from ?? start;
  const to = range.to ?? end;
  if (!from || !to) return 'a time range';
  return `${shortTime(from, start)} – ${shortTime(to, start)} (${formatDuration(nanosBetweenLossy(from, to))})`;
}
