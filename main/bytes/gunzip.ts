// gzip (RFC 1952) as a sequential stream: any number of members, bounded memory, and everything before a damage.
import { createGunzip, type Gunzip as ZlibGunzip } from 'node:zlib';
import type { ByteSource } from './byte-source.ts';
import type { Decompressor, StreamDamage } from './decompressor.ts';

const PIECE = 128 * 1024;
const CHUNK = 256 * 1024;

/** One run of zlib over the source from its start. It drops its output before `skip` bytes of it have passed. */
class Run {
  readonly #source: ByteSource;
  readonly #zlib: ZlibGunzip;
  /** From this offset on, zlib gets one byte at a time. */
  readonly #careful: number;
  readonly #buffer = new Uint8Array(PIECE);
  #piece = this.#buffer.subarray(0, 0);
  #skip: number;
  #busy = false;
  #finished = false;
  #wake = (): void => {};
  /** Bytes handed to zlib. */
  fed = 0;
  error: Error | undefined;

  constructor(source: ByteSource, careful: number, skip: number) {
    this.#source = source;
    this.#careful = careful;
    this.#skip = skip;
    this.#zlib = createGunzip({ chunkSize: CHUNK });
    this.#zlib.on('readable', () => this.#wake());
    this.#zlib.on('end', () => {
      this.#finished = true;
      this.#wake();
    });
    this.#zlib.on('error', error => {
      this.error = error;
      this.#wake();
    });
  }

  /** Compressed bytes that zlib has taken without complaint. */
  get taken(): number {
    return this.#zlib.bytesWritten;
  }

  /** The next decompressed bytes; undefined at the end and after an error. */
  async next(): Promise<Uint8Array | undefined> {
    for (;;) {
      const chunk = this.#zlib.read() as Uint8Array | null;
      if (chunk) {
        const dropped = Math.min(this.#skip, chunk.length);
        this.#skip -= dropped;
        if (dropped < chunk.length) return chunk.subarray(dropped);
      } else if (this.error || this.#finished) {
        return undefined;
      } else if (this.#busy) {
        await new Promise<void>(resolve => {
          this.#wake = resolve;
        });
      } else {
        await this.#feed();
      }
    }
  }

  close(): void {
    this.#zlib.destroy();
  }

  async #feed(): Promise<void> {
    if (this.#piece.length === 0) {
      const room = this.fed < this.#careful ? Math.min(PIECE, this.#careful - this.fed) : PIECE;
      this.#piece = this.#buffer.subarray(0, await this.#source.read(this.fed, this.#buffer.subarray(0, room)));
    }
    this.#busy = true;
    if (this.#piece.length === 0) {
      this.#zlib.end();
      return;
    }
    const size = this.fed < this.#careful ? this.#piece.length : 1;
    const input = this.#piece.subarray(0, size);
    this.#piece = this.#piece.subarray(size);
    this.fed += size;
    this.#zlib.write(input, () => {
      this.#busy = false;
      this.#wake();
    });
  }
}

export class Gunzip implements Decompressor {
  readonly #source: ByteSource;
  #run: Run;
  #careful = false;
  /** Decompressed bytes given. */
  #given = 0;
  #ended = false;
  damage: StreamDamage | undefined;

  constructor(source: ByteSource) {
    this.#source = source;
    this.#run = new Run(source, Number.POSITIVE_INFINITY, 0);
  }

  /** Compressed bytes taken from the source so far. */
  get bytesRead(): number {
    return this.#run.fed;
  }

  close(): void {
    this.#ended = true;
    this.#run.close();
  }

  async next(): Promise<Uint8Array | undefined> {
    while (!this.#ended) {
      const chunk = await this.#run.next();
      if (chunk) {
        this.#given += chunk.length;
        return chunk;
      }
      const { error } = this.#run;
      const cutShort = (error as { code?: string } | undefined)?.code === 'Z_BUF_ERROR';
      const readOnce = this.#source.size() === undefined;
      if (!error || cutShort || this.#careful || readOnce) {
        if (error) this.damage = { offset: this.#given, reason: this.#reason(error, cutShort) };
        this.#ended = true;
        this.#run.close();
        return undefined;
      }
      // zlib keeps back what it decoded in the call that failed: go again, and byte by byte from where that call began.
      const { taken } = this.#run;
      this.#run.close();
      this.#careful = true;
      this.#run = new Run(this.#source, taken, this.#given);
    }
    return undefined;
  }

  #reason(error: Error, cutShort: boolean): string {
    const at = this.#run.fed;
    if (cutShort) return `the gzip data is cut short after ${at} bytes of the file`;
    // The header of a later member is all that zlib rejects in this way: the first one was recognised by it.
    if (error.message === 'incorrect header check')
      return `what follows the gzip data at byte ${at - 2} of the file is not gzip and was left out`;
    return `the gzip data is damaged before byte ${at} of the file (${error.message})`;
  }
}
