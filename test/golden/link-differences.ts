// Where the link layers differ from tshark's on purpose, and why: file, record (or every record), field.

type Rule = readonly [file: string, record: number | '*', field: string];

const DIFFERENT: readonly Rule[] = [
  // tshark 4.0 does not dissect SLIP.
  ['tcpdump/icmp6_nodeinfo_oobr.pcap', 1, 'frame.protocols'],
  ['tcpdump/slip-bad-direction.pcap', 1, 'frame.protocols'],
  ['tcpdump/slip-compressed_sl_print-oobr.pcap', 1, 'frame.protocols'],
  ['tcpdump/slip-sliplink_print-oobr.pcap', 1, 'frame.protocols'],
  // EtherType aaaa: tshark takes it for something else and then shows nothing at all.
  ['ndpi/default/pcap/fuzz-2006-06-26-2594.pcap', '*', 'frame.protocols'],
  // tshark works the rate of 802.11n out from what radiotap says of its modulation.
  ['zeek/radiotap.pcap', '*', 'radiotap.datarate'],
  // The field is one byte wide, and two of extended control fields.
  ['arkime/arkime_synthetic.pcap', '*', 'llc.control.ftype'],
  ['tcpdump/q933-heapoverflow-2.pcap', '*', 'fr.control.ftype'],
  ['tcpdump/q933-heapoverflow-2.pcap', '*', 'llc.control.ftype'],
  // tshark adds the identifier after what it names, which is cut.
  ['tcpdump/q933-heapoverflow-2.pcap', 17, 'fr.nlpid'],
  // tshark remembers the long address of a short one from frames before.
  ['ics-security-tools/Zigbee/control4-sample.pcap', '*', 'wpan.src64'],
  ['wireshark/sample_control4_2012-03-24.pcap', '*', 'wpan.src64'],
  // tshark gives up inside of the beacon, before what stands at the end of the frame.
  ['tcpdump/802_15_4_beacon.pcap', 1, 'wpan.fcs'],
];

export const differsOnPurpose = (path: string, record: number, field: string): boolean =>
  DIFFERENT.some(([file, of, name]) => file === path && (of === '*' || of === record) && name === field);
