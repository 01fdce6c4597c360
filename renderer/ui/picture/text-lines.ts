// Texts of the page as the lines that they are broken into.

export interface Line {
  readonly words: string;
  readonly rect: DOMRect;
}

export function linesOf(node: Text): Line[] {
  const range = document.createRange();
  range.selectNodeContents(node);
  const rects = [...range.getClientRects()].filter(({ width }) => width > 0);
  const collapsed = (text: string): string => text.replace(/\s+/g, ' ');
  if (rects.length <= 1) return rects.map(rect => ({ words: collapsed(node.data), rect }));
  const lines: { words: string; rect: DOMRect }[] = [];
  for (let i = 0; i < node.data.length; i++) {
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    const rect = range.getBoundingClientRect();
    if (rect.width === 0) continue;
    const last = lines.at(-1);
    if (last && Math.abs(last.rect.top - rect.top) < rect.height / 2) {
      last.words += node.data[i]!;
      last.rect = new DOMRect(last.rect.left, last.rect.top, rect.right - last.rect.left, last.rect.height);
    } else lines.push({ words: node.data[i]!, rect });
  }
  return lines.map(({ words, rect }) => ({ words: collapsed(words), rect }));
}

/** As much of a text as a share of its width holds, with an ellipsis. */
export const fitting = (words: string, share: number): string =>
  `${words.slice(0, Math.max(0, Math.floor(words.length * Math.max(0, share)) - 1))}…`;

/** Words in lines of at most `width` pixels, as `widthOf` measures them; a word that is longer is cut. */
export function wrapped(text: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && widthOf(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(widthOf(word) <= width ? word : fitting(word, width / widthOf(word)));
  }
  return lines;
}
