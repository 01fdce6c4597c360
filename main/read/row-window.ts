// Which parts of which files hold the next few of the rows that are wanted: neighbours are read together.
import type { InterfaceInfo } from '../../shared/model/source.ts';
import type { Columns } from '../store/columns.ts';

const MAX_BYTES = 4 * 1024 * 1024;
const MAX_SEGMENTS = 128;
/** What lies between two records is read with them when it is less than this: a read of its own costs more. */
const MAX_GAP = 64 * 1024;
/** The longest header that stands in front of a record's data. */
const HEADER_ROOM = 28;

/** Bytes [start, end) of a file, which go to `at` of the window's bytes. */
interface Segment {
  readonly file: number;
  readonly start: number;
  end: number;
  at: number;
}

export interface RowWindow {
  /** The window's rows are those from where it was planned up to this one, exclusive: indexes into the wanted rows. */
  readonly end: number;
  readonly firstRow: number;
  readonly segments: readonly Segment[];
  readonly bytes: Uint8Array;
  /** Where the data of each row begins in `bytes`. */
  readonly places: Float64Array;
}

/** The window that begins with rows[from]: at least that row, and as many as fit behind it. */
export function planWindow(
  rows: Uint32Array,
  from: number,
  columns: Columns,
  interfaces: readonly InterfaceInfo[],
): RowWindow {
  const segments: Segment[] = [];
  const last = new Map<number, Segment>();
  const segmentOf: Segment[] = [];
  let size = 0;
  let end = from;
  for (; end < rows.length; end++) {
    const row = rows[end]!;
    const file = interfaces[columns.interfaceId[row]!]!.file;
    const data = columns.fileOffset[row]!;
    const start = Math.max(0, data - HEADER_ROOM);
    const stop = data + columns.capturedLength[row]!;
    const open = last.get(file);
    const joins = open !== undefined && start >= open.start && start - open.end <= MAX_GAP;
    const more = joins ? Math.max(0, stop - open.end) : stop - start;
    if (end > from && (size + more > MAX_BYTES || (!joins && segments.length === MAX_SEGMENTS))) break;
    size += more;
    const segment = joins ? open : { file, start, end: stop, at: 0 };
    if (joins) segment.end = Math.max(segment.end, stop);
    else {
      segments.push(segment);
      last.set(file, segment);
    }
    segmentOf.push(segment);
  }
  let at = 0;
  for (const segment of segments) {
    segment.at = at;
    at += segment.end - segment.start;
  }
  const places = Float64Array.from(segmentOf, (segment, i) => {
    return segment.at + columns.fileOffset[rows[from + i]!]! - segment.start;
  });
  return { end, firstRow: rows[from]!, segments, bytes: new Uint8Array(at), places };
}

/** How far in front of a record's data its captured length stands, over all formats and byte orders of this program. */
const LENGTH_PLACES = [8, 4, 12, 16, 20];
/** AIX counts three bytes in front of an FDDI frame. */
const MAX_MORE = 3;

/**
 * Whether what stands in front of the data at `start` can be the header of a record of this length. It says no to nearly
 * all bytes that are something else; a simple packet block of pcapng states the original length only.
 */
export function lengthAgrees(view: DataView, start: number, captured: number, original: number): boolean {
  const states = (back: number, length: number, more: number): boolean => {
    if (back > start) return false;
    const little = view.getUint32(start - back, true) - length;
    const big = view.getUint32(start - back, false) - length;
    return (little >= 0 && little <= more) || (big >= 0 && big <= more);
  };
  return LENGTH_PLACES.some(back => states(back, captured, MAX_MORE)) || states(4, original, 0);
}
