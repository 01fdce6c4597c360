// Schemas of the calls about single records.
import { z } from 'zod';
import { FOLLOW_FORMS } from '../../../shared/model/follow.ts';
import { RECORD_SORTS } from '../../../shared/model/record.ts';
import { burstParams, direction, id, ofScope, ofSource, optionalId, paged, path } from './parts.ts';

const MAX_LINES = 500;
const MAX_TIMES = 5000;
const MAX_FIELDS = 50;
const MAX_FIELD_NAME = 200;
const MAX_STREAM_BYTES = 4 * 1024 * 1024;
const MAX_SEARCHED = 500;

const number = z.int().min(1).max(0xffff_ffff);
const list = {
  ...ofScope,
  host: optionalId,
  peer: optionalId,
  flow: optionalId,
  burst: id.optional(),
  bursts: burstParams,
  sort: z.enum(RECORD_SORTS),
  direction,
};
const side = z.enum(['ab', 'ba']).optional();
const ofFlow = { ...ofSource, flow: number, direction: side, offset: z.int().min(0) };
export const followRequest = z.strictObject({
  flow: number,
  form: z.enum(FOLLOW_FORMS),
  direction: side,
  limit: z.int().min(1).optional(),
});

export const recordSchemas = {
  records: z.strictObject({ ...list, ...paged }),
  recordIndex: z.strictObject({ ...list, number }),
  recordTimes: z.strictObject({ ...ofSource, numbers: z.array(number).max(MAX_TIMES) }),
  recordLines: z.strictObject({
    ...ofSource,
    numbers: z.array(number).max(MAX_LINES),
    fields: z.array(z.string().min(1).max(MAX_FIELD_NAME)).max(MAX_FIELDS),
  }),
  streamPage: z.strictObject({ ...ofFlow, limit: z.int().min(1).max(MAX_STREAM_BYTES) }),
  streamFind: z.strictObject({ ...ofFlow, text: z.string().min(1).max(MAX_SEARCHED) }),
  save: z.strictObject({ ...ofScope, path }),
  saveFile: z.strictObject({
    ...ofScope,
    stream: followRequest.optional(),
    suggestedName: z.string().min(1).max(255),
  }),
};
