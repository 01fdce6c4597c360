// Names while a capture loads: each record whose payload may name an address or a flow is read once more for that.

import type { EmitName, NameSource } from '../../shared/model/name.ts';
import { PAYLOAD_KIND } from '../../shared/model/payload-kind.ts';
import { parseAddress } from '../../shared/net/address.ts';
import { IP_PROTOCOL } from '../../shared/net/ip-protocol.ts';
import { readDhcpNames } from '../decode/app/dhcp.ts';
import { readDhcpv6Names } from '../decode/app/dhcpv6.ts';
import { readDnsNames, TCP_LENGTH_LEN } from '../decode/app/dns.ts';
import { readHttpHost, serverNameOf } from '../decode/app/http1.ts';
import { readNbnsNames } from '../decode/app/nbns.ts';
import { CONTENT_TYPE } from '../decode/app/tls.ts';
import { type Layers, NETWORK } from '../decode/layers.ts';
import { IPV4_DESTINATION } from '../decode/net/ipv4.ts';
import { IPV6_DESTINATION } from '../decode/net/ipv6.ts';
import type { CaptureStore } from '../store/capture-store.ts';
import { BIT } from '../store/columns.ts';
import { HelloGatherer, type Segment, type Sent } from './hello-gatherer.ts';

/** Kinds of payload that may name something. */
const NAMES = new Uint8Array(256);
for (const kind of ['DNS', 'mDNS', 'LLMNR', 'NBNS', 'DHCP', 'DHCPv6', 'TLS', 'QUIC', 'HTTP'] as const) {
  NAMES[PAYLOAD_KIND[kind]] = 1;
}

const { DNS, LLMNR, NBNS, DHCP, DHCPv6, TLS, QUIC, HTTP } = PAYLOAD_KIND;
const MDNS = PAYLOAD_KIND.mDNS;
const LONG_HEADER = 0x80;

export class NameGatherer {
  readonly #store: CaptureStore;
  readonly #hellos: HelloGatherer;
  #record = 0;
  #fileNames = 0;
  readonly #emit: EmitName;

  constructor(store: CaptureStore) {
    this.#store = store;
    this.#hellos = new HelloGatherer(store.names);
    this.#emit = (address, name, source) => store.names.add(address, name, source, this.#record);
  }

  /** The record that was stored last, whose layers these are. */
  // hot path
  gather(bytes: Uint8Array, layers: Layers): void {
    if (layers.payload < 0) return;
    if (NAMES[layers.payloadKind] === 1) this.#read(bytes, layers);
    else if (this.#hellos.waits && layers.ipProto === IP_PROTOCOL.tcp) this.#readMore(bytes, layers);
  }

  /** Takes over the names that the file itself gives to addresses: a list that only grows, of which the new ones count. */
  addFileNames(names: readonly { readonly address: string; readonly name: string }[]): void {
    for (; this.#fileNames < names.length; this.#fileNames++) {
      const { address, name } = names[this.#fileNames]!;
      const bytes = parseAddress(address);
      if (bytes !== undefined) this.#store.names.add(bytes, name, 'pcapng', 0);
    }
  }

  /** The capture has ended. */
  finish(): void {
    this.#hellos.finish();
  }

  #read(bytes: Uint8Array, layers: Layers): void {
    const { payload: at, payloadEnd: end } = layers;
    this.#record = this.#store.columns.length;
    switch (layers.payloadKind) {
      case DNS:
        this.#readDns(bytes, layers.ipProto === IP_PROTOCOL.tcp ? at + TCP_LENGTH_LEN : at, end, 'dns');
        return;
      case MDNS:
        this.#readDns(bytes, at, end, 'mdns');
        return;
      case LLMNR:
        this.#readDns(bytes, at, end, 'llmnr');
        return;
      case NBNS:
        readNbnsNames(bytes, at, end, this.#emit);
        return;
      case DHCP:
        readDhcpNames(bytes, at, end, this.#emit);
        return;
      case DHCPv6:
        readDhcpv6Names(bytes, at, end, this.#emit);
        return;
      case HTTP:
        this.#readHttp(bytes, layers);
        return;
      case TLS:
        this.#readTls(bytes, layers);
        return;
      case QUIC:
        if (bytes[at]! >= LONG_HEADER) this.#hellos.initial(bytes, at, end, this.#sent(bytes, layers));
    }
  }

  #readDns(bytes: Uint8Array, at: number, end: number, source: NameSource): void {
    readDnsNames(bytes, at, end, source, this.#emit);
  }

  /** The host that the first request of a flow is for. */
  #readHttp(bytes: Uint8Array, layers: Layers): void {
    const { names } = this.#store;
    const flow = this.#side() >>> 1;
    if (names.hasFlow(flow)) return;
    const start = readHttpHost(bytes, layers.payload, layers.payloadEnd);
    if (start === undefined || start.host === '') return;
    const name = serverNameOf(start);
    names.addFlow(flow, { name: start.host, source: 'http', alpn: [], ja4: null });
    if (name !== undefined) names.add(this.#sent(bytes, layers).server, name, 'http', this.#record);
  }

  #readTls(bytes: Uint8Array, layers: Layers): void {
    if (this.#hellos.waits && this.#hellos.waitsFor(this.#side())) this.#readMore(bytes, layers);
    else if (bytes[layers.payload] === CONTENT_TYPE.handshake) this.#hellos.handshake(this.#segment(bytes, layers));
  }

  #readMore(bytes: Uint8Array, layers: Layers): void {
    if (this.#hellos.waitsFor(this.#side())) this.#hellos.segment(this.#segment(bytes, layers));
  }

  #segment(bytes: Uint8Array, layers: Layers): Segment {
    const { payload: at, payloadEnd: end, tcpSeq: seq, payloadLength } = layers;
    return { ...this.#sent(bytes, layers), bytes, at, end, seq, cut: end - at < payloadLength };
  }

  #sent(bytes: Uint8Array, { network, networkOffset }: Layers): Sent {
    const v4 = network === NETWORK.ipv4;
    const at = networkOffset + (v4 ? IPV4_DESTINATION : IPV6_DESTINATION);
    const server = bytes.subarray(at, at + (v4 ? 4 : 16));
    return { side: this.#side(), record: this.#store.columns.length, server };
  }

  /** Flow of the record that was stored last, times 2, plus the side that sent it. */
  #side(): number {
    const { columns } = this.#store;
    const row = columns.length - 1;
    return columns.flow[row]! * 2 + (columns.bits[row]! & BIT.reverse);
  }
}
