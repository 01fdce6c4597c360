// Logs of flows as one source: files one behind the other, block by block, each line a row or listed as broken.
import type { BadLine, BadLines, FileDamage, SourceFile } from '../../shared/model/source.ts';
import { type BlockStream, openBlockStream } from '../bytes/block-stream.ts';
import { openFile } from '../bytes/file-source.ts';
import { findFlowLogs, type LogFile } from './find-flow-logs.ts';
import { FLOW_LOGS } from './flow-log-kind.ts';
import { FlowRow } from './flow-row.ts';
import { LineSplitter, type TakeLine, type TakeQuickly } from './line-splitter.ts';
import { LONGEST_QUICK_LINE } from './quick-cells.ts';

/** Small enough that whoever waits can be heard between two blocks. */
const BLOCK_SIZE = 1024 * 1024;
/** Broken lines that are kept; all are counted. */
const KEPT_LINES = 1000;

/** Takes a row, which is borrowed for the call. */
export type TakeRow = (row: FlowRow) => void;

/**
 * Opens the logs among files and in folders. Undefined when none of the paths is one. Throws ProblemError as findFlowLogs.
 */
export async function openFlowLogs(paths: readonly string[], blockSize = BLOCK_SIZE): Promise<FlowLogs | undefined> {
  const found = await findFlowLogs(paths);
  return found && new FlowLogs(found.files, found.notes, blockSize);
}

/** One file while it is read. */
interface Reading {
  readonly stream: BlockStream;
  readonly lines: LineSplitter;
}

export class FlowLogs {
  readonly files: readonly SourceFile[];
  /** Sentences on what was left out. */
  readonly notes: readonly string[];
  readonly damage: FileDamage[] = [];
  /** Bytes of all files on disk. */
  readonly size: number;
  readonly #logs: readonly LogFile[];
  readonly #blockSize: number;
  readonly #bad: BadLine[] = [];
  #badCount = 0;
  #file = 0;
  #rowsOfFile = 0;
  #bytesBefore = 0;
  #reading: Reading | undefined;

  constructor(logs: readonly LogFile[], notes: readonly string[], blockSize: number) {
    this.#logs = logs;
    this.files = logs.map(({ isConn: _, hasEnds: __, ...file }) => file);
    this.notes = notes;
    this.size = logs.reduce((sum, { size }) => sum + size, 0);
    this.#blockSize = blockSize;
  }

  /** Bytes of the files on disk that were read. */
  get bytesRead(): number {
    return this.#bytesBefore + (this.#reading?.stream.bytesRead ?? 0);
  }

  get badLines(): BadLines {
    return { count: this.#badCount, first: this.#bad.slice() };
  }

  /** Reads on and gives the rows of the next block; false when all was read. Throws ProblemError when the medium fails. */
  async readBlock(take: TakeRow): Promise<boolean> {
    const log = this.#logs[this.#file];
    if (log === undefined) return false;
    this.#reading ??= await this.#begin(log, take);
    const { stream, lines } = this.#reading;
    const block = await stream.next();
    if (block !== undefined) {
      lines.append(block);
      return true;
    }
    lines.finish();
    const { damage } = stream;
    if (damage !== undefined) this.damage.push({ ...damage, file: this.#file, record: this.#rowsOfFile });
    this.#bytesBefore += log.size;
    this.#file++;
    this.#rowsOfFile = 0;
    await this.close();
    return this.#file < this.#logs.length;
  }

  /** Waits for a read that is under way and lets go of the file. */
  async close(): Promise<void> {
    const reading = this.#reading;
    this.#reading = undefined;
    await reading?.stream.close();
  }

  async #begin({ path, format }: LogFile, take: TakeRow): Promise<Reading> {
    const row = new FlowRow();
    const read = FLOW_LOGS[format].reader();
    const quick = FLOW_LOGS[format].quick?.();
    // hot path
    const takeLine: TakeLine = (bytes, at, end, line) => {
      const reason = read(bytes, at, end, row);
      if (reason === null) {
        this.#rowsOfFile++;
        take(row);
      } else if (reason !== undefined) this.#noteBad(line, reason);
    };
    // hot path
    const takeQuickly: TakeQuickly | undefined =
      quick &&
      ((bytes, at) => {
        const next = quick(bytes, at, row);
        if (next >= 0) {
          this.#rowsOfFile++;
          take(row);
        }
        return next;
      });
    const lines = new LineSplitter(takeLine, takeQuickly, LONGEST_QUICK_LINE);
    const source = await openFile(path);
    try {
      return { stream: await openBlockStream(source, this.#blockSize), lines };
    } catch (thrown) {
      await source.close();
      throw thrown;
    }
  }

  #noteBad(line: number, reason: string): void {
    if (this.#badCount++ < KEPT_LINES) this.#bad.push({ file: this.#file, line, reason });
  }
}
