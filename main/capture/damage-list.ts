// The damage of one capture, in the order it was met. Bounded: a hostile file can be broken at every byte.
import type { Damage } from '../../shared/model/source.ts';

const MAX_ITEMS = 100;

export class DamageList {
  readonly #items: Damage[] = [];

  get items(): readonly Damage[] {
    return this.#items;
  }

  /** Notes that the file is broken at `offset`, after `record` records. Beyond 100 places only a last line says so. */
  add(offset: number, record: number, reason: string): void {
    if (this.#items.length >= MAX_ITEMS) return;
    const last = this.#items.length === MAX_ITEMS - 1;
    this.#items.push({ offset, record, reason: last ? `${reason}; damage after this is not listed` : reason });
  }
}
