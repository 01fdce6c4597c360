// Parts of an HTML page that stands alone: it loads nothing, runs nothing, and prints. Every text is escaped here.
import { xmlText } from '../../shared/unit/xml.ts';

export interface HtmlColumn<Row> {
  readonly title: string;
  readonly right?: boolean;
  /** On one line. */
  readonly whole?: boolean;
  readonly text: (row: Row) => string;
}

const LIGHT = `--text: #17202b; --muted: #4f5d6d; --line: #d5dce5; --grid: #e3e8ee; --accent: #0b5cb8; --page: #fff; --raised: #f4f6f9;
  --sent: #0a7a5b; --received: #b02a78; --burst: #6a4fd0; --bad: #b3261e;`;
const DARK = `--text: #e6ebf2; --muted: #9dabbc; --line: #2a333f; --grid: #242c37; --accent: #6cb2ff; --page: #151a21; --raised: #1c232c;
  --sent: #3fc29a; --received: #e78ac3; --burst: #b59cf5; --bad: #ff8f85;`;

const STYLE = `
:root { color-scheme: light dark; ${LIGHT} }
@media (prefers-color-scheme: dark) { :root { ${DARK} } }
* { box-sizing: border-box; }
body { max-width: 980px; margin: 24px auto 48px; padding: 0 24px; background: var(--page); color: var(--text); font: 14px/1.45 system-ui, sans-serif; }
h1 { margin: 0; font-size: 24px; overflow-wrap: anywhere; } h2 { margin: 32px 0 8px; font-size: 17px; } h3 { margin: 16px 0 4px; font-size: 14px; }
p { margin: 4px 0; color: var(--muted); }
code { font: 12px/1.5 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; color: var(--text); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 20px; margin: 12px 0; } dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
nav { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 12px 0 0; padding: 8px 0; border-block: 1px solid var(--line); font-size: 13px; } a { color: var(--accent); }
table { width: 100%; border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
th, td { padding: 3px 8px; border-bottom: 1px solid var(--line); text-align: left; vertical-align: baseline; overflow-wrap: anywhere; }
th { color: var(--muted); font-weight: 600; } .r { text-align: right; } .r, .n { white-space: nowrap; } .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 32px; align-items: start; }
svg { display: block; width: 100%; height: auto; margin: 8px 0; } svg text { font: 12px system-ui, sans-serif; fill: var(--text); } svg .muted { fill: var(--muted); } svg .feature { font-size: 9px; } svg .bad { fill: var(--bad); }
.bar { fill: var(--accent); } .sent { fill: var(--sent); } .received { fill: var(--received); } .burst { fill: var(--burst); fill-opacity: 0.22; } .far { fill: var(--bad); } .dot { fill: var(--accent); fill-opacity: 0.6; }
.grid { stroke: var(--grid); } .axis { stroke: var(--muted); } .curve { fill: none; stroke: var(--accent); stroke-width: 1.5; } .second { fill: none; stroke: var(--received); stroke-width: 1.5; } .tick { stroke: var(--accent); stroke-opacity: 0.8; }
.band { fill: var(--accent); fill-opacity: 0.16; } .empty { fill: var(--raised); } .cell { fill: var(--accent); }
@media print {
  @page { margin: 14mm; }
  :root { color-scheme: light; ${LIGHT} --text: #000; --muted: #444; }
  body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt; } h1 { font-size: 17pt; } h2 { margin-top: 18pt; font-size: 13pt; } table { font-size: 9pt; }
  nav { display: none; } h2, h3, p { break-after: avoid; } p, svg, tr, figure, dl { break-inside: avoid; } thead { display: table-header-group; }
  svg { print-color-adjust: exact; }
}
`;

/** The page from its start to its end; `parts` are finished HTML. */
export async function* htmlPage(
  title: string,
  parts: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<string, void> {
  yield `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n`;
  yield `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">\n`;
  yield `<meta name="viewport" content="width=device-width">\n<meta name="generator" content="Burstscope">\n`;
  yield `<title>${xmlText(title)}</title>\n<style>${STYLE}</style>\n</head>\n<body>\n`;
  yield* parts;
  yield '</body>\n</html>\n';
}

export const heading = (title: string, subtitle: string): string =>
  `<h1>${xmlText(title)}</h1>\n<p>${xmlText(subtitle)}</p>\n`;

/** Links to sections by their ids. */
export const contents = (sections: readonly (readonly [id: string, title: string])[]): string =>
  `<nav aria-label="Contents">${sections.map(([id, title]) => `<a href="#${id}">${xmlText(title)}</a>`).join('')}</nav>\n`;

/** `id` is not escaped. */
export const section = (id: string, title: string, ...parts: readonly string[]): string =>
  `<section id="${id}">\n<h2>${xmlText(title)}</h2>\n${parts.join('')}</section>\n`;

export const note = (words: string): string => (words === '' ? '' : `<p>${xmlText(words)}</p>\n`);

export const subheading = (title: string): string => `<h3>${xmlText(title)}</h3>\n`;

/** Side by side; both are finished HTML. */
export const sideBySide = (left: string, right: string): string =>
  `<div class="pair"><div>${left}</div><div>${right}</div></div>\n`;

/** `code`: the value is something to be typed. */
export const facts = (pairs: readonly (readonly [name: string, value: string, code?: 'code'])[]): string =>
  `<dl>${pairs
    .map(([name, value, code]) => {
      const words = code ? `<code>${xmlText(value)}</code>` : xmlText(value);
      return `<dt>${xmlText(name)}</dt><dd>${words}</dd>`;
    })
    .join('')}</dl>\n`;

export function table<Row>(columns: readonly HtmlColumn<Row>[], rows: readonly Row[]): string {
  if (rows.length === 0) return '<p>None.</p>\n';
  const of = ({ right, whole }: HtmlColumn<Row>): string => (right ? ' class="r"' : whole ? ' class="n"' : '');
  const head = columns.map(column => `<th${of(column)}>${xmlText(column.title)}</th>`).join('');
  const body = rows.map(
    row => `<tr>${columns.map(column => `<td${of(column)}>${xmlText(column.text(row))}</td>`).join('')}</tr>`,
  );
  return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table>\n`;
}
