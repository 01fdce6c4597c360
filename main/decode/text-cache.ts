// Texts of the addresses seen last, in a direct-mapped table of fixed size: the same few come again and again.

const SLOTS = 4096;

export class AddressTextCache {
  private readonly keys: Uint8Array;
  private readonly texts: string[] = Array.from({ length: SLOTS }, () => '');
  private readonly width: number;
  private readonly format: (bytes: Uint8Array, offset: number) => string;

  /** A cache of addresses of `width` bytes whose text `format` makes. */
  constructor(width: number, format: (bytes: Uint8Array, offset: number) => string) {
    this.keys = new Uint8Array(SLOTS * width);
    this.width = width;
    this.format = format;
  }

  // hot path
  /** Text of the address at `offset`. */
  text(bytes: Uint8Array, offset: number): string {
    const { keys, width } = this;
    let hash = 0;
    for (let i = 0; i < width; i++) hash = (Math.imul(hash, 31) + bytes[offset + i]!) | 0;
    const slot = (hash ^ (hash >>> 12)) & (SLOTS - 1);
    const key = slot * width;
    const known = this.texts[slot]!;
    let i = 0;
    while (i < width && keys[key + i] === bytes[offset + i]) i++;
    if (i === width && known !== '') return known;
    const text = this.format(bytes, offset);
    for (let j = 0; j < width; j++) keys[key + j] = bytes[offset + j]!;
    this.texts[slot] = text;
    return text;
  }
}
