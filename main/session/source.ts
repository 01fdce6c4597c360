// One open source, of whatever kind: loads it, and answers what is asked of it while and after it loads.
import type { OpenInput } from '../../shared/contract/calls.ts';
import { ProblemError, problemOf } from '../../shared/contract/problem.ts';
import type { CountOptions } from '../../shared/model/series.ts';
import type { BadLines, BadRequests, SourceFile, SourceInfo, SourcePart } from '../../shared/model/source.ts';
import type { CaptureFacts } from '../capture/facts.ts';
import { openCaptures } from '../capture/merged-capture.ts';
import { type CountFile, openCountFile } from '../logs/daily-counts.ts';
import { findAccessLogs, findHttpLogs, type HttpLog } from '../logs/find-request-logs.ts';
import { type FlowLogs, openFlowLogs } from '../logs/flow-logs.ts';
import { CaptureView } from '../read/capture-view.ts';
import type { RecordFiles } from '../read/record-reader.ts';
import { CaptureStore } from '../store/capture-store.ts';
import type { RequestStore } from '../store/request-store.ts';
import type { EngineListener } from './engine.ts';
import { News } from './news.ts';
import { lackOf, noRecords } from './no-records.ts';
import { type Opened, openedCapture, openedFlows } from './opened.ts';
import { openedRequests } from './request-opened.ts';
import { Selections } from './selections.ts';
import { openedCounts } from './series-opened.ts';

const PROGRESS_MILLIS = 100;

/** Captures; where some path is none, logs of flows, access logs, or a file of counts: with `counts`, that alone. Throws ProblemError. */
async function openPaths(paths: readonly string[], counts?: CountOptions): Promise<Opened> {
  if (counts !== undefined) return openedCounts(await openCounts(paths, counts));
  try {
    return openedCapture(await openCaptures(paths));
  } catch (thrown) {
    const { kind } = problemOf(thrown);
    if (kind !== 'not-a-capture' && kind !== 'is-directory') throw thrown;
    const logs = await openFlowLogs(paths);
    if (logs !== undefined) return openedFlows(logs, await httpLogsOf(logs, paths));
    const access = await findAccessLogs(paths);
    if (access !== undefined) return openedRequests(access);
    const found = kind === 'not-a-capture' && paths.length === 1 ? await openCountFile(paths[0]!) : undefined;
    if (found !== undefined) return openedCounts(found);
    throw thrown;
  }
}

/** Zeek's logs of HTTP tell of requests: those that are opened, and those beside the logs of connections that are. */
async function httpLogsOf({ files }: FlowLogs, paths: readonly string[]): Promise<readonly HttpLog[]> {
  return files.some(({ format }) => format === 'zeek' || format === 'zeek-json') ? findHttpLogs(paths) : [];
}

async function openCounts(paths: readonly string[], options: CountOptions): Promise<CountFile> {
  if (paths.length > 1) throw new ProblemError('usage', 'Files of counts are opened one at a time.');
  const found = await openCountFile(paths[0]!, options);
  if (found === undefined) throw new ProblemError('usage', `${paths[0]} is a pipe: write the counts to a file first.`);
  return found;
}

export class Source {
  readonly #id: number;
  readonly #opened: Opened;
  readonly #store: CaptureStore;
  readonly #emit: EngineListener;
  #state: SourceInfo['state'] = 'loading';
  #badRequests: BadRequests | undefined;
  #stopping = false;
  #loading: Promise<void> = Promise.resolve();
  #view: CaptureView | undefined;
  readonly #selections = new Selections(
    () => this.recordFiles,
    () => (this.#opened.capture ? undefined : this.#name),
  );

  private constructor(id: number, opened: Opened, inner: boolean, emit: EngineListener) {
    this.#store = new CaptureStore(inner);
    this.#id = id;
    this.#opened = opened;
    this.#emit = emit;
  }

  /** Opens captures, or logs of flows, as one, by the outermost or the innermost IP header, and resolves once the first block is in; loading goes on. Throws ProblemError. */
  static async open(
    id: number,
    paths: readonly string[],
    { inner = false, counts }: Pick<OpenInput, 'inner' | 'counts'>,
    emit: EngineListener,
  ): Promise<Source> {
    const source = new Source(id, await openPaths(paths, counts), inner, emit);
    await new Promise<void>(firstBlock => {
      source.#loading = source.#load(firstBlock);
    });
    return source;
  }

  has(part: SourcePart): boolean {
    return this.#opened.has.includes(part);
  }

