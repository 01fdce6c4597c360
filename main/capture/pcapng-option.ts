// What pcapng blocks say in their options and name records (draft-ietf-opsawg-pcapng, sections 3.5 and 4).
import type { InterfaceInfo } from '../../shared/model/source.ts';
import { ipv4Text, ipv6Text } from '../../shared/net/address.ts';
import type { CaptureFacts, NamedAddress } from './facts.ts';
import { paddedLength } from './pcapng-block.ts';
import { TimeScale } from './time-scale.ts';

/** Options and name records alike: a number, the length of what follows, and that, padded to four bytes. */
const ITEM = { code: 0, length: 2, value: 4 } as const;
const END = 0;

const COMMENT = 1;
export const SECTION_OPTION = { hardware: 2, os: 3, application: 4 } as const;
export const INTERFACE_OPTION = {
  name: 2,
  description: 3,
  resolution: 9,
  filter: 11,
  os: 12,
  fcsLength: 13,
  offset: 14,
  hardware: 15,
} as const;
const PACKET_OPTION = { dropCount: 4 } as const;
export const STATISTICS_OPTION = { received: 4, dropped: 5 } as const;
const NAME_RECORD = { ipv4: 1, ipv6: 2, eui48: 3, eui64: 4 } as const;

const DEFAULT_RESOLUTION = 6;
/** A filter begins with its kind: this one is text, others are machine code. */
const FILTER_TEXT = 0;
const BITS_PER_BYTE = 8;
/** What is longer is cut: names and descriptions are words, comments may be pages. */
const MAX_NAME_BYTES = 256;
const MAX_COMMENT_BYTES = 64 * 1024;

const utf8 = new TextDecoder();

/** Text up to its first NUL: writers end it with one, though the format does not. */
function textOf(view: DataView, at: number, length: number, most: number): string {
  const text = utf8.decode(new Uint8Array(view.buffer, view.byteOffset + at, Math.min(length, most)));
  const nul = text.indexOf('\0');
  return nul < 0 ? text : text.slice(0, nul);
}

/** The options or name records in view[pos, end). False when one reaches past the end: it and those after it are not visited. */
function eachItem(
  view: DataView,
  pos: number,
  end: number,
  little: boolean,
  visit: (code: number, at: number, length: number) => void,
): boolean {
  for (let at = pos; end - at >= ITEM.value; ) {
    const code = view.getUint16(at + ITEM.code, little);
    const length = view.getUint16(at + ITEM.length, little);
    if (code === END) return true;
    if (at + ITEM.value + length > end) return false;
    visit(code, at + ITEM.value, length);
    at += ITEM.value + paddedLength(length);
  }
  return true;
}

const isComment = (code: number, length: number): boolean => code === COMMENT && length > 0;
const comment = (view: DataView, at: number, length: number): string => textOf(view, at, length, MAX_COMMENT_BYTES);

/** As eachItem, of a section header. */
export function readSectionOptions(
  view: DataView,
  pos: number,
  end: number,
  little: boolean,
  facts: CaptureFacts,
): boolean {
  const { hardware, os, application } = SECTION_OPTION;
  return eachItem(view, pos, end, little, (code, at, length) => {
    if (isComment(code, length)) facts.addComment(comment(view, at, length));
    if (code !== hardware && code !== os && code !== application) return;
    const text = textOf(view, at, length, MAX_NAME_BYTES);
    if (text !== '') facts.addWriter(text);
  });
}

export interface InterfaceOptions {
  readonly said: Partial<InterfaceInfo>;
  readonly scale: TimeScale;
  /** False: an option reached past its block. */
  readonly sound: boolean;
}

