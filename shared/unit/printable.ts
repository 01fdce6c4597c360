// Hostile text made harmless to show: what cannot be printed becomes an escape, as Wireshark writes it.

const PRINTABLE_ASCII = /^[ -~]*$/;
/** Control, format, unassigned and surrogate characters. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cn}\p{Cs}]/gu;
const C_ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** The text with `\n`, `\001` (octal), `\u200e` or `\U000e0001` in place of what cannot be printed. */
export function printable(text: string): string {
  return PRINTABLE_ASCII.test(text) ? text : text.replace(UNPRINTABLE, escaped);
}

function escaped(character: string): string {
  const code = character.codePointAt(0)!;
  if (code < 0x80) return C_ESCAPES[character] ?? `\\${code.toString(8).padStart(3, '0')}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}
