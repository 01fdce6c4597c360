// Where the tree differs from tshark's tables on purpose, and why. A difference is deliberate when a rule holds for it.
import { CATALOGUE } from '../../shared/catalogue/catalogue.ts';
import { OPAQUE } from '../../shared/catalogue/opaque.ts';

export interface Difference {
  readonly file: string;
  readonly record: number;
  readonly field: string;
  /** All occurrences, joined by `|`. */
  readonly tshark: string;
  readonly ours: string;
  /** tshark's frame.protocols. */
  readonly protocols: string;
}

interface Rule {
  readonly why: string;
  readonly holds: (difference: Difference) => boolean;
}

/** Whether a protocol of tshark's is one that we dissect; others are data to us, or named at most. */
const isDissected = (name: string): boolean =>
  name === 'ethertype' || (Object.hasOwn(CATALOGUE, name) && !Object.hasOwn(OPAQUE, name));

/** tshark's protocols before the first that is not dissected; all when there is none. */
function dissectedPart(protocols: string): string[] {
  const names = protocols.split(':');
  const foreign = names.findIndex(name => !isDissected(name));
  return foreign < 0 ? names : names.slice(0, foreign);
}

const isForeign = ({ protocols }: Difference): boolean => dissectedPart(protocols).length < protocols.split(':').length;
const startsWith = (whole: string, part: string): boolean => part === '' || `${whole}|`.startsWith(`${part}|`);

/** Files, each with the records that a rule is about; none: all of them. */
type Places = Readonly<Record<string, readonly number[]>>;
const among = (places: Places, { file, record }: Difference): boolean => {
  const records = Object.hasOwn(places, file) ? places[file] : undefined;
  return records !== undefined && (records.length === 0 || records.includes(record));
};

/** Protocols whose header alone is dissected. */
const NAMED_ALONE: ReadonlySet<string> = new Set(['bpq', 'can', 'clnp', 'loop', 'vrrp', 'wpan']);

/** Frames of odd ends: LLC without payload, ICMP and Ethernet cut short. */
const ODD_ENDS: ReadonlySet<string> = new Set([
  'iot-sentinel/EdimaxPlug2101W/Setup-A-1-STA.pcap',
  'iot-sentinel/WeMoInsightSwitch/Setup-A-1-STA.pcap',
  'iot-sentinel/WeMoSwitch2/Setup-C-1-STA.pcap',
  'ndpi/default/pcap/gnutella.pcap',
  'tcpdump/icmp-icmp_print-oobr-2.pcap',
  'zeek/tunnels/Teredo.pcap',
]);

