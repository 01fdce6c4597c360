// Bytes that are already in memory: tests, and what is dropped or pasted.
import type { ByteSource } from './byte-source.ts';

/** A source over `bytes`, which must not change while it is in use. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: () => bytes.length,
    read: async (offset, into) => {
      const piece = bytes.subarray(offset, offset + into.length);
      into.set(piece);
      return piece.length;
    },
    close: async () => {},
  };
}
