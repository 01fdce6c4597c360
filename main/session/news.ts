// When views are told of new records while a source loads. All questions asked meanwhile then cost less than those asked at
// its end: told more often, they starve the reading.

const CALM_MILLIS = 300;
const GROWTH = 4;
const SLOW_MILLIS = 10_000;

export class News {
  #toldAt: number;
  #toldRows = 0;

  /** Of times in milliseconds, here and below. */
  constructor(now: number) {
    this.#toldAt = now;
  }

  /** Notes what is known when the source is first shown. */
  begin(rows: number): void {
    this.#toldRows = rows;
  }

  /**
   * Whether to tell now, which then counts as told: at most every 300 ms, when there are four times as many rows, or when
   * reading is slow. Beyond the middle of a file, the end is nearer than another round of questions. `size` 0: not known.
   */
  isDue(now: number, rows: number, bytesRead: number, size: number): boolean {
    const quiet = now - this.#toldAt;
    const isGrown = rows >= GROWTH * this.#toldRows && (size === 0 || bytesRead <= size / 2);
    if (!(isGrown && quiet >= CALM_MILLIS) && quiet < SLOW_MILLIS) return false;
    this.#toldAt = now;
    this.#toldRows = rows;
    return true;
  }
}
