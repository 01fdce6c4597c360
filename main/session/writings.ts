// The reports that are being written: how far they are is told, and they can be ended.
import type { EngineListener } from './engine.ts';

/** Writing that takes longer is told of, this often, in milliseconds. */
const FIRST_MILLIS = 300;
const PROGRESS_MILLIS = 100;

export class Writings {
  readonly #emit: EngineListener;
  readonly #underWay = new Map<AbortController, number>();

  constructor(emit: EngineListener) {
    this.#emit = emit;
  }

  /** Runs `write` of a report of the source, with the signal that ends it and what wants to hear of its rows; `of`: rows in all, if known. */
  async run<T>(
    source: number,
    of: number | null,
    write: (how: { readonly signal: AbortSignal; readonly onRows: (rows: number) => void }) => Promise<T>,
  ): Promise<T> {
    const controller = new AbortController();
    this.#underWay.set(controller, source);
    let next = performance.now() + FIRST_MILLIS;
    const onRows = (rows: number): void => {
      const now = performance.now();
      if (now < next) return;
      next = now + PROGRESS_MILLIS;
      this.#emit('writing', { source, rows, of });
    };
    // The first row may be long in the making.
    const first = setTimeout(() => onRows(0), FIRST_MILLIS);
    try {
      return await write({ signal: controller.signal, onRows });
    } finally {
      clearTimeout(first);
      this.#underWay.delete(controller);
    }
  }

  stop(source: number): void {
    for (const [controller, of] of this.#underWay) if (of === source) controller.abort();
  }
}
