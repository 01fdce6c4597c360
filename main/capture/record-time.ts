// Times of records that are stored as seconds and a fraction, where the fraction may be a second or more.
import type { RecordCursor } from './capture-reader.ts';

const MAX_SECONDS = 0xffff_ffff;
export const NANOS_PER_SECOND = 1_000_000_000;
export const TIME_TOO_LATE = 'the time lies beyond the year 2106 and was set to its last moment';

/**
 * The moment stays what seconds and fraction say together; beyond 2^32 - 1 seconds it becomes the last one before that.
 * False when that happened.
 */
export function carrySeconds(cursor: RecordCursor): boolean {
  const whole = Math.floor(cursor.nanos / NANOS_PER_SECOND);
  cursor.seconds += whole;
  cursor.nanos -= whole * NANOS_PER_SECOND;
  if (cursor.seconds <= MAX_SECONDS) return true;
  cursor.seconds = MAX_SECONDS;
  cursor.nanos = NANOS_PER_SECOND - 1;
  return false;
}
