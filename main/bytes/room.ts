// Memory that frames hand on to each other: a file of many small frames would otherwise ask for it again and again.

export class Room {
  bytes: Uint8Array = new Uint8Array(0);

  /** At least `size` bytes, of any content. */
  atLeast(size: number): Uint8Array {
    if (this.bytes.length < size) this.bytes = new Uint8Array(size);
    return this.bytes;
  }
}
