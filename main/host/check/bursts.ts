// Schemas of the calls about bursts as a whole.
import { z } from 'zod';
import { BURST_SORTS } from '../../../shared/model/burst.ts';
import { BURST_RELATIONS } from '../../../shared/model/burst-shape.ts';
import { burstParams, direction, ofScope, ofSelection, optionalId, paged } from './parts.ts';

const ofBursts = { ...ofScope, host: optionalId, peer: optionalId };

export const burstSchemas = {
  burstAt: z.strictObject({
    ...ofBursts,
    params: burstParams,
    sort: z.enum(BURST_SORTS),
    direction,
    burst: z.int().min(1).max(0xffff_ffff),
  }),
  burstSuggestions: z.strictObject({ ...ofSelection, params: burstParams }),
  burstShapes: z.strictObject({ ...ofBursts, sets: z.array(burstParams).min(1).max(2) }),
  burstComparison: z.strictObject({
    ...ofBursts,
    ...paged,
    a: burstParams,
    b: burstParams,
    relation: z.enum(BURST_RELATIONS).optional(),
  }),
};

/** What the bursts report is asked for in place of the bursts. */
export const burstInsight = z.strictObject({ compare: burstParams.optional() });
