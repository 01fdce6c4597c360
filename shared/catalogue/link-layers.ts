// All fields of link layers.
import { ETHERNET } from './ethernet.ts';

export const LINK_FIELDS = { ...ETHERNET } as const;
