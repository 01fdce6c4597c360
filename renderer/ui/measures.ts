// What the measures on screen mean, after DEFINITIONS.md: one sentence or two for each, shown by Term.

export const MEASURES = {
  record: 'A record is one captured frame. Records are numbered from 1, in the order of the file.',
  row: 'A row of the log: one flow, from its start, with what both of its sides sent.',
  host: 'A host is an IP address, version 4 or 6. Records without IP are counted, but belong to no host.',
  stream: 'All that one host sends to another: an ordered pair of hosts, source to destination.',
  conversation: 'All that two hosts exchange, in both directions. A is the side that sent the first record.',
  flow: 'An unordered pair of (address, port) with the IP protocol. ICMP flows use the identifier; other protocols use port 0.',
  connection:
    'A TCP flow, split where a new SYN with a new sequence number follows a FIN or RST; other flows, split by more than 120 s of silence.',
  payload:
    'What the transport carries, from the headers: for TCP the IP payload without the TCP header, for UDP the UDP length without 8. A snap length does not shorten it.',
  bytes: 'What both sides of all flows sent, as the log counts it.',
  wireBytes: 'Original length of the records: what was on the wire, whether or not all of it was captured.',
  ports: 'Sent: payload of records from this port. Received: payload of records to this port.',
  talkers:
    'Hosts by the payload that they sent, or received: click a heading to change the order, a host to see all of it.',
  kinds:
    'IP protocols by their packets, then what records carry: the first protocol above IP, TCP or UDP that is known; "unknown payload" when there is payload of no known protocol.',
  findings:
    'Pairs that connect at a steady period (which chance would keep in less than 1 of 100 cases), by RITA’s score; the bursts with most payload at the thresholds in force; pairs far beyond the outer fence (q3 + 3 IQR) in a window of 10 s, on ports only by connections that a host began; gaps that stand apart from all others; damage in the file. All within the time range and filter. The score alone is no proof.',
  burst:
    'A run of records with enough payload, each following the one before it by less than the gap, with all smaller ones between them.',
  name: 'Names say where they come from: a host’s own (DHCP, mDNS, NetBIOS), then what others call it (DNS answers, server names, HTTP hosts).',
  nameSource:
    'What said the name: a DNS, mDNS or LLMNR answer, a NetBIOS registration, a DHCP client, the server name of TLS or QUIC, the host of an HTTP request, or the capture file itself.',
} as const;
