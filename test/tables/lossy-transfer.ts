// One TCP transfer between two hosts over a link that loses, repeats and reorders, seeded; and what it did on the way.
import type { Sent } from '../build/traffic.ts';
import { randomFrom } from '../decode/mutate.ts';

const MSS = 1000;
/** The round trip; the link holds a segment back by less, and a sender waits longer before it sends again. */
const RTT = 20_000_000n;

interface Done {
  readonly records: readonly Sent[];
  /** Per side, A first: what Wireshark should call retransmitted and out of order. */
  readonly sent: {
    readonly retransmitted: number[];
    readonly retransmittedBytes: number[];
    readonly outOfOrder: number[];
    readonly outOfOrderBytes: number[];
  };
}

/** Seen from the sender's side of the link: a segment goes out, and after a timeout goes out again. */
export function lossyTransfer(seed: number): Done {
  const random = randomFrom(seed);
  const chance = (share: number): boolean => random() < share;
  const isn = [Math.floor(random() * 0xffffffff), Math.floor(random() * 0xffffffff)];
  let clock = 1_700_000_000_000_000_000n;
  const records: Sent[] = [];
  const sent = { retransmitted: [0, 0], retransmittedBytes: [0, 0], outOfOrder: [0, 0], outOfOrderBytes: [0, 0] };
  const send = (side: number, flags: number, seq: number, ack: number, payload = 0): void => {
    clock += 10_000n;
    const ends =
      side === 0 ? (['10.0.0.1', 5000, '10.0.0.2', 443] as const) : (['10.0.0.2', 443, '10.0.0.1', 5000] as const);
    const [src, sport, dst, dport] = ends;
    const at = `${clock / 1_000_000_000n}.${String(clock % 1_000_000_000n).padStart(9, '0')}`;
    const wrapped = { seq: (isn[side]! + seq) >>> 0, ack: flags === 2 ? 0 : (isn[1 - side]! + ack) >>> 0 };
    records.push({ protocol: 'tcp', at, src, sport, dst, dport, flags, payload, window: 60_000, ...wrapped });
  };
  send(0, 0x02, 0, 0);
  clock += RTT / 2n;
  send(1, 0x12, 0, 1);
  clock += RTT / 2n;
  send(0, 0x10, 1, 1);
  const next = [1, 1];
  for (let round = 0; round < 30; round++) {
    const side = chance(0.5) ? 1 : 0;
    const count = 2 + Math.floor(random() * 4);
    const segments = Array.from({ length: count }, (_, i) => next[side]! + i * MSS);
    const end = next[side]! + count * MSS;
    // Only a segment that is not the last can be out of order: one behind it has passed it.
    const late = chance(0.3) ? segments[Math.floor(random() * (count - 1))] : undefined;
    const lost = late === undefined && chance(0.4) ? segments[Math.floor(random() * count)] : undefined;
    for (const seq of segments) if (seq !== late) send(side, 0x10, seq, next[1 - side]!, MSS);
    if (late !== undefined) {
      send(side, 0x10, late, next[1 - side]!, MSS);
      sent.outOfOrder[side]!++;
      sent.outOfOrderBytes[side]! += MSS;
    }
    if (lost !== undefined) {
      clock += RTT * 10n;
      send(side, 0x10, lost, next[1 - side]!, MSS);
      sent.retransmitted[side]!++;
      sent.retransmittedBytes[side]! += MSS;
    }
    next[side] = end;
    clock += RTT / 2n;
    send(1 - side, 0x10, next[1 - side]!, end);
    if (chance(0.2)) {
      // The acknowledgment got lost: the other side has it all already.
      clock += RTT * 10n;
      send(side, 0x10, segments[0]!, next[1 - side]!, MSS);
      sent.retransmitted[side]!++;
      sent.retransmittedBytes[side]! += MSS;
    }
    clock += RTT;
  }
  return { records, sent };
}
