// What is timed: a capture opened by the engine's own code, with everything that "open" means (DESIGN section 5).
import { startSession } from '../../main/session/session.ts';
import { Source } from '../../main/session/source.ts';
import { previousRows } from '../../main/timing/previous.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import type { SourceInfo } from '../../shared/model/source.ts';

const [path] = process.argv.slice(2);
const seconds = (since: number): number => (performance.now() - since) / 1000;

/** All columns, hosts, flows, conversations, IAT and IDT of every record, bursts. */
async function measureOpen(file: string) {
  const started = performance.now();
  let loaded: (info: SourceInfo) => void;
  const ready = new Promise<SourceInfo>(resolve => {
    loaded = resolve;
  });
  const source = await Source.open(1, file, (name, event) => {
    if (name === 'changed' && 'state' in event && event.state !== 'loading') loaded(event as SourceInfo);
  });
  const { records } = await ready;
  const load = seconds(started);
  const view = source.view();
  const { columns, flows } = view.store;
  const hosts = view.hostTable(view.whole).peers.length;
  const conversations = view.conversations('pair', view.whole).length + view.conversations('flow', view.whole).length;
  const gaps =
    previousRows('sender', columns, flows, view.hosts, view.order).length +
    previousRows('receiver', columns, flows, view.hosts, view.order).length;
  const bursts = view.bursts(DEFAULT_BURST_PARAMS).length;
  const open = seconds(started);
  return { records, load, open, hosts, conversations, gaps, bursts, rss: process.resourceUsage().maxRSS * 1024 };
}

/** First picture, a timeline answer, a changed threshold: as the window asks for them. */
async function measureAnswers(file: string) {
  let loaded: () => void;
  const ready = new Promise<void>(resolve => {
    loaded = resolve;
  });
  const session = startSession((name, event) => {
    if (name === 'changed' && 'state' in event && event.state !== 'loading') loaded();
  });
  const { calls } = session;
  const timed = async (ask: () => Promise<unknown>): Promise<number> => {
    const started = performance.now();
    await ask();
    return performance.now() - started;
  };
  let source = 0;
  const firstPicture = await timed(async () => {
    source = (await calls.open({ path: file })).source;
    await calls.graph({ source, maxNodes: 300, showHidden: false });
  });
  await ready;
  const page = { source, sort: 'burst', direction: 'asc', offset: 0, limit: 100 } as const;
  const timeline = () => calls.timeline({ source, pixels: 1200, maxSeries: 8, bursts: DEFAULT_BURST_PARAMS });
  const bursts = (gapNanos: number) => calls.bursts({ ...page, params: { ...DEFAULT_BURST_PARAMS, gapNanos } });
  const timelineFirst = await timed(timeline);
  const timelineAgain = await timed(timeline);
  await bursts(1e9);
  const threshold = await timed(() => bursts(50e6));
  await session.close();
  return { firstPicture, timelineFirst, timelineAgain, threshold };
}

const opened = await measureOpen(path!);
console.log(JSON.stringify({ ...opened, ...(await measureAnswers(path!)) }));
