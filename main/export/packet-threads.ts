// Lines of the packets report made by several threads, each of which reads a part of the records from the files itself.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type Problem, ProblemError } from '../../shared/contract/problem.ts';
import { haveChanged } from '../read/record-reader.ts';
import { type LinesMade, type LinesWanted, PacketLines } from './packet-lines.ts';
import type { CsvLines } from './report.ts';

/** Rows to make lines of, or the bytes of lines that were written. */
export type ForThread = { readonly rows: Uint32Array } | { readonly spare: ArrayBuffer };
/** Lines; at the end of those of the rows that were asked for, `made`. */
export type FromThread = LinesMade | 'made' | { readonly problem: Problem };

/** Beside this file once it is built; tests of the sources have one thread. */
const WORKER = new URL('./packet-lines.worker.js', import.meta.url);

const MOST_THREADS = 4;
/** Rows that a thread is given at a time. */
const PART = 32_768;
/** Parts that a thread is given ahead, so that it never waits. */
const AHEAD = 2;
/** Fewer rows are done before a thread has started. */
const FEWEST = 2 * PART;
const ROOM = 1 << 20;

/** The lines of these rows, which ascend, in their order. Throws ProblemError as RecordReader does. */
export async function* packetLines(wanted: LinesWanted, rows: Uint32Array): AsyncGenerator<CsvLines, void> {
  // A compressed file would be read from its beginning on by each of them.
  const isCompressed = wanted.facts.files.files.some(({ compression }) => compression !== null);
  const threads = Math.min(availableParallelism(), MOST_THREADS);
  const mayBeSeveral = threads > 1 && rows.length >= FEWEST && !isCompressed && existsSync(fileURLToPath(WORKER));
  const byOne = !mayBeSeveral || (await haveChanged(wanted.facts.files));
  yield* byOne ? byThisThread(wanted, rows) : byThreads(wanted, rows, threads);
}

async function* byThisThread(wanted: LinesWanted, rows: Uint32Array): AsyncGenerator<CsvLines, void> {
  const lines = new PacketLines(wanted);
  let lent: ArrayBuffer = new ArrayBuffer(ROOM);
  let spare: ArrayBuffer = new ArrayBuffer(ROOM);
  try {
    for await (const made of lines.of(rows, () => new Uint8Array(spare))) {
      yield made;
      [spare, lent] = [lent, made.bytes.buffer];
    }
  } finally {
    await lines.close();
  }
}

async function* byThreads(wanted: LinesWanted, rows: Uint32Array, count: number): AsyncGenerator<CsvLines, void> {
  const threads = Array.from({ length: count }, () => new LinesThread(wanted));
  const parts = Math.ceil(rows.length / PART);
  const give = (part: number): void => {
    if (part < parts) threads[part % count]!.give({ rows: rows.slice(part * PART, (part + 1) * PART) });
  };
  try {
    for (let part = 0; part < count * AHEAD; part++) give(part);
    let lent: readonly [LinesThread, ArrayBuffer] | undefined;
    for (let part = 0; part < parts; part++) {
      const thread = threads[part % count]!;
      for (;;) {
        const said = await thread.next();
        if (said === 'made') break;
        yield said;
        lent?.[0].give({ spare: lent[1] });
        lent = [thread, said.bytes.buffer];
      }
      give(part + count * AHEAD);
    }
  } finally {
    await Promise.all(threads.map(thread => thread.close()));
  }
}

class LinesThread {
  readonly #worker: Worker;
  readonly #said: (LinesMade | 'made' | Error)[] = [];
  #heard: () => void = () => {};

  constructor(wanted: LinesWanted) {
    this.#worker = new Worker(WORKER, { workerData: wanted });
    this.#worker.on('message', (said: FromThread) =>
      this.#hear(said === 'made' || 'bytes' in said ? said : asError(said)),
    );
    this.#worker.on('error', error => this.#hear(error));
  }

  give(message: ForThread): void {
    this.#worker.postMessage(message, 'spare' in message ? [message.spare] : []);
  }

  async next(): Promise<LinesMade | 'made'> {
    if (this.#said.length === 0) {
      await new Promise<void>(resolve => {
        this.#heard = resolve;
      });
    }
    const said = this.#said.shift()!;
    if (said instanceof Error) throw said;
    return said;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #hear(said: LinesMade | 'made' | Error): void {
    this.#said.push(said);
    this.#heard();
  }
}

const asError = ({ problem }: { readonly problem: Problem }): ProblemError =>
  new ProblemError(problem.kind, problem.message);
