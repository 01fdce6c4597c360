// Schemas of what narrows: the calls behind the filter box, the rows that a selection leaves of a report.
import { z } from 'zod';
import { MAX_FILTER, ofSource } from './parts.ts';

const MAX_FIELD_NAME = 200;
const MAX_VALUES = 100;

const MAX_ADDRESS = 45;
const address = z.string().min(1).max(MAX_ADDRESS).optional();
const number = z.int().min(1).max(0xffff_ffff).optional();

export const reportChoice = z.strictObject({ host: address, peer: address, flow: number, burst: number });

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
