// The verdicts of Wireshark's sequence analysis on one segment, as bits, by the names of its tcp.analysis fields.

export const TCP_ANALYSIS = {
  retransmission: 1,
  lost_segment: 2,
  ack_lost_segment: 4,
  keep_alive: 8,
  duplicate_ack: 0x10,
  zero_window: 0x20,
  zero_window_probe: 0x40,
  zero_window_probe_ack: 0x80,
  keep_alive_ack: 0x100,
  out_of_order: 0x200,
  fast_retransmission: 0x400,
  window_update: 0x800,
  window_full: 0x1000,
  reused_ports: 0x2000,
  spurious_retransmission: 0x4000,
} as const;

/** Set on every record for which Wireshark shows anything under tcp.analysis. */
export const TCP_ANALYSED = 0x8000;

/** Any of the three kinds: Wireshark shows tcp.analysis.retransmission for each of them. */
export const TCP_RETRANSMITTED =
  TCP_ANALYSIS.retransmission | TCP_ANALYSIS.fast_retransmission | TCP_ANALYSIS.spurious_retransmission;
