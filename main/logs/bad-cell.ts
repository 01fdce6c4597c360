// Why a line of a log cannot be read, for people.

const SHOWN = 60;
const utf8 = new TextDecoder();

/** `column 10, "13:53.45", is no time`. `name` is the column's name, or its number from 1. */
export function badCell(bytes: Uint8Array, at: number, end: number, name: string | number, what: string): string {
  const cut = end - at > SHOWN ? '…' : '';
  const cell = JSON.stringify(utf8.decode(bytes.subarray(at, Math.min(end, at + SHOWN))) + cut);
  return `column ${name}, ${cell}, is no ${what}`;
}

/** `it has 3 columns and not 13`. */
export const wrongColumns = (found: number, wanted: number): string =>
  `it has ${found} ${found === 1 ? 'column' : 'columns'} and not ${wanted}`;
