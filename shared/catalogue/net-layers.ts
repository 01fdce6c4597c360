// All fields of network and transport layers and of tunnels.
import { IP } from './ip.ts';

export const NET_FIELDS = { ...IP } as const;