  /** Throws ProblemError (`usage`) when the source does not have what a question is about. */
  must(part: SourcePart): void {
    if (!this.has(part)) throw lackOf(this.#name, this.#opened, part);
  }

  /** The files, as they were opened, and the interfaces that their records are from. Throws ProblemError (`usage`) for logs. */
  get recordFiles(): RecordFiles {
    const { capture } = this.#opened;
    if (capture === undefined) throw noRecords(this.#name, this.#opened.called);
    return { files: capture.files, interfaces: capture.reader.interfaces };
  }

  /** What the files say beside their records. Throws as recordFiles. */
  get facts(): CaptureFacts {
    const { capture } = this.#opened;
    if (capture === undefined) throw noRecords(this.#name, this.#opened.called);
    return capture.reader.facts;
  }

  /** The counts, of a file of them. */
  get counts(): CountFile | undefined {
    return this.#opened.counts;
  }

  /** The requests, of an access log. */
  get requests(): RequestStore | undefined {
    return this.#opened.requests;
  }

  /** The logs of HTTP that tell of its requests, of a log of flows. */
  get httpLogs(): readonly HttpLog[] | undefined {
    return this.#opened.httpLogs;
  }

  /** Notes which lines could not be read when the logs of HTTP were, and tells whoever listens. */
  noteBadRequests({ count, first }: BadLines, logs: readonly HttpLog[]): void {
    const { files, badLines } = this.#opened.fileFacts();
    const listed = new Set(badLines.first.map(({ file, line }) => `${line} ${files[file]!.path}`));
    const others = first.filter(({ file, line }) => !listed.has(`${line} ${logs[file]!.path}`));
    this.#badRequests = {
      count: count - (first.length - others.length),
      first: others.map(({ file, line, reason }) => ({ path: logs[file]!.path, line, reason })),
    };
    if (this.#badRequests.count > 0) this.#emit('changed', this.info());
  }

  /** Resolves when nothing more is being read. */
  get loaded(): Promise<void> {
    return this.#loading;
  }

  get isLoading(): boolean {
    return this.#state === 'loading';
  }

  /** Comments on the record in `row`. */
  commentsOf(row: number): readonly string[] {
    return this.#opened.capture?.reader.facts.commentsOf(row) ?? [];
  }

  /** What is known so far, for answering questions: the same object until more records are in. */
  view(): CaptureView {
    if (this.#view?.order.length !== this.#store.columns.length) this.#view = new CaptureView(this.#store);
    return this.#view!;
  }

  /** Ends loading; resolves when the file is let go of. What was read stays. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#loading;
  }

  async #load(firstBlock: () => void): Promise<void> {
    const started = performance.now();
    let progressAt = started;
    const news = new News(started);
    let blocks = 0;
    try {
      await this.#opened.ingest(this.#store, () => {
        const now = performance.now();
        const rows = this.#rows;
        const { bytesRead, size = 0 } = this.#opened.fileFacts();
        if (blocks++ === 0) {
          news.begin(rows);
          firstBlock();
        }
        if (now - progressAt >= PROGRESS_MILLIS) {
          progressAt = now;
          this.#emit('progress', {
            source: this.#id,
            records: rows,
            bytes: bytesRead,
            totalBytes: size,
            elapsedMillis: now - started,
          });
        }
        if (news.isDue(now, rows, bytesRead, size)) this.#emit('changed', this.info());
        return !this.#stopping;
      });
      this.#state = this.#stopping ? 'stopped' : 'ready';
    } catch (thrown) {
      this.#state = 'stopped';
      this.#emit('failed', { source: this.#id, problem: problemOf(thrown) });
    }
    firstBlock();
    await this.#opened.close();
    this.#emit('changed', this.info());
  }

  get #name(): string {
    const { files } = this.#opened.fileFacts();
    return files.length === 1 ? files[0]!.name : `${files[0]!.name} and ${files.length - 1} more`;
  }

  /** Of what the source is made of: records, flows, requests or counts. */
  get #rows(): number {
    return this.#opened.ownRows?.().rows ?? this.#store.columns.length;
  }

  /**
   * Runs a question over the records that the filter chooses (all without one). Rejects with ProblemError when the filter is
   * wrong, given up, or cannot read the file again, and when the source has no records or flows.
   */
  async answer<T>(question: (view: CaptureView) => T, filter: string | undefined): Promise<T> {
    this.must('flows');
    const view = filter === undefined ? this.view() : await this.#selections.view(filter, this.view());
    return question(view);
  }

  info(): SourceInfo {
    const store = this.#store;
    const { kind, has } = this.#opened;
    const own = this.#opened.ownRows?.();
    const { files, facts, interfaces, comments, damage, badLines } = this.#opened.fileFacts();
    const [first] = files as [SourceFile];
    // While loading, the order of the last view will do: it is a cost to work out and soon out of date.
    const order = this.#state === 'loading' ? this.#view?.order : this.view().order;
    const last = store.columns.length - 1;
    const { seconds, nanos } = store.columns;
    return {
      source: this.#id,
      kind,
      has,
      path: first.path,
      name: this.#name,
      size: files.reduce((sum, { size }) => sum + size, 0),
      format: first.format,
      formatText: [...new Set(files.map(({ formatText }) => formatText))].join('; '),
      compression: first.compression,
      files: files.slice(),
      comments: comments.slice(),
      writers: facts.writers.slice(),
      commentedRecords: facts.commentedRecords,
      commentsLeftOut: facts.commentsLeftOut,
      untimed: facts.untimed,
      names: facts.names.length,
      skipped: { secrets: facts.secrets, custom: facts.custom, unknown: facts.unknown },
      inner: store.inner,
      interfaces: interfaces.slice(),
      state: this.#state,
      records: own?.rows ?? store.columns.length,
      ipRecords: store.ipRecords,
      arpRecords: store.arpRecords,
      undissected: store.undissected,
      capturedBytes: store.capturedBytes,
      wireBytes: own?.bytes ?? store.wireBytes,
      payloadBytes: store.payloadBytes,
      start: own?.start ?? (last < 0 ? null : order && order.length > 0 ? order.time(0) : [seconds[0]!, nanos[0]!]),
      end:
        own?.end ?? (last < 0 ? null : order?.length === last + 1 ? order.time(last) : [seconds[last]!, nanos[last]!]),
      hosts: own?.hosts ?? store.addresses.length,
      streams: store.flows.streams.length,
      flows: store.flows.length,
      conversations: store.flows.conversations.length,
      outOfOrder: own?.outOfOrder ?? order?.outOfOrder ?? 0,
      damage: damage.slice(),
      badLines,
      badRequests: this.#badRequests,
      counts: this.#opened.counts?.facts(this.#state !== 'loading') ?? null,
    };
  }
}
