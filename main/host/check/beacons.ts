// Schemas of the calls about beacons.
import { z } from 'zod';
import { BEACON_KEYS, BEACON_SORTS } from '../../../shared/model/beacon.ts';
import { ofScope, optionalId, paged } from './parts.ts';

/** What the beacons report is asked for. */
export const beaconRequest = z.strictObject({
  by: z.enum(BEACON_KEYS),
  min: z.int().min(2).max(0xffff_ffff),
  search: z.string().max(200).optional(),
  host: optionalId,
  sort: z.enum(BEACON_SORTS).optional(),
  descending: z.boolean().optional(),
});

const ofPair = {
  ...ofScope,
  beacons: beaconRequest,
  ends: z.strictObject({
    src: z.int().min(0).max(0xffff_ffff),
    dst: optionalId,
    dstPort: z.int().min(0).max(0xffff).optional(),
    protocol: z.string().max(64).optional(),
  }),
};

export const beaconSchemas = {
  beacons: z.strictObject({ ...ofScope, ...paged, beacons: beaconRequest }),
  beacon: z.strictObject(ofPair),
};

export const beaconBulkSchemas = { beaconTicks: z.strictObject(ofPair) };
