// A pcapng file (draft-ietf-opsawg-pcapng) block by block: one little-endian section with all interfaces of a source.
import type { InterfaceInfo } from '../../shared/model/source.ts';
import { parseAddress } from '../../shared/net/address.ts';
import type { CaptureFacts, NamedAddress } from '../capture/facts.ts';
import { BLOCK } from '../capture/pcapng-block.ts';
import { INTERFACE_OPTION, SECTION_OPTION, STATISTICS_OPTION } from '../capture/pcapng-option.ts';
import type { ByteOut } from './byte-out.ts';

const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const UNKNOWN_LENGTH = 0xffff_ffff;
const COMMENT = 1;
const FILTER_TEXT = Uint8Array.of(0);
/** An option's length has 16 bits. */
const MAX_OPTION = 0xffff;
const TWO_TO_32 = 0x1_0000_0000n;
const NAME_RECORD = { 4: 1, 16: 2, 6: 3, 8: 4 } as const;

const encoder = new TextEncoder();

/** UTF-8 of the text, cut between characters where it is longer than an option can be. */
function textBytes(text: string, most = MAX_OPTION): Uint8Array {
  if (text.length * 3 <= most) return encoder.encode(text);
  const room = new Uint8Array(most);
  return room.subarray(0, encoder.encodeInto(text, room).written);
}

function block(out: ByteOut, type: number, body: () => void): void {
  const start = out.length;
  out.u32(type);
  out.u32(0);
  body();
  const length = out.length + 4 - start;
  out.u32(length);
  out.setU32(start + 4, length);
}

function option(out: ByteOut, code: number, value: Uint8Array): void {
  out.u16(code);
  out.u16(value.length);
  out.bytes(value);
  out.zeros(-value.length & 3);
}

const textOption = (out: ByteOut, code: number, text: string | null): void => {
  if (text !== null && text !== '') option(out, code, textBytes(text));
};

function countOption(out: ByteOut, code: number, count: number | null): void {
  if (count === null) return;
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(count), true);
  option(out, code, bytes);
}

/** Decimals of a second that the times of an interface are written with. */
export type Decimals = 6 | 9;

/** Section header, interfaces and names. `decimals` is by interface. */
export function pcapngHead(
  out: ByteOut,
  interfaces: readonly InterfaceInfo[],
  decimals: readonly Decimals[],
  facts: CaptureFacts,
): void {
  block(out, BLOCK.sectionHeader, () => {
    out.u32(BYTE_ORDER_MAGIC);
    out.u16(1);
    out.u16(0);
    out.u32(UNKNOWN_LENGTH);
    out.u32(UNKNOWN_LENGTH);
    textOption(out, SECTION_OPTION.application, [...facts.writers, 'Burstscope'].join('; '));
    for (const comment of facts.comments) textOption(out, COMMENT, comment);
    out.u32(0);
  });
  interfaces.forEach((info, id) => {
    interfaceBlock(out, info, decimals[id]!);
  });
  if (facts.names.length > 0) nameBlock(out, facts.names);
}

function interfaceBlock(out: ByteOut, info: InterfaceInfo, decimals: Decimals): void {
  block(out, BLOCK.interfaceDescription, () => {
    out.u16(info.linkType);
    out.u16(0);
    out.u32(info.snapLength);
    textOption(out, INTERFACE_OPTION.name, info.name);
    textOption(out, INTERFACE_OPTION.description, info.description);
    textOption(out, INTERFACE_OPTION.hardware, info.hardware);
    textOption(out, INTERFACE_OPTION.os, info.os);
    if (info.filter !== null) {
      const text = textBytes(info.filter, MAX_OPTION - 1);
      option(out, INTERFACE_OPTION.filter, Uint8Array.of(...FILTER_TEXT, ...text));
    }
    if (info.fcsLength !== null) option(out, INTERFACE_OPTION.fcsLength, Uint8Array.of(info.fcsLength));
    option(out, INTERFACE_OPTION.resolution, Uint8Array.of(decimals));
    out.u32(0);
  });
}

function nameBlock(out: ByteOut, names: readonly NamedAddress[]): void {
  const ofAddress = new Map<string, string[]>();
  for (const { address, name } of names) ofAddress.set(address, [...(ofAddress.get(address) ?? []), name]);
  block(out, BLOCK.nameResolution, () => {
    for (const [address, all] of ofAddress) {
      const bytes = addressBytes(address);
      const code = NAME_RECORD[bytes.length as keyof typeof NAME_RECORD];
      if (code === undefined) continue;
      const text = textBytes(`${all.join('\0')}\0`, MAX_OPTION - bytes.length);
      option(out, code, Uint8Array.from([...bytes, ...text]));
    }
    out.u32(0);
  });
}

/** Of an IP address, or of the pairs of hex digits of a MAC address. */
function addressBytes(address: string): Uint8Array {
  return parseAddress(address) ?? Uint8Array.from(address.split(':'), pair => Number.parseInt(pair, 16));
}

/** A record, as an enhanced packet block. */
export function pcapngRecord(
  out: ByteOut,
  record: {
    readonly interfaceId: number;
    readonly seconds: number;
    readonly nanos: number;
    readonly originalLength: number;
    readonly data: Uint8Array;
  },
  decimals: Decimals,
  comments: readonly string[],
): void {
  const { data } = record;
  const ticks = ticksOf(record, decimals);
  block(out, BLOCK.enhancedPacket, () => {
    out.u32(record.interfaceId);
    out.u32(Number(ticks / TWO_TO_32));
    out.u32(Number(ticks % TWO_TO_32));
    out.u32(data.length);
    out.u32(record.originalLength);
    out.bytes(data);
    out.zeros(-data.length & 3);
    if (comments.length === 0) return;
    for (const comment of comments) textOption(out, COMMENT, comment);
    out.u32(0);
  });
}

const ticksOf = ({ seconds, nanos }: { seconds: number; nanos: number }, decimals: Decimals): bigint =>
  decimals === 9 ? BigInt(seconds) * 1_000_000_000n + BigInt(nanos) : BigInt(seconds * 1e6 + nanos / 1000);

/** What arrived at the interfaces and was dropped there, where the source says so; `seconds` is when. */
export function pcapngTail(
  out: ByteOut,
  interfaces: readonly InterfaceInfo[],
  decimals: readonly Decimals[],
  seconds: number,
): void {
  interfaces.forEach(({ received, dropped }, id) => {
    if (received === null && dropped === null) return;
    const ticks = ticksOf({ seconds, nanos: 0 }, decimals[id]!);
    block(out, BLOCK.statistics, () => {
      out.u32(id);
      out.u32(Number(ticks / TWO_TO_32));
      out.u32(Number(ticks % TWO_TO_32));
      countOption(out, STATISTICS_OPTION.received, received);
      countOption(out, STATISTICS_OPTION.dropped, dropped);
      out.u32(0);
    });
  });
}
