// The records of an open source, read again from its files: their bytes are not kept, only where they lie.
import { ProblemError } from '../../shared/contract/problem.ts';
import type { CaptureFile, CaptureFormat, InterfaceInfo } from '../../shared/model/source.ts';
import { readFully } from '../bytes/block-stream.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import { openFile } from '../bytes/file-source.ts';
import { RecordCursor } from '../capture/capture-reader.ts';
import { openCaptures } from '../capture/merged-capture.ts';
import type { RecordFacts } from '../decode/tree/dissection.ts';
import type { RecordSource } from '../filter/record-source.ts';
import type { Columns } from '../store/columns.ts';
import { headerAgrees, planWindow, type RowWindow } from './row-window.ts';

/** What is known of a source's files from when they were opened. */
export interface RecordFiles {
  readonly files: readonly CaptureFile[];
  readonly interfaces: readonly InterfaceInfo[];
}

/** When a file has changed and more than one record in so many is wanted, all are looked at, from the first on. */
const SPARSE = 8;
/** Windows from this many bytes on are read into memory that was used before: new memory costs as much as reading. */
const LARGE = 1 << 20;

/** Is shown a record, borrowed for the call; answers false to see no more. */
export type VisitRecord = (row: number, cursor: RecordCursor) => boolean | undefined;

/** Where records lie, and what must still be so when they are read again. */
export type RecordColumns = Pick<
  Columns,
  'length' | 'seconds' | 'nanos' | 'fileOffset' | 'capturedLength' | 'originalLength' | 'interfaceId'
>;

/** Whether a file is no longer as it was opened: it may have grown, or be another. */
export async function haveChanged({ files }: RecordFiles): Promise<boolean> {
  for (const { path, size, modified } of files) {
    const source = await openFile(path);
    await source.close();
    if (source.size() !== size || source.modified !== modified) return true;
  }
  return false;
}

export class RecordReader implements RecordSource {
  readonly #files: RecordFiles;
  readonly #columns: RecordColumns;
  readonly #sources = new Map<number, Promise<ByteSource>>();
  /** Memory of large windows that were visited. */
  readonly #rooms: Uint8Array[] = [];

  constructor(files: RecordFiles, columns: RecordColumns) {
    this.#files = files;
    this.#columns = columns;
  }

  /** As RecordSource, which see. */
  async rows(
    ascending: Iterable<number>,
    visit: (row: number, bytes: Uint8Array, facts: RecordFacts) => boolean | undefined,
  ): Promise<void> {
    const { interfaces } = this.#files;
    const rows = Uint32Array.from(ascending);
    const batches = this.batches(rows, (row, cursor) => {
      const { seconds, nanos, linkType, originalLength, interfaceId } = cursor;
      return visit(row, cursor.bytes.subarray(cursor.start, cursor.end), {
        number: row + 1,
        time: [seconds, nanos],
        linkType,
        originalLength,
        interfaceId: this.#formatOf(cursor) === 'pcapng' ? interfaceId : -1,
        fcsLength: interfaces[interfaceId]!.fcsLength ?? undefined,
      });
    });
    for await (const _ of batches);
  }

