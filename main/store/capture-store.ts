// One capture, or log of flows, in memory: its columns and the dictionaries behind them. Grows record by record, never shrinks.
import { PAYLOAD_KIND } from '../../shared/model/payload-kind.ts';
import { IP_PROTOCOL } from '../../shared/net/ip-protocol.ts';
import type { RecordCursor } from '../capture/capture-reader.ts';
import { type Layers, NETWORK } from '../decode/layers.ts';
import { IPV4_DESTINATION, IPV4_SOURCE } from '../decode/net/ipv4.ts';
import { IPV6_DESTINATION, IPV6_SOURCE } from '../decode/net/ipv6.ts';
import { TCP_FLAG } from '../decode/transport/tcp.ts';
import { sackedBytes, windowScaleShift } from '../decode/transport/tcp-options.ts';
import { ADDRESS_WORDS, type FlowBatch } from '../logs/flow-batch.ts';
import { AddressTable } from './address-table.ts';
import { BIT, Columns, NO_FLOW } from './columns.ts';
import { FlowLogColumns, orNone } from './flow-log-columns.ts';
import { FlowTable } from './flow-table.ts';
import { FragmentTable } from './fragment-table.ts';
import { NameStore } from './name-store.ts';
import { addressWord, RecentFlows } from './recent-flows.ts';

const TOTAL = { ip: 0, arp: 1, undissected: 2, captured: 3, wire: 4, payload: 5 } as const;

const MOST = 0xffff_ffff;

// hot path
const hasTransport = (layers: Layers): boolean =>
  layers.tcpSegment === 1 ||
  (layers.ipProto === IP_PROTOCOL.udp && layers.transportRead === 1) ||
  layers.ipProto === IP_PROTOCOL.udpLite;

const flowRows = (length: number) => ({
  src: new Uint32Array(length),
  dst: new Uint32Array(length),
  answered: new Uint8Array(length),
  sides: new Uint32Array(length),
});

export class CaptureStore {
  readonly columns = new Columns();
  /** Hosts and flows are those of the innermost IP header of a record, not of the outermost. */
  readonly inner: boolean;
  readonly addresses = new AddressTable();
  readonly flows = new FlowTable();
  readonly names = new NameStore();
  /** What a log of flows says beside; undefined of a capture. */
  log: FlowLogColumns | undefined;
  readonly #fragments = new FragmentTable();
  readonly #recent = new RecentFlows();
  /** The Ethernet source of each host's first record, as two words (16 and 32 bits); hasMac 1 where there is one. */
  #macHigh = new Uint16Array(64);
  #macLow = new Uint32Array(64);
  #hasMac = new Uint8Array(64);

  /** Of the rows of a batch: hosts, whether they were answered, flows and sides. */
  #flowRows = flowRows(0);

  /** Sums over all records, by TOTAL. A typed array: V8 would box a number field that outgrows 31 bits at every change. */
  readonly #totals = new Float64Array(6);

  constructor(inner = false) {
    this.inner = inner;
  }

  get ipRecords(): number {
    return this.#totals[TOTAL.ip]!;
  }
  get arpRecords(): number {
    return this.#totals[TOTAL.arp]!;
  }
  get undissected(): number {
    return this.#totals[TOTAL.undissected]!;
  }
  get capturedBytes(): number {
    return this.#totals[TOTAL.captured]!;
  }
  get wireBytes(): number {
    return this.#totals[TOTAL.wire]!;
  }
  /** Payload of all IP records. */
  get payloadBytes(): number {
    return this.#totals[TOTAL.payload]!;
  }

