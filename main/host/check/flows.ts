// Schemas of the calls about flows as wholes.
import { z } from 'zod';
import { FLOW_ANSWER_SORTS } from '../../../shared/model/flow-answers.ts';
import { direction, ofScope, optionalId, paged } from './parts.ts';

export const flowSchemas = {
  flowAnswers: z.strictObject(ofScope),
  flowEntries: z.strictObject({
    ...ofScope,
    ...paged,
    least: z.int().min(1).max(0xffff_ffff),
    host: optionalId,
    peer: optionalId,
    sort: z.enum(FLOW_ANSWER_SORTS),
    direction,
  }),
};
