// Requests as columns: 48 bytes a row beside the texts, each of which is kept once. Row i is the i-th request that was read.
import type { Time } from '../../shared/unit/time.ts';
import { type RequestRow, TEXT } from '../logs/request-row.ts';
import { TextTable } from '../logs/text-table.ts';

const FIRST_ROWS = 1024;

/** Rows of one file stand together. */
interface FileStart {
  readonly file: number;
  readonly row: number;
}

export class RequestStore {
  /** Rows in use. */
  length = 0;
  seconds = new Uint32Array(FIRST_ROWS);
  nanos = new Uint32Array(FIRST_ROWS);
  /** Minutes that the clock of the log is ahead of UTC. */
  zone = new Int16Array(FIRST_ROWS);
  /** Number of the line in its file, or of the record that began the request. */
  line = new Uint32Array(FIRST_ROWS);
  /** 0: none. */
  status = new Uint16Array(FIRST_ROWS);
  /** NaN: none (`-`). */
  size = new Float64Array(FIRST_ROWS);
  ip = new Uint32Array(FIRST_ROWS);
  method = new Uint32Array(FIRST_ROWS);
  path = new Uint32Array(FIRST_ROWS);
  version = new Uint32Array(FIRST_ROWS);
  referrer = new Uint32Array(FIRST_ROWS);
  agent = new Uint32Array(FIRST_ROWS);

  readonly ips = new TextTable();
  readonly methods = new TextTable();
  readonly paths = new TextTable();
  readonly versions = new TextTable();
  readonly referrers = new TextTable();
  readonly agents = new TextTable();

  /** Sum of the sizes of all answers. */
  bytes = 0;
  /** Requests whose time lies before that of the request in front of them. */
  outOfOrder = 0;
  first: Time | null = null;
  last: Time | null = null;
  readonly #paths: readonly string[];
  readonly #files: FileStart[] = [];

  /** `paths` of the files that the rows are from, by their numbers. */
  constructor(paths: readonly string[] = []) {
    this.#paths = paths;
  }

  /** Whether rows are from several files. */
  get hasFiles(): boolean {
    return this.#paths.length > 1;
  }

  /** The path of the file that a row is from; null where all are from one. */
  fileOf(row: number): string | null {
    if (!this.hasFiles) return null;
    let found = 0;
    for (const { file, row: from } of this.#files) if (from <= row) found = file;
    return this.#paths[found] ?? null;
  }

  timeOf(row: number): Time {
    return [this.seconds[row]!, this.nanos[row]!];
  }

  // hot path
  append(request: RequestRow, line: number, file: number): void {
    const row = this.length;
    if (row === this.seconds.length) this.reserve(row * 2);
    if (row === 0 || this.#files.at(-1)!.file !== file) this.#files.push({ file, row });
    this.length = row + 1;
    const { bytes, starts, ends, seconds, nanos } = request;
    this.seconds[row] = seconds;
    this.nanos[row] = nanos;
    this.zone[row] = request.zone;
    this.line[row] = line;
    this.status[row] = request.status;
    this.size[row] = request.size;
    if (request.size > 0) this.bytes += request.size;
    this.ip[row] = this.ips.add(bytes, starts[TEXT.ip]!, ends[TEXT.ip]!);
    this.method[row] = this.methods.add(bytes, starts[TEXT.method]!, ends[TEXT.method]!);
    this.path[row] = this.paths.add(bytes, starts[TEXT.path]!, ends[TEXT.path]!);
    this.version[row] = this.versions.add(bytes, starts[TEXT.version]!, ends[TEXT.version]!);
    this.referrer[row] = this.referrers.add(bytes, starts[TEXT.referrer]!, ends[TEXT.referrer]!);
    this.agent[row] = this.agents.add(bytes, starts[TEXT.agent]!, ends[TEXT.agent]!);
    this.#noteTime(row, seconds, nanos);
  }

  /** What came of the request in `row`, where that is known only later. */
  answer(row: number, status: number, size: number): void {
    this.status[row] = status;
    this.size[row] = size;
    if (size > 0) this.bytes += size;
  }

  // hot path
  #noteTime(row: number, seconds: number, nanos: number): void {
    if (row === 0) {
      this.first = [seconds, nanos];
      this.last = this.first;
      return;
    }
    const before = this.seconds[row - 1]!;
    if (seconds < before || (seconds === before && nanos < this.nanos[row - 1]!)) {
      this.outOfOrder++;
      const [least, leastNanos] = this.first!;
      if (seconds < least || (seconds === least && nanos < leastNanos)) this.first = [seconds, nanos];
      return;
    }
    const [most, mostNanos] = this.last!;
    if (seconds > most || (seconds === most && nanos > mostNanos)) this.last = [seconds, nanos];
  }

  /** Makes room for `rows`. */
  reserve(rows: number): void {
    if (rows <= this.seconds.length) return;
    const grown = <T extends Uint32Array | Uint16Array | Int16Array | Float64Array>(old: T): T => {
      const next = new (old.constructor as new (length: number) => T)(rows);
      next.set(old);
      return next;
    };
    this.seconds = grown(this.seconds);
    this.nanos = grown(this.nanos);
    this.zone = grown(this.zone);
    this.line = grown(this.line);
    this.status = grown(this.status);
    this.size = grown(this.size);
    this.ip = grown(this.ip);
    this.method = grown(this.method);
    this.path = grown(this.path);
    this.version = grown(this.version);
    this.referrer = grown(this.referrer);
    this.agent = grown(this.agent);
  }
}
