// Text in XML.

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as XML carries it, in elements and attributes; what XML cannot carry becomes a replacement character. */
export const xmlText = (text: string): string =>
  text.replace(/[&<>"]/g, mark => ESCAPED[mark]!).replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/gu, '\uFFFD');
