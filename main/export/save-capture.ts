// The records of a selection as a capture file of their own: bytes, times, interfaces, comments and names as they were.
import { realpath, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { ProblemError } from '../../shared/contract/problem.ts';
import type { SavedCapture } from '../../shared/model/record-save.ts';
import type { InterfaceInfo } from '../../shared/model/source.ts';
import { formatCount } from '../../shared/unit/format.ts';
import type { RecordCursor } from '../capture/capture-reader.ts';
import type { CaptureFacts } from '../capture/facts.ts';
import type { RecordFiles, RecordReader } from '../read/record-reader.ts';
import type { Columns } from '../store/columns.ts';
import { writeAtomically } from './atomic-file.ts';
import { ByteOut } from './byte-out.ts';
import { pcapHead, pcapRecord } from './save-pcap.ts';
import { type Decimals, pcapngHead, pcapngRecord, pcapngTail } from './save-pcapng.ts';

/** Numbers beyond are those of snoop that capture formats do not have. */
const MAX_LINK_TYPE = 0xffff;

export interface SavedSource {
  readonly files: RecordFiles;
  readonly facts: CaptureFacts;
  readonly columns: Columns;
}

/**
 * Writes these rows, which ascend. Throws ProblemError: `usage` when the name asks for what cannot be written, or is that of
 * a file that is read; `unreadable` when a file has changed since it was opened; `unwritable`.
 */
export async function saveCapture(
  source: SavedSource,
  records: RecordReader,
  rows: Uint32Array,
  path: string,
): Promise<SavedCapture> {
  const format = formatOf(path);
  await requireOtherFile(path, source.files);
  const writer = format === 'pcap' ? pcapWriter(source, rows, path) : pcapngWriter(source, rows, path);
  const out = new ByteOut();
  await writeAtomically(path, async append => {
    writer.head(out);
    for await (const _ of records.batches(rows, (row, cursor) => {
      writer.record(out, row, cursor);
      return true;
    })) {
      await append(out.take());
    }
    writer.tail(out);
    await append(out.take());
  });
  return { records: rows.length, format, leftOut: writer.leftOut };
}

/** By the ending of the name. */
function formatOf(path: string): SavedCapture['format'] {
  if (/\.(gz|zst|lz4)$/i.test(path)) {
    throw new ProblemError(
      'usage',
      `${basename(path)} asks for a compressed file, which is not written here: leave that ending out and compress it afterwards.`,
    );
  }
  return /\.(pcap|cap|dmp)$/i.test(path) ? 'pcap' : 'pcapng';
}

async function requireOtherFile(path: string, { files }: RecordFiles): Promise<void> {
  const target = await identity(path);
  if (target === undefined) return;
  for (const { path: read } of files) {
    if ((await identity(read)) === target) {
      throw new ProblemError('usage', `${path} is the file that is being read: save to another one.`);
    }
  }
}

/** What tells a file from others, whichever way it is named; undefined when there is none. */
async function identity(path: string): Promise<string | undefined> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return ino === 0n ? await realpath(path) : `${dev} ${ino}`;
  } catch {
    return undefined;
  }
}

interface Writer {
  head(out: ByteOut): void;
  record(out: ByteOut, row: number, cursor: RecordCursor): void;
  tail(out: ByteOut): void;
  readonly leftOut: readonly string[];
}

const dataOf = (cursor: RecordCursor): Uint8Array => cursor.bytes.subarray(cursor.start, cursor.end);

function requireLinkType({ linkType, linkName }: InterfaceInfo, path: string): void {
  if (linkType <= MAX_LINK_TYPE) return;
  throw new ProblemError(
    'usage',
    `${basename(path)} cannot be written: no capture format has a number for ${linkName}.`,
  );
}

function pcapngWriter({ files, facts, columns }: SavedSource, rows: Uint32Array, path: string): Writer {
  const { interfaces } = files;
  for (const info of interfaces) requireLinkType(info, path);
  const decimals = decimalsOf(interfaces, columns, rows);
  const last = rows.length === 0 ? 0 : columns.seconds[rows.at(-1)!]!;
  return {
    head: out => pcapngHead(out, interfaces, decimals, facts),
    record(out, row, cursor) {
      const { interfaceId, seconds, nanos, originalLength } = cursor;
      const data = dataOf(cursor);
      const comments = facts.commentsOf(row);
      pcapngRecord(out, { interfaceId, seconds, nanos, originalLength, data }, decimals[interfaceId]!, comments);
    },
    tail: out => pcapngTail(out, interfaces, decimals, last),
    leftOut: passedOver(facts),
  };
}

