// TCP options: MSS (RFC 9293 section 3.7.1), window scale and timestamps (RFC 7323), SACK (RFC 2018).
// Guarantee: only options that lie wholly within the header and the captured bytes are found; a length below 2 ends the list.
import { uint32 } from '../big-endian.ts';
import { uint8Field, uint16Field, uint32Field } from '../header-field.ts';
import type { Layers } from '../layers.ts';
import { tcpOptionsEnd, tcpOptionsOffset } from './tcp.ts';

const OFFSET = { kind: 0, length: 1, data: 2 } as const;
const TIMESTAMP_OFFSET = { value: OFFSET.data, echo: OFFSET.data + 4 } as const;
const SACK_BLOCK_OFFSET = { left: 0, right: 4 } as const;
const SACK_BLOCK_LEN = SACK_BLOCK_OFFSET.right + 4;

const KIND = { end: 0, noOperation: 1, mss: 2, windowScale: 3, sackPermitted: 4, sack: 5, timestamp: 8 } as const;
const LENGTH = { mss: 4, windowScale: 3, sackPermitted: 2, timestamp: 10 } as const;

// hot path
/** Finds the first option of each kind, once per record. */
function locate(bytes: Uint8Array, layers: Layers): void {
  if (layers.optionsRead === 1) return;
  layers.optionsRead = 1;
  const headerEnd = tcpOptionsEnd(bytes, layers.transport);
  const end = headerEnd < layers.ipEnd ? headerEnd : layers.ipEnd;
  let at = tcpOptionsOffset(layers.transport);
  while (at < end) {
    const kind = bytes[at + OFFSET.kind]!;
    if (kind === KIND.end) return;
    if (kind === KIND.noOperation) {
      at++;
      continue;
    }
    if (at + OFFSET.data > end) return;
    const length = bytes[at + OFFSET.length]!;
    if (length < OFFSET.data || at + length > end) return;
    if (kind === KIND.mss && length === LENGTH.mss && layers.optionMss < 0) layers.optionMss = at;
    else if (kind === KIND.windowScale && length === LENGTH.windowScale && layers.optionWindowScale < 0)
      layers.optionWindowScale = at;
    else if (kind === KIND.sackPermitted && length === LENGTH.sackPermitted && layers.optionSackPermitted < 0)
      layers.optionSackPermitted = at;
    else if (kind === KIND.sack && layers.optionSack < 0) layers.optionSack = at;
    else if (kind === KIND.timestamp && length === LENGTH.timestamp && layers.optionTimestamp < 0)
      layers.optionTimestamp = at;
    at += length;
  }
}

/** Where the first option of a kind begins, or -1. The TCP header must have been read. */
export function mssOption(bytes: Uint8Array, layers: Layers): number {
  locate(bytes, layers);
  return layers.optionMss;
}

export function windowScaleOption(bytes: Uint8Array, layers: Layers): number {
  locate(bytes, layers);
  return layers.optionWindowScale;
}

export function sackPermittedOption(bytes: Uint8Array, layers: Layers): number {
  locate(bytes, layers);
  return layers.optionSackPermitted;
}

export function timestampOption(bytes: Uint8Array, layers: Layers): number {
  locate(bytes, layers);
  return layers.optionTimestamp;
}

export const MSS_FIELDS = { 'tcp.options.mss_val': uint16Field(OFFSET.data) } as const;
export const WINDOW_SCALE_FIELDS = { 'tcp.options.wscale.shift': uint8Field(OFFSET.data) } as const;
export const TIMESTAMP_FIELDS = {
  'tcp.options.timestamp.tsval': uint32Field(TIMESTAMP_OFFSET.value),
  'tcp.options.timestamp.tsecr': uint32Field(TIMESTAMP_OFFSET.echo),
} as const;

/** Segments as Wireshark's analysis remembers them keep three of the four blocks that can fit. */
const BLOCKS_KEPT = 3;
/** RFC 7323 section 2.3: a larger shift counts as this one. */
const LARGEST_SHIFT = 14;
/** A header shorter than this cannot hold a SACK block. */
const SACK_HEADER_LEN = 32;
/** Two no-operations and a timestamp: what nearly every segment carries, alone. */
const TIMESTAMP_ALONE = 0x0101080a;

// hot path
/** The window scale shift of the header, at most 14; -1 without one. */
export function windowScaleShift(bytes: Uint8Array, layers: Layers): number {
  const at = windowScaleOption(bytes, layers);
  if (at < 0) return -1;
  const shift = bytes[at + OFFSET.data]!;
  return shift < LARGEST_SHIFT ? shift : LARGEST_SHIFT;
}

// hot path
/** Bytes that the first three SACK blocks cover, modulo 2^32; -1 without a block. The TCP header must have been read. */
export function sackedBytes(bytes: Uint8Array, layers: Layers): number {
  const options = tcpOptionsOffset(layers.transport);
  const length = tcpOptionsEnd(bytes, layers.transport) - layers.transport;
  if (length < SACK_HEADER_LEN || options + 4 > layers.ipEnd) return -1;
  if (length === SACK_HEADER_LEN && uint32(bytes, options) === TIMESTAMP_ALONE) return -1;
  locate(bytes, layers);
  const at = layers.optionSack;
  if (at < 0) return -1;
  const end = at + bytes[at + OFFSET.length]!;
  let covered = -1;
  for (let n = 0; n < BLOCKS_KEPT; n++) {
    const block = at + OFFSET.data + n * SACK_BLOCK_LEN;
    if (block + SACK_BLOCK_LEN > end) break;
    const left = uint32(bytes, block + SACK_BLOCK_OFFSET.left);
    const right = uint32(bytes, block + SACK_BLOCK_OFFSET.right);
    covered = ((covered < 0 ? 0 : covered) + right - left) >>> 0;
  }
  return covered;
}

/** The option "SACK permitted" as Wireshark shows it: kind and length, hexadecimal. */
export const SACK_PERMITTED_TEXT = '0402';

/** Bytes that the edges of as many blocks as fit into a header can take. */
export const SACK_TEXT_LEN = 4 * '4294967295,'.length;

/** Left edges of all SACK blocks, raw, joined by commas; empty without any. */
export const sackLeftEdges = (bytes: Uint8Array, layers: Layers): string =>
  sackEdges(bytes, layers, SACK_BLOCK_OFFSET.left);

/** Right edges likewise. */
export const sackRightEdges = (bytes: Uint8Array, layers: Layers): string =>
  sackEdges(bytes, layers, SACK_BLOCK_OFFSET.right);

function sackEdges(bytes: Uint8Array, layers: Layers, edge: number): string {
  locate(bytes, layers);
  const at = layers.optionSack;
  if (at < 0) return '';
  const end = at + bytes[at + OFFSET.length]!;
  let text = '';
  for (let block = at + OFFSET.data; block + SACK_BLOCK_LEN <= end; block += SACK_BLOCK_LEN) {
    const value = String(uint32(bytes, block + edge));
    text = text === '' ? value : `${text},${value}`;
  }
  return text;
}
