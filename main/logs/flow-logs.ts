// Logs of flows as one source: files one behind the other, block by block, each line a row or listed as broken.
import type { BadLines, FileDamage, SourceFile } from '../../shared/model/source.ts';
import { findFlowLogs, type LogFile } from './find-flow-logs.ts';
import { FlowBatch } from './flow-batch.ts';
import { FLOW_LOGS } from './flow-log-kind.ts';
import { FlowRow } from './flow-row.ts';
import type { TakeQuickly } from './line-splitter.ts';
import { BLOCK_SIZE, LogLines, type ReadLine } from './log-lines.ts';

/** Takes rows, which are borrowed for the call. */
type TakeBatch = (batch: FlowBatch) => void;

/**
 * Opens the logs among files and in folders. Undefined when none of the paths is one. Throws ProblemError as findFlowLogs.
 */
export async function openFlowLogs(paths: readonly string[], blockSize = BLOCK_SIZE): Promise<FlowLogs | undefined> {
  const found = await findFlowLogs(paths);
  return found && new FlowLogs(found.files, found.notes, blockSize);
}

export class FlowLogs {
  readonly files: readonly SourceFile[];
  /** Sentences on what was left out. */
  readonly notes: readonly string[];
  readonly #logs: readonly LogFile[];
  readonly #lines: LogLines;
  readonly #row = new FlowRow();
  readonly #batch = new FlowBatch();
  #take: TakeBatch = () => {};

  constructor(logs: readonly LogFile[], notes: readonly string[], blockSize: number) {
    this.#logs = logs;
    this.#lines = new LogLines(logs, blockSize);
    this.files = logs.map(({ isConn: _, hasEnds: __, ...file }) => file);
    this.notes = notes;
  }

  /** Bytes of all files on disk. */
  get size(): number {
    return this.#lines.size;
  }

  /** Bytes of the files on disk that were read. */
  get bytesRead(): number {
    return this.#lines.bytesRead;
  }

  get damage(): readonly FileDamage[] {
    return this.#lines.damage;
  }

  get badLines(): BadLines {
    return this.#lines.badLines;
  }

  /** Reads on and gives the rows of the next block, batch by batch; false when all was read. Throws ProblemError when the medium fails. */
  async readBlock(take: TakeBatch): Promise<boolean> {
    this.#take = take;
    try {
      return await this.#lines.readBlock(this.#begin, this.#beginQuick);
    } finally {
      this.#give();
    }
  }

  // hot path
  #add(row: FlowRow): void {
    const batch = this.#batch;
    batch.push(row);
    if (batch.length === batch.capacity) this.#give();
  }

  #give(): void {
    if (this.#batch.length > 0) this.#take(this.#batch);
    this.#batch.length = 0;
  }

  readonly #begin = (file: number): ReadLine => {
    const row = this.#row;
    row.clear();
    const read = FLOW_LOGS[this.#logs[file]!.format].reader();
    // hot path
    return (bytes, at, end) => {
      const reason = read(bytes, at, end, row);
      if (reason === null) this.#add(row);
      return reason;
    };
  };

  readonly #beginQuick = (file: number): TakeQuickly | undefined => {
    const row = this.#row;
    const quick = FLOW_LOGS[this.#logs[file]!.format].quick?.();
    if (quick === undefined) return undefined;
    // hot path
    return (bytes, at) => {
      const next = quick(bytes, at, row);
      if (next >= 0) this.#add(row);
      return next;
    };
  };

  /** Waits for a read that is under way and lets go of the file. */
  close(): Promise<void> {
    return this.#lines.close();
  }
}
