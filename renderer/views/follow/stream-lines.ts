// A part of a followed flow as lines: whose turn it is and when, then what was said, as text or as a hex dump. Pure.
import type { StreamDirection } from '../../../shared/model/follow.ts';
import type { StreamPiece } from '../../../shared/model/record-stream.ts';
import type { Time } from '../../../shared/unit/time.ts';

export type StreamForm = 'text' | 'hex';

export type StreamLine =
  | {
      readonly kind: 'turn';
      readonly direction: StreamDirection;
      readonly time: Time;
      /** Record that the turn begins with. */
      readonly number: number;
      readonly bytes: number;
    }
  | {
      readonly kind: 'said';
      readonly direction: StreamDirection;
      /** Bytes [from, to) of the stream. */
      readonly from: number;
      readonly to: number;
      readonly text: string;
    }
  | { readonly kind: 'missing'; readonly direction: StreamDirection; readonly bytes: number };

const LONGEST = 140;
const WIDTH = 16;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

export function streamLines(pieces: readonly StreamPiece[], form: StreamForm): StreamLine[] {
  const lines: StreamLine[] = [];
  for (let i = 0; i < pieces.length; ) {
    let end = i + 1;
    while (end < pieces.length && pieces[end]!.direction === pieces[i]!.direction) end++;
    const turn = pieces.slice(i, end).map(piece => ({ piece, bytes: bytesOf(piece.base64) }));
    const { direction, time, number } = pieces[i]!;
    lines.push({
      kind: 'turn',
      direction,
      time,
      number,
      bytes: turn.reduce((sum, { bytes }) => sum + bytes.length, 0),
    });
    for (const { piece, bytes } of turn) {
      if (piece.missing > 0) lines.push({ kind: 'missing', direction, bytes: piece.missing });
      else if (form === 'text') lines.push(...textLines(bytes, piece));
      else lines.push(...hexLines(bytes, piece));
    }
    i = end;
  }
  return lines;
}

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), c => c.charCodeAt(0));

/** ASCII, a dot for what cannot be printed; cut at line ends, and where a line would be too long. */
function* textLines(bytes: Uint8Array, { direction, offset }: StreamPiece): Generator<StreamLine> {
  let from = 0;
  let text = '';
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte !== NEWLINE && byte !== RETURN) text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
    const isEnd = byte === NEWLINE || at - from + 1 === LONGEST || at + 1 === bytes.length;
    if (!isEnd) continue;
    yield { kind: 'said', direction, from: offset + from, to: offset + at + 1, text };
    from = at + 1;
    text = '';
  }
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function* hexLines(bytes: Uint8Array, { direction, offset }: StreamPiece): Generator<StreamLine> {
  for (let at = 0; at < bytes.length; at += WIDTH) {
    const row = Array.from(bytes.subarray(at, at + WIDTH));
    const hex = row.map((byte, i) => HEX[byte] + (i === WIDTH / 2 - 1 ? ' ' : '')).join(' ');
    const ascii = row.map(byte => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    const place = (offset + at).toString(16).padStart(8, '0');
    const text = `${place}  ${hex.padEnd(WIDTH * 3)}  ${ascii}`;
    yield { kind: 'said', direction, from: offset + at, to: offset + at + row.length, text };
  }
}
