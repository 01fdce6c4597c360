// Schemas of the calls behind the filter box.
import { z } from 'zod';
import { MAX_FILTER, ofSource } from './parts.ts';

const MAX_FIELD_NAME = 200;
const MAX_VALUES = 100;

export const filterSchemas = {
  filterValues: z.strictObject({
    ...ofSource,
    field: z.string().min(1).max(MAX_FIELD_NAME),
    typed: z.string().max(MAX_FILTER),
    limit: z.int().min(0).max(MAX_VALUES),
  }),
  recentFilters: z.null(),
  keepFilter: z.strictObject({ filter: z.string().min(1).max(MAX_FILTER) }),
};
