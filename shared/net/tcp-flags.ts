// TCP flags: the 12 bits after the data offset (RFC 9293 section 3.1; bit 8 is AE of RFC 9768, once NS).

/** From bit 0 on. */
const NAMES = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR', 'AE'] as const;
const RESERVED = 0xe00;

/** `SYN, ACK`; `<None>` without any, `Reserved` for the three bits without a meaning, as Wireshark words it. */
export function tcpFlagsText(flags: number): string {
  const names: string[] = NAMES.filter((_, bit) => flags & (1 << bit));
  if (flags & RESERVED) names.push('Reserved');
  return names.join(', ') || '<None>';
}
