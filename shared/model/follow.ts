// What is asked of a flow that is followed, and what came of it.

/** `ab`: what the flow's side A said, which sent the first record of the capture; `ba`: what B said. */
export type StreamDirection = 'ab' | 'ba';

export const FOLLOW_FORMS = ['text', 'hex', 'raw'] as const;

export interface FollowRequest {
  /** Number of the flow, from 1, as in the column `flow` of packets. */
  readonly flow: number;
  /** ASCII with dots for what cannot be printed, Wireshark's hex dump, or the bytes as they are. */
  readonly form: (typeof FOLLOW_FORMS)[number];
  /** Absent: both. */
  readonly direction?: StreamDirection | undefined;
  /** Payload bytes after which to stop. */
  readonly limit?: number | undefined;
}

export interface FollowedFile {
  /** Payload bytes that were written. */
  readonly payload: number;
  /** Bytes that were sent but not captured. */
  readonly missing: number;
  /** The limit cut it short. */
  readonly cut: boolean;
}
