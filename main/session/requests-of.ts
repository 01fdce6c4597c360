// The requests of a source: those that it consists of, or that its logs of HTTP or its records tell of, which are read
// when they are first asked for.
import { ProblemError } from '../../shared/contract/problem.ts';
import { type HttpLog, REQUEST_READERS } from '../logs/find-request-logs.ts';
import { BLOCK_SIZE, LogLines } from '../logs/log-lines.ts';
import { RequestRow } from '../logs/request-row.ts';
import { captureRequests } from '../read/capture-requests.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { Kept } from '../read/in-slices.ts';
import { RecordReader } from '../read/record-reader.ts';
import { RequestView } from '../read/request-view.ts';
import { RequestStore } from '../store/request-store.ts';
import type { Source } from './source.ts';

const breathe = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

/** Views by filter that are kept of one state of a source. */
const kept = new Kept(4);

/**
 * Of a capture, those that began in a record which the filter chooses. Throws ProblemError: `usage` when the source has no
 * requests, or a log is asked with a filter; those of reading a file again.
 */
export async function requestsOf(source: Source, filter: string | undefined): Promise<RequestView> {
  source.must('requests');
  const { requests, httpLogs } = source;
  if (filter !== undefined && (requests || httpLogs)) {
    throw new ProblemError('usage', 'A log of requests has no records to filter: choose values of its fields instead.');
  }
  if (requests) return kept.get(requests, String(requests.length), async () => new RequestView(requests));
  // What is worked out of records is worth it once all are there.
  await source.loaded;
  if (httpLogs) return kept.get(httpLogs, '', async () => new RequestView(await readHttpLogs(source, httpLogs)));
  const whole = await source.answer(view => view, undefined);
  const all = kept.get(whole, '', async () => new RequestView(await readRecords(source, whole)));
  if (filter === undefined) return all;
  const chosen = await source.answer(view => view, filter);
  return kept.get(chosen, '', async () => {
    const { store } = await all;
    return new RequestView(store, rowsWithin(store, chosen));
  });
}

async function readHttpLogs(source: Source, logs: readonly HttpLog[]): Promise<RequestStore> {
  const store = new RequestStore(logs.map(({ path }) => path));
  const row = new RequestRow();
  const lines = new LogLines(logs, BLOCK_SIZE);
  const begin = (file: number) => {
    const read = REQUEST_READERS[logs[file]!.kind]();
    return (bytes: Uint8Array, at: number, end: number, line: number): string | null | undefined => {
      const reason = read(bytes, at, end, row);
      if (reason === null) store.append(row, line, file);
      return reason;
    };
  };
  try {
    while (await lines.readBlock(begin)) await breathe();
  } finally {
    await lines.close();
  }
  source.noteBadRequests(lines.badLines, logs);
  return store;
}

async function readRecords(source: Source, view: CaptureView): Promise<RequestStore> {
  const reader = new RecordReader(source.recordFiles, view.store.columns);
  try {
    return await captureRequests(view.store, view.data.tcp, reader);
  } finally {
    await reader.close();
  }
}

/** Requests that began in a record of the view. */
function rowsWithin({ line, length }: RequestStore, { order }: CaptureView): Uint32Array {
  const isChosen = new Uint8Array(order.rowLimit);
  for (let i = 0; i < order.length; i++) isChosen[order.row(i)] = 1;
  const rows = new Uint32Array(length);
  let count = 0;
  for (let row = 0; row < length; row++) if (isChosen[line[row]! - 1] === 1) rows[count++] = row;
  return rows.subarray(0, count);
}
