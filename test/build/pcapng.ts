// Builds pcapng files block by block, so that a test shows what it reads.
import { concat, numbers } from './pcap.ts';

/** A block for one byte order: `pcapngFile` settles which. */
export type Block = (bigEndian: boolean) => Uint8Array;

type Option = readonly [code: number, value: Block | Uint8Array];

const padded = (bytes: Uint8Array): Uint8Array => concat(bytes, new Uint8Array(-bytes.length & 3));

/** Any block. `stated` and `trailer` are the two lengths when they are not the truth. */
export const block =
  (type: number, body: Block | Uint8Array, wrong: { stated?: number; trailer?: number } = {}): Block =>
  big => {
    const content = padded(typeof body === 'function' ? body(big) : body);
    const length = content.length + 12;
    const stated = wrong.stated ?? length;
    return concat(numbers(big, [4, type], [4, stated]), content, numbers(big, [4, wrong.trailer ?? stated]));
  };

const optionList = (big: boolean, options: readonly Option[]): Uint8Array =>
  options.length === 0
    ? new Uint8Array(0)
    : concat(
        ...options.map(([code, value]) => {
          const content = typeof value === 'function' ? value(big) : value;
          return concat(numbers(big, [2, code], [2, content.length]), padded(content));
        }),
        numbers(big, [4, 0]),
      );

export interface SectionOptions {
  /** Byte order of this section, when it is not that of the file. */
  readonly bigEndian?: boolean;
  readonly version?: readonly [major: number, minor: number];
  readonly options?: readonly Option[];
}

/** Section header block. The blocks after it must be made for the same byte order: see `section`. */
export const shb =
  (of: SectionOptions = {}): Block =>
  fileBig => {
    const big = of.bigEndian ?? fileBig;
    const [major, minor] = of.version ?? [1, 0];
    const fixed = numbers(big, [4, 0x1a2b3c4d], [2, major], [2, minor], [8, -1n]);
    return block(0x0a0d0d0a, concat(fixed, optionList(big, of.options ?? [])))(big);
  };

/** A section in a byte order of its own. */
export const section =
  (bigEndian: boolean, ...blocks: readonly Block[]): Block =>
  () =>
    concat(...blocks.map(make => make(bigEndian)));

export interface InterfaceOptions {
  readonly linkType?: number;
  readonly snapLength?: number;
  readonly name?: string;
  /** The byte of if_tsresol: 9 is 10^-9, 0x88 is 2^-8. */
  readonly resolution?: number;
  /** Seconds of if_tsoffset. */
  readonly offset?: bigint;
  readonly options?: readonly Option[];
}

/** Interface description block. */
export const idb =
  (of: InterfaceOptions = {}): Block =>
  big => {
    const options: Option[] = [];
    if (of.name !== undefined) options.push([2, new TextEncoder().encode(of.name)]);
    if (of.resolution !== undefined) options.push([9, Uint8Array.of(of.resolution)]);
    if (of.offset !== undefined) options.push([14, numbers(big, [8, of.offset])]);
    options.push(...(of.options ?? []));
    const fixed = numbers(big, [2, of.linkType ?? 1], [2, 0], [4, of.snapLength ?? 0]);
    return block(1, concat(fixed, optionList(big, options)))(big);
  };

export interface PacketOptions {
  readonly interfaceId?: number;
  /** The 64-bit timestamp, in ticks of its interface. */
  readonly ticks?: bigint;
  readonly data?: Uint8Array;
  readonly original?: number;
  /** What the block says of the captured length, when that is not the truth. */
  readonly captured?: number;
  readonly options?: readonly Option[];
}

const packetBody = (of: PacketOptions, big: boolean, interfaceField: Uint8Array): Uint8Array => {
  const data = of.data ?? new Uint8Array(0);
  const ticks = BigInt.asUintN(64, of.ticks ?? 0n);
  const lengths = numbers(big, [4, of.captured ?? data.length], [4, of.original ?? data.length]);
  const time = numbers(big, [4, ticks >> 32n], [4, ticks & 0xffffffffn]);
  return concat(interfaceField, time, lengths, padded(data), optionList(big, of.options ?? []));
};

/** Enhanced packet block. */
export const epb =
  (of: PacketOptions = {}): Block =>
  big =>
    block(6, packetBody(of, big, numbers(big, [4, of.interfaceId ?? 0])))(big);

/** The obsolete packet block. `drops`: 65535, when left out, is "not known". */
export const pb =
  (of: PacketOptions & { readonly drops?: number } = {}): Block =>
  big =>
    block(2, packetBody(of, big, numbers(big, [2, of.interfaceId ?? 0], [2, of.drops ?? 0xffff])))(big);

/** Interface statistics block. */
export const isb =
  (of: { readonly interfaceId?: number; readonly options?: readonly Option[] } = {}): Block =>
  big =>
    block(5, concat(numbers(big, [4, of.interfaceId ?? 0], [8, 0]), optionList(big, of.options ?? [])))(big);

/** A record of a name resolution block: 1 is IPv4, 2 IPv6; the address and NUL-terminated names. */
export const nameRecord =
  (type: number, value: Uint8Array): Block =>
  big =>
    concat(numbers(big, [2, type], [2, value.length]), padded(value));

/** Name resolution block. */
export const nrb =
  (...records: readonly Block[]): Block =>
  big =>
    block(4, concat(...records.map(make => make(big)), numbers(big, [4, 0])))(big);

/** Simple packet block: interface 0, no time. */
export const spb =
  (of: { readonly data: Uint8Array; readonly original?: number }): Block =>
  big =>
    block(3, concat(numbers(big, [4, of.original ?? of.data.length]), padded(of.data)))(big);

/** A whole file of these blocks, little endian unless said otherwise. */
export const pcapngFile = (blocks: readonly Block[], bigEndian = false): Uint8Array =>
  concat(...blocks.map(make => make(bigEndian)));
