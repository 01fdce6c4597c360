// Schemas of the parts that many calls share, with the limits on each.
import { z } from 'zod';
import { BURST_SCOPES } from '../../../shared/model/burst.ts';

/** Seconds that a JavaScript Date can show. */
const MAX_SECONDS = 8_640_000_000_000;
const MAX_ROWS = 1000;
const MAX_PATH = 4096;
export const MAX_FILTER = 16_384;

export const id = z.int().min(0).max(0xffff_ffff);
export const optionalId = id.optional();
export const path = z
  .string()
  .min(1)
  .max(MAX_PATH)
  .refine(text => !text.includes('\0'), 'must not hold a NUL character');
const time = z.tuple([z.int().min(-MAX_SECONDS).max(MAX_SECONDS), z.int().min(0).max(999_999_999)]);
const timeRange = z.strictObject({ from: time.optional(), to: time.optional() });
export const range = timeRange.optional();
export const burstParams = z.strictObject({
  gapNanos: z.int().min(0),
  minPayload: z.union([z.int().min(0).max(0xffff_ffff), z.literal('auto')], 'must be a number of bytes or "auto"'),
  minPackets: z.int().min(1).max(0xffff_ffff),
  scope: z.enum(BURST_SCOPES),
  compat: z.literal('notebook').optional(),
});
export const direction = z.enum(['asc', 'desc']);
export const ofSource = { source: id };
export const ofSelection = { ...ofSource, filter: z.string().max(MAX_FILTER).optional() };
/** As OfScope of the contract. */
export const ofScope = { ...ofSelection, range };
/** Of one question. */
export const addresses = z.array(z.string().max(100)).max(1000);
export const paged = { offset: z.int().min(0), limit: z.int().min(0).max(MAX_ROWS) };
