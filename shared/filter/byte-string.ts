// Strings with one character a byte. Wireshark compares, cuts and searches text as the bytes of its UTF-8; so do we.

const utf8 = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true });

const BEYOND_ASCII = /[\u0080-\uffff]/;

/** The UTF-8 of a text as a byte string; ASCII is itself. */
export function byteString(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text;
  return latin1(utf8.encode(text));
}

/** Bytes as a byte string. */
function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
}

/** The bytes of a byte string. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** The text of a byte string; undefined when it is not UTF-8. */
export function textOf(bytes: string): string | undefined {
  if (!BEYOND_ASCII.test(bytes)) return bytes;
  try {
    return strict.decode(bytesOf(bytes));
  } catch {
    return undefined;
  }
}
