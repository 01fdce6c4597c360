// The engine's answers: every call of the contract that is about captures, over the sources that are open.
import type { BulkCalls, SessionCalls } from '../../shared/contract/calls.ts';
import { encodeFrame } from '../../shared/contract/frame.ts';
import { ProblemError } from '../../shared/contract/problem.ts';
import { compareReport } from '../export/compare-report.ts';
import { writeFollowed } from '../export/follow-file.ts';
import { htmlReport } from '../export/html-report.ts';
import { writeReport } from '../export/write-report.ts';
import { burstPage } from '../read/burst-page.ts';
import { burstsReady } from '../read/burst-work.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { conversationPage } from '../read/conversation-page.ts';
import { conversationDetail } from '../read/conversation-rows.ts';
import { hostGraph } from '../read/host-graph.ts';
import { hostPage } from '../read/host-page.ts';
import { hostDetail } from '../read/host-rows.ts';
import { RecordReader } from '../read/record-reader.ts';
import { timeline } from '../read/timeline.ts';
import { beaconCalls } from './beacon-calls.ts';
import { compareCalls, compareSources } from './compare-calls.ts';
import type { EngineListener } from './engine.ts';
import { filterCalls } from './filter-calls.ts';
import { flowCalls } from './flow-calls.ts';
import { overviewCalls } from './overview-calls.ts';
import { pageSource } from './page-source.ts';
import { recordCalls } from './record-calls.ts';
import { reportFor } from './reports.ts';
import { requestCalls } from './request-calls.ts';
import { seriesCalls } from './series-calls.ts';
import { Source } from './source.ts';
import { timingCalls } from './timing-calls.ts';
import { windowCalls } from './window-calls.ts';
import { Writings } from './writings.ts';

/** The contract's session calls, as promises. */
export type SessionImplementation = {
  [Name in keyof SessionCalls]: (input: Parameters<SessionCalls[Name]>[0]) => Promise<ReturnType<SessionCalls[Name]>>;
} & {
  [Name in keyof BulkCalls]: (input: Parameters<BulkCalls[Name]>[0]) => Promise<ArrayBuffer>;
};

export interface Session {
  readonly calls: SessionImplementation;
  close(): Promise<void>;
}

export function startSession(emit: EngineListener): Session {
  const sources = new Map<number, Source>();
  const writings = new Writings(emit);
  let opened = 0;

  function sourceOf({ source }: { readonly source: number }): Source {
    const found = sources.get(source);
    if (!found) throw new ProblemError('no-such-source', 'That capture is no longer open: open it again.');
    return found;
  }

  function present<T>(found: T | undefined, what: string): T {
    if (found === undefined) throw new ProblemError('usage', `There is no ${what} with records in that time range.`);
    return found;
  }

  /** Asks about the records that the input's filter chooses. */
  async function ask<T>(
    input: { source: number; filter?: string | undefined },
    question: (view: CaptureView) => T,
  ): Promise<T> {
    return sourceOf(input).answer(question, input.filter);
  }

  const { report: seriesReport, ...series } = seriesCalls(sourceOf, emit);
  const { report: requestReport, ...requests } = requestCalls(sourceOf);

  const calls: SessionImplementation = {
    ...series,
    ...requests,
    ...beaconCalls(ask),
    ...filterCalls(ask),
    ...flowCalls(ask),
    ...overviewCalls(ask),
    ...compareCalls(ask),
    ...timingCalls(ask),
    ...windowCalls(ask),
    ...recordCalls({ sourceOf, view: input => ask(input, found => found) }),
    async open({ path, more = [], ...how }) {
      const id = ++opened;
      const source = await Source.open(id, [path, ...more], how, emit);
      sources.set(id, source);
      return source.info();
    },
    async stop(input) {
      const source = sourceOf(input);
      await source.stop();
      return source.info();
    },
    async close(input) {
      const source = sourceOf(input);
      writings.stop(input.source);
      sources.delete(input.source);
      await source.stop();
      return null;
    },
    async info(input) {
      return sourceOf(input).info();
    },
    async graph(input) {
      return ask(input, view => hostGraph(view, view.span(input.range), input));
    },
    async hosts(input) {
      return ask(input, view => hostPage(view, input));
    },
    async host(input) {
      return ask(input, view => present(hostDetail(view, input.host, view.span(input.range)), 'such host'));
    },
    async conversations(input) {
      return ask(input, view => conversationPage(view, input));
    },
    async conversation(input) {
      const { by, id, range, bursts } = input;
      return ask(input, view =>
        present(conversationDetail(view, by, id, view.span(range), bursts), by === 'flow' ? 'such flow' : 'such pair'),
      );
    },
    async bursts(input) {
      const view = await ask(input, found => found);
      await burstsReady(view, input.params);
      return burstPage(view, input);
    },
    async tree(input) {
      // Dissectors are half of the program and seldom needed: they are loaded when they are.
      const { treeOfRecord } = await import('./record-trees.ts');
      return treeOfRecord(sourceOf(input), input.number);
    },
    async follow(input) {
      const source = sourceOf(input);
      const { recordFiles } = source;
      const view = await ask(input, found => found);
      const records = new RecordReader(recordFiles, view.store.columns);
      try {
        return await writeFollowed(view, records, input.request, input.path);
      } finally {
        await records.close();
      }
    },
    async write(input) {
      const { request, path } = input;
      const source = sourceOf(input);
      const report =
        request.report === 'summary'
          ? htmlReport(pageSource(source, { ...request, filter: input.filter, range: request.range }), request.sections)
          : request.report === 'series'
            ? await seriesReport({ ...input, range: request.range }, request.series)
            : request.report === 'access-log'
              ? await requestReport({ ...input, range: request.range }, request.requests, request.format)
              : request.compare
                ? compareReport(await compareSources(ask, { ...input, range: request.range, ...request.compare }))
                : await ask(input, view => reportFor(view, source, request));
      const { format = 'csv', raw = false } = request;
      return writings.run(input.source, report.length ?? null, async how => ({
        rows: await writeReport(report, path, { format, raw, ...how }),
      }));
    },
    async stopWriting({ source }) {
      writings.stop(source);
      return null;
    },
    async timeline(input) {
      const view = await ask(input, found => found);
      await burstsReady(view, input.bursts);
      return encodeFrame(timeline(view, input));
    },
  };

  return {
    calls,
    async close() {
      const open = [...sources.values()];
      sources.clear();
      await Promise.all(open.map(source => source.stop()));
    },
  };
}
