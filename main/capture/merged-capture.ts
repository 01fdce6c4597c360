// Several captures as one: records in time order, as mergecap merges them, but ties in the order of the files, where
// mergecap takes the last file first. Each file keeps its own order, so a clock that runs backwards in one of them still
// does so in the whole.
import type { CaptureFile, FileDamage, InterfaceInfo } from '../../shared/model/source.ts';
import { RecordCursor, type RecordStream } from './capture-reader.ts';
import { CaptureFacts } from './facts.ts';
import { type Capture, type OpenCapture, type OpenOptions, openCapture } from './open-capture.ts';

const BLOCK_SIZE = 4 * 1024 * 1024;
const MIN_BLOCK_SIZE = 64 * 1024;
/** Interface numbers are kept in 16 bits. */
const MAX_INTERFACES = 0x1_0000;

/**
 * Opens captures as one; one path gives the capture itself. Throws ProblemError as openCapture does, for the first file
 * that it cannot open.
 */
export async function openCaptures(paths: readonly string[], options: OpenOptions = {}): Promise<Capture> {
  if (paths.length === 1) return openCapture(paths[0]!, options);
  // All files together hold as much in memory as one alone does, until they are many.
  const blockSize = options.blockSize ?? Math.max(MIN_BLOCK_SIZE, Math.floor(BLOCK_SIZE / paths.length));
  const captures: OpenCapture[] = [];
  try {
    for (const path of paths) captures.push(await openCapture(path, { ...options, blockSize }));
  } catch (thrown) {
    await Promise.all(captures.map(capture => capture.close()));
    throw thrown;
  }
  return new MergedCapture(captures);
}

/** One of the files: the record that it would give next, and what its interfaces are called in the whole. */
class Input {
  readonly index: number;
  readonly capture: OpenCapture;
  readonly cursor = new RecordCursor();
  readonly interfaceIds: number[] = [];
  /** How many of each were taken over. */
  comments = 0;
  writers = 0;
  names = 0;

  constructor(index: number, capture: OpenCapture) {
    this.index = index;
    this.capture = capture;
  }
}

const before = (a: Input, b: Input): boolean => {
  const x = a.cursor;
  const y = b.cursor;
  if (x.seconds !== y.seconds) return x.seconds < y.seconds;
  return x.nanos !== y.nanos ? x.nanos < y.nanos : a.index < b.index;
};

class MergedCapture implements Capture, RecordStream {
  readonly #inputs: readonly Input[];
  /** Binary heap of the inputs whose next record is known, the earliest in front. */
  readonly #heap: Input[] = [];
  /** Inputs whose next record is not known yet: nothing can be given before it is. */
  readonly #waiting: Input[];
  readonly #places: { readonly file: number; readonly id: number }[] = [];
  readonly #facts = new CaptureFacts();
  #records = 0;
  #interfacesLeftOut: FileDamage | undefined;

  constructor(captures: readonly OpenCapture[]) {
    this.#inputs = captures.map((capture, index) => new Input(index, capture));
    this.#waiting = [...this.#inputs].reverse();
  }

  get reader(): RecordStream {
    return this;
  }

  get files(): readonly CaptureFile[] {
    return this.#inputs.map(({ capture }) => capture.files[0]);
  }