const DIFFERENT: readonly Rule[] = [
  {
    why: 'inside of a protocol that is not dissected there is nothing: ours is the beginning of theirs',
    holds: d => isForeign(d) && d.field !== 'frame.protocols' && startsWith(d.tshark, d.ours),
  },
  {
    why: 'a protocol that is not dissected is data, or its name alone',
    holds: d =>
      isForeign(d) &&
      d.field === 'frame.protocols' &&
      dissectedPart(d.protocols).every((name, i) => d.ours.split(':')[i] === name),
  },
  {
    why: 'a checksum of the pseudo header alone was left to the network card: it is not wrong, it was not made yet',
    holds: ({ field, tshark, ours }) =>
      (field === 'tcp.checksum.status' || field === 'udp.checksum.status') &&
      tshark
        .split('|')
        .every((status, i) => status === ours.split('|')[i] || (status === '0' && ours.split('|')[i] === '2')),
  },
  {
    why: 'tshark counts custom blocks as frames',
    holds: ({ field, file }) => field === 'frame.number' && file.startsWith('pcapng-test-generator/'),
  },
  {
    why: 'a record without a time has that of the record before it',
    holds: ({ field, tshark }) => field === 'frame.time_epoch' && tshark === '',
  },
  {
    why: 'a fraction of more than a second is carried over into the seconds',
    holds: ({ field, tshark }) => field === 'frame.time_epoch' && tshark.split('.')[1]!.length > 9,
  },
  {
    why: 'a time beyond 32 bits of seconds is the last one that can be told',
    holds: ({ field, tshark }) => field === 'frame.time_epoch' && Number(tshark.split('.')[0]) > 0xffffffff,
  },
  {
    why: 'segments of an unfinished message of a protocol that is not dissected are data',
    holds: ({ field, tshark, ours }) =>
      field === 'frame.protocols' && tshark.endsWith(':tcp') && ours === `${tshark}:data`,
  },
  {
    why: 'tshark names TLS in the record in which one of its records begins, though it ends, and is shown, later',
    holds: ({ field, tshark, ours }) => field === 'frame.protocols' && tshark === `${ours}:tls`,
  },
  {
    why: 'the payload of a protocol that is named alone is part of it',
    holds: ({ field, tshark, ours }) =>
      field === 'frame.protocols' && tshark === `${ours}:data` && NAMED_ALONE.has(ours.split(':').at(-1)!),
  },
  {
    why: 'tshark names IGMP once more for its version',
    holds: ({ field, tshark, ours }) => field === 'frame.protocols' && tshark.replaceAll('igmp:igmp', 'igmp') === ours,
  },
  {
    why: 'the capture holds the secrets of its connections, with which tshark decrypts',
    holds: d => d.file === 'wireshark/tls12-dsb.pcapng' || d.file === 'wireshark/http2-brotli.pcapng',
  },
  {
    why: 'TLS is told by its records, whatever else the port or the other direction suggests',
    holds: d =>
      among({ 'ndpi/default/pcap/gnutella.pcap': [920, 1011, 1012, 1022], 'zeek/tunnels/geneve-47101.pcap': [] }, d),
  },
  {
    why: 'the pseudo-header of the capture format is part of the record',
    holds: d => among({ 'tcpdump/atm-oam-loopback-print-overrun.pcap': [] }, d),
  },
  {
    why: 'an IP header of neither version is named, where tshark takes its name back; SLIP is named',
    holds: d =>
      among(
        {
          'tcpdump/icmp6_nodeinfo_oobr.pcap': [],
          'tcpdump/slip-bad-direction.pcap': [],
          'tcpdump/slip-compressed_sl_print-oobr.pcap': [],
          'tcpdump/slip-sliplink_print-oobr.pcap': [],
        },
        d,
      ) || among({ 'zeek/trunc/mpls-6in6-broken.pcap.gz': [] }, d),
  },
  {
    why: 'the words of the note are our own',
    holds: ({ field, tshark, ours }) =>
      field === '_ws.malformed' && tshark.replace(/\[[^\]]*\]/g, '') === ours.replace(/\[[^\]]*\]/g, '') && ours !== '',
  },
  {
    why: 'what is behind the header of a protocol that is named alone is not looked at',
    holds: ({ field, protocols, tshark, ours }) =>
      field === '_ws.malformed' && NAMED_ALONE.has(protocols.split(':').at(-1)!) && startsWith(tshark, ours),
  },
  {
    why: 'a name that is malformed ends its message, what stands before it is kept',
    holds: d => among({ 'zeek/dns/svcb-port-malformed.pcap': [2] }, d),
  },
  {
    why: 'DNS at ports that neither side uses for it: tshark knows the conversation by its addresses from another port',
    holds: d => d.file === 'ndpi/default/pcap/fuzz-2006-06-26-2594.pcap' && d.protocols.endsWith(':dns'),
  },
  {
    why: 'requests of RPC over HTTP say that they are a gigabyte long: their headers are shown when their segments end',
    holds: d => d.file === 'arkime/arkime_synthetic.pcap' && d.record >= 136 && d.record <= 162,
  },
  {
    why: 'HTTP that begins in the middle of a message is data',
    holds: ({ field, tshark, ours }) => field === 'frame.protocols' && ours === `${tshark}:http:data`,
  },
  {
    why: 'QUIC is told by its version, whatever else its first byte may mean',
    holds: d => among({ 'zeek/quic/quicdoq.pcap': [] }, d),
  },
  {
    why: 'GTP other than that of the user plane is data',
    holds: ({ field, protocols }) => field === 'frame.protocols' && /:gtp(v2|prime)$/.test(protocols),
  },
  {
    why: 'VXLAN-GPE is named where tshark names nothing',
    holds: d => d.field === 'frame.protocols' && among({ 'arkime/arkime_synthetic.pcap': [618, 619] }, d),
  },
  {
    why: 'not done: the other notes of TLS, of SLARP, and the data of an HTTP answer that was cut',
    holds: d =>
      among({ 'arkime/arkime_synthetic.pcap': [904], 'tcpdump/chdlc-slarp.pcap': [1] }, d) ||
      among({ 'iot-sentinel/Aria/Setup-A-1-STA.pcap': [38] }, d),
  },
  {
    why: 'bytes behind a header that says nothing of them are data, or not there when tshark finds some',
    holds: ({ field, tshark, ours, file }) =>
      field === 'frame.protocols' && (ODD_ENDS.has(file) || ours === `${tshark}:ethertype:data`) && ours !== tshark,
  },
  {
    why: 'what follows when HTTP gives way to another protocol is not dissected',
    holds: ({ field, protocols }) => field === 'frame.protocols' && protocols.includes(':http:websocket'),
  },
];

/** The rule that a difference is by; undefined when it is a fault. */
export const ruleFor = (difference: Difference): Rule | undefined => DIFFERENT.find(rule => rule.holds(difference));
