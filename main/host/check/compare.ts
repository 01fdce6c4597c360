// Schemas of the calls about two sources.
import { z } from 'zod';
import { CHANGES, COMPARED } from '../../../shared/model/compare.ts';
import { direction, id, ofScope, paged, range } from './parts.ts';

/** What is compared, as the call and the report ask for it. */
export const compareRequest = {
  other: id,
  otherRange: range,
  what: z.enum(COMPARED),
  factor: z.number().gt(1),
  changes: z.array(z.enum(CHANGES)).max(CHANGES.length).optional(),
  search: z.string().max(200).optional(),
};

export const compareSchemas = {
  compare: z.strictObject({
    ...ofScope,
    ...compareRequest,
    ...paged,
    sort: z.enum(['change', 'a', 'bytesBefore', 'bytesAfter', 'packetsBefore', 'packetsAfter', 'ratio']),
    direction,
  }),
};
