// What dissectors work on and fill: the bytes of one record, the tree so far, and what the next layer is.
// Every read is checked: one beyond the captured bytes or beyond its container ends the layer by a BoundsError, which
// dissect.ts turns into "size limited during capture" or "malformed". Dissectors need no length checks of their own.
import { CATALOGUE, type FieldName } from '../../../shared/catalogue/catalogue.ts';
import { NOTE_GROUP, noteGroup } from '../../../shared/catalogue/note-group.ts';
import type { Time } from '../../../shared/unit/time.ts';
import { uint16, uint24, uint32 } from '../big-endian.ts';
import { type FieldValue, TreeItem } from './item.ts';
import { readValue } from './read-value.ts';
import type { DissectorState } from './state.ts';

/** Which table of dissectors a layer's number belongs to (dissect.ts). */
export type LayerTable = 'link' | 'ethertype' | 'llc' | 'ppp' | 'ip' | 'fragment' | 'tcp' | 'udp' | 'stream' | 'data';

/** A layer still to be dissected: bytes[at, end) of a source are captured, up to `reported` it would reach. */
export interface NextLayer {
  readonly table: LayerTable;
  readonly key: number;
  readonly source: number;
  readonly at: number;
  readonly end: number;
  readonly reported: number;
  /** For a message over TCP: the name of its protocol, which stands in frame.protocols but once for all that came together. */
  readonly message?: { readonly name: FieldName; readonly isFirst: boolean };
}

/** Bytes that items point into: the record, or what was reassembled or decrypted from it. */
export interface ByteSourceOfTree {
  readonly title: string;
  readonly bytes: Uint8Array;
}

/** A read beyond the bytes. `malformed`: beyond the container; otherwise only beyond what was captured. */
export class BoundsError extends Error {
  readonly malformed: boolean;
  constructor(malformed: boolean) {
    super(malformed ? 'beyond the container' : 'beyond the captured bytes');
    this.malformed = malformed;
  }
}

/** Made once: a hostile record may be full of them, and the way to where they were thrown costs more than all the rest. */
const MALFORMED = new BoundsError(true);
const CUT = new BoundsError(false);

export type Severity = 'comment' | 'chat' | 'note' | 'warning' | 'error';
/** As numbers, in order of weight. */
export const SEVERITIES: Readonly<Record<Severity, number>> = {
  comment: 0x100000,
  chat: 0x200000,
  note: 0x400000,
  warning: 0x600000,
  error: 0x800000,
};

/** What is known of a record besides its bytes. */
export interface RecordFacts {
  /** From 1. */
  readonly number: number;
  readonly time: Time;
  readonly linkType: number;
  readonly originalLength: number;
  /** -1 where the format of the file knows no interfaces. */
  readonly interfaceId: number;
  /** Bytes of the frame check sequence at the end of each frame (0 or 4), when the capture says. */
  readonly fcsLength?: number | undefined;
}

/** What an IP header, or its fragment header, says of a fragment. */
interface Fragment {
  readonly kind: 'ip' | 'ipv6';
  readonly id: number;
  readonly offset: number;
  readonly more: boolean;
  /** IP protocol of the datagram's payload. */
  readonly key: number;
}

export class Dissection {
  /** Layers, outermost first. */
  readonly items: TreeItem[] = [];
  readonly sources: ByteSourceOfTree[];
  /** Names of the layers in order, as Wireshark's frame.protocols. */
  readonly protocols: string[] = [];
  readonly record: RecordFacts;
  /** What earlier records left behind: fragments, segments, which protocol a flow speaks. */
  readonly state: DissectorState;

  /** The region of the layer that is being dissected: [at, end) captured, [at, reported) by the headers outside of it. */
  source = 0;
  bytes: Uint8Array;
  end = 0;
  reported = 0;

  /** Addresses, protocol and ports of the innermost headers so far; empty and -1 without. Borrowed bytes. */
  srcAddress: Uint8Array = NO_ADDRESS;
  dstAddress: Uint8Array = NO_ADDRESS;
  ipProto = -1;
  srcPort = -1;
  dstPort = -1;
  /** Of the innermost TCP header: the raw sequence number of its payload's first byte, its flags (12 bits) and so on. */
  tcpSeq = 0;
  tcpAck = 0;
  tcpFlags = 0;
  /** As the header has it, not scaled. */
  tcpWindow = 0;
  /** The fragment whose payload comes next. */
  fragmentOf: Fragment | null = null;
  /** True inside of a fragment that could not be put together: what is missing is then not malformed. */
  fragmented = false;
  /** True inside of what an ICMP error quotes: it was cut by the sender of the error, and its lengths do not hold here. */
  quoted = false;
  /** True when the innermost IP header leaves its length open (segmentation offload): its checksums cannot be verified. */
  openLength = false;

