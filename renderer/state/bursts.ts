// The burst parameters in force everywhere: panel, timeline bands, inspector, export.
import { create } from 'zustand';
import { type BurstParams, DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';

export const useBurstParams = create<BurstParams>(() => DEFAULT_BURST_PARAMS);
