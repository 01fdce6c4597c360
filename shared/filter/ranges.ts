// Ranges of bytes and of layers (Wireshark's drange.c): `i`, `i:j`, `i-j`, `i:`, `:j`, numbers decimal, octal or hex.
import type { Range } from './ast.ts';
import { FilterProblem, type Place } from './problem.ts';

type Written = Place & { readonly text: string };

const NUMBER = '-?(?:0[xX][0-9a-fA-F]+|\\d+)';
const FORM = new RegExp(`^\\s*(${NUMBER})?\\s*(?:(:|-)\\s*(${NUMBER})?\\s*)?$`);
const LARGEST = 2 ** 31 - 1;

/** The ranges between brackets. Throws FilterProblem. */
export const readRanges = (written: readonly Written[]): Range[] => written.map(range);

function range(written: Written): Range {
  const bad = (message: string): FilterProblem => new FilterProblem(written, message);
  const m = FORM.exec(written.text);
  const [, from, sign, to] = m ?? [];
  if (!m || (from === undefined && (sign !== ':' || to === undefined)) || (sign === '-' && to === undefined)) {
    throw bad(`“${written.text.trim()}” is no range: write 0:3, 2-5, 4 or -4:.`);
  }
  const start = from === undefined ? 0 : number(from);
  if (sign === undefined) return { start, by: 'length', to: 1 };
  if (to === undefined) return { start, by: 'rest', to: 0 };
  const end = number(to);
  if (Math.max(Math.abs(start), Math.abs(end)) > LARGEST) throw bad('The numbers of a range have 31 bits.');
  if (sign === ':') {
    if (end <= 0) throw bad(`A length of ${end} takes nothing.`);
    return { start, by: 'length', to: end };
  }
  if ((start < 0 && end > 0) || (start > 0 && end < 0)) throw bad('Both ends of a range count from the same side.');
  if (end <= start) throw bad('A range ends behind its start.');
  return { start, by: 'end', to: end };
}

/** As C reads them: 0x hex, a leading 0 octal. */
function number(text: string): number {
  const size = text.replace('-', '');
  const value = /^0\d/.test(size) ? Number.parseInt(size, 8) : Number(size);
  return text.startsWith('-') ? -value : value;
}
