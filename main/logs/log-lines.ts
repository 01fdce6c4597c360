// The lines of log files, one file behind the other, block by block; each is taken, or listed with why it cannot be read.
import type { BadLine, BadLines, FileDamage, SourceFile } from '../../shared/model/source.ts';
import { type BlockStream, openBlockStream } from '../bytes/block-stream.ts';
import { openFile } from '../bytes/file-source.ts';
import { LineSplitter, type TakeLine, type TakeQuickly } from './line-splitter.ts';
import { LONGEST_QUICK_LINE } from './quick-cells.ts';

/** Small enough that whoever waits can be heard between two blocks. */
export const BLOCK_SIZE = 1024 * 1024;
/** Broken lines that are kept; all are counted. */
const KEPT_LINES = 1000;

/** Takes the line bytes[at, end), borrowed for the call. Answers why it cannot be read; null: it was; undefined: it holds no row. */
export type ReadLine = (bytes: Uint8Array, at: number, end: number, line: number) => string | null | undefined;

/** One file while it is read. */
interface Reading {
  readonly stream: BlockStream;
  readonly lines: LineSplitter;
}

export class LogLines {
  readonly damage: FileDamage[] = [];
  /** Bytes of all files on disk. */
  readonly size: number;
  readonly #files: readonly Pick<SourceFile, 'path' | 'size'>[];
  readonly #blockSize: number;
  readonly #bad: BadLine[] = [];
  #badCount = 0;
  #file = 0;
  #rowsOfFile = 0;
  #bytesBefore = 0;
  #reading: Reading | undefined;

  constructor(files: readonly Pick<SourceFile, 'path' | 'size'>[], blockSize: number) {
    this.#files = files;
    this.size = files.reduce((sum, { size }) => sum + size, 0);
    this.#blockSize = blockSize;
  }

  /** Bytes of the files on disk that were read. */
  get bytesRead(): number {
    return this.#bytesBefore + (this.#reading?.stream.bytesRead ?? 0);
  }

  get badLines(): BadLines {
    return { count: this.#badCount, first: this.#bad.slice() };
  }

  /**
   * Reads the next block; `begin` makes the reader of a file's lines when its turn comes, `beginQuick` one of its plain
   * lines, which is asked first. False when all was read. Throws ProblemError when the medium fails.
   */
  async readBlock(
    begin: (file: number) => ReadLine,
    beginQuick?: (file: number) => TakeQuickly | undefined,
  ): Promise<boolean> {
    const file = this.#files[this.#file];
    if (file === undefined) return false;
    this.#reading ??= await this.#begin(file.path, begin(this.#file), beginQuick?.(this.#file));
    const { stream, lines } = this.#reading;
    const block = await stream.next();
    if (block !== undefined) {
      lines.append(block);
      return true;
    }
    lines.finish();
    const { damage } = stream;
    if (damage !== undefined) this.damage.push({ ...damage, file: this.#file, record: this.#rowsOfFile });
    this.#bytesBefore += file.size;
    this.#file++;
    this.#rowsOfFile = 0;
    await this.close();
    return this.#file < this.#files.length;
  }

  /** Waits for a read that is under way and lets go of the file. */
  async close(): Promise<void> {
    const reading = this.#reading;
    this.#reading = undefined;
    await reading?.stream.close();
  }

  async #begin(path: string, read: ReadLine, quick: TakeQuickly | undefined): Promise<Reading> {
    // hot path
    const take: TakeLine = (bytes, at, end, line) => {
      const reason = read(bytes, at, end, line);
      if (reason === null) this.#rowsOfFile++;
      else if (reason !== undefined) this.#noteBad(line, reason);
    };
    // hot path
    const takeQuickly: TakeQuickly | undefined =
      quick &&
      ((bytes, at) => {
        const next = quick(bytes, at);
        if (next >= 0) this.#rowsOfFile++;
        return next;
      });
    const lines = new LineSplitter(take, takeQuickly, LONGEST_QUICK_LINE);
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
