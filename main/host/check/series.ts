// Schemas of the calls about series, and of how files of counts are read.
import { z } from 'zod';
import { DATE_FORMATS, DELIMITERS, DETECTORS, SERIES_VALUES } from '../../../shared/model/series.ts';
import { addresses, direction, ofScope, ofSource, paged, path } from './parts.ts';

const MOST_KEYS = 100;
const MOST_MARKS = 10_000;
const MOST_SECONDS = 366 * 86_400;
const MOST_ROLLING = 10_000;

const keyText = z.string().max(1000);
const column = z.string().min(1).max(300);

export const countOptions = z.strictObject({
  date: column.optional(),
  keys: z.array(column).max(2).optional(),
  count: column.optional(),
  format: z.enum(DATE_FORMATS).optional(),
  delimiter: z.enum(DELIMITERS).optional(),
  header: z.boolean().optional(),
});

const seriesOf = {
  value: z.enum(SERIES_VALUES).optional(),
  by: z.string().min(1).max(700),
  interval: z.int().min(1).max(MOST_SECONDS).optional(),
};
const detectOptions = {
  detectors: z.array(z.enum(DETECTORS)).max(DETECTORS.length),
  compat: z.literal('luminol').optional(),
  rolling: z.int().min(1).max(MOST_ROLLING),
  width: z.number().min(0.01).max(0.9999),
};
const series = z.strictObject(seriesOf);
const detect = z.strictObject(detectOptions);
const mark = z.strictObject({ seconds: z.number().min(-8.64e12).max(8.64e12), key: keyText.nullable() });

export const seriesSchemas = {
  seriesKeys: z.strictObject({
    ...ofScope,
    ...paged,
    series,
    search: z.string().max(200).optional(),
    addresses: addresses.optional(),
    prefix: keyText.optional(),
    sort: z.enum(['key', 'total', 'points', 'most']),
    direction,
  }),
  seriesLines: z.strictObject({ ...ofScope, series, keys: z.array(keyText).max(MOST_KEYS), detect }),
  seriesAnomalies: z.strictObject({
    ...ofScope,
    ...paged,
    series,
    detect,
    marks: z.array(mark).max(MOST_MARKS),
    key: keyText.optional(),
    keys: z.array(keyText).max(MOST_KEYS).optional(),
    sort: z.enum(['rank', 'time', 'key', 'detector', 'value', 'score']),
    direction,
  }),
  seriesCancel: z.strictObject(ofSource),
  seriesMarks: z.strictObject({ path }),
};

/** What the series report is asked for. */
export const seriesRequest = z.strictObject({ ...seriesOf, ...detectOptions, key: keyText.optional() });
