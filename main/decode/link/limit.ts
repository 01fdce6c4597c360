// What a length field of a link layer does to the frame around it.
import type { Layers } from '../layers.ts';

// hot path
/** A length says that the frame ends at `end`: what lies behind is padding or a checksum. Never lengthens it. */
export function limitFrame(layers: Layers, end: number): void {
  if (end < layers.frameEnd) layers.frameEnd = end;
  if (end < layers.end) layers.end = end;
}
