// What the decompressors have in common: pieces of content from front to back, and where the data turned out broken.

/** Where a compressed file is broken: `offset` counts decompressed bytes. */
export interface StreamDamage {
  readonly offset: number;
  readonly reason: string;
}

export interface Decompressor {
  /** Compressed bytes taken from the source so far. */
  readonly bytesRead: number;
  /** Set once `next` has ended before the end of the source. */
  readonly damage: StreamDamage | undefined;
  /**
   * The next decompressed bytes, borrowed until the next call; undefined at the end and at a damage.
   * Throws ProblemError (`unreadable`) when the medium fails.
   */
  next(): Promise<Uint8Array | undefined>;
  close(): void;
}
