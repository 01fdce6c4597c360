// A capture file in memory: its store, and its records for filters that need them.
import { RecordCursor } from '../../main/capture/capture-reader.ts';
import { DECODED_LINK_TYPES } from '../../main/capture/link-type.ts';
import { openCapture } from '../../main/capture/open-capture.ts';
import { Layers } from '../../main/decode/layers.ts';
import type { RecordFacts } from '../../main/decode/tree/dissection.ts';
import { walkRecord } from '../../main/decode/walk.ts';
import type { RecordSource } from '../../main/filter/record-source.ts';
import { CaptureStore } from '../../main/store/capture-store.ts';

interface MemoryRecord {
  readonly bytes: Uint8Array;
  readonly facts: RecordFacts;
}

export class MemoryRecords implements RecordSource {
  readonly records: MemoryRecord[] = [];
  readonly store = new CaptureStore();
  /** Rows that were asked for. */
  asked = 0;
  readonly #cursor = new RecordCursor();
  readonly #layers = new Layers();

  add(bytes: Uint8Array, facts: RecordFacts): void {
    const cursor = this.#cursor;
    cursor.bytes = bytes;
    cursor.start = 0;
    cursor.end = bytes.length;
    [cursor.seconds, cursor.nanos] = facts.time;
    cursor.originalLength = facts.originalLength;
    walkRecord(bytes, 0, bytes.length, facts.originalLength, facts.linkType, this.#layers);
    this.store.append(cursor, this.#layers, DECODED_LINK_TYPES.has(facts.linkType));
    this.records.push({ bytes, facts });
  }

  async rows(
    ascending: Iterable<number>,
    visit: (row: number, bytes: Uint8Array, facts: RecordFacts) => boolean | undefined,
  ): Promise<void> {
    for (const row of ascending) {
      this.asked++;
      const { bytes, facts } = this.records[row]!;
      if (visit(row, bytes, facts) === false) return;
    }
  }
}

/** All records of a capture file, or as many as `most`. */
export async function recordsOfFile(path: string, most = Number.POSITIVE_INFINITY): Promise<MemoryRecords> {
  const records = new MemoryRecords();
  const capture = await openCapture(path);
  try {
    const cursor = new RecordCursor();
    do {
      while (records.records.length < most && capture.reader.next(cursor)) {
        const { seconds, nanos, linkType, originalLength, interfaceId } = cursor;
        const number = records.records.length + 1;
        const facts = { number, time: [seconds, nanos] as const, linkType, originalLength, interfaceId };
        records.add(cursor.bytes.slice(cursor.start, cursor.end), facts);
      }
    } while (records.records.length < most && (await capture.readBlock()));
  } finally {
    await capture.close();
  }
  return records;
}
