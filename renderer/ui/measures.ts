// What the measures on screen mean, after DEFINITIONS.md: one sentence or two for each, shown by Term.

export const MEASURES = {
  record: 'A record is one captured frame. Records are numbered from 1, in the order of the file.',
  row: 'A row of the log: one flow, from its start, with what both of its sides sent.',
  host: 'A host is an IP address, version 4 or 6. Records without IP are counted, but belong to no host.',
  conversation: 'All that two hosts exchange, in both directions. A is the side that sent the first record.',
  distinctFlows: 'Rows of the log with the same ends: pairs of address and port, and the protocol.',
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
  duration:
    'From the first to the last record in what is shown; of a log, from the start of the first flow to that of the last.',
  firstTime:
    'Time of the first record in what is shown (UTC); of a log, the start of the first flow. Hovering shows it to the nanosecond.',
  lastTime:
    'Time of the last record in what is shown (UTC); of a log, the start of the last flow. Hovering shows it to the nanosecond.',
  packets: 'Records with IP, one each; of a log, the packets that it counts.',
  address: 'IP address, in its shortest form (RFC 5952).',
  role: 'What kind of address it is, by the ranges that are set aside for it.',
  ownTraffic: 'What the host sent, and what was sent to it.',
  pairTraffic: 'What the first host sent to the second, and what it received from it.',
  bytesOfPairs: 'Hosts that it exchanged records with, the most bytes first: on the wire, both directions together.',
  flowsOfPair:
    'Flows between the two, the most bytes first: on the wire, both directions together. A click shows the gaps of one.',
  burstsOfPair:
    'Bursts between the two at the thresholds in force: number, direction, start, duration, records, payload. A click chooses the time of one.',
  gaps: 'Times between records, one after the other: their distribution, exact from all of them.',
  asked: 'The host name that the client of the flow asked for.',
  alpn: 'Application protocols that the client offered, best first.',
  ja4: 'Fingerprint of the client’s hello (JA4): the same for clients built the same way.',
  payloadKind: 'The first protocol above IP, TCP or UDP that is known; a click filters to its records.',
  fileName: 'What is open; hovering shows where it is.',
  fileSize: 'Size of the files on disk.',
  format: 'How the files are written and compressed, and their size on disk.',
  inner: 'Of packets in tunnels, which IP header says who talks to whom.',
  layers: 'Records with IP, those with ARP, and all others.',
  captured: 'Bytes of the records that were stored; in brackets their share of what was on the wire.',
  untimed: 'Records that the file gives no time: they have that of the record before them.',
  comment: 'What the file says of itself.',
  outOfOrder:
    'Records, rows or lines whose time lies before that of the one in front of them. Gaps are measured in time order; servers write a line when they have answered.',
  interfaces: 'Where records were captured, with the finest time step that their stamps tell apart.',
  damage: 'Places where the file cannot be read as its format says; what can be read beyond them is shown.',
  brokenLines: 'Lines that could not be read, with the reason. All others are read.',
  requests: 'Requests for pages: one a line of the log, or one seen in a capture.',
  requestHosts: 'Addresses that requests came from.',
  answerBytes: 'Sizes of all answers, as the log has them; those without one count as 0.',
  sizeless: 'Requests whose answer has no size in the log (-).',
  failed: 'Share of the answers with a status that is not 2xx: neither fulfilled nor begun to be.',
  paths: 'Different paths that were asked for.',
  agents: 'Different texts by which clients say what they are.',
  frequent: 'Values of the field with the most requests in the selection, and their share of all.',
  countRows: 'Rows of the file: a date, keys and a count each.',
  countDates: 'Different dates, and the column that they stand in.',
  countInterval: 'What lies between one date and the next, as a rule.',
  countGaps: 'Steps from date to date that are longer than usual.',
  countKey: 'Different values of the column whose counts are series of their own.',
  countColumn: 'The column that is counted.',
  duplicates: 'Rows whose date and keys had come before: their counts are added.',
} as const;
