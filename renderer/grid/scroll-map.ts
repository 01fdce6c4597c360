// Where one is in a list that is longer than a browser can scroll. The scroll bar stands for the whole list; small steps
// move it by their pixels, jumps by their share of the whole. Pure.

/** A browser's scroll height ends at 33,554,428 pixels (Chromium 156): all well below it are one to one. */
const MOST_PIXELS = 16_000_000;

export class ScrollMap {
  /** Pixels of the list above the view. */
  top = 0;
  /** The same as the scroll bar has it. */
  real = 0;
  #total = 0;
  #view = 0;

  /** Pixels that the scroll bar stands for. */
  get height(): number {
    return Math.min(this.#total, MOST_PIXELS);
  }

  get #most(): number {
    return Math.max(0, this.#total - this.#view);
  }

  get #mostReal(): number {
    return Math.max(0, this.height - this.#view);
  }

  /** `total`: pixels of the list, of which `view` are seen. */
  resize(total: number, view: number): void {
    this.#total = total;
    this.#view = view;
    this.top = Math.min(this.top, this.#most);
  }

  /** The scroll bar was moved. Answers with where it should be put instead, if anywhere. */
  moved(real: number): number | null {
    const step = real - this.real;
    this.real = real;
    if (this.#total <= MOST_PIXELS) {
      this.top = Math.min(real, this.#most);
      return null;
    }
    if (Math.abs(step) > this.#view * 1.5) {
      this.top = this.#mostReal === 0 ? 0 : (real / this.#mostReal) * this.#most;
      return null;
    }
    this.top = Math.min(this.#most, Math.max(0, this.top + step));
    const isAtEnd = real <= 0 || real >= this.#mostReal;
    return isAtEnd ? this.settled() : null;
  }

  /** To this pixel of the list. Answers with where the scroll bar belongs. */
  goTo(top: number): number {
    this.top = Math.min(this.#most, Math.max(0, top));
    this.real = this.#fitting();
    return this.real;
  }

  /** Where the scroll bar belongs after many small steps; null: where it is. */
  settled(): number | null {
    const fitting = this.#fitting();
    if (Math.abs(fitting - this.real) < 1) return null;
    this.real = fitting;
    return fitting;
  }

  #fitting(): number {
    if (this.#total <= MOST_PIXELS || this.#most === 0) return this.top;
    return Math.round((this.top / this.#most) * this.#mostReal);
  }
}
