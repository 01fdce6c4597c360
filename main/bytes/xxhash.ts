// xxHash, 32 and 64 bits, seed 0 (xxhash_spec.md): the checksums of lz4 and zstd frames. Bytes come in any pieces.

const P32_1 = 0x9e3779b1;
const P32_2 = 0x85ebca77;
const P32_3 = 0xc2b2ae3d;
const P32_4 = 0x27d4eb2f;
const P32_5 = 0x165667b1;

const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

/** Cuts what comes into stripes of a fixed size and keeps the rest for the next piece. */
abstract class Stripes {
  protected total = 0;
  protected readonly rest: Uint8Array;
  protected restLength = 0;
  readonly #restView: DataView;
  readonly #size: number;

  constructor(size: number) {
    this.#size = size;
    this.rest = new Uint8Array(size);
    this.#restView = new DataView(this.rest.buffer);
  }

  update(bytes: Uint8Array): this {
    this.total += bytes.length;
    let at = 0;
    if (this.restLength > 0) {
      at = Math.min(this.#size - this.restLength, bytes.length);
      this.rest.set(bytes.subarray(0, at), this.restLength);
      this.restLength += at;
      if (this.restLength < this.#size) return this;
      this.stripes(this.#restView, 0, this.#size);
      this.restLength = 0;
    }
    const whole = bytes.length - ((bytes.length - at) % this.#size);
    this.stripes(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), at, whole);
    this.rest.set(bytes.subarray(whole));
    this.restLength = bytes.length - whole;
    return this;
  }

  protected abstract stripes(view: DataView, from: number, to: number): void;
}

export class XxHash32 extends Stripes {
  readonly #lanes = Int32Array.of(P32_1 + P32_2, P32_2, 0, -P32_1);

  constructor() {
    super(16);
  }

  protected stripes(view: DataView, from: number, to: number): void {
    // hot path
    const lanes = this.#lanes;
    let [a, b, c, d] = lanes as unknown as [number, number, number, number];
    for (let at = from; at < to; at += 16) {
      a = Math.imul(rotate((a + Math.imul(view.getUint32(at, true), P32_2)) | 0, 13), P32_1);
      b = Math.imul(rotate((b + Math.imul(view.getUint32(at + 4, true), P32_2)) | 0, 13), P32_1);
      c = Math.imul(rotate((c + Math.imul(view.getUint32(at + 8, true), P32_2)) | 0, 13), P32_1);
      d = Math.imul(rotate((d + Math.imul(view.getUint32(at + 12, true), P32_2)) | 0, 13), P32_1);
    }
    lanes[0] = a;
    lanes[1] = b;
    lanes[2] = c;
    lanes[3] = d;
  }

  digest(): number {
    const [a, b, c, d] = this.#lanes as unknown as [number, number, number, number];
    const { rest, restLength } = this;
    let hash = this.total < 16 ? P32_5 : rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18);
    hash = (hash + this.total) | 0;
    const view = new DataView(rest.buffer);
    let at = 0;
    for (; at + 4 <= restLength; at += 4) {
      hash = Math.imul(rotate((hash + Math.imul(view.getUint32(at, true), P32_3)) | 0, 17), P32_4);
    }
    for (; at < restLength; at++) hash = Math.imul(rotate((hash + Math.imul(rest[at]!, P32_5)) | 0, 11), P32_1);
    hash = Math.imul(hash ^ (hash >>> 15), P32_2);
    hash = Math.imul(hash ^ (hash >>> 13), P32_3);
    return (hash ^ (hash >>> 16)) >>> 0;
  }
}

const MASK = 0xffff_ffff_ffff_ffffn;
const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P4 = 0x85ebca77c2b2ae63n;
const P5 = 0x27d4eb2f165667c5n;

const P1_HIGH = 0x9e3779b1;
const P1_LOW = 0x85ebca87;
const P2_HIGH = 0xc2b2ae3d;
const P2_LOW = 0x27d4eb4f;

const rotate64 = (x: bigint, by: bigint): bigint => ((x << by) | (x >> (64n - by))) & MASK;
const round64 = (lane: bigint, input: bigint): bigint =>
  (rotate64((lane + ((input * P2) & MASK)) & MASK, 31n) * P1) & MASK;

/** The upper 32 bits of the product of two 32-bit numbers. */
function mulHigh(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  const other = a0 * b1 + (middle & 0xffff);
  return (a1 * b1 + (middle >>> 16) + (other >>> 16)) | 0;
}

export class XxHash64 extends Stripes {
  /** Four lanes, each as its upper and lower 32 bits: the stripes are hashed without big integers. */
  readonly #lanes = new Int32Array(8);

  constructor() {
    super(32);
    [P1 + P2, P2, 0n, -P1].forEach((lane, i) => {
      this.#lanes[i * 2] = Number(BigInt.asIntN(32, lane >> 32n));
      this.#lanes[i * 2 + 1] = Number(BigInt.asIntN(32, lane));
    });
  }

  protected stripes(view: DataView, from: number, to: number): void {
    // hot path
    const lanes = this.#lanes;
    for (let lane = 0; lane < 8; lane += 2) {
      let high = lanes[lane]!;
      let low = lanes[lane + 1]!;
      for (let at = from + lane * 4; at < to; at += 32) {
        const inLow = view.getUint32(at, true);
        const inHigh = view.getUint32(at + 4, true);
        const addLow = Math.imul(inLow, P2_LOW);
        const addHigh = mulHigh(inLow, P2_LOW) + Math.imul(inLow, P2_HIGH) + Math.imul(inHigh, P2_LOW);
        const sum = (low >>> 0) + (addLow >>> 0);
        const sumHigh = (high + addHigh + (sum > 0xffff_ffff ? 1 : 0)) | 0;
        const sumLow = sum | 0;
        const turnedHigh = (sumHigh << 31) | (sumLow >>> 1);
        const turnedLow = (sumLow << 31) | (sumHigh >>> 1);
        high = (mulHigh(turnedLow, P1_LOW) + Math.imul(turnedLow, P1_HIGH) + Math.imul(turnedHigh, P1_LOW)) | 0;
        low = Math.imul(turnedLow, P1_LOW);
      }
      lanes[lane] = high;
      lanes[lane + 1] = low;
    }
  }

  /** The lower 32 bits of the hash, which is what zstd keeps. */
  digestLow(): number {
    const lane = (i: number): bigint =>
      (BigInt(this.#lanes[i * 2]! >>> 0) << 32n) | BigInt(this.#lanes[i * 2 + 1]! >>> 0);
    const lanes = [lane(0), lane(1), lane(2), lane(3)] as const;
    let hash = P5;
    if (this.total >= 32) {
      const [a, b, c, d] = lanes;
      hash = (rotate64(a, 1n) + rotate64(b, 7n) + rotate64(c, 12n) + rotate64(d, 18n)) & MASK;
      for (const one of lanes) hash = ((hash ^ round64(0n, one)) * P1 + P4) & MASK;
    }
    hash = (hash + BigInt(this.total)) & MASK;
    const view = new DataView(this.rest.buffer);
    let at = 0;
    for (; at + 8 <= this.restLength; at += 8) {
      hash = (rotate64(hash ^ round64(0n, view.getBigUint64(at, true)), 27n) * P1 + P4) & MASK;
    }
    if (at + 4 <= this.restLength) {
      hash = (rotate64(hash ^ ((BigInt(view.getUint32(at, true)) * P1) & MASK), 23n) * P2 + P3) & MASK;
      at += 4;
    }
    for (; at < this.restLength; at++) {
      hash = (rotate64(hash ^ ((BigInt(this.rest[at]!) * P5) & MASK), 11n) * P1) & MASK;
    }
    hash = ((hash ^ (hash >> 33n)) * P2) & MASK;
    hash = ((hash ^ (hash >> 29n)) * P3) & MASK;
    return Number((hash ^ (hash >> 32n)) & 0xffff_ffffn);
  }
}
