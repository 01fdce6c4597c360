// What a file is, by its first bytes: capture formats that open, containers that do not, and text.

export type Compression = 'gzip' | 'zstd' | 'lz4';
type Container = 'pcap' | 'pcapng' | 'snoop' | Compression;
/** Known, but not openable: named so that the message can say what it is. */
type Foreign = 'xz' | 'bzip2' | 'zip' | 'compress' | '7z' | 'netmon' | 'netxray' | 'text';
export type FileKind = Container | Foreign;

const MAGIC: readonly (readonly [kind: FileKind, bytes: readonly number[]])[] = [
  ['pcap', [0xa1, 0xb2, 0xc3, 0xd4]],
  ['pcap', [0xd4, 0xc3, 0xb2, 0xa1]],
  ['pcap', [0xa1, 0xb2, 0x3c, 0x4d]],
  ['pcap', [0x4d, 0x3c, 0xb2, 0xa1]],
  ['pcap', [0xa1, 0xb2, 0xcd, 0x34]],
  ['pcap', [0x34, 0xcd, 0xb2, 0xa1]],
  ['pcap', [0x1c, 0x00, 0x01, 0xac]],
  ['pcap', [0xac, 0x01, 0x00, 0x1c]],
  ['pcap', [0x1c, 0x00, 0x01, 0xab]],
  ['pcap', [0xab, 0x01, 0x00, 0x1c]],
  ['pcapng', [0x0a, 0x0d, 0x0d, 0x0a]],
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['lz4', [0x04, 0x22, 0x4d, 0x18]],
  ['lz4', [0x02, 0x21, 0x4c, 0x18]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['compress', [0x1f, 0x9d]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['snoop', [0x73, 0x6e, 0x6f, 0x6f, 0x70, 0x00, 0x00, 0x00]],
  ['netmon', [0x47, 0x4d, 0x42, 0x55]],
  ['netmon', [0x52, 0x54, 0x53, 0x53]],
  ['netxray', [0x58, 0x43, 0x50, 0x00]],
];

/** A skippable frame, of zstd or lz4, may stand first; of the two only pzstd writes it. */
const SKIPPABLE = [0x2a, 0x4d, 0x18];
const isSkippable = (head: Uint8Array): boolean =>
  head.length > SKIPPABLE.length && head[0]! >> 4 === 5 && SKIPPABLE.every((byte, i) => head[i + 1] === byte);

/** Bytes that `sniff` looks at: more change nothing. */
const SNIFF_LENGTH = 512;

const TAB = 0x09;
const CARRIAGE_RETURN = 0x0d;
const DELETE = 0x7f;

/** Whether there is no control character but white space: true of ASCII, UTF-8 and the ISO 8859 family. */
function isText(bytes: Uint8Array): boolean {
  if (bytes.length === 0) return false;
  for (const byte of bytes) {
    if ((byte < 0x20 && (byte < TAB || byte > CARRIAGE_RETURN)) || byte === DELETE) return false;
  }
  return true;
}

/** The kind of a file that begins with `head`; undefined when its first bytes say nothing. */
export function sniff(head: Uint8Array): FileKind | undefined {
  for (const [kind, magic] of MAGIC) {
    if (head.length >= magic.length && magic.every((byte, i) => head[i] === byte)) return kind;
  }
  if (isSkippable(head)) return 'zstd';
  return isText(head.subarray(0, SNIFF_LENGTH)) ? 'text' : undefined;
}

/** How a file that begins with `head` is compressed, where it can be decompressed here; null when it is not. */
export function compressionOf(head: Uint8Array): Compression | null {
  const kind = sniff(head);
  return kind === 'gzip' || kind === 'zstd' || kind === 'lz4' ? kind : null;
}
