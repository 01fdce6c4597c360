// Where bytes come from: the seam between readers and files, memory or streams. Readers know nothing else.

export interface ByteSource {
  /** Bytes in all; undefined when that is not known before the end (a stream). */
  size(): number | undefined;
  /** When the file was last written, in milliseconds of the Unix epoch; absent where that means nothing. */
  readonly modified?: number;
  /**
   * Reads at most `into.length` bytes at `offset` into `into`; resolves to how many, 0 at the end.
   * Throws ProblemError (`unreadable`) when the medium fails.
   */
  read(offset: number, into: Uint8Array): Promise<number>;
  close(): Promise<void>;
}
