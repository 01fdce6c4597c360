// A copy of an SVG on the page that needs no style sheet: what they say of each part is written into it.
import { familyOf } from './fonts.ts';
import { plainColour } from './plain-colour.ts';

/** What stands beside the pictures and is none of them. */
export const LEFT_OUT = '[data-picture-skip], [role="tooltip"], input, select, textarea';
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
const KEPT_ATTRIBUTES =
  /^(d|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|dx|dy|width|height|points|transform|viewBox|preserveAspectRatio|id|offset|refX|refY|orient|marker\w+|gradient\w+|pattern\w+|clipPathUnits|xmlns)$/;

export function inlinedSvg(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  inlineStyles(svg, copy);
  return copy;
}

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
    if (alpha < 1) to.setAttribute(`${attribute}-opacity`, String(Math.round(alpha * 100) / 100));
  }
  for (const name of STYLES) {
    const value = style.getPropertyValue(name);
    if (value !== '' && value !== USUAL[name]) to.setAttribute(name, value.replaceAll('"', ''));
  }
  if (from instanceof SVGTextElement) to.setAttribute('font-family', familyOf(style.fontFamily));
  const copies = [...to.children];
  for (const [i, child] of [...from.children].entries()) inlineStyles(child, copies[i]!);
}