  readonly #next: NextLayer[] = [];
  /** Whether frame.protocols has the name of the next layer already. */
  #isNamed = false;

  /** `bytes` are the record's captured bytes alone; they must not change while the tree is in use. */
  constructor(bytes: Uint8Array, record: RecordFacts, state: DissectorState) {
    this.bytes = bytes;
    this.sources = [{ title: 'Frame', bytes }];
    this.record = record;
    this.state = state;
  }

  /** Ends the region where a header says that its packet ends; a lie beyond the region changes nothing. */
  narrow(to: number): void {
    this.end = Math.min(this.end, to);
    this.reported = Math.min(this.reported, to);
  }

  /** Throws BoundsError unless bytes[at, at + length) may be read. */
  require(at: number, length: number): void {
    if (length >= 0 && at >= 0 && at + length <= this.end) return;
    throw length < 0 || at < 0 || at + length > this.reported ? MALFORMED : CUT;
  }

  uint8(at: number): number {
    this.require(at, 1);
    return this.bytes[at]!;
  }
  uint16(at: number): number {
    this.require(at, 2);
    return uint16(this.bytes, at);
  }
  uint24(at: number): number {
    this.require(at, 3);
    return uint24(this.bytes, at);
  }
  uint32(at: number): number {
    this.require(at, 4);
    return uint32(this.bytes, at);
  }

