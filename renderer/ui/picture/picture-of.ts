// What is seen of an element as one self-contained SVG: its SVGs with their styles inlined, its canvases as their drawing
// code draws them, its boxes and texts. Every text is escaped: names come from files.
import { xmlText } from '../../../shared/unit/xml.ts';
import { paint, plainColour } from './plain-colour.ts';
import { vectorOf } from './vectors.ts';

export interface Described {
  readonly title: string;
  /** File, selection, time range. */
  readonly description: string;
  /** Behind all of it. */
  readonly background: string;
}

/** What stands beside the pictures and is none of them. */
const LEFT_OUT = '[data-picture-skip], [role="tooltip"], input, select, textarea';
const STYLES = [
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'font-size',
  'font-weight',
  'font-style',
  'text-anchor',
  'dominant-baseline',
  'fill-rule',
  'clip-path',
  'marker-end',
] as const;
/** What a style is without being said. */
const USUAL: Readonly<Record<string, string>> = {
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  opacity: '1',
  'font-weight': '400',
  'font-style': 'normal',
  'text-anchor': 'start',
  'dominant-baseline': 'auto',
  'fill-rule': 'nonzero',
  'clip-path': 'none',
  'marker-end': 'none',
};

const round = (value: number): string => (Math.round(value * 100) / 100).toString();
const box = ({ left, top, width, height }: DOMRect, origin: DOMRect): string =>
  `x="${round(left - origin.left)}" y="${round(top - origin.top)}" width="${round(width)}" height="${round(height)}"`;

/** A family that every reader has. */
const familyOf = (family: string): string => (/mono/i.test(family) ? 'monospace' : 'sans-serif');

/** `width` and `height` are those on the screen. */
export async function pictureOf(root: Element, { title, description, background }: Described): Promise<Picture> {
  const origin = root.getBoundingClientRect();
  const writer = new Writer(origin);
  await writer.element(root);
  const [width, height] = [Math.ceil(origin.width), Math.ceil(origin.height)];
  const svg = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" role="img">`,
    `<title>${xmlText(title)}</title>`,
    `<desc>${xmlText(description)}</desc>`,
    `<rect width="${width}" height="${height}" ${paint('fill', background)}/>`,
    ...writer.parts,
    '</svg>',
    '',
  ].join('\n');
  return { svg, width, height };
}

export interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

class Writer {
  readonly parts: string[] = [];
  readonly #origin: DOMRect;
  #clips = 0;

  constructor(origin: DOMRect) {
    this.#origin = origin;
  }

  async element(element: Element): Promise<void> {
    if (element.matches(LEFT_OUT)) return;
    const style = getComputedStyle(element);
    if (style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0') return;
    const rect = element.getBoundingClientRect();
    const opacity = Number(style.opacity);
    if (opacity < 1) this.parts.push(`<g opacity="${opacity}">`);
    const vector = vectorOf(element);
    if (vector) this.#placed(rect, await vector());
    else if (element instanceof SVGSVGElement) this.#svg(element, rect);
    else if (element instanceof HTMLCanvasElement) this.#canvas(element, rect);
    else {
      this.#box(rect, style);
      await this.#children(element, rect, style);
    }
    if (opacity < 1) this.parts.push('</g>');
  }

  async #children(element: Element, rect: DOMRect, style: CSSStyleDeclaration): Promise<void> {
    const isClipped = style.overflowX !== 'visible' || style.overflowY !== 'visible';
    if (isClipped) this.parts.push(this.#clip(rect));
    for (const child of element.childNodes) {
      if (child instanceof Element) {
        const { left, right, top, bottom } = child.getBoundingClientRect();
        const isSeen = right > rect.left && left < rect.right && bottom > rect.top && top < rect.bottom;
        if (isSeen || !isClipped) await this.element(child);
      } else if (child instanceof Text) this.#text(child, style, rect);
    }
    if (isClipped) this.parts.push('</g>');
  }

  #clip(rect: DOMRect): string {
    const id = `clip-${++this.#clips}`;
    return `<clipPath id="${id}"><rect ${box(rect, this.#origin)}/></clipPath><g clip-path="url(#${id})">`;
  }

  #placed(rect: DOMRect, parts: string): void {
    const at = `translate(${round(rect.left - this.#origin.left)} ${round(rect.top - this.#origin.top)})`;
    this.parts.push(this.#clip(rect), `<g transform="${at}">`, parts, '</g></g>');
  }

