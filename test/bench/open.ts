// What is timed as "open" (DESIGN section 5), by the engine's own code in a process of its own: load, then analyses.
// Prints one line of JSON. Without a file it does nothing and prints its own memory.
import { readFileSync } from 'node:fs';
import { openCapture } from '../../main/capture/open-capture.ts';
import { CaptureView } from '../../main/read/capture-view.ts';
import { ingest } from '../../main/session/ingest.ts';
import { CaptureStore } from '../../main/store/capture-store.ts';
import { previousRows } from '../../main/timing/previous.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';

/** In Linux a process that was just started has the maxRSS of the one that started it; VmHWM is its own. Bytes. */
function peakMemory(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))![1]) * 1024;
}

async function load(path: string): Promise<CaptureStore> {
  const capture = await openCapture(path);
  const store = new CaptureStore();
  await ingest(capture, store, () => true);
  await capture.close();
  return store;
}

/** Everything that an open capture can be asked at once; the counts show that it was worked out. */
function analyse(store: CaptureStore) {
  const steps: Record<string, number> = {};
  const counts: Record<string, number> = {};
  const step = (name: string, work: () => number): void => {
    const started = performance.now();
    counts[name] = work();
    steps[name] = (performance.now() - started) / 1000;
  };
  let view!: CaptureView;
  step('time order', () => {
    view = new CaptureView(store);
    return view.order.length;
  });
  const { columns, flows } = store;
  const gaps: Uint32Array[] = [];
  const gapsOf = (scope: 'sender' | 'receiver') => () =>
    gaps.push(previousRows(scope, columns, flows, view.hosts, view.order));
  step('hosts', () => view.hostTable(view.whole).peers.length);
  step('flows', () => view.conversations('flow', view.whole).length);
  step('conversations', () => view.conversations('pair', view.whole).length);
  step('connections', () => view.connections(view.whole).count.length);
  step('IDT of hosts', gapsOf('sender'));
  step('IAT of hosts', gapsOf('receiver'));
  step('stream groups', () => view.groups('stream').keys);
  step('bursts', () => view.bursts(DEFAULT_BURST_PARAMS).length);
  return { steps, counts, gaps };
}

async function measure(path: string) {
  const started = performance.now();
  const store = await load(path);
  const loaded = performance.now();
  const loadPeak = peakMemory();
  const { steps, counts } = analyse(store);
  const done = performance.now();
  const { user, system } = process.cpuUsage();
  return {
    records: store.columns.length,
    loadSeconds: (loaded - started) / 1000,
    openSeconds: (done - started) / 1000,
    cpuSeconds: (user + system) / 1e6,
    loadPeak,
    peak: peakMemory(),
    steps,
    counts,
  };
}

const [path] = process.argv.slice(2);
console.log(JSON.stringify(path === undefined ? { peak: peakMemory() } : await measure(path)));
