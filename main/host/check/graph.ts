// What may be asked of the graph of hosts.
import { z } from 'zod';
import { id, ofScope } from './parts.ts';

const MAX_NODES = 2000;
const MAX_KEPT = 1000;

export const graphQuestion = z.strictObject({
  ...ofScope,
  maxNodes: z.int().min(1).max(MAX_NODES),
  showHidden: z.boolean(),
  keep: z.array(id).max(MAX_KEPT).optional(),
  expand: z.array(z.string().max(64)).max(MAX_KEPT).optional(),
  only: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('around'), host: id, hops: z.int().min(1).max(10) }),
      z.strictObject({ kind: z.literal('between'), host: id, peer: id }),
    ])
    .optional(),
  minPackets: z.int().min(0).max(0xffff_ffff).optional(),
});
