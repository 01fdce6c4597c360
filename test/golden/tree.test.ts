// The trees of the real captures against what tshark 4.0.17 says of them: every field of its tables that is in the
// catalogue, all occurrences in order, over every record that has a row there.
import { afterAll, describe, expect, test } from 'vitest';
import { fieldDef } from '../../shared/catalogue/catalogue.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';
import { eachTree, type TreeValues, valuesByName } from '../decode/tree-of.ts';
import { type Difference, ruleFor } from './tree-differences.ts';
import { tsharkCaptures, tsharkFields, tsharkRows } from './tshark-table.ts';

/** Texts of a row of the packet list: no fields. */
const COLUMNS = /^_ws\.col\./;
const known = (field: string): boolean => fieldDef(field) !== undefined;

/** The tables were made with all checksums verified and without putting IP fragments together. */
const AS_TSHARK_RAN = { badChecksums: true, loneFragments: true } as const;

class Tally {
  records = 0;
  compared = 0;
  /** Comparisons where either side has a value. */
  present = 0;
  deliberate = 0;
  readonly differences: Difference[] = [];
}

const tallies = new Map<string, Tally>();
const byRule = new Map<string, number>();
const missing = new Map<string, number>();

function compare(tally: Tally, file: string, row: (field: string) => readonly string[], ours: TreeValues): void {
  const record = Number(row('frame.number')[0]);
  const protocols = row('frame.protocols').join('|');
  tally.records++;
  for (const field of fieldsOf(file)) {
    const tshark = row(field).join('|');
    if (!known(field)) {
      if (tshark !== '' && !COLUMNS.test(field)) missing.set(field, (missing.get(field) ?? 0) + 1);
      continue;
    }
    const own = (ours.get(field) ?? []).join('|');
    tally.compared++;
    if (tshark !== '' || own !== '') tally.present++;
    if (tshark === own) continue;
    const difference = { file, record, field, tshark, ours: own, protocols };
    const rule = ruleFor(difference);
    if (rule) {
      tally.deliberate++;
      byRule.set(rule.why, (byRule.get(rule.why) ?? 0) + 1);
    } else tally.differences.push(difference);
  }
}

const fields = new Map<string, readonly string[]>();
function fieldsOf(file: string): readonly string[] {
  const found = fields.get(file) ?? tsharkFields(file);
  fields.set(file, found);
  return found;
}

async function compareCapture(tally: Tally, file: string): Promise<void> {
  const rows = tsharkRows(file);
  let number = 0;
  await eachTree(
    sharedPath(`captures/${file}`),
    dissection => {
      number++;
      const row = rows[number - 1];
      if (row) compare(tally, file, row, valuesByName(dissection));
    },
    rows.length,
    AS_TSHARK_RAN,
  );
}

const captures = hasShared() ? tsharkCaptures() : [];
const origins = [...new Set(captures.map(path => path.split('/')[0]!))];

describe.skipIf(!hasShared())('trees of real captures against tshark', () => {
  test.each(origins)('%s', { timeout: 300_000 }, async origin => {
    const tally = new Tally();
    tallies.set(origin, tally);
    for (const file of captures) if (file.startsWith(`${origin}/`)) await compareCapture(tally, file);
    const shown = tally.differences.slice(0, 20);
    expect(shown, `${tally.differences.length} differences`).toEqual([]);
  });

  afterAll(() => {
    const lines = [...tallies].map(
      ([origin, { records, compared, present, deliberate, differences }]) =>
        `${origin}: ${records} records, ${compared} values (${present} present), ${differences.length} different, ${deliberate} deliberately`,
    );
    const sum = (of: (tally: Tally) => number): number => [...tallies.values()].reduce((n, tally) => n + of(tally), 0);
    const all = `all: ${sum(t => t.records)} records, ${sum(t => t.compared)} values (${sum(t => t.present)} present), ${sum(t => t.differences.length)} different, ${sum(t => t.deliberate)} deliberately`;
    const without = [...missing].map(([field, count]) => `${field} (${count})`).join(', ');
    console.info(
      [
        ...lines,
        all,
        ...[...byRule].sort((a, b) => b[1] - a[1]).map(([why, count]) => `${count}: ${why}`),
        `not in the catalogue: ${without || 'none'}`,
      ].join('\n'),
    );
  });
});
