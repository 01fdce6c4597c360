// From a path to a capture reader: file, decompression, and the reader that the first bytes ask for.
import { basename } from 'node:path';

import { ProblemError } from '../../shared/contract/problem.ts';
import type { CaptureFile, CaptureFormat, FileDamage } from '../../shared/model/source.ts';
import { type BlockStream, openBlockStream } from '../bytes/block-stream.ts';
import { emptyFile, openFile } from '../bytes/file-source.ts';
import { type Compression, type FileKind, sniff } from '../bytes/sniff.ts';
import { type CaptureReader, RecordCursor, type RecordStream } from './capture-reader.ts';
import { PcapReader } from './pcap.ts';
import { pcapRefusal, readPcapHeader } from './pcap-header.ts';
import { PcapngReader } from './pcapng.ts';
import { SECTION, sectionIsLittle } from './pcapng-block.ts';
import { SnoopReader, snoopRefusal, snoopVersion } from './snoop.ts';

export interface OpenOptions {
  /** Bytes that are read at a time. */
  readonly blockSize?: number;
  /** False: leading records without a time get 0, and not the first time that there is. */
  readonly asksFirstTime?: boolean;
}

/** The shortest pcapng file: a section header. The headers of the others are shorter. */
const HEAD_LENGTH = SECTION.minLength;
const OPENS = 'pcap, pcapng and snoop open, plain or compressed by gzip, zstd or lz4';

/** Kinds that are known, and what the user can do about them. */
const FOREIGN: Readonly<Record<Exclude<FileKind, CaptureFormat>, string>> = {
  gzip: 'is gzip-compressed as well: decompress it once and open the result',
  zstd: 'is zstd-compressed as well: decompress it once and open the result',
  lz4: 'is lz4-compressed as well: decompress it once and open the result',
  xz: 'is xz-compressed, which is not supported yet: decompress it first (xz -d)',
  bzip2: 'is bzip2-compressed, which is not supported yet: decompress it first (bzip2 -d)',
  compress: 'is compressed by compress, which is not supported yet: decompress it first (gzip -d)',
  zip: 'is a zip archive: unpack it and open the capture inside',
  '7z': 'is a 7z archive: unpack it and open the capture inside',
  netmon: 'is a Network Monitor capture, which is not supported: convert it first (editcap -F pcapng)',
  netxray: 'is a NetXRay capture, which is not supported: convert it first (editcap -F pcapng)',
  text: `is text and not a packet capture, nor a log of flows or requests that is known: ${OPENS}`,
};

const hex = (bytes: Uint8Array): string => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join(' ');

function refusal(head: Uint8Array): string {
  const kind = sniff(head);
  if (kind === 'pcap' || kind === 'pcapng' || kind === 'snoop') {
    const header = readPcapHeader(head);
    const version = snoopVersion(head);
    const reason = header ? pcapRefusal(header) : version === undefined ? undefined : snoopRefusal(version);
    if (reason) return `${reason}: write it again with a current tool`;
    if (head.length < HEAD_LENGTH) return 'is cut short inside its file header: copy it again';
  } else if (kind) return FOREIGN[kind];
  return `is not a packet capture (it begins with ${hex(head.subarray(0, 8))}): ${OPENS}`;
}

/** Why a stream that begins with `head` is no capture, as the rest of a sentence that begins with its path. */
function refusalOf(stream: BlockStream, head: Uint8Array): string {
  if (!stream.compression) return ` ${refusal(head)}`;
  if (head.length > 0) return `, once decompressed, ${refusal(head)}`;
  return ` holds nothing that can be decompressed${stream.damage ? `: ${stream.damage.reason}` : `: ${OPENS}`}`;
}

/** The reader for a capture that begins with `head`; undefined when there is none. */
function readerFor(head: Uint8Array, asksFirstTime: boolean): CaptureReader | undefined {
  const header = readPcapHeader(head);
  if (header) return pcapRefusal(header) ? undefined : new PcapReader();
  const version = snoopVersion(head);
  if (version !== undefined) return snoopRefusal(version) ? undefined : new SnoopReader();
  if (sniff(head) !== 'pcapng' || head.length < HEAD_LENGTH) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  return sectionIsLittle(view, 0) === undefined ? undefined : new PcapngReader(asksFirstTime);
}

/**
 * Opens a capture: reads its first block and chooses the reader, which holds that block already.
 * Throws ProblemError: those of openFile, and `not-a-capture`.
 */
