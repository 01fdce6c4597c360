// The records of traffic, or of the file at a path, held in memory: what the reader of an open file answers.
import { RecordCursor } from '../../main/capture/capture-reader.ts';
import { openCapture } from '../../main/capture/open-capture.ts';
import type { RecordSource } from '../../main/filter/record-source.ts';
import { packet, type Sent } from './traffic.ts';

interface Held {
  readonly bytes: Uint8Array;
  readonly linkType: number;
  readonly originalLength: number;
}

const RAW_IP = 101;

/** Rows must ascend and exist; the bytes are lent for the call only, and worthless after it. */
function sourceOf(records: readonly Held[]): RecordSource {
  return {
    async rows(ascending, visit) {
      let before = -1;
      for (const row of ascending) {
        const held = records[row];
        if (!held || row <= before) throw new Error(`row ${row} after ${before} of ${records.length}`);
        before = row;
        const lent = held.bytes.slice();
        const { linkType, originalLength } = held;
        const goesOn = visit(row, lent, { number: row + 1, time: [0, 0], linkType, originalLength, interfaceId: -1 });
        lent.fill(0xaa);
        if (goesOn === false) return;
      }
    },
  };
}

export const recordsOf = (records: readonly Sent[]): RecordSource =>
  sourceOf(
    records.map(sent => {
      const bytes = packet(sent);
      return { bytes, linkType: RAW_IP, originalLength: bytes.length };
    }),
  );

export async function recordsOfFile(path: string): Promise<RecordSource> {
  const capture = await openCapture(path);
  const held: Held[] = [];
  const cursor = new RecordCursor();
  do {
    while (capture.reader.next(cursor)) {
      const { bytes, start, end, linkType, originalLength } = cursor;
      held.push({ bytes: bytes.slice(start, end), linkType, originalLength });
    }
  } while (await capture.readBlock());
  await capture.close();
  return sourceOf(held);
}
