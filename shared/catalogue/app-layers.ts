// All fields of application layers.
import { DHCP } from './dhcp.ts';
import { DHCPV6 } from './dhcpv6.ts';
import { DNS } from './dns.ts';
import { HTTP_FIELDS } from './http.ts';
import { NBNS } from './nbns.ts';
import { NTP } from './ntp.ts';
import { QUIC } from './quic.ts';
import { SSDP } from './ssdp.ts';
import { TLS } from './tls.ts';

export const APP_FIELDS = {
  ...DHCP,
  ...DHCPV6,
  ...DNS,
  ...NBNS,
  ...NTP,
  ...HTTP_FIELDS,
  ...SSDP,
  ...TLS,
  ...QUIC,
} as const;
