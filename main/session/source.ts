// One open capture: loads it, and answers what is asked of it while and after it loads.
import { problemOf } from '../../shared/contract/problem.ts';
import type { SourceFile, SourceInfo } from '../../shared/model/source.ts';
import { openCaptures } from '../capture/merged-capture.ts';
import type { Capture } from '../capture/open-capture.ts';
import { CaptureView } from '../read/capture-view.ts';
import type { RecordFiles } from '../read/record-reader.ts';
import { CaptureStore } from '../store/capture-store.ts';
import type { EngineListener } from './engine.ts';
import { ingest } from './ingest.ts';
import { Selections } from './selections.ts';

const PROGRESS_MILLIS = 100;

/** Views are told of new records at most this often, and never more often than ten times what they cost last time. */
const CHANGED_MILLIS = 300;

export class Source {
  readonly #id: number;
  readonly #capture: Capture;
  readonly #store: CaptureStore;
  readonly #emit: EngineListener;
  #state: SourceInfo['state'] = 'loading';
  #stopping = false;
  #loading: Promise<void> = Promise.resolve();
  #view: CaptureView | undefined;
  readonly #selections = new Selections(() => this.recordFiles);

  private constructor(id: number, capture: Capture, inner: boolean, emit: EngineListener) {
    this.#store = new CaptureStore(inner);
    this.#id = id;
    this.#capture = capture;
    this.#emit = emit;
  }

  /** Opens captures as one, by the outermost or the innermost IP header, and resolves once the first block is in; loading goes on. Throws ProblemError. */
  static async open(id: number, paths: readonly string[], inner: boolean, emit: EngineListener): Promise<Source> {
    const source = new Source(id, await openCaptures(paths), inner, emit);
    await new Promise<void>(firstBlock => {
      source.#loading = source.#load(firstBlock);
    });
    return source;
  }

  /** The files, as they were opened, and the interfaces that their records are from. */
  get recordFiles(): RecordFiles {
    const { files, reader } = this.#capture;
    return { files, interfaces: reader.interfaces };
  }

  /** Comments on the record in `row`. */
  commentsOf(row: number): readonly string[] {
    return this.#capture.reader.facts.commentsOf(row);
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
      await ingest(this.#capture, this.#store, () => {
        const now = performance.now();
        if (blocks++ === 0) firstBlock();
        if (now - progressAt >= PROGRESS_MILLIS) {
          progressAt = now;
          this.#emit('progress', {
            source: this.#id,
            records: this.#store.columns.length,
            bytes: this.#capture.bytesRead(),
            totalBytes: this.#capture.size ?? 0,
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
    await this.#capture.close();
    this.#emit('changed', this.info());
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
    const { reader, files } = this.#capture;
    const { facts } = reader;
    const [first] = files as [SourceFile];
    // While loading, the order of the last view will do: it is a cost to work out and soon out of date.
    const order = this.#state === 'loading' ? this.#view?.order : this.view().order;
    const last = store.columns.length - 1;
    const { seconds, nanos } = store.columns;
    return {
      source: this.#id,
      path: first.path,
      name: files.length === 1 ? first.name : `${first.name} and ${files.length - 1} more`,
      size: files.reduce((sum, { size }) => sum + size, 0),
      format: first.format,
      formatText: [...new Set(files.map(({ formatText }) => formatText))].join('; '),
      compression: first.compression,
      files: files.slice(),
      comments: facts.comments.slice(),
      writers: facts.writers.slice(),
      commentedRecords: facts.commentedRecords,
      commentsLeftOut: facts.commentsLeftOut,
      untimed: facts.untimed,
      names: facts.names.length,
      skipped: { secrets: facts.secrets, custom: facts.custom, unknown: facts.unknown },
      inner: store.inner,
      interfaces: reader.interfaces.slice(),
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
      damage: this.#capture.damage.slice(),
    };
  }
}