/** The options of an interface description block in view[pos, end). */
export function readInterfaceOptions(
  view: DataView,
  pos: number,
  end: number,
  little: boolean,
  facts: CaptureFacts,
): InterfaceOptions {
  const is = INTERFACE_OPTION;
  const said: { -readonly [K in keyof InterfaceInfo]?: InterfaceInfo[K] } = {};
  let resolution = DEFAULT_RESOLUTION;
  let offset = 0n;
  const sound = eachItem(view, pos, end, little, (code, at, length) => {
    const text = (): string | null => textOf(view, at, length, MAX_NAME_BYTES) || null;
    if (isComment(code, length)) facts.addComment(comment(view, at, length));
    else if (code === is.name) said.name = text();
    else if (code === is.description) said.description = text();
    else if (code === is.os) said.os = text();
    else if (code === is.hardware) said.hardware = text();
    else if (code === is.filter && length > 1 && view.getUint8(at) === FILTER_TEXT)
      said.filter = textOf(view, at + 1, length - 1, MAX_COMMENT_BYTES) || null;
    else if (code === is.fcsLength && length === 1) said.fcsLength = fcsBytes(view.getUint8(at));
    else if (code === is.resolution && length === 1) resolution = view.getUint8(at);
    else if (code === is.offset && length === 8) offset = view.getBigInt64(at, little);
  });
  return { said, scale: new TimeScale(resolution, offset), sound };
}

/** The format counts bits; writers that count bytes are told by the smallness of the number, as in Wireshark. */
const fcsBytes = (stated: number): number => (stated < BITS_PER_BYTE ? stated : Math.floor(stated / BITS_PER_BYTE));

/**
 * As eachItem, of a packet block: keeps its comments for the record with this number, and answers in `lost` with the
 * records lost before it. Flags, hash, packet id, queue and verdict are passed over.
 */
export function readPacketOptions(
  view: DataView,
  pos: number,
  end: number,
  little: boolean,
  record: number,
  facts: CaptureFacts,
): { readonly lost: number; readonly sound: boolean } {
  let lost = 0;
  const sound = eachItem(view, pos, end, little, (code, at, length) => {
    if (isComment(code, length)) facts.addRecordComment(record, comment(view, at, length));
    else if (code === PACKET_OPTION.dropCount && length === 8) lost = Number(view.getBigUint64(at, little));
  });
  return { lost, sound };
}

/** The counts of an interface statistics block; null where there is none. */
export function readStatistics(
  view: DataView,
  pos: number,
  end: number,
  little: boolean,
): Pick<InterfaceInfo, 'received' | 'dropped'> & { readonly sound: boolean } {
  let received: number | null = null;
  let dropped: number | null = null;
  const sound = eachItem(view, pos, end, little, (code, at, length) => {
    if (length !== 8) return;
    if (code === STATISTICS_OPTION.received) received = Number(view.getBigUint64(at, little));
    if (code === STATISTICS_OPTION.dropped) dropped = Number(view.getBigUint64(at, little));
  });
  return { received, dropped, sound };
}

/** Name records: bytes of address, and what kind of address that is. Wireshark reads the two kinds of IP only. */
const ADDRESS_OF: Readonly<Record<number, readonly [length: number, kind: NamedAddress['kind']]>> = {
  [NAME_RECORD.ipv4]: [4, 'ipv4'],
  [NAME_RECORD.ipv6]: [16, 'ipv6'],
  [NAME_RECORD.eui48]: [6, 'mac'],
  [NAME_RECORD.eui64]: [8, 'mac'],
};

/** As eachItem, of a name resolution block: one address and any number of names a record. */
export function readNames(view: DataView, pos: number, end: number, little: boolean, facts: CaptureFacts): boolean {
  return eachItem(view, pos, end, little, (code, at, length) => {
    const known = ADDRESS_OF[code];
    if (!known || length < known[0]) return;
    const [addressLength, kind] = known;
    const bytes = new Uint8Array(view.buffer, view.byteOffset + at, length);
    const address =
      kind === 'ipv4' ? ipv4Text(bytes) : kind === 'ipv6' ? ipv6Text(bytes) : hexPairs(bytes, addressLength);
    for (const name of utf8.decode(bytes.subarray(addressLength)).split('\0')) {
      if (name !== '') facts.addName({ kind, address, name: name.slice(0, MAX_NAME_BYTES) });
    }
  });
}

const hexPairs = (bytes: Uint8Array, length: number): string =>
  Array.from(bytes.subarray(0, length), byte => byte.toString(16).padStart(2, '0')).join(':');