  /**
   * Visits these rows, which ascend, and yields after every read how many were visited, so that the caller can pause.
   * Rows of plain files are read from where they lie, many at a time; rows of compressed files, and most rows of files that
   * have changed, in a pass over all files. Throws ProblemError as openCaptures does, and `unreadable` when a file is no longer the one
   * that was opened.
   */
  async *batches(rows: Uint32Array, visit: VisitRecord): AsyncGenerator<number, void> {
    const isCompressed = this.#files.files.some(({ compression }) => compression !== null);
    const isMost = rows.length * SPARSE > this.#columns.length;
    if (isCompressed || (isMost && (await haveChanged(this.#files)))) yield* this.#pass(rows, visit);
    else yield* this.#fetch(rows, visit);
  }

  async close(): Promise<void> {
    const sources = [...this.#sources.values()];
    this.#sources.clear();
    await Promise.all(sources.map(source => source.then(opened => opened.close()).catch(() => {})));
  }

  async *#pass(rows: Uint32Array, visit: VisitRecord): AsyncGenerator<number, void> {
    const capture = await openCaptures(this.#files.files.map(({ path }) => path));
    try {
      const { reader } = capture;
      const cursor = new RecordCursor();
      let row = 0;
      let next = 0;
      do {
        const before = next;
        while (next < rows.length && reader.next(cursor)) {
          this.#requireSame(row, cursor);
          if (row === rows[next]) {
            next++;
            if (visit(row, cursor) === false) return;
          }
          row++;
        }
        yield next - before;
      } while (next < rows.length && (await capture.readBlock()));
      if (next < rows.length) throw this.#changed(row);
    } finally {
      await capture.close();
    }
  }

  /** Reads a window of rows while the one before it is visited. */
  async *#fetch(rows: Uint32Array, visit: VisitRecord): AsyncGenerator<number, void> {
    const cursor = new RecordCursor();
    const read = (from: number): Promise<RowWindow> =>
      this.#read(planWindow(rows, from, this.#columns, this.#files.interfaces));
    let ahead = read(0);
    for (let first = 0; first < rows.length; ) {
      const window = await ahead;
      const { end } = window;
      if (end < rows.length) {
        ahead = read(end);
        // Its failure belongs to the turn that waits for it.
        ahead.catch(() => {});
      }
      const view = new DataView(window.bytes.buffer);
      for (let i = first; i < end; i++) {
        const row = rows[i]!;
        this.#place(cursor, row, window, i - first);
        if (!headerAgrees(view, this.#formatOf(cursor), cursor)) throw this.#changed(row);
        if (visit(row, cursor) === false) return;
      }
      if (window.bytes.buffer.byteLength >= LARGE) this.#rooms.push(new Uint8Array(window.bytes.buffer));
      yield end - first;
      first = end;
    }
  }

  async #read(window: Omit<RowWindow, 'bytes'>): Promise<RowWindow> {
    const { segments, firstRow, size } = window;
    const bytes = this.#room(size);
    await Promise.all(
      segments.map(async ({ file, start, end, at }) => {
        const source = await this.#source(file, firstRow);
        const got = await readFully(source, start, bytes.subarray(at, at + end - start));
        if (got < end - start) throw this.#changed(firstRow);
      }),
    );
    return { ...window, bytes };
  }

  #room(size: number): Uint8Array {
    const room = size < LARGE ? undefined : this.#rooms.pop();
    return room && room.length >= size ? room.subarray(0, size) : new Uint8Array(size);
  }

  #source(file: number, row: number): Promise<ByteSource> {
    let source = this.#sources.get(file);
    if (!source) {
      source = this.#open(file, row);
      this.#sources.set(file, source);
    }
    return source;
  }

  /** A file that has grown may be one that is still being written: its records are looked at one by one. */
  async #open(file: number, row: number): Promise<ByteSource> {
    const { path, size, modified } = this.#files.files[file]!;
    const source = await openFile(path);
    const now = source.size() ?? 0;
    if (now > size || (now === size && source.modified === modified)) return source;
    await source.close();
    throw this.#changed(row);
  }

  #place(cursor: RecordCursor, row: number, window: RowWindow, index: number): void {
    const c = this.#columns;
    const id = c.interfaceId[row]!;
    cursor.bytes = window.bytes;
    cursor.start = window.places[index]!;
    cursor.end = cursor.start + c.capturedLength[row]!;
    cursor.seconds = c.seconds[row]!;
    cursor.nanos = c.nanos[row]!;
    cursor.originalLength = c.originalLength[row]!;
    cursor.interfaceId = id;
    cursor.linkType = this.#files.interfaces[id]!.linkType;
    cursor.fileOffset = c.fileOffset[row]!;
  }

  #requireSame(row: number, cursor: RecordCursor): void {
    const c = this.#columns;
    const isSame =
      c.capturedLength[row] === cursor.end - cursor.start &&
      c.interfaceId[row] === cursor.interfaceId &&
      c.seconds[row] === cursor.seconds &&
      c.nanos[row] === cursor.nanos;
    if (!isSame) throw this.#changed(row);
  }

  #formatOf({ interfaceId }: RecordCursor): CaptureFormat {
    const { files, interfaces } = this.#files;
    return files[interfaces[interfaceId]!.file]!.format;
  }

  #changed(row: number): ProblemError {
    const { files, interfaces } = this.#files;
    const { path } = files[interfaces[this.#columns.interfaceId[row]!]?.file ?? 0]!;
    return new ProblemError(
      'unreadable',
      `${path} has changed since it was opened (at record ${row + 1}): open it again.`,
    );
  }
}
