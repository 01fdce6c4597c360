// One open source, a capture or logs of flows: loads it, and answers what is asked of it while and after it loads.
import { problemOf } from '../../shared/contract/problem.ts';
import type {
  BadLines,
  FileDamage,
  InterfaceInfo,
  SourceFile,
  SourceInfo,
  SourceKind,
} from '../../shared/model/source.ts';
import { CaptureFacts } from '../capture/facts.ts';
import { openCaptures } from '../capture/merged-capture.ts';
import type { Capture } from '../capture/open-capture.ts';
import { type FlowLogs, openFlowLogs } from '../logs/flow-logs.ts';
import { CaptureView } from '../read/capture-view.ts';
import type { RecordFiles } from '../read/record-reader.ts';
import { CaptureStore } from '../store/capture-store.ts';
import type { EngineListener } from './engine.ts';
import { ingest, ingestFlows } from './ingest.ts';
import { noRecords } from './no-records.ts';
import { Selections } from './selections.ts';

const PROGRESS_MILLIS = 100;

/** Views are told of new records at most this often, and never more often than ten times what they cost last time. */
const CHANGED_MILLIS = 300;

/** What was opened, of either kind. */
type Opened =
  | { readonly kind: 'records'; readonly capture: Capture }
  | { readonly kind: 'flows'; readonly logs: FlowLogs };

/** Captures; where some path is none, logs of flows. Throws ProblemError. */
async function openPaths(paths: readonly string[]): Promise<Opened> {
  try {
    return { kind: 'records', capture: await openCaptures(paths) };
  } catch (thrown) {
    const { kind } = problemOf(thrown);
    const logs = kind === 'not-a-capture' || kind === 'is-directory' ? await openFlowLogs(paths) : undefined;
    if (logs === undefined) throw thrown;
    return { kind: 'flows', logs };
  }
}

/** What is known of the files. */
interface Files {
  readonly files: readonly SourceFile[];
  readonly size: number | undefined;
  readonly bytesRead: number;
  readonly interfaces: readonly InterfaceInfo[];
  readonly facts: CaptureFacts;
  readonly comments: readonly string[];
  readonly damage: readonly FileDamage[];
  readonly badLines: BadLines;
}

function filesOf(opened: Opened): Files {
  if (opened.kind === 'flows') {
    const { files, size, bytesRead, notes, damage, badLines } = opened.logs;
    return { files, size, bytesRead, interfaces: [], facts: new CaptureFacts(), comments: notes, damage, badLines };
  }
  const { files, size, reader, damage } = opened.capture;
  const { interfaces, facts } = reader;
  const bytesRead = opened.capture.bytesRead();
  return {
    files,
    size,
    bytesRead,
    interfaces,
    facts,
    comments: facts.comments,
    damage,
    badLines: { count: 0, first: [] },
  };
}

export class Source {
  readonly #id: number;
  readonly #opened: Opened;
  readonly #store: CaptureStore;
  readonly #emit: EngineListener;
  #state: SourceInfo['state'] = 'loading';
  #stopping = false;
  #loading: Promise<void> = Promise.resolve();
  #view: CaptureView | undefined;
  readonly #selections = new Selections(
    () => this.recordFiles,
    () => (this.kind === 'flows' ? this.#name : undefined),
  );

  private constructor(id: number, opened: Opened, inner: boolean, emit: EngineListener) {
    this.#store = new CaptureStore(inner);
    this.#id = id;
    this.#opened = opened;
    this.#emit = emit;
  }

  /** Opens captures, or logs of flows, as one, by the outermost or the innermost IP header, and resolves once the first block is in; loading goes on. Throws ProblemError. */
  static async open(id: number, paths: readonly string[], inner: boolean, emit: EngineListener): Promise<Source> {
    const source = new Source(id, await openPaths(paths), inner, emit);
    await new Promise<void>(firstBlock => {
      source.#loading = source.#load(firstBlock);
    });
    return source;
  }

  get kind(): SourceKind {
    return this.#opened.kind;
  }

