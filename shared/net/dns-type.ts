// Numbers of the Domain Name System and their names (IANA "Domain Name System (DNS) Parameters").

/** Record types that are told apart by number. */
export const DNS_TYPE = {
  a: 1,
  ns: 2,
  md: 3,
  mf: 4,
  cname: 5,
  soa: 6,
  mb: 7,
  mg: 8,
  mr: 9,
  null: 10,
  wks: 11,
  ptr: 12,
  hinfo: 13,
  minfo: 14,
  mx: 15,
  txt: 16,
  rp: 17,
  afsdb: 18,
  x25: 19,
  isdn: 20,
  rt: 21,
  nsap: 22,
  nsapPtr: 23,
  sig: 24,
  key: 25,
  px: 26,
  gpos: 27,
  aaaa: 28,
  loc: 29,
  nxt: 30,
  srv: 33,
  naptr: 35,
  kx: 36,
  cert: 37,
  a6: 38,
  dname: 39,
  opt: 41,
  apl: 42,
  ds: 43,
  sshfp: 44,
  ipseckey: 45,
  rrsig: 46,
  nsec: 47,
  dnskey: 48,
  dhcid: 49,
  nsec3: 50,
  nsec3param: 51,
  tlsa: 52,
  smimea: 53,
  hip: 55,
  cds: 59,
  cdnskey: 60,
  openpgpkey: 61,
  csync: 62,
  zonemd: 63,
  svcb: 64,
  https: 65,
  spf: 99,
  nid: 104,
  l32: 105,
  l64: 106,
  lp: 107,
  eui48: 108,
  eui64: 109,
  tkey: 249,
  tsig: 250,
  ixfr: 251,
  axfr: 252,
  any: 255,
  uri: 256,
  caa: 257,
  ta: 32768,
  dlv: 32769,
  wins: 65281,
  winsR: 65282,
} as const;

const SPELT: Readonly<Record<string, string>> = {
  nsapPtr: 'NSAP-PTR',
  winsR: 'WINS-R',
  any: '*',
};

/** `A`, `AAAA`, `NSAP-PTR`, by number. */
export const DNS_TYPE_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(DNS_TYPE).map(([key, number]) => [number, SPELT[key] ?? key.toUpperCase()]),
);

export const DNS_CLASS = { in: 1 } as const;

export const DNS_CLASS_NAMES: Readonly<Record<number, string>> = {
  0: 'reserved',
  1: 'IN',
  2: 'CS',
  3: 'CH',
  4: 'HS',
  254: 'NONE',
  255: 'ANY',
};

export const DNS_OPCODE = { update: 5, stateful: 6 } as const;

export const DNS_OPCODE_NAMES: Readonly<Record<number, string>> = {
  0: 'Standard query',
  1: 'Inverse query',
  2: 'Server status request',
  4: 'Zone change notification',
  5: 'Dynamic update',
  6: 'DNS Stateful operations (DSO)',
};

export const DNS_RCODE_NAMES: Readonly<Record<number, string>> = {
  0: 'No error',
  1: 'Format error',
  2: 'Server failure',
  3: 'No such name',
  4: 'Not implemented',
  5: 'Refused',
  6: 'Name exists',
  7: 'RRset exists',
  8: 'RRset does not exist',
  9: 'Not authoritative',
  10: 'Name out of zone',
  11: 'DSO-TYPE not implemented',
  16: 'Bad OPT version or TSIG signature',
  17: 'Key not recognized',
  18: 'Signature out of time window',
  19: 'Bad TKEY mode',
  20: 'Duplicate key name',
  21: 'Algorithm not supported',
  22: 'Bad truncation',
  23: 'Bad or missing server cookie',
};

export const DNSSEC_ALGORITHM_NAMES: Readonly<Record<number, string>> = {
  1: 'RSA/MD5',
  2: 'Diffie-Hellman',
  3: 'DSA',
  5: 'RSA/SHA1',
  6: 'DSA + NSEC3/SHA1',
  7: 'RSA/SHA1 + NSEC3/SHA1',
  8: 'RSA/SHA-256',
  10: 'RSA/SHA-512',
  12: 'GOST R 34.10-2001',
  13: 'ECDSA Curve P-256 with SHA-256',
  14: 'ECDSA Curve P-384 with SHA-384',
  15: 'Ed25519',
  16: 'Ed448',
};

export const DNS_DIGEST_NAMES: Readonly<Record<number, string>> = {
  1: 'SHA-1',
  2: 'SHA-256',
  3: 'GOST R 34.11-94',
  4: 'SHA-384',
};

/** EDNS option codes that are told apart by number. */
export const EDNS_OPTION = {
  dau: 5,
  dhu: 6,
  n3u: 7,
  clientSubnet: 8,
  cookie: 10,
  tcpKeepalive: 11,
  padding: 12,
  chain: 13,
  extendedError: 15,
  clientSubnetExperimental: 20730,
} as const;

export const EDNS_OPTION_NAMES: Readonly<Record<number, string>> = {
  1: 'LLQ - Long-lived query',
  2: 'UL - Update lease',
  3: 'NSID - Name Server Identifier',
  5: 'DAU - DNSSEC Algorithm Understood',
  6: 'DHU - DS Hash Understood',
  7: 'N3U - NSEC3 Hash Understood',
  8: 'CSUBNET - Client subnet',
  9: 'EDNS EXPIRE',
  10: 'COOKIE',
  11: 'EDNS TCP Keepalive',
  12: 'PADDING',
  13: 'CHAIN',
  14: 'KEY TAG',
  15: 'Extended DNS Error',
  20730: 'Experimental client subnet',
};

/** Keys of service parameters that are told apart by number (RFC 9460 section 14.3.2). */
export const SVC_PARAM = {
  mandatory: 0,
  alpn: 1,
  noDefaultAlpn: 2,
  port: 3,
  ipv4hint: 4,
  ech: 5,
  ipv6hint: 6,
  odoh: 32769,
} as const;

export const SVC_PARAM_NAMES: Readonly<Record<number, string>> = {
  0: 'mandatory',
  1: 'alpn',
  2: 'no-default-alpn',
  3: 'port',
  4: 'ipv4hint',
  5: 'ech',
  6: 'ipv6hint',
  7: 'dohpath',
  8: 'ohttp',
  32769: 'odohconfig',
};