  #canvas(canvas: HTMLCanvasElement, rect: DOMRect): void {
    if (canvas.width === 0 || canvas.height === 0) return;
    this.parts.push(`<image ${box(rect, this.#origin)} href="${canvas.toDataURL('image/png')}"/>`);
  }

  /** Background and borders. */
  #box(rect: DOMRect, style: CSSStyleDeclaration): void {
    const radius = Math.min(Number.parseFloat(style.borderTopLeftRadius) || 0, rect.width / 2, rect.height / 2);
    const corner = radius > 0 ? ` rx="${round(radius)}"` : '';
    if ((plainColour(style.backgroundColor)?.alpha ?? 0) > 0)
      this.parts.push(`<rect ${box(rect, this.#origin)}${corner} ${paint('fill', style.backgroundColor)}/>`);
    for (const side of ['top', 'right', 'bottom', 'left'] as const) {
      const width = Number.parseFloat(style.getPropertyValue(`border-${side}-width`));
      const colour = style.getPropertyValue(`border-${side}-color`);
      if (!(width > 0) || style.getPropertyValue(`border-${side}-style`) === 'none') continue;
      if ((plainColour(colour)?.alpha ?? 0) === 0) continue;
      const { left, top, right, bottom } = rect;
      const edge = {
        top: new DOMRect(left, top, rect.width, width),
        right: new DOMRect(right - width, top, width, rect.height),
        bottom: new DOMRect(left, bottom - width, rect.width, width),
        left: new DOMRect(left, top, width, rect.height),
      }[side];
      this.parts.push(`<rect ${box(edge, this.#origin)} ${paint('fill', colour)}/>`);
    }
  }

  #text(node: Text, style: CSSStyleDeclaration, room: DOMRect): void {
    const text = node.data;
    if (text.trim() === '') return;
    for (const { words, rect } of linesOf(node)) {
      const isCut = style.textOverflow === 'ellipsis' && rect.right > room.right + 1;
      const shown = isCut ? fitting(words, (room.right - rect.left) / rect.width) : words;
      const size = Number.parseFloat(style.fontSize);
      // The letters stand on a line about a third of their size below the middle of their box.
      const y = (rect.top + rect.bottom) / 2 + size * 0.35 - this.#origin.top;
      this.parts.push(
        `<text x="${round(rect.left - this.#origin.left)}" y="${round(y)}" ${this.#font(style)} ${paint('fill', style.color)} textLength="${round(isCut ? room.right - rect.left : rect.width)}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">${xmlText(shown)}</text>`,
      );
    }
  }

  #font({ fontSize, fontFamily, fontWeight }: CSSStyleDeclaration): string {
    const weight = fontWeight === '400' ? '' : ` font-weight="${fontWeight}"`;
    return `font-size="${fontSize}" font-family="${familyOf(fontFamily)}"${weight}`;
  }

  /** A copy with what style sheets say of each part written into it. */
  #svg(svg: SVGSVGElement, rect: DOMRect): void {
    const copy = svg.cloneNode(true) as SVGSVGElement;
    inlineStyles(svg, copy);
    const { overflow } = getComputedStyle(svg);
    for (const [name, value] of Object.entries({
      x: round(rect.left - this.#origin.left),
      y: round(rect.top - this.#origin.top),
      width: round(rect.width),
      height: round(rect.height),
      overflow: overflow === 'visible' ? 'visible' : 'hidden',
    }))
      copy.setAttribute(name, value);
    this.parts.push(new XMLSerializer().serializeToString(copy));
  }
}

const KEPT_ATTRIBUTES =
  /^(d|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|dx|dy|width|height|points|transform|viewBox|preserveAspectRatio|id|href|offset|refX|refY|orient|marker\w+|gradient\w+|pattern\w+|clipPathUnits|xmlns)$/;

function inlineStyles(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const name of to.getAttributeNames()) if (!KEPT_ATTRIBUTES.test(name)) to.removeAttribute(name);
  if (style.display === 'none' || style.visibility === 'hidden' || from.matches(LEFT_OUT)) {
    to.remove();
    return;
  }
  for (const attribute of ['fill', 'stroke'] as const) {
    const value = style.getPropertyValue(attribute);
    const opacity = Number(style.getPropertyValue(`${attribute}-opacity`) || 1);
    const plain = plainColour(value);
    to.setAttribute(attribute, plain ? plain.colour : value.replaceAll('"', ''));
    const alpha = (plain?.alpha ?? 1) * opacity;
    if (alpha < 1) to.setAttribute(`${attribute}-opacity`, round(alpha));
  }
  for (const name of STYLES) {
    const value = style.getPropertyValue(name);
    if (value !== '' && value !== USUAL[name]) to.setAttribute(name, value.replaceAll('"', ''));
  }
  if (from instanceof SVGTextElement) to.setAttribute('font-family', familyOf(style.fontFamily));
  const copies = [...to.children];
  for (const [i, child] of [...from.children].entries()) inlineStyles(child, copies[i]!);
}

interface Line {
  readonly words: string;
  readonly rect: DOMRect;
}

/** The lines that a text is broken into. */
function linesOf(node: Text): Line[] {
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
const fitting = (words: string, share: number): string =>
  `${words.slice(0, Math.max(0, Math.floor(words.length * Math.max(0, share)) - 1))}…`;
