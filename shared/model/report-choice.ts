// Which rows of a report a selection leaves; the numbers in them stay those of the whole.

/** Of bursts, conversations and packets. */
export interface ReportChoice {
  /** Address of a host on either side. */
  readonly host?: string | undefined;
  /** With `host`: address of the other side. */
  readonly peer?: string | undefined;
  /** Of packets: number of the flow, from 1. */
  readonly flow?: number | undefined;
  /** Of packets: number of the burst. */
  readonly burst?: number | undefined;
}
