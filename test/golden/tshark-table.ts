// tshark 4.0.17's tables of the real captures (`-T fields -E occurrence=a -E aggregator='|'`), one object a row.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { sharedPath } from '../build/shared-data.ts';

/** One frame: values by field name, each with all its occurrences. */
export type TsharkRow = (field: string) => readonly string[];

const lines = (text: string): readonly (readonly string[])[] =>
  text
    .trimEnd()
    .split('\n')
    .map(line => line.split('\t'));

/** Paths of all captures that have a table. */
export function tsharkCaptures(): readonly string[] {
  return lines(readFileSync(sharedPath('captures/tshark/INDEX.tsv'), 'utf8'))
    .slice(1)
    .filter(([, , frames]) => frames !== '-1')
    .map(([path]) => path!);
}

/** Names of the fields of a capture's table. */
export function tsharkFields(path: string): readonly string[] {
  return lines(new TextDecoder().decode(gunzipSync(readFileSync(sharedPath(`captures/tshark/${path}.tsv.gz`)))))[0]!;
}

/** The first 3,000 frames of a capture. Custom blocks, which tshark shows as frames, are left out. */
export function tsharkRows(path: string): readonly TsharkRow[] {
  const packed = readFileSync(sharedPath(`captures/tshark/${path}.tsv.gz`));
  const [header, ...rows] = lines(new TextDecoder().decode(gunzipSync(packed)));
  const column = new Map(header!.map((name, i) => [name, i]));
  return rows
    .filter(row => !row.at(-1)?.startsWith('Custom Block'))
    .map(row => field => {
      const at = column.get(field);
      if (at === undefined) throw new Error(`tshark's tables have no ${field}`);
      return row[at] ? row[at].split('|') : [];
    });
}
