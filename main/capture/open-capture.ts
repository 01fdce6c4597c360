// From a path to a capture reader: file, decompression, and the reader that the first bytes ask for.

import { ProblemError } from '../../shared/contract/problem.ts';
import type { Damage } from '../../shared/model/source.ts';
import { type BlockStream, openBlockStream } from '../bytes/block-stream.ts';
import { openFile } from '../bytes/file-source.ts';
import { type Compression, type FileKind, sniff } from '../bytes/sniff.ts';
import type { CaptureReader } from './capture-reader.ts';
import { PcapReader, pcapRefusal, readPcapHeader } from './pcap.ts';
import { PcapngReader } from './pcapng.ts';
import { SECTION, sectionIsLittle } from './pcapng-block.ts';

export interface OpenOptions {
  /** Bytes that are read at a time. */
  readonly blockSize?: number;
}

/** The shortest capture: a pcapng section header. A pcap header is shorter. */
const HEAD_LENGTH = SECTION.minLength;
const OPENS = 'pcap and pcapng open, plain or compressed by gzip, zstd or lz4';

/** Kinds that are known, and what the user can do about them. */
const FOREIGN: Readonly<Record<Exclude<FileKind, 'pcap' | 'pcapng'>, string>> = {
  gzip: 'is gzip-compressed as well: decompress it once and open the result',
  zstd: 'is zstd-compressed as well: decompress it once and open the result',
  lz4: 'is lz4-compressed as well: decompress it once and open the result',
  xz: 'is xz-compressed, which is not supported yet: decompress it first (xz -d)',
  bzip2: 'is bzip2-compressed, which is not supported yet: decompress it first (bzip2 -d)',
  compress: 'is compressed by compress, which is not supported yet: decompress it first (gzip -d)',
  zip: 'is a zip archive: unpack it and open the capture inside',
  '7z': 'is a 7z archive: unpack it and open the capture inside',
  snoop: 'is a snoop capture, which is not supported yet: convert it first (editcap -F pcapng)',
  netmon: 'is a Network Monitor capture, which is not supported: convert it first (editcap -F pcapng)',
  netxray: 'is a NetXRay capture, which is not supported: convert it first (editcap -F pcapng)',
  text: `is text and not a packet capture: ${OPENS}`,
};

const hex = (bytes: Uint8Array): string => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join(' ');

function refusal(head: Uint8Array): string {
  const kind = sniff(head);
  if (kind === 'pcap' || kind === 'pcapng') {
    const header = readPcapHeader(head);
    const reason = header && pcapRefusal(header);
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

type CountingReader = CaptureReader & { readonly records: number };

/** The reader for a capture that begins with `head`; undefined when there is none. */
function readerFor(head: Uint8Array): CountingReader | undefined {
  const header = readPcapHeader(head);
  if (header) return pcapRefusal(header) ? undefined : new PcapReader();
  if (sniff(head) !== 'pcapng' || head.length < HEAD_LENGTH) return undefined;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  return sectionIsLittle(view, 0) === undefined ? undefined : new PcapngReader();
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
    const reader = readerFor(head);
    if (!reader) {
      throw new ProblemError('not-a-capture', `${path}${refusalOf(stream, head)}.`);
    }
    reader.append(head);
    return new OpenCapture(reader, stream);
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

/** A capture that is being read: call `readBlock`, take what `reader.next` gives, and so on until it says false. */
export class OpenCapture {
  readonly reader: CaptureReader;
  readonly #counter: CountingReader;
  readonly #stream: BlockStream;
  #finished = false;

  constructor(reader: CountingReader, stream: BlockStream) {
    this.reader = reader;
    this.#counter = reader;
    this.#stream = stream;
  }

  /** Bytes in the file on disk; undefined for a pipe. */
  get size(): number | undefined {
    return this.#stream.size;
  }

  get compression(): Compression | null {
    return this.#stream.compression;
  }

  /** Damage of the capture and of its compression, in the order of offsets. */
  get damage(): readonly Damage[] {
    const outer = this.#stream.damage;
    return outer ? [...this.reader.damage, { ...outer, record: this.#counter.records }] : this.reader.damage;
  }

  /** Bytes of the file on disk that the reader has been given. */
  bytesRead(): number {
    return this.#stream.bytesRead;
  }

  /**
   * Gives the reader its next block; false when it has had all. The reader then knows that the file has ended.
   * Call it only when `reader.next` has said false. Throws ProblemError (`unreadable`) when the medium fails.
   */
  async readBlock(): Promise<boolean> {
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

  /** Waits for a read that is under way and lets go of the file. */
  close(): Promise<void> {
    return this.#stream.close();
  }
}