  /** Adds a record that the walker has been over; `decoded` is false when its link type is not dissected. */
  // hot path
  append(cursor: RecordCursor, layers: Layers, decoded: boolean): void {
    const c = this.columns;
    const totals = this.#totals;
    const row = c.length;
    if (row === c.capacity) c.reserve(Math.ceil(row * 1.5));
    const captured = cursor.end - cursor.start;
    c.seconds[row] = cursor.seconds;
    c.nanos[row] = cursor.nanos;
    c.fileOffset[row] = cursor.fileOffset;
    c.capturedLength[row] = captured;
    c.originalLength[row] = cursor.originalLength;
    c.interfaceId[row] = cursor.interfaceId;
    totals[TOTAL.captured]! += captured;
    totals[TOTAL.wire]! += cursor.originalLength;

    let bits = layers.network << BIT.networkShift;
    if (layers.faults !== 0) bits |= BIT.fault;
    if (layers.nested !== 0) bits |= BIT.nested;
    let flow = NO_FLOW;
    if (layers.network === NETWORK.ipv4 || layers.network === NETWORK.ipv6) {
      const side = this.#flowSide(cursor.bytes, layers, row);
      flow = side >>> 1;
      bits |= side & BIT.reverse;
      if (layers.laterFragment) bits |= BIT.laterFragment;
      totals[TOTAL.ip]!++;
      totals[TOTAL.payload]! += layers.payloadLength;
      c.payloadLength[row] = layers.payloadLength;
      c.payloadKind[row] = layers.payloadKind;
      c.ttl[row] = layers.ttl;
      c.tcpFlags[row] = layers.tcpFlags;
      c.tcpSeq[row] = layers.tcpSeq;
      c.tcpAck[row] = layers.tcpAck;
      c.tcpWindow[row] = layers.tcpWindow;
      if (layers.fragment === 0 && hasTransport(layers)) bits |= BIT.transport;
      if (layers.tcpSegment === 1) {
        const syn = (layers.tcpFlags & TCP_FLAG.syn) !== 0;
        const option = syn ? windowScaleShift(cursor.bytes, layers) : sackedBytes(cursor.bytes, layers);
        if (option >= 0) {
          bits |= BIT.tcpOption;
          c.tcpOption.add(row, option);
        }
      }
    } else {
      if (layers.network === NETWORK.arp) totals[TOTAL.arp]!++;
      if (!decoded) {
        totals[TOTAL.undissected]!++;
        bits |= BIT.undissected;
      }
    }
    c.flow[row] = flow;
    c.bits[row] = bits;
    c.length = row + 1;
  }