  get interfaces(): readonly InterfaceInfo[] {
    return this.#places.map(({ file, id }, i) => ({
      ...this.#inputs[file]!.capture.reader.interfaces[id]!,
      id: i,
      file,
    }));
  }

  /** Comments on records are known by the number that the record has in the whole. */
  get facts(): CaptureFacts {
    const all = this.#facts;
    const sum = (of: (facts: CaptureFacts) => number): number =>
      this.#inputs.reduce((total, { capture }) => total + of(capture.reader.facts), 0);
    all.untimed = sum(({ untimed }) => untimed);
    all.secrets = sum(({ secrets }) => secrets);
    all.custom = sum(({ custom }) => custom);
    all.unknown = sum(({ unknown }) => unknown);
    all.leftOutBefore = sum(({ commentsLeftOut }) => commentsLeftOut);
    return all;
  }

  get size(): number | undefined {
    return this.#inputs.reduce<number | undefined>((sum, { capture }) => {
      return sum === undefined || capture.size === undefined ? undefined : sum + capture.size;
    }, 0);
  }

  get damage(): readonly FileDamage[] {
    const all = this.#inputs.flatMap(({ capture, index }) => capture.damage.map(one => ({ ...one, file: index })));
    return this.#interfacesLeftOut ? [...all, this.#interfacesLeftOut] : all;
  }

  bytesRead(): number {
    return this.#inputs.reduce((sum, { capture }) => sum + capture.bytesRead(), 0);
  }

  next(cursor: RecordCursor): boolean {
    // hot path
    while (this.#waiting.length > 0) {
      const input = this.#waiting.at(-1)!;
      if (!input.capture.reader.next(input.cursor)) return false;
      this.#waiting.pop();
      this.#takeOver(input);
      this.#push(input);
    }
    const first = this.#heap[0];
    if (!first) return false;
    const from = first.cursor;
    cursor.bytes = from.bytes;
    cursor.start = from.start;
    cursor.end = from.end;
    cursor.seconds = from.seconds;
    cursor.nanos = from.nanos;
    cursor.originalLength = from.originalLength;
    cursor.linkType = from.linkType;
    cursor.fileOffset = from.fileOffset;
    cursor.interfaceId = first.interfaceIds[from.interfaceId]!;
    const { facts, records } = first.capture.reader;
    if (facts.commentedRecords > 0) {
      for (const text of facts.commentsOf(records - 1)) this.#facts.addRecordComment(this.#records, text);
    }
    this.#records++;
    // The record is borrowed from its reader until that gets a block, which is not before this is asked again.
    this.#advance(first);
    return true;
  }

  /** Reads on in the file that the next record waits for. */
  async readBlock(): Promise<boolean> {
    const input = this.#waiting.at(-1);
    if (!input) return this.#heap.length > 0;
    if (await input.capture.readBlock()) return true;
    this.#takeOver(input);
    this.#waiting.pop();
    return this.#waiting.length > 0 || this.#heap.length > 0;
  }

  async close(): Promise<void> {
    await Promise.all(this.#inputs.map(({ capture }) => capture.close()));
  }

  /** Replaces the earliest record by the next one of its file, where that is known. */
  #advance(first: Input): void {
    if (first.capture.reader.next(first.cursor)) {
      this.#takeOver(first);
      this.#sink(0);
      return;
    }
    const last = this.#heap.pop()!;
    if (this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink(0);
    }
    this.#waiting.push(first);
  }

  #push(input: Input): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(input);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(input, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = input;
  }

  #sink(from: number): void {
    // hot path
    const heap = this.#heap;
    const input = heap[from]!;
    let at = from;
    for (let child = 2 * at + 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, input)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = input;
  }

  /**
   * Takes over what is new of a file beside its records, and gives numbers to its new interfaces. Called when its next
   * record is known and at its end, so that neither numbers nor order depend on how the bytes came.
   */
  #takeOver(input: Input): void {
    const { reader } = input.capture;
    const { comments, writers, names } = reader.facts;
    for (; input.comments < comments.length; input.comments++) this.#facts.addComment(comments[input.comments]!);
    for (; input.writers < writers.length; input.writers++) this.#facts.addWriter(writers[input.writers]!);
    for (; input.names < names.length; input.names++) this.#facts.addName(names[input.names]!);
    for (let id = input.interfaceIds.length; id < reader.interfaces.length; id++) {
      if (this.#places.length < MAX_INTERFACES) {
        input.interfaceIds.push(this.#places.length);
        this.#places.push({ file: input.index, id });
        continue;
      }
      input.interfaceIds.push(MAX_INTERFACES - 1);
      const reason = `the files have more than ${MAX_INTERFACES} interfaces: the rest are counted as the last of them`;
      this.#interfacesLeftOut ??= { file: input.index, offset: 0, record: reader.records, reason };
    }
  }
}
