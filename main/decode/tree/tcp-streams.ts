// What is remembered of TCP streams between records: which protocol they speak, which messages wait for more segments.
// Bounded: streams that were silent longest, and messages that wait longest, are forgotten.
import { Reassembly } from './reassembly.ts';
import { isAfter, SentSoFar } from './tcp-order.ts';

const MOST_SIDES = 131_072;
const MOST_BYTES = 64 * 1024 * 1024;
/** Messages of one direction that are remembered so that a segment sent again is known. */
const MOST_MESSAGES = 32;
/** A message that needs more bytes or segments than this is not put together. */
const LONGEST_MESSAGE = 16 * 1024 * 1024;
/** The same for a message whose length is not known yet: headers without end. */
const LONGEST_UNKNOWN = 256 * 1024;
const MOST_TRIES = 512;
const MOST_SEGMENTS = 16_384;
/** What a segment costs besides its bytes. */
const OVERHEAD = 128;

/** Bytes of a message that ends with its stream. */
export const UNTIL_FIN = 0x40000000;

/** A message whose bytes [seq, next) stand in several segments. */
export class Message {
  readonly seq: number;
  next: number;
  readonly firstFrame: number;
  lastFrame: number;
  /** Its length is not known yet: the whole next segment belongs to it. */
  takesSegment = false;
  /** Null once it was dissected, or given up. */
  pieces: Reassembly | null = new Reassembly();

  constructor(seq: number, next: number, frame: number) {
    this.seq = seq;
    this.next = next;
    this.firstFrame = frame;
    this.lastFrame = frame;
  }

  /** Whether a segment at `seq` goes on with it. */
  contains(seq: number): boolean {
    return !isAfter(this.seq, seq) && isAfter(this.next, seq);
  }
}

/** What both directions of a stream share. */
export class Stream {
  /** Number of the protocol that it speaks, in the list of protocols over TCP; -1: unknown. */
  protocol = -1;
  /** Time of the last SYN without ACK, and of the handshake's round trip in nanoseconds; null and 0 when not seen. */
  synTime: readonly [number, number] | null = null;
  roundTrip = 0;
}

/** One direction of a stream. */
export class StreamSide {
  stream: Stream;
  reverse: StreamSide = this;
  /** Sequence number before its first byte; -1 when unknown. */
  base = -1;
  sent = new SentSoFar();
  messages: Message[] = [];
  untilFin = false;
  /** Number of the record with the FIN that ended it; 0 before. */
  finFrame = 0;

  readonly key: string;

  constructor(key: string, stream: Stream) {
    this.key = key;
    this.stream = stream;
  }

  /** The message that begins at `seq`. */
  messageAt(seq: number): Message | null {
    for (let i = this.messages.length - 1; i >= 0; i--) if (this.messages[i]!.seq === seq) return this.messages[i]!;
    return null;
  }

  /** The message that begins last before `seq`. */
  messageBefore(seq: number): Message | null {
    let found: Message | null = null;
    for (const message of this.messages) {
      if (isAfter(seq, message.seq) && (found === null || !isAfter(found.seq, message.seq))) found = message;
    }
    return found;
  }
}

export class TcpStreams {
  readonly #sides = new Map<string, StreamSide>();
  readonly #waiting = new Set<Message>();
  #bytes = 0;

  /** The direction from a source to a destination, found by its key and that of the other direction; made when new. */
  side(key: string, reverseKey: string): StreamSide {
    const known = this.#sides.get(key);
    if (known !== undefined) return known;
    const stream = new Stream();
    const side = new StreamSide(key, stream);
    side.reverse = key === reverseKey ? side : new StreamSide(reverseKey, stream);
    side.reverse.reverse = side;
    this.#sides.set(key, side);
    this.#sides.set(reverseKey, side.reverse);
    if (this.#sides.size > MOST_SIDES) this.#forgetOldest();
    return side;
  }

  /** A connection of the same addresses and ports begins: nothing of the old one holds. */
  restart(side: StreamSide): void {
    const stream = new Stream();
    for (const one of [side, side.reverse]) {
      this.#giveUpAll(one);
      Object.assign(one, { stream, base: -1, sent: new SentSoFar(), messages: [], untilFin: false, finFrame: 0 });
    }
  }

  /** Remembers a message that waits for more. */
  wait(side: StreamSide, message: Message): void {
    side.messages.push(message);
    if (side.messages.length > MOST_MESSAGES) this.giveUp(side.messages.shift()!);
    this.#waiting.add(message);
  }

  /** Adds a copy of the bytes of a segment to a message; see Reassembly.add. False when the message is too long for us. */
  add(message: Message, frame: number, offset: number, bytes: Uint8Array, more: boolean): boolean | 'late' {
    const { pieces } = message;
    if (pieces === null) return 'late';
    const longest = message.takesSegment ? LONGEST_UNKNOWN : LONGEST_MESSAGE;
    const most = message.takesSegment ? MOST_TRIES : MOST_SEGMENTS;
    if (pieces.held + bytes.length > longest || pieces.pieces.length >= most) {
      this.giveUp(message);
      return false;
    }
    const before = pieces.held;
    const result = pieces.add(frame, offset, bytes.slice(), more);
    this.#bytes += pieces.held - before + OVERHEAD;
    while (this.#bytes > MOST_BYTES && this.#waiting.size > 1) this.giveUp(this.#waiting.values().next().value!);
    return result;
  }

  /** The message was dissected: its bytes are no longer needed. */
  done(message: Message): void {
    const { pieces } = message;
    if (pieces === null) return;
    this.#bytes -= pieces.held + pieces.pieces.length * OVERHEAD;
    this.#waiting.delete(message);
    message.pieces = null;
  }

  /** The message will never be whole: later segments are dissected by themselves. */
  giveUp(message: Message): void {
    this.done(message);
    message.next = message.seq;
  }

  #giveUpAll(side: StreamSide): void {
    for (const message of side.messages) this.giveUp(message);
  }

  #forgetOldest(): void {
    const side: StreamSide = this.#sides.values().next().value!;
    for (const one of [side, side.reverse]) {
      this.#giveUpAll(one);
      this.#sides.delete(one.key);
    }
  }
}
