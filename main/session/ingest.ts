// From blocks of a file to a filled store: the only place where capture, decode and store meet.
import { RecordCursor, type RecordStream } from '../capture/capture-reader.ts';
import { DECODED_LINK_TYPES } from '../capture/link-type.ts';
import type { Capture } from '../capture/open-capture.ts';
import { Layers } from '../decode/layers.ts';
import { walkRecord } from '../decode/walk.ts';
import type { FlowLogs } from '../logs/flow-logs.ts';
import type { CaptureStore } from '../store/capture-store.ts';
import { NameGatherer } from './names.ts';

/** Lets waiting calls and cancellations be heard between blocks. */
const breathe = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

/**
 * Reads the rest of a capture into the store; `afterBlock` is called after every block and ends the reading by
 * answering false. Throws ProblemError when the file can no longer be read; what was stored stays.
 */
export async function ingest(capture: Capture, store: CaptureStore, afterBlock: () => boolean): Promise<void> {
  const cursor = new RecordCursor();
  const layers = new Layers();
  const names = new NameGatherer(store);
  let reserved = false;
  do {
    storeRecords(capture.reader, store, cursor, layers, names);
    names.addFileNames(capture.reader.facts.names);
    if (!reserved) {
      reserve(store, capture.size, capture.bytesRead());
      reserved = store.columns.length > 0;
    }
    await breathe();
    if (!afterBlock()) break;
  } while (await capture.readBlock());
  names.finish();
}

/** As ingest, for logs of flows. */
export async function ingestFlows(logs: FlowLogs, store: CaptureStore, afterBlock: () => boolean): Promise<void> {
  let reserved = false;
  while (await logs.readBlock(batch => store.appendFlows(batch))) {
    if (!reserved && store.log !== undefined) {
      reserved = true;
      reserve(store, logs.size, logs.bytesRead);
    }
    await breathe();
    if (!afterBlock()) break;
  }
}

// hot path
function storeRecords(
  reader: RecordStream,
  store: CaptureStore,
  cursor: RecordCursor,
  layers: Layers,
  names: NameGatherer,
): void {
  let linkType = cursor.linkType;
  let decoded = DECODED_LINK_TYPES.has(linkType);
  while (reader.next(cursor)) {
    if (cursor.linkType !== linkType) {
      linkType = cursor.linkType;
      decoded = DECODED_LINK_TYPES.has(linkType);
    }
    walkRecord(cursor.bytes, cursor.start, cursor.end, cursor.originalLength, linkType, layers, store.inner);
    store.append(cursor, layers, decoded);
    names.gather(cursor.bytes, layers);
  }
}

/** Room for as many records as the file is likely to hold. Pages that are never touched cost nothing. */
function reserve(store: CaptureStore, size: number | undefined, read: number): void {
  if (size === undefined || read === 0) return;
  const rows = Math.ceil((store.columns.length * size * 1.05) / read) + 64;
  store.columns.reserve(rows);
  if (store.log === undefined) return;
  store.log.reserve(rows);
  store.flows.reserve(Math.ceil((store.flows.length * rows) / Math.max(1, store.columns.length)));
}
