// Flows, numbered from 0 in order of appearance: the unordered pair of (address, port) plus IP protocol
// (DEFINITIONS section 1). Side A sent the flow's first record in the file.
import { doubled, PairTable } from './pair-table.ts';

const EMPTY = 0xffffffff;
/** `streamBa` of a flow whose side B never sent anything. */
export const NO_STREAM = 0xffffffff;

/** Both orders of the two ends give the same hash: each end is mixed alone and the two are added. */
const mixEnd = (host: number, port: number): number => {
  let h = Math.imul(host, 0x9e3779b1) ^ Math.imul(port + 1, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae35);
  return h ^ (h >>> 13);
};
const mixFlow = (hostA: number, portA: number, hostB: number, portB: number, protocol: number): number => {
  let h = (mixEnd(hostA, portA) + mixEnd(hostB, portB)) ^ Math.imul(protocol, 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  return (h ^ (h >>> 15)) >>> 0;
};

export class FlowTable {
  length = 0;
  /** Streams (source host, destination host). */
  readonly streams = new PairTable();
  /** Conversations (lower host number, higher host number). */
  readonly conversations = new PairTable();

  aHost = new Uint32Array(64);
  bHost = new Uint32Array(64);
  /** aPort in the upper 16 bits, bPort in the lower. */
  ports = new Uint32Array(64);
  protocol = new Uint8Array(64);
  streamAb = new Uint32Array(64);
  streamBa = new Uint32Array(64);
  conversation = new Uint32Array(64);
  /** Two words a slot: the number of a flow and its hash, so that other flows are passed by without a look at their columns. */
  #slots = new Uint32Array(256).fill(EMPTY);

  aPort = (flow: number): number => this.ports[flow]! >>> 16;
  bPort = (flow: number): number => this.ports[flow]! & 0xffff;

  /** The flow of a record from src to dst, new or known, times 2, plus 1 when the sender is the flow's side B. */
  // hot path
  add(src: number, srcPort: number, dst: number, dstPort: number, protocol: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const forward = ((srcPort << 16) | dstPort) >>> 0;
    const backward = ((dstPort << 16) | srcPort) >>> 0;
    const hash = mixFlow(src, srcPort, dst, dstPort, protocol);
    let slot = (hash << 1) & mask;
    for (;;) {
      const flow = slots[slot]!;
      if (flow === EMPTY) break;
      if (slots[slot + 1] === hash && this.protocol[flow] === protocol) {
        const a = this.aHost[flow];
        const b = this.bHost[flow];
        const ports = this.ports[flow];
        if (a === src && b === dst && ports === forward) return flow * 2;
        if (a === dst && b === src && ports === backward) {
          if (this.streamBa[flow] === NO_STREAM) this.streamBa[flow] = this.streams.add(src, dst);
          return flow * 2 + 1;
        }
      }
      slot = (slot + 2) & mask;
    }
    const flow = this.length++;
    slots[slot] = flow;
    slots[slot + 1] = hash;
    if (flow === this.aHost.length) this.#grow();
    this.aHost[flow] = src;
    this.bHost[flow] = dst;
    this.ports[flow] = forward;
    this.protocol[flow] = protocol;
    this.streamAb[flow] = this.streams.add(src, dst);
    this.streamBa[flow] = NO_STREAM;
    this.conversation[flow] = src < dst ? this.conversations.add(src, dst) : this.conversations.add(dst, src);
    // Passing by other flows costs little: three quarters of the slots may be taken.
    if (this.length * 8 > slots.length * 3) this.#rehash();
    return flow * 2;
  }

  /** Notes that the other side of a flow sent something, too; `side` is what `add` answered with. */
  // hot path
  answer(side: number): void {
    const flow = side >>> 1;
    if ((side & 1) === 1 || this.streamBa[flow] !== NO_STREAM) return;
    this.streamBa[flow] = this.streams.add(this.bHost[flow]!, this.aHost[flow]!);
  }

  #grow(): void {
    this.aHost = doubled(this.aHost);
    this.bHost = doubled(this.bHost);
    this.ports = doubled(this.ports);
    this.streamAb = doubled(this.streamAb);
    this.streamBa = doubled(this.streamBa);
    this.conversation = doubled(this.conversation);
    const protocol = new Uint8Array(this.protocol.length * 2);
    protocol.set(this.protocol);
    this.protocol = protocol;
  }

  #rehash(): void {
    const old = this.#slots;
    const slots = new Uint32Array(old.length * 2).fill(EMPTY);
    const mask = slots.length - 1;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from] === EMPTY) continue;
      const hash = old[from + 1]!;
      let slot = (hash << 1) & mask;
      while (slots[slot] !== EMPTY) slot = (slot + 2) & mask;
      slots[slot] = old[from]!;
      slots[slot + 1] = hash;
    }
    this.#slots = slots;
  }
}
