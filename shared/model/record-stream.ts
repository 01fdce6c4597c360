// A followed flow, a part at a time: what each side said, when, and where parts are missing.
import type { Time } from '../unit/time.ts';
import type { StreamDirection } from './follow.ts';

/** One side of a flow. */
export interface StreamEnd {
  readonly address: string;
  readonly port: number | null;
}

/** Bytes that came in one record. */
export interface StreamPiece {
  readonly direction: StreamDirection;
  /** Said by the side that began the stream. */
  readonly fromClient: boolean;
  /** Number of the record, and when it came. */
  readonly number: number;
  readonly time: Time;
  /** Bytes of payload of the whole stream that were said before. */
  readonly offset: number;
  readonly base64: string;
  /** Bytes that were sent here but are not in the capture; there are no others then. */
  readonly missing: number;
}

export interface StreamPage {
  readonly protocol: string;
  readonly a: StreamEnd;
  readonly b: StreamEnd;
  readonly pieces: readonly StreamPiece[];
  /** Where the next part begins; null: this was the last. */
  readonly next: number | null;
  /** Payload bytes of all records of the flow, what was sent twice counted twice: no more than this was said. */
  readonly atMost: number;
}