  /**
   * Adds rows of a log of flows: each is a record at the flow's start that carries what its source sent, as far as 32 bits
   * reach. What the log says in full stands in `log`.
   */
  // hot path
  appendFlows(batch: FlowBatch): void {
    const c = this.columns;
    const first = c.length;
    const { length } = batch;
    if (first + length > c.capacity) c.reserve(Math.ceil((first + length) * 1.5));
    this.log ??= new FlowLogColumns();
    const { log, flows, addresses } = this;
    if (first + length > log.capacity) log.reserve(Math.ceil((first + length) * 1.5));
    log.append(batch);
    c.seconds.set(batch.seconds.subarray(0, length), first);
    c.nanos.set(batch.nanos.subarray(0, length), first);
    if (this.#flowRows.sides.length < length) this.#flowRows = flowRows(length);
    const { src, dst, answered, sides } = this.#flowRows;
    for (let i = 0; i < length; i++) {
      const at = i * ADDRESS_WORDS;
      src[i] = batch.srcLength[i] === 4 ? addresses.addWordV4(batch.src[at + 3]!) : addresses.addWordsV6(batch.src, at);
      dst[i] = batch.dstLength[i] === 4 ? addresses.addWordV4(batch.dst[at + 3]!) : addresses.addWordsV6(batch.dst, at);
    }
    const { srcPort, dstPort, protocol, bytesUp, bytesDown } = batch;
    for (let i = 0; i < length; i++) answered[i] = log.answered(first + i) ? 1 : 0;
    flows.addAll({ src, dst, srcPort, dstPort, protocol, answered }, length, sides);
    let bytes = 0;
    for (let i = 0; i < length; i++) {
      const row = first + i;
      const side = sides[i]!;
      const up = orNone(bytesUp[i]!);
      const network = batch.srcLength[i] === 4 ? NETWORK.ipv4 : NETWORK.ipv6;
      const isPlain = protocol[i] === IP_PROTOCOL.tcp || protocol[i] === IP_PROTOCOL.udp;
      c.originalLength[row] = c.payloadLength[row] = Math.min(up, MOST);
      c.payloadKind[row] = up > 0 ? PAYLOAD_KIND.data : PAYLOAD_KIND.none;
      c.flow[row] = side >>> 1;
      c.bits[row] = (network << BIT.networkShift) | (side & BIT.reverse) | (isPlain ? BIT.transport : 0);
      bytes += up + orNone(bytesDown[i]!);
    }
    c.length = first + length;
    const totals = this.#totals;
    totals[TOTAL.ip]! += length;
    totals[TOTAL.wire]! += bytes;
    totals[TOTAL.payload]! += bytes;
  }

  /** The Ethernet address that a host's first record came from; undefined when it never sent any over a link with such addresses. */
  mac(host: number): Uint8Array | undefined {
    if (!this.#hasMac[host]) return undefined;
    const out = new Uint8Array(6);
    const view = new DataView(out.buffer);
    view.setUint16(0, this.#macHigh[host]!);
    view.setUint32(2, this.#macLow[host]!);
    return out;
  }

  /** Flow of an IP record, times 2, plus the side that sent it. */
  // hot path
  #flowSide(bytes: Uint8Array, layers: Layers, row: number): number {
    if (layers.network !== NETWORK.ipv4 || layers.fragment === 1 || layers.laterFragment === 1)
      return this.#findSide(bytes, layers, row);
    const at = layers.networkOffset;
    const src = addressWord(bytes, at + IPV4_SOURCE);
    const dst = addressWord(bytes, at + IPV4_DESTINATION);
    const ports = (layers.srcPort << 16) | layers.dstPort;
    const recent = this.#recent;
    const slot = recent.slot(src, dst, ports, layers.ipProto);
    const known = recent.side(slot, src, dst, ports, layers.ipProto);
    // Whose Ethernet address is not known yet may be told by this record.
    if (known >= 0 && (layers.linkSource < 0 || this.#knowsMac(known))) return known;
    const side = this.#findSide(bytes, layers, row);
    recent.note(slot, src, dst, ports, layers.ipProto, side);
    return side;
  }

  /** Whether the Ethernet address of the host that sends on this side of a flow is known. */
  #knowsMac(side: number): boolean {
    const { aHost, bHost } = this.flows;
    return this.#hasMac[((side & 1) === 0 ? aHost : bHost)[side >>> 1]!] === 1;
  }

  #findSide(bytes: Uint8Array, layers: Layers, row: number): number {
    const { addresses, flows } = this;
    let src: number;
    let dst: number;
    if (layers.network === NETWORK.ipv4) {
      src = addresses.addV4(bytes, layers.networkOffset + IPV4_SOURCE);
      dst = addresses.addV4(bytes, layers.networkOffset + IPV4_DESTINATION);
    } else {
      src = addresses.addV6(bytes, layers.networkOffset + IPV6_SOURCE);
      dst = addresses.addV6(bytes, layers.networkOffset + IPV6_DESTINATION);
    }
    if (layers.linkSource >= 0 && (src >= this.#hasMac.length || !this.#hasMac[src])) this.#noteMac(src, bytes, layers);
    if (layers.laterFragment) {
      const known = this.#fragments.flowOf(src, dst, layers.fragmentId, layers.ipProto);
      if (known !== undefined) return known;
      this.#fragments.wait(src, dst, layers.fragmentId, layers.ipProto, row);
    }
    const side = flows.add(src, layers.srcPort, dst, layers.dstPort, Math.max(0, layers.ipProto));
    if (layers.fragment && !layers.laterFragment) {
      for (const early of this.#fragments.first(src, dst, layers.fragmentId, layers.ipProto, side)) {
        this.columns.flow[early] = side >>> 1;
        this.columns.bits[early] = (this.columns.bits[early]! & ~BIT.reverse) | (side & BIT.reverse);
      }
    }
    return side;
  }

  #noteMac(host: number, bytes: Uint8Array, layers: Layers): void {
    while (host >= this.#hasMac.length) {
      const size = this.#hasMac.length * 2;
      const high = new Uint16Array(size);
      high.set(this.#macHigh);
      this.#macHigh = high;
      const low = new Uint32Array(size);
      low.set(this.#macLow);
      this.#macLow = low;
      const has = new Uint8Array(size);
      has.set(this.#hasMac);
      this.#hasMac = has;
    }
    const at = layers.linkSource;
    this.#macHigh[host] = (bytes[at]! << 8) | bytes[at + 1]!;
    this.#macLow[host] =
      ((bytes[at + 2]! << 24) | (bytes[at + 3]! << 16) | (bytes[at + 4]! << 8) | bytes[at + 5]!) >>> 0;
    this.#hasMac[host] = 1;
  }
}
