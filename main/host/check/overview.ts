// Schemas of the calls about the whole at a glance.
import { z } from 'zod';
import { FINDING_KINDS, NAME_SORTS } from '../../../shared/contract/overview-calls.ts';
import { addresses, burstParams, direction, id, ofScope, ofSource, paged } from './parts.ts';

const MOST_ROWS = 100;
const rows = z.int().min(1).max(MOST_ROWS);

export const overviewSchemas = {
  overview: z.strictObject({ ...ofScope, rows }),
  findings: z.strictObject({ ...ofScope, about: z.enum(FINDING_KINDS), bursts: burstParams, rows }),
  hostEnds: z.strictObject({ ...ofSource, hosts: z.array(id).max(MOST_ROWS) }),
  addressNames: z.strictObject({ ...ofSource, addresses }),
  names: z.strictObject({
    ...ofSource,
    ...paged,
    search: z.string().max(200).optional(),
    sort: z.enum(NAME_SORTS),
    direction,
  }),
};
