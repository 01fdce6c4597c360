// Where our filters knowingly take other records than tshark's, and why.

interface Known {
  readonly reason: string;
  readonly file: RegExp;
  readonly filter: RegExp;
}

export const KNOWN: readonly Known[] = [
  {
    reason:
      'Streams and the analysis of TCP follow the outermost headers of whole packets: what lies in tunnels, in quotes of ICMP errors and in reassembled fragments has none.',
    file: /tunnels\/|GrePackets|nb6-http|gtp6|HueBridge|defrag|fragmented|docbook\/examples\/test\.cap/,
    filter: /tcp\.(stream|seq|ack|analysis)|udp\.stream/,
  },
  {
    reason: 'A header length that lies beyond the packet is cut to what is there; Wireshark counts it in full.',
    file: /mpls-6in6-6in6-4in6-trunc/,
    filter: /^len\(ip\)/,
  },
  {
    reason: 'Records of simple packet blocks have no time; here they have that of the record before them.',
    file: /pcapng-example/,
    filter: /^frame\.time/,
  },
  {
    reason:
      'Wireshark leaves tcp.payload out of some segments that complete an HTTP message; here every segment has it.',
    file: /HueBridge/,
    filter: /^len\(tcp\.payload\)/,
  },
  {
    reason:
      'Which record shows a message of several segments (bodies that end with the connection, records of TLS, retransmissions) is as our trees have it.',
    file: /arkime_synthetic|D-Link|HueBridge|WeMo|gnutella|zoom|pcapng-example|ipv6-http-atomic-frag|geneve-47101/,
    filter: /http|tls/,
  },
  {
    reason: 'EAP, in which this TLS lies, is not dissected.',
    file: /wpa-eap-tls/,
    filter: /tls/,
  },
  {
    reason: 'A protocol that is not dissected is never malformed.',
    file: /arkime_synthetic|gnutella/,
    filter: /_ws\.malformed/,
  },
];
