// Walks one record that lies in the middle of other bytes, as in a block of a file.
import { fieldWriter } from '../../main/decode/field-values.ts';
import { Layers } from '../../main/decode/layers.ts';
import { walkRecord } from '../../main/decode/walk.ts';

export const LINK = { null: 0, ethernet: 1, raw: 101, loop: 108, sll: 113, sll2: 276 } as const;

export interface Walked {
  readonly layers: Layers;
  /** Where the record begins in the bytes that were walked. */
  readonly start: number;
  /** Text of a header field. */
  field(name: string): string;
  /** The captured payload. */
  payload(): Uint8Array;
}

interface Options {
  readonly linkType?: number;
  /** Bytes of the frame that were captured. */
  readonly snap?: number;
  readonly originalLength?: number;
}

export function walk(frame: Uint8Array, options: Options = {}): Walked {
  const captured = frame.subarray(0, options.snap ?? frame.length);
  const start = 5;
  const bytes = new Uint8Array(start + captured.length + 64).fill(0x45);
  bytes.set(captured, start);
  const end = start + captured.length;
  const layers = new Layers();
  walkRecord(bytes, start, end, options.originalLength ?? frame.length, options.linkType ?? LINK.ethernet, layers);
  return {
    layers,
    start,
    field: name => {
      const write = fieldWriter(name);
      if (!write) throw new Error(`no field ${name}`);
      return write(bytes, layers);
    },
    payload: () => bytes.subarray(layers.payload, layers.payloadEnd),
  };
}
