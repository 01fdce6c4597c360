// Answers as the window gets them, from the engine in its worker thread, in milliseconds. Prints one line of JSON.
import { startWorkerEngine } from '../../main/session/worker-engine.ts';
import { decodeFrame } from '../../shared/contract/frame.ts';
import { type BurstParams, DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import type { SourceInfo } from '../../shared/model/source.ts';
import { addNanos, type TimeRange } from '../../shared/unit/time.ts';

const [path, size] = process.argv.slice(2);
const engine = startWorkerEngine(new URL('./session.worker.js', import.meta.url));
const millis: Record<string, number> = {};
const counts: Record<string, number> = {};

async function timed<T>(name: string, ask: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const answer = await ask();
  millis[name] = performance.now() - started;
  return answer;
}

const ready = new Promise<SourceInfo>(resolve => {
  engine.listen((name, event) => {
    if (name === 'changed' && (event as SourceInfo).state !== 'loading') resolve(event as SourceInfo);
  });
});

/** Small records hold no payload of the default 300 bytes. */
const params: BurstParams = size === 'small' ? { ...DEFAULT_BURST_PARAMS, minPayload: 'auto' } : DEFAULT_BURST_PARAMS;
const graph = (source: number) => engine.call('graph', { source, maxNodes: 300, showHidden: true });
const timeline = async (source: number, range?: TimeRange) =>
  decodeFrame(await engine.bulk('timeline', { source, pixels: 1200, maxSeries: 8, bursts: params, range }));
const bursts = (source: number, gapNanos: number) =>
  engine.call('bursts', {
    source,
    params: { ...params, gapNanos },
    sort: 'burst',
    direction: 'asc',
    offset: 0,
    limit: 100,
  });

// The thread's own start belongs to the program's, not to the file's.
await engine.call('info', { source: 0 }).catch(() => undefined);
const started = performance.now();
const { source } = await timed('open', () => engine.call('open', { path: path! }));
await timed('first graph', () => graph(source));
millis['first picture'] = performance.now() - started;
const info = await ready;
millis.loaded = performance.now() - started;

counts.nodes = (await timed('graph', () => graph(source))).nodes.length;
counts.points = (await timed('timeline, first', () => timeline(source))).columns.time!.length;
await timed('timeline, whole', () => timeline(source));
const nanos = (info.end![0] - info.start![0]) * 1e9;
const part = {
  from: addNanos(info.start!, Math.floor(nanos * 0.4)),
  to: addNanos(info.start!, Math.floor(nanos * 0.6)),
};
await timed('timeline, zoomed', () => timeline(source, part));
counts.bursts = (await timed('bursts', () => bursts(source, params.gapNanos))).total;
counts.burstsChanged = (await timed('threshold', () => bursts(source, 50_000_000))).total;
counts.burstsLonger = (await timed('threshold again', () => bursts(source, 2_000_000_000))).total;
await engine.close();
console.log(JSON.stringify({ records: info.records, millis, counts }));
