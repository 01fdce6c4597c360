// The body of an HTTP/1 message in the tree: chunks put together, and its bytes as text.

import { printable } from '../../../shared/unit/printable.ts';
import type { Dissection } from '../tree/dissection.ts';
import type { TreeItem } from '../tree/item.ts';
import { asciiText } from './ascii-text.ts';
import { chunkSize, isBodiless, lineEnd, nextLine } from './http1.ts';
import type { HttpHeaders } from './http1-headers.ts';

/** Adds the body in bytes[at, d.end), as far as the headers let there be one. */
export function dissectHttpBody(d: Dissection, http: TreeItem, at: number, headers: HttpHeaders): void {
  const length = bodyLength(d.end - at, headers);
  if (length <= 0) return;
  if (!headers.chunked) {
    if (addEntity(d, http, at, at + length, headers)) d.next('data', 0, at, at + length);
    return;
  }
  const chunks = addChunks(d, http, at);
  if (chunks === undefined) return;
  const { source, bytes, end, reported } = d;
  const joined = d.addSource('De-chunked entity body', chunks);
  d.enter({ table: 'data', key: 0, source: joined, at: 0, end: chunks.length, reported: chunks.length });
  const isData = addEntity(d, http, 0, chunks.length, headers);
  d.enter({ table: 'data', key: 0, source, at, end, reported });
  d.bytes = bytes;
  if (isData) d.nextIn('data', 0, joined);
}

/** How much of what is left belongs to the body. */
function bodyLength(left: number, { kind, length, hasTransferEncoding, status }: HttpHeaders): number {
  if (length >= 0 && !hasTransferEncoding) return Math.min(left, length);
  if (kind === 'request' && !hasTransferEncoding) return 0;
  return kind === 'response' && isBodiless(status) ? 0 : left;
}

/** Adds what the current source has in [at, end); true when nobody knows more of it than that it is data. */
function addEntity(d: Dissection, http: TreeItem, at: number, end: number, headers: HttpHeaders): boolean {
  const length = end - at;
  const { contentEncoding, contentType } = headers;
  if (contentEncoding !== '' && !/^identity$/i.test(contentEncoding)) {
    d.text(http, `Content-encoded entity body (${printable(contentEncoding)}): ${length} bytes`, at, length);
    return false;
  }
  d.add(http, 'http.file_data', at, length, asciiText(d.bytes, at, length), `File Data: ${length} bytes`);
  return length > 0 && contentType === '';
}

/** Adds the chunks at `at` (RFC 9112 section 7.1); what is in them, or undefined when there is none. */
function addChunks(d: Dissection, http: TreeItem, at: number): Uint8Array | undefined {
  const body = d.text(http, 'HTTP chunked response', at, d.end - at);
  const parts: Uint8Array[] = [];
  let place = at;
  while (place < d.end) {
    const lineEndsAt = lineEnd(d.bytes, place, d.end);
    const data = nextLine(d.bytes, lineEndsAt, d.end);
    if (data < 0 || lineEndsAt === place) break;
    const size = Math.min(Math.max(chunkSize(d.bytes, place, lineEndsAt), 0), d.end - place);
    const label = size === 0 ? 'End of chunked encoding' : `Data chunk (${size} octets)`;
    d.require(data, size);
    const chunk = d.text(body, label, place, data - place + size + 2);
    const sizeItem = d.add(chunk, 'http.chunk_size', place, 1, size);
    sizeItem.length = data - place;
    place = data + size;
    if (size === 0) {
      place = addTrailer(d, body, data);
      break;
    }
    d.add(chunk, 'http.chunk_data', data, size);
    d.add(chunk, 'http.chunk_boundary', place, 2);
    parts.push(d.bytes.subarray(data, data + size));
    place += 2;
  }
  if (place === at) return undefined;
  body.length = place - at;
  return joined(parts);
}

function addTrailer(d: Dissection, body: TreeItem, at: number): number {
  let place = at;
  for (;;) {
    const lineEndsAt = lineEnd(d.bytes, place, d.end);
    const next = nextLine(d.bytes, lineEndsAt, d.end);
    const last = lineEndsAt === place;
    if (last || next < 0) {
      const length = place - at;
      if (length > 0) d.add(body, 'http.chunked_trailer_part', at, length, asciiText(d.bytes, at, length));
      return last && next >= 0 ? next : place;
    }
    place = next;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let filled = 0;
  for (const part of parts) {
    bytes.set(part, filled);
    filled += part.length;
  }
  return bytes;
}
