// TCP options: MSS (RFC 9293 section 3.7.1), window scale and timestamps (RFC 7323), SACK (RFC 2018).
// Guarantee: only options that lie wholly within the header and the captured bytes are found; a length below 2 ends the list.
import { uint16, uint32 } from '../big-endian.ts';
import { decimalText } from '../header-field.ts';
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
  layers.optionMss = -1;
  layers.optionWindowScale = -1;
  layers.optionSackPermitted = -1;
  layers.optionSack = -1;
  layers.optionTimestamp = -1;
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

/** Left (offset 0) or right (offset 4) edges of all SACK blocks, joined by commas. */
function sackEdges(bytes: Uint8Array, at: number, edge: number): string {
  const end = at + bytes[at + OFFSET.length]!;
  let text = '';
  for (let block = at + OFFSET.data; block + SACK_BLOCK_LEN <= end; block += SACK_BLOCK_LEN) {
    const value = decimalText(uint32(bytes, block + edge));
    text = text === '' ? value : `${text},${value}`;
  }
  return text;
}

type OptionText = (bytes: Uint8Array, layers: Layers) => string;

const option =
  (offsetIn: (layers: Layers) => number, text: (bytes: Uint8Array, at: number) => string): OptionText =>
  (bytes, layers) => {
    locate(bytes, layers);
    const at = offsetIn(layers);
    return at < 0 ? '' : text(bytes, at);
  };

/** Texts of options. The TCP header must have been read. */
export const TCP_OPTION_TEXTS = {
  'tcp.options.mss_val': option(
    layers => layers.optionMss,
    (bytes, at) => decimalText(uint16(bytes, at + OFFSET.data)),
  ),
  'tcp.options.wscale.shift': option(
    layers => layers.optionWindowScale,
    (bytes, at) => decimalText(bytes[at + OFFSET.data]!),
  ),
  'tcp.options.sack_perm': option(
    layers => layers.optionSackPermitted,
    () => '0402',
  ),
  'tcp.options.sack_le': option(
    layers => layers.optionSack,
    (bytes, at) => sackEdges(bytes, at, SACK_BLOCK_OFFSET.left),
  ),
  'tcp.options.sack_re': option(
    layers => layers.optionSack,
    (bytes, at) => sackEdges(bytes, at, SACK_BLOCK_OFFSET.right),
  ),
  'tcp.options.timestamp.tsval': option(
    layers => layers.optionTimestamp,
    (bytes, at) => decimalText(uint32(bytes, at + TIMESTAMP_OFFSET.value)),
  ),
  'tcp.options.timestamp.tsecr': option(
    layers => layers.optionTimestamp,
    (bytes, at) => decimalText(uint32(bytes, at + TIMESTAMP_OFFSET.echo)),
  ),
} as const;
