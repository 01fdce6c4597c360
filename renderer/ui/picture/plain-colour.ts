// Colours as any program that reads SVG knows them: six digits, and opacity beside them.
import { xmlText } from '../../../shared/unit/xml.ts';

const hex = (value: number): string =>
  Math.round(Math.min(255, Math.max(0, value)))
    .toString(16)
    .padStart(2, '0');

interface Plain {
  readonly colour: string;
  readonly alpha: number;
}

/** Undefined: not a plain colour (`none`, `url(#id)`, `currentColor`). */
export function plainColour(text: string): Plain | undefined {
  const short = /^#([\da-f]{3,4})$/i.exec(text)?.[1];
  const digits = short
    ? [...short].map(digit => digit + digit).join('')
    : /^#([\da-f]{6}(?:[\da-f]{2})?)$/i.exec(text)?.[1];
  if (digits !== undefined) {
    const alpha = digits.length === 8 ? Number.parseInt(digits.slice(6), 16) / 255 : 1;
    return { colour: `#${digits.slice(0, 6)}`, alpha };
  }
  const found = /^(rgba?|color)\((?:srgb\s+)?([^)]+)\)$/.exec(text);
  if (!found) return undefined;
  const [red, green, blue, alpha = 1] = found[2]!
    .split(/[\s,/]+/)
    .filter(part => part !== '')
    .map(part => (part.endsWith('%') ? Number(part.slice(0, -1)) / 100 : Number(part)));
  const scale = found[1] === 'color' ? 255 : 1;
  if ([red, green, blue].some(part => part === undefined || Number.isNaN(part))) return undefined;
  return { colour: `#${[red!, green!, blue!].map(part => hex(part * scale)).join('')}`, alpha };
}

/** `fill="#112233" fill-opacity="0.5"`. */
export function paint(attribute: 'fill' | 'stroke', text: string, opacity = 1): string {
  const plain = plainColour(text);
  if (!plain) return `${attribute}="${xmlText(text)}"`;
  const alpha = Math.round(plain.alpha * opacity * 1000) / 1000;
  return `${attribute}="${plain.colour}"${alpha === 1 ? '' : ` ${attribute}-opacity="${alpha}"`}`;
}
