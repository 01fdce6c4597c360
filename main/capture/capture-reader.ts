// What every capture reader gives: records, one at a time, through a cursor that the caller owns and reuses.
import type { CaptureFormat, Damage, InterfaceInfo } from '../../shared/model/source.ts';
import type { Time } from '../../shared/unit/time.ts';
import type { CaptureFacts } from './facts.ts';

/** The record that a reader stands on. `bytes` is borrowed: valid until the reader's next `append`. */
export class RecordCursor {
  bytes: Uint8Array = new Uint8Array(0);
  /** The record's data is bytes[start, end). */
  start = 0;
  end = 0;
  /** Time since the Unix epoch: whole seconds and nanoseconds. */
  seconds = 0;
  nanos = 0;
  originalLength = 0;
  /** Index into the reader's `interfaces`. */
  interfaceId = 0;
  /** LINKTYPE number of that interface. */
  linkType = 0;
  /** Offset of the record's data in the (decompressed) file. */
  fileOffset = 0;
}

/** Records one after another, and what is known of them so far. */
export interface RecordStream {
  /** All interfaces seen so far. A pcap file has one. What is said of one may come late: it is replaced then. */
  readonly interfaces: readonly InterfaceInfo[];
  readonly facts: CaptureFacts;
  /** Moves the cursor to the next record; false when more bytes are needed, or none will come. */
  next(cursor: RecordCursor): boolean;
}

/**
 * A push reader: append blocks as they come, take records until `next` says false. Never throws on file content:
 * damage is listed with its offset, the records before it have been given.
 */
export interface CaptureReader extends RecordStream {
  readonly format: CaptureFormat;
  /** The format with its variant, for people: `pcap, nanoseconds, big endian`. */
  readonly formatText: string;
  readonly damage: readonly Damage[];
  /** True when nothing more will come, whatever is appended. */
  readonly ended: boolean;
  /** Records given so far. */
  readonly records: number;
  /** True when the time of the first timed record is needed before more is given: see `setFirstTime`. */
  readonly wantsFirstTime?: boolean;
  /** Gives leading records without a time this one; undefined: no record has a time. */
  setFirstTime?(time: Time | undefined): void;
  /** Adds the next bytes of the file. Takes them over: the caller must not change them before the next append. */
  append(block: Uint8Array): void;
  /** Says that the file has ended. Where more than damage is left over, `next` gives it: `ended` says when it will not. */
  finish(): void;
}
