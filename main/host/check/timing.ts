// Schemas of the calls about gaps.
import { z } from 'zod';
import { MEASURES, MOST_SUBJECTS } from '../../../shared/model/gap.ts';
import { GAP_DIRECTIONS, GAP_SORTS, TIMING_SCOPES } from '../../../shared/model/timing.ts';
import { burstSchemas } from './bursts.ts';
import { id, ofScope, optionalId, paged } from './parts.ts';

const scope = z.enum(TIMING_SCOPES);
const direction = z.enum(GAP_DIRECTIONS);
const windowNanos = z.int().min(1);

const ranking = z.strictObject({
  scope,
  direction,
  search: z.string().max(200).optional(),
  sort: z.enum(GAP_SORTS),
  descending: z.boolean(),
});
const subject = z.strictObject({ scope, direction, key: optionalId });

export const timingSchemas = {
  ...burstSchemas,
  gapKeys: z.strictObject({ ...ofScope, ...paged, ranking }),
  gapKey: z.strictObject({ ...ofScope, ranking, host: id, peer: optionalId, flow: optionalId }),
  distributions: z.strictObject({
    ...ofScope,
    measure: z.enum(MEASURES),
    subjects: z.array(subject).min(1).max(MOST_SUBJECTS),
    windowNanos,
  }),
};

const keyText = z.string().max(300);

/** What the timing report is asked for. */
export const timingRequest = z.strictObject({
  scope,
  key: keyText.optional(),
  direction,
  windowNanos,
  only: direction.optional(),
  search: z.string().max(200).optional(),
  sort: z.enum(GAP_SORTS).optional(),
  descending: z.boolean().optional(),
  histogram: z.array(keyText).max(MOST_SUBJECTS).optional(),
});
