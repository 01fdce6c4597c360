// All fields of application layers.
import { DNS } from './dns.ts';
import { NBNS } from './nbns.ts';

export const APP_FIELDS = { ...DNS, ...NBNS } as const;
