// What was said in a flow as people read it: text with dots for what cannot be printed, or Wireshark's hex dump.
import type { StreamChunk } from './follow-stream.ts';

const encoder = new TextEncoder();

/** Bytes of a chunk; of a hole, what Wireshark puts in its place, with the byte that it ends the text with. */
export const chunkBytes = ({ bytes, missing }: StreamChunk): Uint8Array =>
  missing === 0 ? bytes : encoder.encode(`[${missing} bytes missing in capture file]\0`);

const isPrintable = (byte: number): boolean => byte >= 0x20 && byte < 0x7f;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const DOT = 0x2e;

/** The chunk as ASCII text: line ends as they are, a dot for every other byte that cannot be printed. */
export function chunkText(chunk: StreamChunk): Uint8Array {
  return chunkBytes(chunk).map(byte => (isPrintable(byte) || byte === NEWLINE || byte === RETURN ? byte : DOT));
}

const ROW = 16;
const HALF = ROW / 2;
const HEX_START = 10;
const ASCII_START = HEX_START + ROW * 3 + 2;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Wireshark's hex dump of a whole stream: offsets count for each side by itself, what the server says is indented. */
export class HexDump {
  readonly #offsets = { client: 0, server: 0 };

  /** Lines of the next chunk. */
  lines(chunk: StreamChunk): string {
    const bytes = chunkBytes(chunk);
    const side = chunk.fromClient ? 'client' : 'server';
    let text = '';
    for (let at = 0; at < bytes.length; at += ROW) {
      text += (chunk.fromClient ? '' : '\t') + hexLine(this.#offsets[side] + at, bytes.subarray(at, at + ROW));
    }
    this.#offsets[side] += bytes.length;
    return text;
  }
}

function hexLine(offset: number, bytes: Uint8Array): string {
  let hex = `${(offset >>> 0).toString(16).toUpperCase().padStart(8, '0')}  `;
  let ascii = '';
  bytes.forEach((byte, i) => {
    hex += `${HEX[byte]} `;
    ascii += isPrintable(byte) ? String.fromCharCode(byte) : '.';
    if (i !== HALF - 1) return;
    hex += ' ';
    ascii += ' ';
  });
  // Wireshark takes off the last blank, were it one of the bytes.
  return `${hex.padEnd(ASCII_START)}${ascii.replace(/ $/, '')}\n`;
}
