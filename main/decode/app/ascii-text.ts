// Text of fields that are defined as ASCII: a byte beyond it becomes a replacement character, as in Wireshark.
const latin1 = new TextDecoder('latin1');

/** The text in bytes[at, at + length), up to the first NUL. The caller has checked the bytes. */
export function asciiText(bytes: Uint8Array, at: number, length: number): string {
  const part = bytes.subarray(at, at + length);
  const nul = part.indexOf(0);
  const text = latin1.decode(nul < 0 ? part : part.subarray(0, nul));
  return text.replace(/[^\0-\x7f]/g, '\ufffd');
}
