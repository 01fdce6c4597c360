// Features of fixed time windows over rows of traffic: records of a capture, or flow records of a log (DEFINITIONS section 5).
import type { Time } from '../../shared/unit/time.ts';
import { emptyTrafficRow, type OnPair, type TrafficRow, type TrafficRows, WindowCounter } from './window-counter.ts';

/** Rows gone through before the work gives way. */
const SLICE = 1 << 14;

/** Windows of `nanos` nanoseconds: number k holds the times [k * nanos, (k + 1) * nanos) since the epoch. */
export class WindowClock {
  readonly #nanos: number;
  readonly #wholeSeconds: number;

  constructor(nanos: number) {
    this.#nanos = nanos;
    this.#wholeSeconds = nanos % 1e9 === 0 ? nanos / 1e9 : 0;
  }

  /** The number of the window that a time lies in. */
  of(seconds: number, nanos: number): number {
    if (this.#wholeSeconds > 0) return Math.floor(seconds / this.#wholeSeconds);
    return Number((BigInt(seconds) * 1_000_000_000n + BigInt(nanos)) / BigInt(this.#nanos));
  }

  /** Where a window begins. */
  start(number: number): Time {
    if (this.#wholeSeconds > 0) return [number * this.#wholeSeconds, 0];
    const at = BigInt(number) * BigInt(this.#nanos);
    return [Number(at / 1_000_000_000n), Number(at % 1_000_000_000n)];
  }
}

/** A finished window with at least one row. */
export type OnWindow = (number: number, features: Float64Array) => void;

/** Told of the pairs of every window, before the window itself. */
export type OnWindowPair = (number: number, ...pair: Parameters<OnPair>) => void;

/**
 * Works out the windows of `nanos` nanoseconds, aligned to the epoch, that hold rows, one after another; those between
 * them are empty. Features stand in the order of WINDOW_FEATURES. Rows must come in time order. Gives way now and then.
 */
export function* overWindows(
  rows: TrafficRows,
  nanos: number,
  onWindow: OnWindow,
  onPair?: OnWindowPair,
): Generator<undefined, void> {
  const counter = new WindowCounter(rows);
  const clock = new WindowClock(nanos);
  const row = emptyTrafficRow();
  let current = -1;
  let end: Time = [-1, 0];
  const tellPair: OnPair | undefined = onPair && ((...pair) => onPair(current, ...pair));
  const { length } = rows;
  for (let i = 0; i < length; i++) {
    if (i % SLICE === SLICE - 1) yield;
    rows.read(i, row);
    if (row.seconds > end[0] || (row.seconds === end[0] && row.nanos >= end[1])) {
      if (counter.entries > 0) onWindow(current, counter.take(tellPair));
      current = clock.of(row.seconds, row.nanos);
      end = clock.start(current + 1);
    }
    counter.add(row);
  }
  if (counter.entries > 0) onWindow(current, counter.take(tellPair));
}

/** A finished batch, and the times of its earliest and latest row. */
export type OnBatch = (features: Float64Array, from: Time, last: Time) => void;

/**
 * The study's batches: rows in file order; a batch ends with any row whose second is divisible by `seconds`; rows behind
 * the last such row are left out. Distributions count rows. Features stand in the order of WINDOW_FEATURES. Gives way now and then.
 */
export function* overBatches(rows: TrafficRows, seconds: number, onBatch: OnBatch): Generator<undefined, void> {
  const counter = new WindowCounter(rows, true);
  const row = emptyTrafficRow();
  let from: Time | undefined;
  let last: Time = [0, 0];
  const isBefore = (a: TrafficRow, b: Time): boolean => a.seconds < b[0] || (a.seconds === b[0] && a.nanos < b[1]);
  for (let i = 0; i < rows.length; i++) {
    if (i % SLICE === SLICE - 1) yield;
    rows.read(i, row);
    counter.add(row);
    if (from === undefined) from = last = [row.seconds, row.nanos];
    else if (isBefore(row, from)) from = [row.seconds, row.nanos];
    else if (!isBefore(row, last)) last = [row.seconds, row.nanos];
    if (row.seconds % seconds !== 0) continue;
    onBatch(counter.take(), from, last);
    from = undefined;
  }
}
