// Which parts of which files hold the next few of the rows that are wanted: neighbours are read together.
import type { CaptureFormat, InterfaceInfo } from '../../shared/model/source.ts';
import type { RecordCursor } from '../capture/capture-reader.ts';
import { BLOCK } from '../capture/pcapng-block.ts';
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

/** How far in front of a pcap record's data its captured length and its seconds stand in each variant, and what is counted besides. */
const PCAP_PLACES = [
  { length: 8, seconds: 16, more: 0 },
  { length: 4, seconds: 16, more: 0 },
  { length: 12, seconds: 20, more: 0 },
  { length: 8, seconds: 20, more: 0 },
  { length: 16, seconds: 24, more: 0 },
  { length: 12, seconds: 24, more: 0 },
  { length: 20, seconds: 28, more: 0 },
  { length: 16, seconds: 28, more: 0 },
  { length: 7, seconds: 19, more: 3 },
] as const;
const SNOOP_PLACE = { length: 20, seconds: 8 } as const;
const PACKET_PLACE = { type: 28, length: 8 } as const;
const SIMPLE_PLACE = { type: 12, original: 4 } as const;
/** A fraction of up to 2^32 microseconds is carried into the seconds. */
const MAX_CARRIED = 4294;

/**
 * Whether what stands in front of the record's data in `view` can be its header: it says the same length, and the same
 * second where the format keeps seconds. Variant and byte order of the file are not known here, so all are tried.
 */
export function headerAgrees(view: DataView, format: CaptureFormat, record: RecordCursor): boolean {
  const { start, end, seconds } = record;
  const captured = end - start;
  const at = (back: number, little: boolean): number => (back > start ? -1 : view.getUint32(start - back, little));
  const isTime = (stated: number): boolean => stated <= seconds && seconds <= stated + MAX_CARRIED;
  if (format === 'snoop') {
    return at(SNOOP_PLACE.length, false) === captured && isTime(at(SNOOP_PLACE.seconds, false));
  }
  return [true, false].some(little => {
    if (format === 'pcap') {
      return PCAP_PLACES.some(p => at(p.length, little) === captured + p.more && isTime(at(p.seconds, little)));
    }
    const type = at(PACKET_PLACE.type, little);
    const isPacket = type === BLOCK.enhancedPacket || type === BLOCK.packet;
    if (isPacket && at(PACKET_PLACE.length, little) === captured) return true;
    const isSimple = at(SIMPLE_PLACE.type, little) === BLOCK.simplePacket;
    return isSimple && at(SIMPLE_PLACE.original, little) === record.originalLength;
  });
}
