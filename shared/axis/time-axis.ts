// Round ticks and their labels on a time axis that counts nanoseconds since the capture's start.
import { addNanos, isoTime, NANOS_PER_SECOND, nanosBetweenLossy, secondsText, type Time } from '../unit/time.ts';

/** Nanoseconds since the capture's start. */
interface View {
  readonly from: number;
  readonly to: number;
}

const SECOND = NANOS_PER_SECOND;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Steps that people read easily: 1, 2, 5 of a power of ten below a second, then clock and calendar steps. */
const STEPS: readonly number[] = [
  ...Array.from({ length: 9 }, (_, i) => [1, 2, 5].map(n => n * 10 ** i)).flat(),
  ...[1, 2, 5, 10, 15, 30].map(n => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map(n => n * MINUTE),
  ...[1, 2, 3, 6, 12].map(n => n * HOUR),
  ...[1, 2, 7, 14, 30, 90, 365, 730, 3650].map(n => n * DAY),
];

const SHORTEST_MONTH = 28 * DAY;
/** Steps of the calendar, in months. */
const MONTHS: readonly number[] = [1, 2, 3, 6, ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map(n => n * 12)];

/** What a time axis tells: the time of the clock, or the time since the capture's start. */
export type Clock = 'utc' | 'elapsed';

export interface TimeTicks {
  /** Nanoseconds since the capture's start. */
  readonly values: readonly number[];
  /** Nanoseconds from tick to tick. */
  readonly step: number;
}

/** At most `most` ticks at round moments of the clock (UTC) inside the view. */
export function timeTicks(origin: Time, view: View, most: number): TimeTicks {
  const width = view.to - view.from;
  const step = STEPS.find(s => width / s <= most) ?? STEPS.at(-1)!;
  // How far the origin lies past a round moment, in whole numbers: a float of epoch nanoseconds would lose the last digits.
  const past = Number((BigInt(origin[0]) * BigInt(SECOND) + BigInt(origin[1])) % BigInt(step));
  const values: number[] = [];
  for (let k = Math.ceil((view.from + past) / step); k * step - past <= view.to; k++) values.push(k * step - past);
  return { values, step };
}

/** The same for views of months and years, whose round moments, the first days of months, are not evenly apart. */
function monthTicks(origin: Time, view: View, most: number): TimeTicks {
  const width = view.to - view.from;
  const step = MONTHS.find(months => width / (months * SHORTEST_MONTH) <= most) ?? MONTHS.at(-1)!;
  const start = new Date((origin[0] + view.from / SECOND) * 1000);
  const firstMonth = start.getUTCFullYear() * 12 + start.getUTCMonth();
  const firstTick = Math.ceil(firstMonth / step) * step;
  const values: number[] = [];
  for (let i = 0; i <= most; i++) {
    const month = firstTick + i * step;
    const at = Date.UTC(Math.floor(month / 12), month % 12) / 1000;
    const value = nanosBetweenLossy(origin, [at, 0]);
    if (value >= view.from && value <= view.to) values.push(value);
  }
  return { values, step: step * SHORTEST_MONTH };
}

/** Digits of the second that tell neighbouring ticks apart. */
export const tickDecimals = (step: number): number =>
  step >= SECOND ? 0 : Math.min(9, Math.ceil(Math.log10(SECOND / step)));

const isoAt = (origin: Time, value: number): string => isoTime(addNanos(origin, Math.round(value)));

/** The label of a tick: time of day with as many digits as the step needs, or the day where the step is days. */
export function tickLabel(origin: Time, value: number, step: number): string {
  const iso = isoAt(origin, value);
  const day = iso.slice(0, 10);
  if (step >= DAY) return day;
  const time = iso.slice(11, 19);
  const decimals = tickDecimals(step);
  const label = step >= MINUTE ? time.slice(0, 5) : decimals > 0 ? `${time}.${iso.slice(20, 20 + decimals)}` : time;
  return time === '00:00:00' && Number(iso.slice(20, 29)) === 0 ? `${day} ${label}` : label;
}

/** The label of a tick that counts from the capture's start: `250 ms` is `0.250 s` among its neighbours. */
export function elapsedLabel(value: number, step: number): string {
  const nanos = Math.round(value);
  if (step >= DAY) return `${Math.round(nanos / DAY)} d`;
  if (step < MINUTE) {
    const decimals = tickDecimals(step);
    const text = secondsText(nanos);
    return `${decimals > 0 ? text.slice(0, text.length - 9 + decimals) : text.slice(0, -10)} s`;
  }
  const minutes = Math.round(nanos / MINUTE);
  const hours = Math.trunc(minutes / 60);
  const rest = Math.abs(minutes - hours * 60);
  if (hours === 0) return `${minutes} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

export interface TimeLabels {
  readonly values: readonly number[];
  readonly labels: readonly string[];
}

/** Whether there is room for a label at a tick. */
export type Fits = (value: number, label: string) => boolean;

/**
 * Ticks with their labels, empty where there is no room. By the clock, the first one with room for it names the day
 * where the view holds more than one.
 */
export function timeLabels(origin: Time, view: View, most: number, clock: Clock, fits: Fits): TimeLabels {
  const { values, labels } = clock === 'elapsed' ? elapsedLabels(view, most) : clockLabels(origin, view, most, fits);
  return { values, labels: labels.map((label, i) => (fits(values[i]!, label) ? label : '')) };
}

function elapsedLabels(view: View, most: number): TimeLabels {
  const { values, step } = timeTicks([0, 0], view, most);
  return { values, labels: values.map(value => elapsedLabel(value, step)) };
}

function clockLabels(origin: Time, view: View, most: number, fits: Fits): TimeLabels {
  const isLong = (view.to - view.from) / most > 14 * DAY;
  const { values, step } = isLong ? monthTicks(origin, view, most) : timeTicks(origin, view, most);
  const labels = values.map(value => tickLabel(origin, value, step));
  if (step >= DAY || isoAt(origin, view.from).slice(0, 10) === isoAt(origin, view.to).slice(0, 10))
    return { values, labels };
  const dated = values.map((value, i) => {
    const label = labels[i]!;
    return label.includes(' ') ? label : `${isoAt(origin, value).slice(0, 10)} ${label}`;
  });
  const first = values.findIndex((value, i) => fits(value, dated[i]!));
  return { values, labels: labels.map((label, i) => (i === first ? dated[i]! : label)) };
}

/** A stretch of time exactly: `2021-04-07 17:55:53.220411648 – 17:55:54.000000000`; the second day only when it differs. */
export function exactRange(origin: Time, { from, to }: View): string {
  const [a, b] = [isoAt(origin, from), isoAt(origin, to)].map(iso => iso.replace('T', ' ').slice(0, -1)) as [
    string,
    string,
  ];
  return `${a} – ${a.slice(0, 10) === b.slice(0, 10) ? b.slice(11) : b}`;
}
