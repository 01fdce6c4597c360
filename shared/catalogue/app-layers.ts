// All fields of application layers.
import { DNS } from './dns.ts';

export const APP_FIELDS = { ...DNS } as const;
