// How a filter gets at the bytes of records. The reader of the open file satisfies it (main/read/record-reader.ts).
import type { RecordFacts } from '../decode/tree/dissection.ts';

export interface RecordSource {
  /**
   * Calls `visit` for each of the rows, which ascend, with the captured bytes, borrowed for the call, and what else is known
   * of the record. Ends early when `visit` answers false. Throws ProblemError when the file can no longer be read.
   */
  rows(
    ascending: Iterable<number>,
    visit: (row: number, bytes: Uint8Array, facts: RecordFacts) => boolean | undefined,
  ): Promise<void>;
}
