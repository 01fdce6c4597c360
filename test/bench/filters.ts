// Filters that columns answer, over a loaded capture, in milliseconds. Prints one line of JSON.
import { openCapture } from '../../main/capture/open-capture.ts';
import type { RecordSource } from '../../main/filter/record-source.ts';
import { runFilter } from '../../main/filter/run.ts';
import { ingest } from '../../main/session/ingest.ts';
import { CaptureStore } from '../../main/store/capture-store.ts';
import { parseFilter } from '../../shared/filter/filter.ts';

const FILTERS = [
  'ip.addr == 10.0.0.0/8 && tcp.port in {80, 443} && !(udp)',
  'tcp.flags.syn == 1 && tcp.flags.ack == 0',
  'frame.len > 1000',
  'frame.time_relative > 10 && ip.src == 10.0.0.0/8 && ip.ttl < 65',
  'tcp.len > 0 || udp.length > 100 || icmp',
  'frame.number in {1 .. 1000} || frame.time_delta > 0.1',
];

const NOT_ASKED: RecordSource = {
  rows: async () => {
    throw new Error('These filters need no records.');
  },
};

const [path] = process.argv.slice(2);
const store = new CaptureStore();
const capture = await openCapture(path!);
await ingest(capture, store, () => true);
await capture.close();

const millis: Record<string, number> = {};
const counts: Record<string, number> = {};
for (const text of FILTERS) {
  const started = performance.now();
  const parsed = parseFilter(text);
  if ('error' in parsed) throw new Error(parsed.error.message);
  const rows = await runFilter(parsed.ast, store, NOT_ASKED);
  millis[text] = performance.now() - started;
  counts[text] = rows.count;
}
console.log(JSON.stringify({ records: store.columns.length, millis, counts }));