/** Microseconds stay microseconds; whatever is finer, or of other units, becomes nanoseconds. */
function decimalsOf(interfaces: readonly InterfaceInfo[], columns: Columns, rows: Uint32Array): Decimals[] {
  const decimals = interfaces.map(({ resolution }): Decimals => (resolution === '10^-6' ? 6 : 9));
  for (const row of rows) {
    const id = columns.interfaceId[row]!;
    if (decimals[id] === 6 && columns.nanos[row]! % 1000 !== 0) decimals[id] = 9;
  }
  return decimals;
}

function passedOver({ secrets, custom, unknown, commentsLeftOut }: CaptureFacts): string[] {
  const blocks = secrets + custom + unknown;
  const out: string[] = [];
  if (blocks > 0) {
    const kinds = [
      ...(secrets > 0 ? ['decryption secrets'] : []),
      ...(custom > 0 ? ['blocks of other makers'] : []),
      ...(unknown > 0 ? ['blocks of unknown types'] : []),
    ];
    const what = blocks === 1 ? '1 block of the source is' : `${formatCount(blocks)} blocks of the source are`;
    out.push(`${what} not in it: ${kinds.join(', ')}.`);
  }
  if (commentsLeftOut > 0) out.push(`${formatCount(commentsLeftOut)} comments of the source were too many to keep.`);
  return out;
}

function pcapWriter({ files, facts, columns }: SavedSource, rows: Uint32Array, path: string): Writer {
  const { interfaces } = files;
  const found = surveyed(columns, facts, rows);
  const used = [...found.interfaces].sort((a, b) => a - b).map(id => interfaces[id]!);
  const [first = interfaces[0]] = used;
  if (first === undefined) throw new ProblemError('usage', `${basename(path)} cannot be written: there is no record.`);
  requireLinkType(first, path);
  const others = new Set(used.map(({ linkName }) => linkName));
  if (used.some(({ linkType }) => linkType !== first.linkType)) {
    throw new ProblemError(
      'usage',
      `A pcap file holds records of one link type, and these are of ${[...others].join(' and ')}: give the name the ending .pcapng, or choose fewer with a filter.`,
    );
  }
  const isSame = used.every(({ fcsLength }) => fcsLength === first.fcsLength);
  return {
    head: out => pcapHead(out, isSame ? first : { ...first, fcsLength: null }, found.longest, found.hasNanos),
    record(out, _row, cursor) {
      const { seconds, nanos, originalLength } = cursor;
      pcapRecord(out, { seconds, nanos, originalLength, data: dataOf(cursor) }, found.hasNanos);
    },
    tail: () => {},
    leftOut: noRoomFor(facts, found.comments, used),
  };
}

interface Survey {
  readonly interfaces: ReadonlySet<number>;
  readonly hasNanos: boolean;
  readonly longest: number;
  /** Records with comments. */
  readonly comments: number;
}

function surveyed(columns: Columns, facts: CaptureFacts, rows: Uint32Array): Survey {
  const interfaces = new Set<number>();
  let hasNanos = false;
  let longest = 0;
  let comments = 0;
  for (const row of rows) {
    interfaces.add(columns.interfaceId[row]!);
    hasNanos ||= columns.nanos[row]! % 1000 !== 0;
    longest = Math.max(longest, columns.capturedLength[row]!);
    if (facts.commentsOf(row).length > 0) comments++;
  }
  return { interfaces, hasNanos, longest, comments };
}

function noRoomFor(facts: CaptureFacts, comments: number, used: readonly InterfaceInfo[]): string[] {
  const lost = [
    ...(comments > 0 ? [`comments on ${formatCount(comments)} records`] : []),
    ...(facts.names.length > 0 ? [`${formatCount(facts.names.length)} names of addresses`] : []),
    ...(used.some(({ name }) => name !== null) ? ['names of interfaces'] : []),
  ];
  return lost.length === 0 ? [] : [`A pcap file has no room for ${lost.join(', ')}: a .pcapng file keeps them.`];
}
