// Text in XML.

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What XML cannot carry even escaped, such as control characters and halves of pairs, becomes a replacement character. */
export const xmlCharacters = (text: string): string =>
  text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');

/** Text as XML carries it, in elements and attributes. */
export const xmlText = (text: string): string => xmlCharacters(text.replace(/[&<>"]/g, mark => ESCAPED[mark]!));
