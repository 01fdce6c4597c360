// ESP (RFC 4303 section 2), which stays closed, and its encapsulation in UDP (RFC 3948 section 2).
import type { Dissection } from '../tree/dissection.ts';

const OFFSET = { spi: 0, sequence: 4, payload: 8 } as const;
const KEEPALIVE = 0xff;
const MARKER_LEN = 4;

/** Adds the header at `at` to the tree; the rest is encrypted. */
export function dissectEsp(d: Dissection, at: number): void {
  const esp = d.layer('esp', at, d.reported - at);
  d.add(esp, 'esp.spi', at + OFFSET.spi, 4);
  d.add(esp, 'esp.sequence', at + OFFSET.sequence, 4);
}

/** Adds what UDP carries at `at`: a keepalive, a key exchange, or ESP. */
export function dissectUdpEsp(d: Dissection, at: number): void {
  if (d.reported - at === 1 && d.uint8(at) === KEEPALIVE) {
    d.add(d.layer('udpencap', at, 1), 'udpencap.nat_keepalive', at, 1);
    return;
  }
  if (d.uint32(at) !== 0) {
    d.layer('udpencap', at, 0);
    dissectEsp(d, at);
    return;
  }
  d.add(d.layer('udpencap', at, MARKER_LEN), 'udpencap.non_esp_marker', at, MARKER_LEN);
  d.next('data', 0, at + MARKER_LEN);
}