  /** Opens a layer: bytes[at, at + length), as far as they are captured. */
  layer(name: FieldName, at: number, length: number, label: string | null = null): TreeItem {
    const start = Math.min(at, this.end);
    const item = new TreeItem(name, start, Math.max(0, Math.min(length, this.end - at)), this.source, null, label);
    item.end = this.end;
    this.items.push(item);
    if (this.#isNamed) this.#isNamed = false;
    else this.protocols.push(name);
    return item;
  }

  /** A field that stands in bytes[at, at + length); its value is read by its type unless one is given. Throws BoundsError. */
  add(
    parent: TreeItem,
    name: FieldName,
    at: number,
    length: number,
    value?: FieldValue,
    label: string | null = null,
  ): TreeItem {
    this.require(at, length);
    const read = value === undefined ? readValue(CATALOGUE[name], this.bytes, at, length, false) : value;
    return this.#put(parent, new TreeItem(name, at, length, this.source, read, label));
  }

  /** The same for a little-endian number. */
  addLittle(parent: TreeItem, name: FieldName, at: number, length: number, label: string | null = null): TreeItem {
    this.require(at, length);
    const value = readValue(CATALOGUE[name], this.bytes, at, length, true);
    return this.#put(parent, new TreeItem(name, at, length, this.source, value, label));
  }

  /** A value that no byte says but that follows from others. */
  generated(parent: TreeItem, name: FieldName, value: FieldValue, label: string | null = null): TreeItem {
    const item = new TreeItem(name, parent.start, 0, parent.source, value, label);
    item.isGenerated = true;
    return this.#put(parent, item);
  }

  /** A line of text over bytes[at, at + length), to which fields may be added. Throws BoundsError. */
  text(parent: TreeItem, label: string, at: number, length: number): TreeItem {
    this.require(at, length);
    return this.#put(parent, new TreeItem('', at, length, this.source, null, label));
  }

  /** A note about what was found; `name` is Wireshark's name of the note, if it has one. */
  expert(parent: TreeItem, name: FieldName | null, severity: Severity, message: string): void {
    const note = this.generated(parent, '_ws.expert', null, message);
    if (name !== null) this.generated(note, name, null, message);
    this.generated(note, '_ws.expert.message', message);
    this.generated(note, '_ws.expert.severity', SEVERITIES[severity]);
    const group = noteGroup(name);
    this.generated(note, '_ws.expert.group', NOTE_GROUP[group]);
    // What a filter for malformed records finds.
    if (group === 'malformed') this.generated(parent, '_ws.malformed', null);
  }

  /** Bytes that were put together from several records or decrypted; returns the index of the new source. */
  addSource(title: string, bytes: Uint8Array): number {
    this.sources.push({ title, bytes });
    return this.sources.length - 1;
  }

  /** Says what follows in the region of this layer, from `at` on. Layers named first, and all inside of them, come first. */
  next(table: LayerTable, key: number, at: number, end = this.end, reported = this.reported): void {
    const { source } = this;
    this.#next.push({
      table,
      key,
      source,
      at,
      end: Math.min(end, this.end),
      reported: Math.min(reported, this.reported),
    });
  }

  /** The same for another source, all of which is there. */
  nextIn(table: LayerTable, key: number, source: number): void {
    const { length } = this.sources[source]!.bytes;
    this.#next.push({ table, key, source, at: 0, end: length, reported: length });
  }

  /** The same for any region of any source, as it is. */
  nextAt(layer: NextLayer): void {
    this.#next.push(layer);
  }

  /**
   * The payload of a fragment stands in bytes[at, end): it lies `offset` bytes into the datagram `id` between the current
   * addresses, whose payload is of protocol `key`. Called as the last thing by the layer of IPv4 or IPv6.
   */
  fragment(kind: 'ip' | 'ipv6', id: number, offset: number, more: boolean, key: number, at: number): void {
    this.fragmentOf = { kind, id, offset, more, key };
    this.next('fragment', 0, at);
  }

  /** Whether the layer added last has a checksum that was found wrong and that forbids to put its payload together. */
  hasBadChecksum(status: FieldName): boolean {
    if (!this.state.minds.badChecksums) return false;
    const find = ({ name, value, children }: TreeItem): boolean =>
      (name === status && (value === CHECKSUM.bad || value === CHECKSUM.unverified)) || children.some(find);
    return find(this.items.at(-1)!);
  }

  /** Notes that the rest of the layer makes no sense. */
  malformed(why: string, note: FieldName = '_ws.malformed.expert'): void {
    const item = this.#note('_ws.malformed', `[${why}]`);
    this.expert(item, note, 'error', why);
  }

  /** Notes that the capture, or a missing fragment, ended the layer. */
  incomplete(name: '_ws.short' | '_ws.unreassembled', why: string): void {
    const item = this.#note(name, `[${why}]`);
    if (name === '_ws.unreassembled') this.expert(item, '_ws.unreassembled.expert', 'note', 'Unreassembled fragment');
  }

  #note(name: FieldName, label: string): TreeItem {
    const item = new TreeItem(name, this.end, 0, this.source, null, label);
    this.items.push(item);
    return item;
  }

  /** The layers that were named since the last call, in order; for dissect.ts. */
  takeNext(): NextLayer[] {
    return this.#next.splice(0);
  }

  /** Makes a region current; for dissect.ts. */
  enter({ source, end, reported, message }: NextLayer): void {
    this.#isNamed = message !== undefined;
    if (message?.isFirst) this.protocols.push(message.name);
    this.source = source;
    this.bytes = this.sources[source]!.bytes;
    this.end = end;
    this.reported = reported;
  }

  #put(parent: TreeItem, item: TreeItem): TreeItem {
    parent.children.push(item);
    return item;
  }
}

/** As the checksum fields of all protocols say it. Unverified is, in a packet that is all there, one that its sender did not finish. */
const CHECKSUM = { bad: 0, unverified: 2 } as const;

const NO_ADDRESS = new Uint8Array(0);

/** Adds the layer at `at` to the tree and says what follows by `d.next`. May throw BoundsError, and nothing else. */
export type LayerDissector = (d: Dissection, at: number) => void;

/** A protocol over TCP: its messages are put together from segments before they are dissected. */
export interface StreamProtocol {
  readonly name: FieldName;
  /** Whether a stream, whose first bytes (of one direction) are bytes[at, end), speaks it. */
  recognise(bytes: Uint8Array, at: number, end: number, srcPort: number, dstPort: number): boolean;
  /** Length of the message that begins at `at`, beyond `end` where the rest is still to come; 0 when more bytes are needed to tell. */
  messageLength(bytes: Uint8Array, at: number, end: number): number;
  /** Dissects one message, whose end is `d.end`. */
  readonly dissect: LayerDissector;
}
