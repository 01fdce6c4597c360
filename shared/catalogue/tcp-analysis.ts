// Fields of TCP that Wireshark works out over the whole capture (its tcp.analysis): columns, not trees, have their values.
import { duration, framenum, none, uint32 } from './field-def.ts';

export const TCP_ANALYSIS_FIELDS = {
  'tcp.analysis': none('SEQ/ACK analysis'),
  'tcp.analysis.flags': none('TCP Analysis Flags'),
  'tcp.analysis.retransmission': none('This frame is a (suspected) retransmission'),
  'tcp.analysis.fast_retransmission': none('This frame is a (suspected) fast retransmission'),
  'tcp.analysis.spurious_retransmission': none('This frame is a (suspected) spurious retransmission'),
  'tcp.analysis.out_of_order': none('This frame is a (suspected) out-of-order segment'),
  'tcp.analysis.reused_ports': none(
    'A new tcp session is started with the same ports as an earlier session in this trace',
  ),
  'tcp.analysis.lost_segment': none('Previous segment(s) not captured (common at capture start)'),
  'tcp.analysis.ack_lost_segment': none("ACKed segment that wasn't captured (common at capture start)"),
  'tcp.analysis.window_update': none('TCP window update'),
  'tcp.analysis.window_full': none('TCP window specified by the receiver is now completely full'),
  'tcp.analysis.keep_alive': none('TCP keep-alive segment'),
  'tcp.analysis.keep_alive_ack': none('ACK to a TCP keep-alive segment'),
  'tcp.analysis.zero_window_probe': none('TCP Zero Window Probe'),
  'tcp.analysis.zero_window': none('TCP Zero Window segment'),
  'tcp.analysis.zero_window_probe_ack': none('ACK to a TCP Zero Window Probe'),
  'tcp.analysis.duplicate_ack': none('Duplicate ACK'),
  'tcp.analysis.duplicate_ack_num': uint32('Duplicate ACK #'),
  'tcp.analysis.acks_frame': framenum('This is an ACK to the segment in frame'),
  'tcp.analysis.ack_rtt': duration('The RTT to ACK the segment was'),
  'tcp.analysis.initial_rtt': duration('iRTT'),
  'tcp.analysis.bytes_in_flight': uint32('Bytes in flight'),
} as const;
