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

interface PlannedWindow {
  /** The window's rows are those from where it was planned up to this one, exclusive: indexes into the wanted rows. */
  readonly end: number;
  readonly firstRow: number;
  readonly segments: readonly Segment[];
  /** Bytes in all. */
  readonly size: number;
  /** Where the data of each row begins in the window's bytes. */
  readonly places: Float64Array;
}

/** A window that was read. */
export interface RowWindow extends PlannedWindow {
  readonly bytes: Uint8Array;
}

/** The window that begins with rows[from]: at least that row, and as many as fit behind it. */
export function planWindow(
  rows: Uint32Array,
  from: number,
  columns: Pick<Columns, 'fileOffset' | 'capturedLength' | 'interfaceId'>,
  interfaces: readonly InterfaceInfo[],
): PlannedWindow {
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
  const places = new Float64Array(segmentOf.length);
  for (let i = 0; i < places.length; i++) {
    const segment = segmentOf[i]!;
    places[i] = segment.at + columns.fileOffset[rows[from + i]!]! - segment.start;
  }
  return { end, firstRow: rows[from]!, segments, size: at, places };
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

/** Which of PCAP_PLACES, and whether in little endian, agreed last: the records of a file are alike. */
let agreed = 0;

/**
 * Whether what stands in front of the record's data in `view` can be its header: it says the same length, and the same
 * second where the format keeps seconds. Variant and byte order of the file are not known here, so all are tried.
 */
export function headerAgrees(view: DataView, format: CaptureFormat, record: RecordCursor): boolean {
  if (format === 'snoop') {
    const { length, seconds } = SNOOP_PLACE;
    return stated(view, record, length, false) === record.end - record.start && isTime(view, record, seconds, false);
  }
  if (format === 'pcapng') return blockAgrees(view, record, true) || blockAgrees(view, record, false);
  for (let n = 0; n < 2 * PCAP_PLACES.length; n++) {
    const variant = (agreed + n) % (2 * PCAP_PLACES.length);
    if (!pcapAgrees(view, record, variant)) continue;
    agreed = variant;
    return true;
  }
  return false;
}

/** The number so far in front of the record's data; -1 where nothing can stand. */
const stated = (view: DataView, { start }: RecordCursor, back: number, little: boolean): number =>
  back > start ? -1 : view.getUint32(start - back, little);

function isTime(view: DataView, record: RecordCursor, back: number, little: boolean): boolean {
  const seconds = stated(view, record, back, little);
  return seconds <= record.seconds && record.seconds <= seconds + MAX_CARRIED;
}

// hot path
function pcapAgrees(view: DataView, record: RecordCursor, variant: number): boolean {
  const { length, seconds, more } = PCAP_PLACES[variant >> 1]!;
  const little = (variant & 1) === 0;
  return (
    stated(view, record, length, little) === record.end - record.start + more && isTime(view, record, seconds, little)
  );
}

function blockAgrees(view: DataView, record: RecordCursor, little: boolean): boolean {
  const type = stated(view, record, PACKET_PLACE.type, little);
  const isPacket = type === BLOCK.enhancedPacket || type === BLOCK.packet;
  if (isPacket && stated(view, record, PACKET_PLACE.length, little) === record.end - record.start) return true;
  const isSimple = stated(view, record, SIMPLE_PLACE.type, little) === BLOCK.simplePacket;
  return isSimple && stated(view, record, SIMPLE_PLACE.original, little) === record.originalLength;
}