  /**
   * The files, as they were opened, and the interfaces that their records are from. Throws ProblemError (`usage`) for logs
   * of flows, which have no records.
   */
  get recordFiles(): RecordFiles {
    if (this.#opened.kind === 'flows') throw noRecords(this.#name);
    const { files, reader } = this.#opened.capture;
    return { files, interfaces: reader.interfaces };
  }

  /** Comments on the record in `row`. */
  commentsOf(row: number): readonly string[] {
    return this.#opened.kind === 'records' ? this.#opened.capture.reader.facts.commentsOf(row) : [];
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
    let changedAt = started;
    let blocks = 0;
    try {
      await this.#ingest(() => {
        const now = performance.now();
        if (blocks++ === 0) firstBlock();
        if (now - progressAt >= PROGRESS_MILLIS) {
          progressAt = now;
          const { bytesRead, size = 0 } = filesOf(this.#opened);
          this.#emit('progress', {
            source: this.#id,
            records: this.#store.columns.length,
            bytes: bytesRead,
            totalBytes: size,
            elapsedMillis: now - started,
          });
        }
        if (now - changedAt >= CHANGED_MILLIS + 10 * this.#lastAnswerMillis) {
          changedAt = now;
          this.#emit('changed', this.info());
        }
        return !this.#stopping;
      });
      this.#state = this.#stopping ? 'stopped' : 'ready';
    } catch (thrown) {
      this.#state = 'stopped';
      this.#emit('failed', { source: this.#id, problem: problemOf(thrown) });
    }
    firstBlock();
    await (this.#opened.kind === 'records' ? this.#opened.capture : this.#opened.logs).close();
    this.#emit('changed', this.info());
  }

  #ingest(afterBlock: () => boolean): Promise<void> {
    const opened = this.#opened;
    if (opened.kind === 'records') return ingest(opened.capture, this.#store, afterBlock);
    return ingestFlows(opened.logs, this.#store, afterBlock);
  }

  get #name(): string {
    const { files } = filesOf(this.#opened);
    return files.length === 1 ? files[0]!.name : `${files[0]!.name} and ${files.length - 1} more`;
  }

  #lastAnswerMillis = 0;

  /**
   * Runs a question over the records that the filter chooses (all without one) and notes what it cost, so that loading is
   * not starved by questions. Rejects with ProblemError when the filter is wrong, given up, or cannot read the file again.
   */
  async answer<T>(question: (view: CaptureView) => T, filter: string | undefined): Promise<T> {
    const view = filter === undefined ? this.view() : await this.#selections.view(filter, this.view());
    const started = performance.now();
    const result = question(view);
    this.#lastAnswerMillis = performance.now() - started;
    return result;
  }

  info(): SourceInfo {
    const store = this.#store;
    const { files, facts, interfaces, comments, damage, badLines } = filesOf(this.#opened);
    const [first] = files as [SourceFile];
    // While loading, the order of the last view will do: it is a cost to work out and soon out of date.
    const order = this.#state === 'loading' ? this.#view?.order : this.view().order;
    const last = store.columns.length - 1;
    const { seconds, nanos } = store.columns;
    return {
      source: this.#id,
      kind: this.kind,
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
      records: store.columns.length,
      ipRecords: store.ipRecords,
      arpRecords: store.arpRecords,
      undissected: store.undissected,
      capturedBytes: store.capturedBytes,
      wireBytes: store.wireBytes,
      payloadBytes: store.payloadBytes,
      start: last < 0 ? null : order && order.length > 0 ? order.time(0) : [seconds[0]!, nanos[0]!],
      end: last < 0 ? null : order?.length === last + 1 ? order.time(last) : [seconds[last]!, nanos[last]!],
      hosts: store.addresses.length,
      streams: store.flows.streams.length,
      flows: store.flows.length,
      conversations: store.flows.conversations.length,
      outOfOrder: order?.outOfOrder ?? 0,
      damage: damage.slice(),
      badLines,
    };
  }
}
