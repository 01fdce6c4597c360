// TCP flags: the 12 bits after the data offset (RFC 9293 section 3.1; bit 8 is AE of RFC 9768, once NS).

export const TCP_FLAG = {
  fin: 0x001,
  syn: 0x002,
  rst: 0x004,
  psh: 0x008,
  ack: 0x010,
  urg: 0x020,
  ece: 0x040,
  cwr: 0x080,
  ae: 0x100,
} as const;

const NAMES = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR', 'AE'] as const;
const RESERVED = 0xe00;

/** `SYN, ACK`; `<None>` without any, `Reserved` for the three bits without a meaning, as Wireshark words it. */
export function tcpFlagsText(flags: number): string {
  const names: string[] = NAMES.filter((_, bit) => flags & (1 << bit));
  if (flags & RESERVED) names.push('Reserved');
  return names.join(', ') || '<None>';
}
