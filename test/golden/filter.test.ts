// Display filters over real captures: the same records as tshark 4.0 takes.
import { afterAll, describe, expect, test } from 'vitest';
import { runFilter } from '../../main/filter/run.ts';
import { parseFilter } from '../../shared/filter/filter.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';
import { hasTshark } from '../build/tshark.ts';
import { type MemoryRecords, recordsOfFile } from '../filter/memory-records.ts';
import { CAPTURES } from './filter-captures.ts';
import { KNOWN } from './filter-differences.ts';
import { EXPRESSIONS } from './filter-expressions.ts';
import { tsharkFilters } from './tshark-filters.ts';

const counts = { compared: 0, equal: 0, matching: 0, refused: 0, known: 0 };
const used = new Set<string>();
const reasons = KNOWN.map(({ reason }) => reason);
const inOrder = (a: string, b: string): number => reasons.indexOf(a) - reasons.indexOf(b);
const notYet = new Set<string>();
const differences: string[] = [];

const isAboutNames = (message: string): boolean => message.startsWith('There is no field or protocol');

async function compare(
  file: string,
  filter: string,
  tshark: readonly number[] | null,
  records: MemoryRecords,
): Promise<void> {
  const parsed = parseFilter(filter);
  if ('error' in parsed && tshark !== null && isAboutNames(parsed.error.message)) {
    notYet.add(filter);
    return;
  }
  counts.compared++;
  let ours: number[] | null = null;
  if ('ast' in parsed) ours = [...(await runFilter(parsed.ast, records.store, records))].map(row => row + 1);
  if (ours === null && tshark === null) counts.refused++;
  if (String(ours) === String(tshark)) {
    counts.equal++;
    if (tshark !== null && tshark.length > 0) counts.matching++;
    return;
  }
  const known = KNOWN.find(rule => rule.file.test(file) && rule.filter.test(filter));
  if (known) {
    counts.known++;
    used.add(known.reason);
  } else differences.push(`${file}: ${filter}: ${difference(ours, tshark)}`);
}

function difference(ours: readonly number[] | null, tshark: readonly number[] | null): string {
  if (ours === null || tshark === null) return ours === null ? 'only ours refuses' : 'only tshark refuses';
  const [own, other] = [new Set(ours), new Set(tshark)];
  const more = ours.filter(number => !other.has(number));
  const less = tshark.filter(number => !own.has(number));
  return `${more.length} too many (${more.slice(0, 5)}), ${less.length} missing (${less.slice(0, 5)})`;
}

describe.skipIf(!hasShared() || !hasTshark())('filters against tshark', () => {
  test.each(CAPTURES)('%s', { timeout: 120_000 }, async file => {
    const path = sharedPath(`captures/${file}`);
    const [tshark, records] = await Promise.all([tsharkFilters(path, EXPRESSIONS), recordsOfFile(path)]);
    expect(tshark).toHaveLength(EXPRESSIONS.length);
    const before = differences.length;
    for (const [i, filter] of EXPRESSIONS.entries()) await compare(file, filter, tshark[i]!, records);
    expect(differences.slice(before)).toEqual([]);
  });

  test('every known difference is still met', () => expect([...used].sort(inOrder)).toEqual(reasons));

  afterAll(() => {
    console.info(
      `${EXPRESSIONS.length} filters, ${CAPTURES.length} captures: ${counts.compared} compared, ${counts.equal} equal ` +
        `(${counts.matching} of them with records, ${counts.refused} refused by both), ${counts.known} knowingly different; not yet: ${[...notYet].join('; ') || 'none'}`,
    );
  });
});
