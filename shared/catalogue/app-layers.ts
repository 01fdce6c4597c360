// All fields of application layers.
import { DHCP } from './dhcp.ts';
import { DNS } from './dns.ts';
import { NBNS } from './nbns.ts';

export const APP_FIELDS = { ...DHCP, ...DNS, ...NBNS } as const;
