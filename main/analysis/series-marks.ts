// Anomalies held against the times at which something is known to have happened: precision and recall.
import type { Detector, Judgement, SeriesMark } from '../../shared/model/series.ts';
import type { Points } from './series-set.ts';

/** Marks by key, and those of whichever key; ascending. */
export class Marks {
  readonly #marks: readonly SeriesMark[];
  readonly #ofKey = new Map<string, number[]>();
  readonly #ofAny: number[] = [];

  constructor(marks: readonly SeriesMark[]) {
    this.#marks = marks;
    for (const [i, { key }] of marks.entries()) {
      if (key === null) this.#ofAny.push(i);
      else this.#ofKey.set(key, [...(this.#ofKey.get(key) ?? []), i]);
    }
  }

  get length(): number {
    return this.#marks.length;
  }

  /** Marks at each point of a series that has some: those from its start up to the next point, or for `interval` seconds. */
  at(key: string, { seconds }: Points, interval: number | null): ReadonlyMap<number, readonly number[]> {
    const found = new Map<number, number[]>();
    for (const mark of [...(this.#ofKey.get(key) ?? []), ...this.#ofAny]) {
      const point = pointAt(seconds, this.#marks[mark]!.seconds, interval);
      if (point >= 0) found.set(point, [...(found.get(point) ?? []), mark]);
    }
    return found;
  }
}

/** The point whose interval a moment lies in; -1: none. */
function pointAt(seconds: Float64Array, moment: number, interval: number | null): number {
  let lo = 0;
  let hi = seconds.length;
  while (lo < hi) {
    const mid = (lo + hi) >>> 1;
    if (seconds[mid]! <= moment) lo = mid + 1;
    else hi = mid;
  }
  const point = lo - 1;
  if (point < 0) return -1;
  const length = interval ?? 1;
  return moment < seconds[point]! + length ? point : -1;
}

/** Counts of one detector over all series. */
export class Judge {
  readonly #detector: Detector;
  readonly #marks: number;
  readonly #found = new Set<number>();
  readonly #present = new Set<number>();
  #anomalies = 0;
  #right = 0;

  constructor(detector: Detector, marks: Marks) {
    this.#detector = detector;
    this.#marks = marks.length;
  }

  /** Takes the anomalies of a series, and the marks at its points. */
  take(anomalies: readonly number[], marks: ReadonlyMap<number, readonly number[]>): void {
    this.#anomalies += anomalies.length;
    for (const at of marks.values()) for (const mark of at) this.#present.add(mark);
    for (const point of anomalies) {
      const at = marks.get(point);
      if (at === undefined) continue;
      this.#right++;
      for (const mark of at) this.#found.add(mark);
    }
  }

  /** A mark is found when one anomaly lies at it; precision counts anomalies, recall marks. */
  judgement(): Judgement {
    const marks = this.#marks;
    const found = this.#found.size;
    return {
      detector: this.#detector,
      anomalies: this.#anomalies,
      right: this.#right,
      marks,
      found,
      absent: marks - this.#present.size,
      precision: marks === 0 || this.#anomalies === 0 ? null : this.#right / this.#anomalies,
      recall: marks === 0 ? null : found / marks,
    };
  }
}