export async function openCapture(path: string, options: OpenOptions = {}): Promise<OpenCapture> {
  const source = await openFile(path);
  let stream: BlockStream | undefined;
  try {
    stream = await openBlockStream(source, options.blockSize);
    const head = await readHead(stream);
    // A pipe or a device says only now that it has nothing.
    if (head.length === 0 && !stream.compression) throw emptyFile(path);
    // A pipe cannot be read once more to look for a time.
    const reader = readerFor(head, stream.size !== undefined && options.asksFirstTime !== false);
    if (!reader) throw new ProblemError('not-a-capture', `${path}${refusalOf(stream, head)}.`);
    reader.append(head);
    return new OpenCapture(path, reader, stream);
  } catch (thrown) {
    await (stream ?? source).close();
    throw thrown;
  }
}

/** The first block, or as many as it takes to tell the format. */
async function readHead(stream: BlockStream): Promise<Uint8Array> {
  let head = (await stream.next()) ?? new Uint8Array(0);
  while (head.length < HEAD_LENGTH) {
    const block = await stream.next();
    if (!block) break;
    const longer = new Uint8Array(head.length + block.length);
    longer.set(head);
    longer.set(block, head.length);
    head = longer;
  }
  return head;
}

/**
 * A capture that is being read, of one file or of several (openCaptures): call `readBlock`, take what `reader.next`
 * gives, and so on until it says false.
 */
export interface Capture {
  readonly reader: RecordStream;
  readonly files: readonly CaptureFile[];
  /** Bytes of all files on disk; undefined when there is a pipe among them. */
  readonly size: number | undefined;
  /** Damage of the captures and of their compression. */
  readonly damage: readonly FileDamage[];
  /** Bytes of the files on disk that were given to the readers. */
  bytesRead(): number;
  /**
   * Reads on; false when all was read. Call it only when `reader.next` has said false.
   * Throws ProblemError (`unreadable`) when the medium fails.
   */
  readBlock(): Promise<boolean>;
  /** Waits for a read that is under way and lets go of the files. */
  close(): Promise<void>;
}

export class OpenCapture implements Capture {
  readonly reader: CaptureReader;
  readonly #path: string;
  readonly #stream: BlockStream;
  #finished = false;
  /** The same file once more, in which the first record with a time is looked for. */
  #ahead: OpenCapture | undefined;

  constructor(path: string, reader: CaptureReader, stream: BlockStream) {
    this.#path = path;
    this.reader = reader;
    this.#stream = stream;
  }

  get files(): readonly [CaptureFile] {
    const { format, formatText } = this.reader;
    const size = this.size ?? this.bytesRead();
    const { compression, modified } = this.#stream;
    return [{ path: this.#path, name: basename(this.#path), size, modified, format, formatText, compression }];
  }

  /** Bytes in the file on disk; undefined for a pipe. */
  get size(): number | undefined {
    return this.#stream.size;
  }

  get compression(): Compression | null {
    return this.#stream.compression;
  }

  /** In the order of offsets. */
  get damage(): readonly FileDamage[] {
    const outer = this.#stream.damage;
    const all = outer ? [...this.reader.damage, { ...outer, record: this.reader.records }] : this.reader.damage;
    return all.map(one => ({ ...one, file: 0 }));
  }

  bytesRead(): number {
    return this.#stream.bytesRead;
  }

  async readBlock(): Promise<boolean> {
    if (this.reader.wantsFirstTime) return this.#lookForTime();
    if (this.#finished || this.reader.ended) return false;
    const block = await this.#stream.next();
    if (block) {
      this.reader.append(block);
      return true;
    }
    this.#finished = true;
    this.reader.finish();
    // Behind a damage at the end there may still be records.
    return !this.reader.ended;
  }

  async close(): Promise<void> {
    await this.#ahead?.close();
    await this.#stream.close();
  }

  /** One block of the search for the first record with a time, so that whoever reads can stop in between. */
  async #lookForTime(): Promise<true> {
    this.#ahead ??= await openCapture(this.#path, { asksFirstTime: false });
    const { reader } = this.#ahead;
    const cursor = new RecordCursor();
    while (reader.next(cursor)) {
      if (reader.facts.untimed === reader.records) continue;
      this.reader.setFirstTime?.([cursor.seconds, cursor.nanos]);
      await this.#ahead.close();
      return true;
    }
    if (!(await this.#ahead.readBlock())) {
      this.reader.setFirstTime?.(undefined);
      await this.#ahead.close();
    }
    return true;
  }
}
