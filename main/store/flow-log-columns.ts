// What a log of flows says of each row beyond the columns of a record: 41 bytes a row.
import type { FlowBatch } from '../logs/flow-batch.ts';

/** NaN: the log does not say. */
export class FlowLogColumns {
  length = 0;
  /** Bytes and packets that the row's source and its destination sent. */
  bytesUp = new Float64Array(1024);
  bytesDown = new Float64Array(1024);
  packetsUp = new Float64Array(1024);
  packetsDown = new Float64Array(1024);
  /** Nanoseconds. */
  duration = new Float64Array(1024);
  /** Index into FLOW_STATES (main/logs/flow-row.ts); -1: the log does not say. */
  state = new Int8Array(1024);

  /** Adds the rows of a batch; there must be room. */
  append(batch: FlowBatch): void {
    const { length: at } = this;
    const { length } = batch;
    this.bytesUp.set(batch.bytesUp.subarray(0, length), at);
    this.bytesDown.set(batch.bytesDown.subarray(0, length), at);
    this.packetsUp.set(batch.packetsUp.subarray(0, length), at);
    this.packetsDown.set(batch.packetsDown.subarray(0, length), at);
    this.duration.set(batch.duration.subarray(0, length), at);
    this.state.set(batch.state.subarray(0, length), at);
    this.length = at + length;
  }

  get capacity(): number {
    return this.state.length;
  }

  /** Whether the destination of a row sent something, as far as the log says. */
  answered(row: number): boolean {
    return this.bytesDown[row]! > 0 || this.packetsDown[row]! > 0;
  }

  /** Makes room for `capacity` rows. */
  reserve(capacity: number): void {
    if (capacity <= this.state.length) return;
    const grown = (old: Float64Array): Float64Array<ArrayBuffer> => {
      const next = new Float64Array(capacity);
      next.set(old);
      return next;
    };
    this.bytesUp = grown(this.bytesUp);
    this.bytesDown = grown(this.bytesDown);
    this.packetsUp = grown(this.packetsUp);
    this.packetsDown = grown(this.packetsDown);
    this.duration = grown(this.duration);
    const state = new Int8Array(capacity);
    state.set(this.state);
    this.state = state;
  }
}

/** A number of the log, 0 where it does not say. */
export const orNone = (value: number): number => (Number.isNaN(value) ? 0 : value);
