// What is seen of an element as one self-contained SVG: its SVGs with their styles inlined, its canvases as their drawing
// code draws them, its boxes and texts, and above them what it is a picture of. Every text is escaped: names come from files.
import { xmlCharacters, xmlText } from '../../../shared/unit/xml.ts';
import { familyOf } from './fonts.ts';
import { type Described, footnotesOf, headingOf, legendOf } from './heading.ts';
import { inlinedSvg, LEFT_OUT } from './inline-svg.ts';
import { paint, plainColour } from './plain-colour.ts';
import { fitting, linesOf } from './text-lines.ts';
import { vectorOf } from './vectors.ts';

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** Pixels around all of it. */
const MARGIN = 16;
/** Pixels from the left of a flag to its number. */
const FLAG = 20;

const round = (value: number): string => (Math.round(value * 100) / 100).toString();

/** `width` and `height` are those on the screen, of what scrolls all of it, with a margin. */
export async function pictureOf(root: Element, described: Described): Promise<Picture> {
  const rect = root.getBoundingClientRect();
  const writer = new Writer(root, rect);
  writer.reach(rect);
  await writer.element(root);
  const inner = Math.ceil(writer.right);
  const heading = headingOf(described, legendOf(root), inner);
  const footnotes = footnotesOf(writer.notes, described, inner);
  const bottom = MARGIN + heading.height + Math.ceil(writer.bottom);
  const [width, height] = [inner + 2 * MARGIN, Math.ceil(bottom + footnotes.height) + MARGIN];
  const { colours, title, description } = described;
  const svg = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${xmlText(familyOf(colours.font))}" role="img">`,
    `<title>${xmlText(title)}</title>`,
    `<desc>${xmlText(description)}</desc>`,
    `<rect width="${width}" height="${height}" ${paint('fill', colours.panel)}/>`,
    `<g transform="translate(${MARGIN} ${MARGIN})">${heading.svg}</g>`,
    `<g transform="translate(${MARGIN} ${MARGIN + heading.height})">`,
    ...writer.parts,
    '</g>',
    `<g transform="translate(${MARGIN} ${bottom})">${footnotes.svg}</g>`,
    '</svg>',
    '',
  ].join('\n');
  return { svg: xmlCharacters(svg), width, height };
}

class Writer {
  readonly parts: string[] = [];
  /** What flags say, by `data-picture-notes`: they get numbers. */
  readonly notes: string[] = [];
  /** How far the picture reaches, in pixels from the picture's left and top. */
  right = 0;
  bottom = 0;
  /** Where the picture's left and top are in the window. */
  #left: number;
  #top: number;
  #ids = 0;
  /** Where texts end in an ellipsis. */
  #room: DOMRect | null = null;
  /** Pixels that what lies below an edge of the window is pushed down by. */
  readonly #pushes: { readonly below: number; readonly by: number }[] = [];
  #pushed = 0;

  readonly #root: Element;

  constructor(root: Element, { left, top }: DOMRect) {
    this.#root = root;
    this.#left = left;
    this.#top = top;
  }

