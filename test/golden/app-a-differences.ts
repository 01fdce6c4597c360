// Where the trees of DNS, NetBIOS, DHCP, NTP, SSDP and HTTP differ from tshark's on purpose, and why.

export interface AppDifference {
  readonly file: string;
  readonly record: number;
  readonly field: string;
  /** All occurrences, joined by `|`. */
  readonly tshark: string;
  readonly ours: string;
  /** tshark's frame.protocols, and ours. */
  readonly protocols: string;
  readonly ownProtocols: string;
}

interface Rule {
  readonly why: string;
  readonly holds: (difference: AppDifference) => boolean;
}

export const APP_A_DIFFERENT: readonly Rule[] = [
  {
    why: 'a timestamp of NTP that is not set has no value; tshark writes NULL',
    holds: ({ field, tshark, ours }) => /^ntp\.(reftime|org|rec|xmt)$/.test(field) && tshark === 'NULL' && ours === '',
  },
  {
    why: 'compressed bodies are not opened',
    holds: ({ field, ours }) => field === 'http.file_data' && ours === '',
  },
  {
    why: 'what lies in a protocol that we do not dissect is data',
    holds: ({ ours, protocols, ownProtocols }) =>
      ours === '' && ownProtocols.endsWith(':data') && /:(capwap\.data|ipcomp):/.test(protocols),
  },
  {
    why: 'nothing is decrypted by the keys that a capture carries',
    holds: ({ field, ours, protocols }) => field.startsWith('http.') && ours === '' && protocols.includes(':tls:http'),
  },
  {
    why: 'in multicast DNS tshark writes this number in hexadecimal',
    holds: ({ field, tshark, ours }) => field === 'dns.rr.udp_payload_size' && Number(tshark) === Number(ours),
  },
  {
    why: 'where the padding behind the options is cut, tshark shows nothing of the message',
    holds: ({ field, tshark, file }) =>
      field.startsWith('dhcp.') && tshark === '' && file.endsWith('basic/test012.pcapng'),
  },
];
