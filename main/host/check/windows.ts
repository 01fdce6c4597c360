// Schemas of the calls about time windows.
import { z } from 'zod';
import { OUTLIER_SORTS } from '../../../shared/contract/window-calls.ts';
import { WINDOW_LISTS } from '../../../shared/model/timing.ts';
import { LEAST_WINDOW, OUTLIER_KINDS } from '../../../shared/model/window.ts';
import { direction, ofScope, ofSelection, paged, range } from './parts.ts';

const MAX_COLUMNS = 4096;

const windows = {
  nanos: z.int().min(LEAST_WINDOW),
  compat: z.literal('notebook').optional(),
  list: z.enum(WINDOW_LISTS).optional(),
};

/** What the windows report is asked for. */
export const windowRequest = z.strictObject(windows);

export const windowSchemas = {
  windowOutliers: z.strictObject({
    ...ofSelection,
    ...paged,
    windows: windowRequest,
    kind: z.enum(OUTLIER_KINDS),
    sort: z.enum(OUTLIER_SORTS),
    direction,
  }),
  windowRows: z.strictObject({ ...ofScope, ...paged }),
  portScanners: z.strictObject({ ...ofScope, ...paged }),
};

export const windowBulkSchemas = {
  windowFeatures: z.strictObject({
    ...ofSelection,
    windows: windowRequest,
    shown: range,
    pixels: z.int().min(1).max(MAX_COLUMNS),
  }),
};