  /** The title of all of it stands above it already. */
  #isTitle(element: Element): boolean {
    return element.matches('[data-picture-title]') && element.closest('[data-picture]') === this.#root;
  }

  async element(element: Element): Promise<void> {
    if (element.matches(LEFT_OUT) || this.#isTitle(element)) return;
    const style = getComputedStyle(element);
    if (style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0') return;
    const rect = element.getBoundingClientRect();
    // What is within what was pushed is pushed with it.
    const before = this.#pushed;
    for (const { below, by } of this.#pushes.slice(before)) {
      if (rect.top < below - 1) break;
      this.#pushed++;
      this.#top -= by;
    }
    if (this.#pushed > before) this.reach(rect);
    const opacity = Number(style.opacity);
    if (opacity < 1) this.parts.push(`<g opacity="${opacity}">`);
    const stuck = stuckBy(element, rect, style);
    this.#top += stuck;
    const vector = vectorOf(element);
    if (vector) this.#placed(rect, await vector());
    else if (element instanceof SVGSVGElement) this.#svg(element, rect);
    else if (element instanceof HTMLCanvasElement) this.#canvas(element, rect);
    else {
      this.#box(rect, style);
      const room = this.#room;
      if (style.textOverflow === 'ellipsis') this.#room = rect;
      await this.#children(element, rect, style);
      this.#room = room;
      this.#flag(element, rect, style);
    }
    this.#top -= stuck;
    if (opacity < 1) this.parts.push('</g>');
    for (; this.#pushed > before; this.#pushed--) this.#top += this.#pushes[this.#pushed - 1]!.by;
  }

  reach({ right, bottom }: DOMRect): void {
    this.right = Math.max(this.right, right - this.#left);
    this.bottom = Math.max(this.bottom, bottom - this.#top);
  }

  #at({ left, top, width, height }: DOMRect): string {
    return `x="${round(left - this.#left)}" y="${round(top - this.#top)}" width="${round(width)}" height="${round(height)}"`;
  }

  async #children(element: Element, rect: DOMRect, style: CSSStyleDeclaration): Promise<void> {
    const isClipped = style.overflowX !== 'visible' || style.overflowY !== 'visible';
    if (isClipped && isScrolled(element, style)) {
      await this.#unrolled(element, rect, style);
      return;
    }
    if (isClipped) this.parts.push(this.#clip(rect));
    for (const child of element.childNodes) {
      if (child instanceof Element) {
        const { left, right, top, bottom } = child.getBoundingClientRect();
        const isSeen = right > rect.left && left < rect.right && bottom > rect.top && top < rect.bottom;
        if (isSeen || !isClipped) await this.element(child);
      } else if (child instanceof Text) this.#text(child, style);
    }
    if (isClipped) this.parts.push('</g>');
  }

  /** All of what can be scrolled to: the picture grows by it, and what is below goes further down. */
  async #unrolled(element: Element, rect: DOMRect, style: CSSStyleDeclaration): Promise<void> {
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight } = element;
    this.reach(new DOMRect(rect.left, rect.top, scrollWidth, scrollHeight));
    this.#left -= scrollLeft;
    this.#top -= scrollTop;
    for (const child of element.childNodes) {
      if (child instanceof Element) await this.element(child);
      else if (child instanceof Text) this.#text(child, style);
    }
    this.#left += scrollLeft;
    this.#top += scrollTop;
    this.#pushes.push({ below: rect.bottom, by: scrollHeight - element.clientHeight });
  }

  #clip(rect: DOMRect): string {
    const id = `part-${++this.#ids}`;
    return `<clipPath id="${id}"><rect ${this.#at(rect)}/></clipPath><g clip-path="url(#${id})">`;
  }

  #placed(rect: DOMRect, parts: string): void {
    const at = `translate(${round(rect.left - this.#left)} ${round(rect.top - this.#top)})`;
    this.parts.push(this.#clip(rect), `<g transform="${at}">`, parts, '</g></g>');
  }

  /** The numbers of a flag's notes, at its right end. */
  #flag(element: Element, rect: DOMRect, style: CSSStyleDeclaration): void {
    const notes = JSON.parse(element.getAttribute('data-picture-notes') ?? '[]') as string[];
    if (notes.length === 0) return;
    const first = this.notes.length + 1;
    this.notes.push(...notes);
    const last = this.notes.length;
    const [x, y] = [rect.left - this.#left + FLAG, (rect.top + rect.bottom) / 2 - this.#top + 4];
    this.parts.push(
      `<text x="${round(x)}" y="${round(y)}" ${fontOf(style)} ${paint('fill', style.color)}>${first === last ? first : `${first}–${last}`}</text>`,
    );
  }

  #canvas(canvas: HTMLCanvasElement, rect: DOMRect): void {
    if (canvas.width === 0 || canvas.height === 0) return;
    this.parts.push(`<image ${this.#at(rect)} href="${canvas.toDataURL('image/png')}"/>`);
  }

  /** Background and borders; dots below a word only say that it can be asked. */
  #box(rect: DOMRect, style: CSSStyleDeclaration): void {
    const radius = Math.min(Number.parseFloat(style.borderTopLeftRadius) || 0, rect.width / 2, rect.height / 2);
    const corner = radius > 0 ? ` rx="${round(radius)}"` : '';
    if ((plainColour(style.backgroundColor)?.alpha ?? 0) > 0)
      this.parts.push(`<rect ${this.#at(rect)}${corner} ${paint('fill', style.backgroundColor)}/>`);
    for (const side of ['top', 'right', 'bottom', 'left'] as const) {
      const width = Number.parseFloat(style.getPropertyValue(`border-${side}-width`));
      const colour = style.getPropertyValue(`border-${side}-color`);
      if (!(width > 0) || ['none', 'dotted'].includes(style.getPropertyValue(`border-${side}-style`))) continue;
      if ((plainColour(colour)?.alpha ?? 0) === 0) continue;
      const { left, top, right, bottom } = rect;
      const isDashed = style.getPropertyValue(`border-${side}-style`) === 'dashed';
      const edge = {
        top: new DOMRect(left, top, rect.width, width),
        right: new DOMRect(right - width, top, width, rect.height),
        bottom: new DOMRect(left, bottom - width, rect.width, width),
        left: new DOMRect(left, top, width, rect.height),
      }[side];
      this.parts.push(isDashed ? this.#dashes(edge, colour) : `<rect ${this.#at(edge)} ${paint('fill', colour)}/>`);
    }
    this.#gradient(rect, style.backgroundImage);
  }

  #dashes({ left, top, width, height }: DOMRect, colour: string): string {
    const [x, y] = [left - this.#left, top - this.#top];
    const [d, thick] =
      width > height
        ? [`M${round(x)} ${round(y + height / 2)}h${round(width)}`, height]
        : [`M${round(x + width / 2)} ${round(y)}v${round(height)}`, width];
    return `<path d="${d}" ${paint('stroke', colour)} stroke-width="${round(thick)}" stroke-dasharray="3 2"/>`;
  }

  /** From the left to the right: the only ones there are. */
  #gradient(rect: DOMRect, image: string): void {
    if (!image.startsWith('linear-gradient(to right')) return;
    const stops = image.match(/(?:rgba?|color)\([^)]*\)/g) ?? [];
    const id = `part-${++this.#ids}`;
    const written = stops.map((stop, i) => {
      const { colour, alpha } = plainColour(stop)!;
      return `<stop offset="${round(i / Math.max(1, stops.length - 1))}" stop-color="${colour}" stop-opacity="${alpha}"/>`;
    });
    this.parts.push(
      `<linearGradient id="${id}">${written.join('')}</linearGradient><rect ${this.#at(rect)} fill="url(#${id})"/>`,
    );
  }

  #text(node: Text, style: CSSStyleDeclaration): void {
    const room = this.#room;
    const text = node.data;
    if (text.trim() === '') return;
    for (const { words, rect } of linesOf(node)) {
      const isCut = room !== null && rect.right > room.right + 1;
      const shown = isCut ? fitting(words, (room.right - rect.left) / rect.width) : words;
      const size = Number.parseFloat(style.fontSize);
      // The letters stand on a line about a third of their size below the middle of their box.
      const y = (rect.top + rect.bottom) / 2 + size * 0.35 - this.#top;
      this.parts.push(
        `<text x="${round(rect.left - this.#left)}" y="${round(y)}" ${fontOf(style)} ${paint('fill', style.color)} textLength="${round(isCut ? room.right - rect.left : rect.width)}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">${xmlText(shown)}</text>`,
      );
    }
  }

  #svg(svg: SVGSVGElement, rect: DOMRect): void {
    const copy = inlinedSvg(svg);
    const { overflow } = getComputedStyle(svg);
    for (const [name, value] of Object.entries({
      x: round(rect.left - this.#left),
      y: round(rect.top - this.#top),
      width: round(rect.width),
      height: round(rect.height),
      overflow: overflow === 'visible' ? 'visible' : 'hidden',
    }))
      copy.setAttribute(name, value);
    this.parts.push(new XMLSerializer().serializeToString(copy));
  }
}

/** Pixels that a table's head stands below its place because the table is scrolled. */
const stuckBy = (element: Element, { top }: DOMRect, { position }: CSSStyleDeclaration): number =>
  position === 'sticky' && element instanceof HTMLTableCellElement
    ? top - element.parentElement!.getBoundingClientRect().top
    : 0;

/** Whether some of it is out of sight and can be scrolled to. */
const isScrolled = (element: Element, { overflowX, overflowY }: CSSStyleDeclaration): boolean =>
  (/auto|scroll/.test(overflowY) && element.scrollHeight > element.clientHeight) ||
  (/auto|scroll/.test(overflowX) && element.scrollWidth > element.clientWidth);

function fontOf({ fontSize, fontFamily, fontWeight, textDecorationLine }: CSSStyleDeclaration): string {
  const weight = fontWeight === '400' ? '' : ` font-weight="${fontWeight}"`;
  const crossed = textDecorationLine === 'line-through' ? ' text-decoration="line-through"' : '';
  return `font-size="${fontSize}" font-family="${xmlText(familyOf(fontFamily))}"${weight}${crossed}`;
}
