// Schemas of the calls about requests for pages.
import { z } from 'zod';
import { REQUEST_FIELDS, REQUEST_REPORTS } from '../../../shared/model/request.ts';
import { DETECTORS } from '../../../shared/model/series.ts';
import { addresses, ofScope, paged } from './parts.ts';

const MOST_POINTS = 10_000;
const MOST_HOSTS = 1000;
const MOST_WHERE = 16;
const MOST_SECONDS = 366 * 86_400;

const field = z.enum(REQUEST_FIELDS);
const value = z.string().max(1024 * 1024);
const where = z.array(z.strictObject({ field, value })).max(MOST_WHERE).optional();
const fields = z.array(field).max(REQUEST_FIELDS.length);
const seconds = z.int().min(1).max(MOST_SECONDS).optional();
const scope = { ...ofScope, where };

const options = z.strictObject({
  fields,
  share: z.number().min(0).max(1),
  alpha: z.number().min(0).max(1),
  seconds,
  detectors: z.array(z.enum(DETECTORS)).max(DETECTORS.length),
  hosts: z.int().min(0).max(MOST_HOSTS),
});

export const requestSchemas = {
  requestSummary: z.strictObject(scope),
  requests: z.strictObject({ ...scope, ...paged, descending: z.boolean().optional() }),
  requestRate: z.strictObject({ ...scope, most: z.int().min(1).max(MOST_POINTS), seconds }),
  requestValues: z.strictObject({
    ...scope,
    ...paged,
    field,
    search: z.string().max(200).optional(),
    addresses: addresses.optional(),
  }),
  statusByHost: z.strictObject({ ...scope, hosts: z.int().min(1).max(MOST_HOSTS) }),
  requestAnomalies: z.strictObject({ ...scope, options }),
};

/** What the access-log report is asked for. */
export const requestReport = z.strictObject({
  report: z.enum(REQUEST_REPORTS),
  fields: fields.optional(),
  given: field.optional(),
  where,
  anomalies: options.optional(),
});
