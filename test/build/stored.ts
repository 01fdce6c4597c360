// Traffic, or the file at a path, as a filled store.
import { RecordCursor } from '../../main/capture/capture-reader.ts';
import { openCapture } from '../../main/capture/open-capture.ts';
import { Layers } from '../../main/decode/layers.ts';
import { walkRecord } from '../../main/decode/walk.ts';
import { ingest } from '../../main/session/ingest.ts';
import { CaptureStore } from '../../main/store/capture-store.ts';
import { parseSeconds } from '../../shared/unit/time.ts';
import { packet, type Sent } from './traffic.ts';

const RAW_IP = 101;

/** A store of raw IPv4 packets. */
export function storeOf(records: readonly Sent[]): CaptureStore {
  const store = new CaptureStore();
  const cursor = new RecordCursor();
  const layers = new Layers();
  for (const sent of records) {
    const bytes = packet(sent);
    const nanos = parseSeconds(sent.at)!;
    cursor.bytes = bytes;
    cursor.start = 0;
    cursor.end = bytes.length;
    cursor.originalLength = bytes.length;
    cursor.seconds = Number(nanos / 1_000_000_000n);
    cursor.nanos = Number(nanos % 1_000_000_000n);
    walkRecord(bytes, 0, bytes.length, bytes.length, RAW_IP, layers);
    store.append(cursor, layers, true);
  }
  return store;
}

/** A store of all records of a capture; undefined when it is none. */
export async function storeOfFile(path: string): Promise<CaptureStore | undefined> {
  const capture = await openCapture(path).catch(() => undefined);
  if (!capture) return undefined;
  const store = new CaptureStore();
  await ingest(capture, store, () => true);
  await capture.close();
  return store;
}
