// pcapng timestamps (draft-ietf-opsawg-pcapng, section 4.2, if_tsresol and if_tsoffset): 64-bit ticks to an exact time.
import type { RecordCursor } from './capture-reader.ts';

const NANOS_PER_SECOND = 1_000_000_000;
const MAX_SECONDS = 0xffff_ffff;
const TWO_TO_32 = 0x1_0000_0000;
const POWER_OF_TWO = 0x80;
const EXPONENT_MASK = 0x7f;

/** Exponents of ten for which the quotient of any 64-bit count stays far below 2^52, and a tick is whole nanoseconds. */
const FAST_EXPONENTS: ReadonlySet<number> = new Set([4, 5, 6, 7, 8, 9]);

export class TimeScale {
  /** `10^-6`, `2^-8`. */
  readonly text: string;
  readonly #ticks: bigint;
  readonly #fastTicks: number;
  readonly #nanosPerTick: number;
  readonly #offset: bigint;
  readonly #fastOffset: number;

  /** `resolution` is the byte of if_tsresol (6 when the option is absent), `offset` the seconds of if_tsoffset. */
  constructor(resolution: number, offset: bigint) {
    const exponent = resolution & EXPONENT_MASK;
    const base = resolution & POWER_OF_TWO ? 2 : 10;
    this.text = `${base}^-${exponent}`;
    this.#ticks = BigInt(base) ** BigInt(exponent);
    const fast = base === 10 && FAST_EXPONENTS.has(exponent);
    this.#fastTicks = fast ? 10 ** exponent : 0;
    this.#nanosPerTick = fast ? 10 ** (9 - exponent) : 0;
    this.#offset = offset;
    this.#fastOffset = Number(offset);
  }

  /**
   * Sets the cursor's time to `high * 2^32 + low` ticks. What is finer than a nanosecond is cut off; a time outside of
   * 0..2^32-1 seconds becomes the nearest one inside. False when that happened.
   */
  setTime(cursor: RecordCursor, high: number, low: number): boolean {
    // hot path
    const ticks = this.#fastTicks;
    if (ticks === 0) return this.#setExactly(cursor, high, low);
    // The double quotient is off by less than one, so the remainder lies in [-ticks, 2 * ticks), inside an int32:
    // 32-bit arithmetic gives it exactly, and its size says which way the quotient was off.
    let seconds = Math.floor((high * TWO_TO_32 + low) / ticks);
    let rest = (low - Math.imul(seconds, ticks)) | 0;
    if (rest < 0) {
      seconds--;
      rest += ticks;
    } else if (rest >= ticks) {
      seconds++;
      rest -= ticks;
    }
    seconds += this.#fastOffset;
    if (seconds < 0 || seconds > MAX_SECONDS) return clamp(cursor, seconds < 0);
    cursor.seconds = seconds;
    cursor.nanos = rest * this.#nanosPerTick;
    return true;
  }

  #setExactly(cursor: RecordCursor, high: number, low: number): boolean {
    const count = (BigInt(high) << 32n) | BigInt(low);
    const seconds = count / this.#ticks + this.#offset;
    if (seconds < 0n || seconds > BigInt(MAX_SECONDS)) return clamp(cursor, seconds < 0n);
    cursor.seconds = Number(seconds);
    cursor.nanos = Number(((count % this.#ticks) * BigInt(NANOS_PER_SECOND)) / this.#ticks);
    return true;
  }
}

function clamp(cursor: RecordCursor, below: boolean): false {
  cursor.seconds = below ? 0 : MAX_SECONDS;
  cursor.nanos = below ? 0 : NANOS_PER_SECOND - 1;
  return false;
}
