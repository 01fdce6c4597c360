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

/** The ends of rows, as columns. */
interface FlowEnds {
  /** Numbers of addresses. */
  readonly src: Uint32Array;
  readonly dst: Uint32Array;
  readonly srcPort: Uint16Array;
  readonly dstPort: Uint16Array;
  readonly protocol: Uint8Array;
  /** 1 where the destination sent something, too. */
  readonly answered: Uint8Array;
}

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
  /** By stream: its conversation, and the stream of the other direction (NO_STREAM: nothing was ever sent there). */
  #conversationOf = new Uint32Array(64);
  #backwards = new Uint32Array(64);
  /** Two words a slot: the number of a flow and its hash, so that other flows are passed by without a look at their columns. */
  #slots = new Uint32Array(256).fill(EMPTY);
  #hashes = new Uint32Array(0);

  aPort = (flow: number): number => this.ports[flow]! >>> 16;
  bPort = (flow: number): number => this.ports[flow]! & 0xffff;

  /** The flow of a record from src to dst, new or known, times 2, plus 1 when the sender is the flow's side B. */
  // hot path
  add(src: number, srcPort: number, dst: number, dstPort: number, protocol: number): number {
    return this.#add(src, srcPort, dst, dstPort, protocol, mixFlow(src, srcPort, dst, dstPort, protocol));
  }

  // hot path
  /**
   * As add and answer, for rows [0, length) of columns, one after the other; `sides` takes what add answers. Where nearly
   * every flow is new, and so its place in memory far from the one before it, places are fetched for many rows at once.
   */
  addAll(rows: FlowEnds, length: number, sides: Uint32Array): void {
    const { src, srcPort, dst, dstPort, protocol, answered } = rows;
    if (this.#hashes.length < length) this.#hashes = new Uint32Array(length);
    const hashes = this.#hashes;
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let i = 0; i < length; i++) {
      const hash = mixFlow(src[i]!, srcPort[i]!, dst[i]!, dstPort[i]!, protocol[i]!);
      hashes[i] = hash;
      // Written down only so that no compiler leaves the reading out.
      sides[i] = slots[(hash << 1) & mask]!;
    }
    for (let i = 0; i < length; i++) {
      const side = this.#add(src[i]!, srcPort[i]!, dst[i]!, dstPort[i]!, protocol[i]!, hashes[i]!);
      sides[i] = side;
      if (answered[i] === 1) this.answer(side);
    }
  }

  // hot path
  #add(src: number, srcPort: number, dst: number, dstPort: number, protocol: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const forward = ((srcPort << 16) | dstPort) >>> 0;
    let slot = (hash << 1) & mask;
    for (;;) {
      const flow = slots[slot]!;
      if (flow === EMPTY) break;
      if (slots[slot + 1] === hash && this.protocol[flow] === protocol) {
        const a = this.aHost[flow];
        const b = this.bHost[flow];
        const ports = this.ports[flow];
        if (a === src && b === dst && ports === forward) return flow * 2;
        if (a === dst && b === src && ports === ((dstPort << 16) | srcPort) >>> 0) {
          if (this.streamBa[flow] === NO_STREAM) this.streamBa[flow] = this.#stream(src, dst);
          return flow * 2 + 1;
        }
      }
      slot = (slot + 2) & mask;
    }
    const flow = this.length++;
    slots[slot] = flow;
    slots[slot + 1] = hash;
    if (flow === this.aHost.length) this.#grow(flow * 2);
    const stream = this.#stream(src, dst);
    this.aHost[flow] = src;
    this.bHost[flow] = dst;
    this.ports[flow] = forward;
    this.protocol[flow] = protocol;
    this.streamAb[flow] = stream;
    this.streamBa[flow] = NO_STREAM;
    this.conversation[flow] = this.#conversationOf[stream]!;
    // Passing by other flows costs little: three quarters of the slots may be taken.
    if (this.length * 8 > slots.length * 3) this.#rehash(slots.length * 2);
    return flow * 2;
  }

  // hot path
  /** The stream from src to dst, new or known; its conversation is that of the other direction. */
  #stream(src: number, dst: number): number {
    const { streams } = this;
    const before = streams.length;
    const stream = streams.add(src, dst);
    if (stream < before) return stream;
    if (stream === this.#conversationOf.length) {
      this.#conversationOf = doubled(this.#conversationOf);
      this.#backwards = doubled(this.#backwards);
    }
    this.#backwards[stream] = NO_STREAM;
    this.#conversationOf[stream] = src < dst ? this.conversations.add(src, dst) : this.conversations.add(dst, src);
    const other = src === dst ? undefined : streams.find(dst, src);
    if (other !== undefined) {
      this.#backwards[stream] = other;
      this.#backwards[other] = stream;
    }
    return stream;
  }

  /** Notes that the other side of a flow sent something, too; `side` is what `add` answered with. */
  // hot path
  answer(side: number): void {
    const flow = side >>> 1;
    if ((side & 1) === 1 || this.streamBa[flow] !== NO_STREAM) return;
    const known = this.#backwards[this.streamAb[flow]!]!;
    this.streamBa[flow] = known === NO_STREAM ? this.#stream(this.bHost[flow]!, this.aHost[flow]!) : known;
  }

  /** Makes room for about so many flows, so that the tables need not grow again and again. */
  reserve(flows: number): void {
    if (flows > this.aHost.length) this.#grow(flows);
    let slots = this.#slots.length;
    while (flows * 8 > slots * 3) slots *= 2;
    if (slots > this.#slots.length) this.#rehash(slots);
  }

  #grow(size: number): void {
    const grown = (old: Uint32Array): Uint32Array<ArrayBuffer> => {
      const next = new Uint32Array(size);
      next.set(old);
      return next;
    };
    this.aHost = grown(this.aHost);
    this.bHost = grown(this.bHost);
    this.ports = grown(this.ports);
    this.streamAb = grown(this.streamAb);
    this.streamBa = grown(this.streamBa);
    this.conversation = grown(this.conversation);
    const protocol = new Uint8Array(size);
    protocol.set(this.protocol);
    this.protocol = protocol;
  }

  #rehash(size: number): void {
    const old = this.#slots;
    const slots = new Uint32Array(size).fill(EMPTY);
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
