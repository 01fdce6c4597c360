// The windows that are on the screen: what each column of pixels stands for, and where a moment lies.
import type { Frame } from '../../../shared/contract/frame.ts';
import type { SourceInfo } from '../../../shared/model/source.ts';
import type { WindowRequest } from '../../../shared/model/timing.ts';
import type { FeatureFence, WindowsMeta } from '../../../shared/model/window.ts';
import type { WindowFeature } from '../../../shared/model/window-feature.ts';
import { formatBytes, formatCount, threeDigits } from '../../../shared/unit/format.ts';
import { addNanos, compareTime, nanosBetweenLossy, type Time, type TimeRange } from '../../../shared/unit/time.ts';

export const NO_RANK = 255;

/** A column of pixels, and the feature whose row is pointed at; null: none. */
export interface Cursor {
  readonly column: number;
  readonly feature: number | null;
}

export class Drawn {
  readonly meta: WindowsMeta;
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly filled: Uint32Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly rank: Uint8Array;
  readonly far: Uint8Array;
  readonly outliers: Uint8Array;
  readonly #request: WindowRequest;

  constructor({ meta, columns }: Frame<WindowsMeta>, request: WindowRequest) {
    const f64 = (name: string) => (columns[name] ?? new Float64Array()) as Float64Array;
    const u8 = (name: string) => (columns[name] ?? new Uint8Array()) as Uint8Array;
    this.meta = meta;
    this.from = f64('from');
    this.to = f64('to');
    this.filled = (columns.filled ?? new Uint32Array()) as Uint32Array;
    this.min = f64('min');
    this.max = f64('max');
    this.rank = u8('rank');
    this.far = u8('far');
    this.outliers = u8('outliers');
    this.#request = request;
  }

  get columns(): number {
    return this.meta.columns;
  }

  get isNotebook(): boolean {
    return this.#request.compat === 'notebook';
  }

  /** Place of a feature's value in a column. */
  at(feature: number, column: number): number {
    return feature * this.columns + column;
  }

  /** Windows that a column stands for: number of the first, and how many. */
  windows(column: number): { readonly first: number; readonly count: number } {
    const { first, last, perColumn, number } = this.meta;
    const place = first + column * perColumn;
    return { first: number + place, count: Math.min(perColumn, last - place) };
  }

  /** From when to when a column is, exactly. */
  range(column: number): { readonly from: Time; readonly to: Time } {
    if (this.isNotebook) {
      const { origin } = this.meta;
      return { from: addNanos(origin, this.from[column]!), to: addNanos(origin, this.to[column]!) };
    }
    const { first, count } = this.windows(column);
    return { from: this.#start(first), to: this.#start(first + count) };
  }

  #start(window: number): Time {
    const at = BigInt(window) * BigInt(this.#request.nanos);
    return [Number(at / 1_000_000_000n), Number(at % 1_000_000_000n)];
  }

  /** Where a moment lies, 0 at the left edge and 1 at the right one; it may lie beyond. */
  place(time: Time): number {
    const at = nanosBetweenLossy(this.meta.origin, time);
    if (!this.isNotebook) return (at - this.from[0]!) / this.#width();
    const column = this.to.findIndex(to => to > at);
    return (column < 0 ? this.columns : column) / this.columns;
  }

  /** A stretch as shares of the width; null when it lies outside of what is shown. */
  band({ from, to }: TimeRange): { readonly left: number; readonly right: number } | null {
    if (this.columns === 0) return null;
    const left = Math.max(0, from ? this.place(from) : 0);
    const right = Math.min(1, to ? this.place(to) : 1);
    return right > left ? { left, right } : null;
  }

  /** Nanoseconds from the left edge to the right one; the last column may stand for fewer windows than its width. */
  #width(): number {
    return this.columns * this.meta.perColumn * this.#request.nanos;
  }

  /** The same as a stretch that counts from the origin. */
  view(): { readonly from: number; readonly to: number } {
    return { from: this.from[0]!, to: this.from[0]! + this.#width() };
  }
}

/** Says that the time of what was captured does not fill a stretch; null: it does. */
export function unfilledText({ from, to }: TimeRange, info: Pick<SourceInfo, 'start' | 'end' | 'kind'> | null) {
  if (!info?.start || !info.end || !from || !to) return null;
  const [begins, ends] = [compareTime(from, info.start) < 0, compareTime(info.end, to) < 0];
  if (!begins && !ends) return null;
  const what = begins && ends ? 'begins and ends' : begins ? 'begins' : 'ends';
  return `filled only in part: the ${info.kind === 'flows' ? 'log' : 'capture'} ${what} in it`;
}

/** A value of a feature as a person reads it. */
export function valueText(value: number, { unit }: Pick<WindowFeature, 'unit'>): string {
  if (Number.isNaN(value)) return 'no value';
  if (unit === 'bytes') return formatBytes(value);
  return Number.isInteger(value) ? formatCount(value) : threeDigits(value);
}

/** How a value compares with the outer fence of all windows; null where it is inside, or there is none. */
export function fenceText(value: number, fence: FeatureFence | null, feature: WindowFeature): string | null {
  if (fence === null || Number.isNaN(value)) return null;
  if (value > fence.upper) return `above the outer fence, ${valueText(fence.upper, feature)}`;
  if (value < fence.lower) return `below the outer fence, ${valueText(fence.lower, feature)}`;
  return null;
}
