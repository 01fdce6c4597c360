// Parts of an HTML page that stands alone: it loads nothing, runs nothing, and prints. Every text is escaped here.
import { xmlText } from '../../shared/unit/xml.ts';

export interface HtmlColumn<Row> {
  readonly title: string;
  readonly right?: boolean;
  readonly text: (row: Row) => string;
}

const STYLE = `
:root { color-scheme: light dark; --text: #17202b; --muted: #4f5d6d; --line: #d5dce5; --fill: #0b5cb8; --page: #fff; }
@media (prefers-color-scheme: dark) { :root { --text: #e6ebf2; --muted: #9dabbc; --line: #2a333f; --fill: #6cb2ff; --page: #151a21; } }
@media print { :root { --text: #000; --muted: #444; --line: #bbb; --fill: #0b5cb8; --page: #fff; } section { break-inside: avoid-page; } }
body { max-width: 1080px; margin: 24px auto; padding: 0 24px; background: var(--page); color: var(--text); font: 14px/1.45 system-ui, sans-serif; }
h1 { margin: 0; font-size: 24px; } h2 { margin: 28px 0 8px; font-size: 17px; } p { margin: 4px 0; color: var(--muted); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 20px; margin: 12px 0; } dt { color: var(--muted); } dd { margin: 0; }
table { width: 100%; border-collapse: collapse; font-size: 13px; } th, td { padding: 3px 8px; border-bottom: 1px solid var(--line); text-align: left; overflow-wrap: anywhere; }
th { color: var(--muted); font-weight: 600; } .r { text-align: right; white-space: nowrap; }
svg { display: block; width: 100%; height: auto; } rect { fill: var(--fill); } line { stroke: var(--line); } svg text { fill: var(--muted); font-size: 12px; }
`;

/** The page from its start to its end; `parts` are finished HTML. */
export function* htmlPage(title: string, parts: Iterable<string>): Generator<string, void> {
  yield `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n`;
  yield `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">\n`;
  yield `<meta name="viewport" content="width=device-width">\n<title>${xmlText(title)}</title>\n<style>${STYLE}</style>\n</head>\n<body>\n`;
  yield* parts;
  yield '</body>\n</html>\n';
}

export const heading = (title: string, subtitle: string): string =>
  `<h1>${xmlText(title)}</h1>\n<p>${xmlText(subtitle)}</p>\n`;

export const section = (title: string, note: string, ...parts: readonly string[]): string =>
  `<section>\n<h2>${xmlText(title)}</h2>\n${note === '' ? '' : `<p>${xmlText(note)}</p>\n`}${parts.join('')}</section>\n`;

export const facts = (pairs: readonly (readonly [name: string, value: string])[]): string =>
  `<dl>${pairs.map(([name, value]) => `<dt>${xmlText(name)}</dt><dd>${xmlText(value)}</dd>`).join('')}</dl>\n`;

export function table<Row>(columns: readonly HtmlColumn<Row>[], rows: readonly Row[]): string {
  if (rows.length === 0) return '<p>None.</p>\n';
  const of = ({ right }: HtmlColumn<Row>): string => (right ? ' class="r"' : '');
  const head = columns.map(column => `<th${of(column)}>${xmlText(column.title)}</th>`).join('');
  const body = rows.map(
    row => `<tr>${columns.map(column => `<td${of(column)}>${xmlText(column.text(row))}</td>`).join('')}</tr>`,
  );
  return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table>\n`;
}

const WIDTH = 1000;
const HEIGHT = 160;
const FOOT = 20;

/** Bars side by side, as high as their values; `left` and `right` stand below the ends, `most` beside the highest. */
export function bars(
  values: ArrayLike<number>,
  {
    label,
    left,
    right,
    most,
  }: { readonly label: string; readonly left: string; readonly right: string; readonly most: string },
): string {
  const highest = Math.max(1, ...Array.from(values));
  const width = WIDTH / Math.max(1, values.length);
  const round = (value: number): string => (Math.round(value * 100) / 100).toString();
  const shapes = Array.from(values, (value, i) => {
    const height = (value / highest) * HEIGHT;
    if (height === 0) return '';
    return `<rect x="${round(i * width)}" y="${round(HEIGHT - height)}" width="${round(width * 0.9)}" height="${round(height)}"/>`;
  });
  return [
    `<svg viewBox="0 -${FOOT} ${WIDTH} ${HEIGHT + 2 * FOOT}" role="img" aria-label="${xmlText(label)}">`,
    ...shapes,
    `<line x1="0" y1="${HEIGHT}" x2="${WIDTH}" y2="${HEIGHT}"/>`,
    `<text x="0" y="-6">${xmlText(most)}</text>`,
    `<text x="0" y="${HEIGHT + 15}">${xmlText(left)}</text>`,
    `<text x="${WIDTH}" y="${HEIGHT + 15}" text-anchor="end">${xmlText(right)}</text>`,
    '</svg>\n',
  ].join('\n');
}
