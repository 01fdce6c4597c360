// Logs of flows as one source: files one behind the other, block by block, each line a row or listed as broken.
import type { BadLines, FileDamage, SourceFile } from '../../shared/model/source.ts';
import { findFlowLogs, type LogFile } from './find-flow-logs.ts';
import { FLOW_LOGS } from './flow-log-kind.ts';
import { FlowRow } from './flow-row.ts';
import { BLOCK_SIZE, LogLines } from './log-lines.ts';

/** Takes a row, which is borrowed for the call. */
export type TakeRow = (row: FlowRow) => void;

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

  /** Reads on and gives the rows of the next block; false when all was read. Throws ProblemError when the medium fails. */
  readBlock(take: TakeRow): Promise<boolean> {
    const row = this.#row;
    return this.#lines.readBlock(
      file => {
        row.clear();
        const read = FLOW_LOGS[this.#logs[file]!.format].reader();
        // hot path
        return (bytes, at, end) => {
          const reason = read(bytes, at, end, row);
          if (reason === null) take(row);
          return reason;
        };
      },
      file => {
        const quick = FLOW_LOGS[this.#logs[file]!.format].quick?.();
        if (quick === undefined) return undefined;
        // hot path
        return (bytes, at) => {
          const next = quick(bytes, at, row);
          if (next >= 0) take(row);
          return next;
        };
      },
    );
  }

  /** Waits for a read that is under way and lets go of the file. */
  close(): Promise<void> {
    return this.#lines.close();
  }
}
