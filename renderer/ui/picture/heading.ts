// What stands above a picture: its name, what it is of, and what its colours mean where the window says that elsewhere; and
// below it: what its flags say.
import { xmlText } from '../../../shared/unit/xml.ts';
import { paint } from './plain-colour.ts';
import { wrapped } from './text-lines.ts';

export interface Described {
  readonly title: string;
  /** File, selection, time range: written below the title. */
  readonly description: string;
  /** Behind all of it, and of its texts. */
  readonly colours: {
    readonly panel: string;
    readonly text: string;
    readonly muted: string;
    readonly accent: string;
    readonly font: string;
  };
}

export interface LegendEntry {
  readonly name: string;
  readonly colour: string;
  /** Its mark; absent: ●. */
  readonly glyph?: '○' | '◇';
}

export interface Lines {
  /** From its own left and top. */
  readonly svg: string;
  readonly height: number;
}

type Style = typeof TITLE | typeof SMALL;
const TITLE = { size: 15, weight: 600, line: 20 } as const;
const SMALL = { size: 12, weight: 400, line: 16 } as const;
/** Pixels between two entries, between a mark and its name, and below all of it. */
const BETWEEN = 14;
const MARK = 14;
const BELOW = 8;
const NUMBER = 20;

/** For the attribute `data-picture-legend` of what holds a picture. */
export const legendText = (entries: readonly LegendEntry[]): string =>
  JSON.stringify(entries.map(({ name, colour, glyph }) => ({ name, colour, glyph })));

/** What that attribute says, with colours of tokens looked up. */
export function legendOf(root: Element): readonly LegendEntry[] {
  const style = getComputedStyle(root);
  const entries = JSON.parse(root.getAttribute('data-picture-legend') ?? '[]') as LegendEntry[];
  return entries.map(entry => ({
    ...entry,
    colour: entry.colour.replace(/^var\((.+)\)$/, (_, name: string) => style.getPropertyValue(name).trim()),
  }));
}

/** Over as many lines as `width` pixels need. */
export function headingOf(
  { title, description, colours }: Described,
  legend: readonly LegendEntry[],
  width: number,
): Lines {
  const pen = new Pen(colours.font);
  for (const line of wrapped(title, width, text => pen.widthOf(text, TITLE))) pen.line(line, TITLE, colours.text);
  for (const line of wrapped(description, width, text => pen.widthOf(text, SMALL)))
    pen.line(line, SMALL, colours.muted);
  let x = Number.POSITIVE_INFINITY;
  for (const { name, colour, glyph = '●' } of legend) {
    const wide = MARK + pen.widthOf(name, SMALL);
    if (x + wide > width) {
      x = 0;
      pen.down(SMALL.line + 2);
    }
    pen.write(glyph, x, SMALL, colour);
    pen.write(name, x + MARK, SMALL, colours.text);
    x += wide + BETWEEN;
  }
  pen.down(BELOW);
  return pen;
}

/** What the flags say that a picture numbers from 1. */
export function footnotesOf(notes: readonly string[], { colours }: Described, width: number): Lines {
  const pen = new Pen(colours.font);
  if (notes.length > 0) pen.down(BELOW);
  for (const [i, note] of notes.entries()) {
    const lines = wrapped(note.replace(/\s+/g, ' '), width - NUMBER, text => pen.widthOf(text, SMALL));
    for (const [j, line] of lines.entries()) {
      pen.down(SMALL.line);
      if (j === 0) pen.write(String(i + 1), 0, SMALL, colours.accent);
      pen.write(line, NUMBER, SMALL, colours.text);
    }
  }
  return pen;
}

class Pen implements Lines {
  height = 0;
  readonly #context = document.createElement('canvas').getContext('2d')!;
  readonly #parts: string[] = [];
  readonly #font: string;

  constructor(font: string) {
    this.#font = font;
  }

  get svg(): string {
    return this.#parts.join('\n');
  }

  widthOf(text: string, { weight, size }: Style): number {
    this.#context.font = `${weight} ${size}px ${this.#font}`;
    return this.#context.measureText(text).width;
  }

  down(pixels: number): void {
    this.height += pixels;
  }

  line(text: string, style: Style, colour: string): void {
    this.down(style.line);
    this.write(text, 0, style, colour);
  }

  write(text: string, x: number, { size, weight }: Style, colour: string): void {
    this.#parts.push(
      `<text x="${x}" y="${this.height - 4}" font-size="${size}px" font-weight="${weight}" ${paint('fill', colour)}>${xmlText(text)}</text>`,
    );
  }
}
