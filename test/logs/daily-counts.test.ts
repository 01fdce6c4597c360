// Files of counts: what columns and dates are taken for, what is added up, what is listed as broken, and hostile bytes.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openCountFile } from '../../main/logs/daily-counts.ts';
import { guessFormat, parseDate } from '../../main/logs/daily-date.ts';
import { readMarks } from '../../main/logs/daily-marks.ts';
import type { CountOptions } from '../../shared/model/series.ts';
import { mutate, randomFrom } from '../build/mutate.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';

const folder = mkdtempSync(join(tmpdir(), 'burstscope-counts-'));
afterAll(() => rmSync(folder, { recursive: true }));

let written = 0;
function file(text: string | Uint8Array): string {
  const path = join(folder, `${written++}.csv`);
  writeFileSync(path, text);
  return path;
}

async function readPath(path: string, options?: CountOptions, blockSize?: number) {
  const counts = await openCountFile(path, options, blockSize);
  if (!counts) return undefined;
  while (await counts.readBlock());
  const { table } = counts;
  const cells = Array.from({ length: table.length }, (_, cell) => {
    const keys = [table.keys[0][table.first[cell]!], table.keys[1][table.second[cell]!]];
    const date = new Date(table.millis[cell]!).toISOString();
    return [date, ...keys.slice(0, counts.columns.keys.length), table.counts[cell]!].join(' ');
  });
  return { counts, cells: cells.sort(), facts: counts.facts(true), bad: counts.badLines };
}

const read = (text: string | Uint8Array, options?: CountOptions, blockSize?: number) =>
  readPath(file(text), options, blockSize);

const PLAIN = 'date,host,as,f\n2006-07-01,0,701,1\n2006-07-01,1,714,2\n2006-07-03,0,701,5\n';
const CELLS = [
  '2006-07-01T00:00:00.000Z 0 701 1',
  '2006-07-01T00:00:00.000Z 1 714 2',
  '2006-07-03T00:00:00.000Z 0 701 5',
];

describe('a file of counts', () => {
  it('has its columns recognised by name and content', async () => {
    const found = await read(PLAIN);
    expect(found?.cells).toEqual(CELLS);
    expect(found?.facts).toMatchObject({ rows: 3, dates: 2, keys: [2, 2], duplicates: 0, interval: 2 * 86_400 });
    expect(found?.counts.columns).toMatchObject({ date: 0, keys: [1, 2], count: 3, format: 'iso', sure: true });
  });

  it.each([
    ['semicolons', PLAIN.replaceAll(',', ';')],
    ['tabs', PLAIN.replaceAll(',', '\t')],
    ['CR LF', PLAIN.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${PLAIN}`],
    ['quoted cells', PLAIN.replaceAll(/[^,\n]+/g, cell => `"${cell}"`)],
    ['blanks around cells', PLAIN.replaceAll(',', ' , ')],
    ['no header', PLAIN.slice(PLAIN.indexOf('\n') + 1)],
    ['no line end at the end', PLAIN.trimEnd()],
    ['days first', PLAIN.replaceAll(/(\d{4})-(\d\d)-(\d\d)/g, '$3.$2.$1').replaceAll('03.07', '03.07')],
    ['gzip', gzipSync(PLAIN)],
  ])('reads the same with %s', async (_, text) => {
    expect((await read(text))?.cells).toEqual(CELLS);
  });

  it('keeps delimiters and quotes inside of quoted cells', async () => {
    const found = await read('day;key;n\n2020-01-01;"a;""b""";3\n');
    expect(found?.cells).toEqual(['2020-01-01T00:00:00.000Z a;"b" 3']);
  });

  it('adds rows of the same date and keys up, and counts them', async () => {
    const found = await read(`${PLAIN}2006-07-01,0,701,10\n`);
    expect(found?.cells[0]).toBe('2006-07-01T00:00:00.000Z 0 701 11');
    expect(found?.facts).toMatchObject({ rows: 4, duplicates: 1 });
  });

  it('lists negative and other counts, broken dates and lines by line and reason', async () => {
    const broken = [
      '2006-07-04,0,701,-3',
      '2006-07-04,0,701,many',
      '2006-13-04,0,701,1',
      '2006-07-05,0',
      '"2006-07-05,0,1,1',
    ];
    const found = await read(`${PLAIN}${broken.join('\n')}\n2006-07-05,0,701,7\n`);
    expect(found?.facts.rows).toBe(4);
    expect(found?.bad.count).toBe(5);
    expect(found?.bad.first.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      '5: column f, "-3", is no count: it is negative',
      '6: column f, "many", is no count',
      '7: column date, "2006-13-04", is no date such as 2006-09-26',
      '8: it has 2 columns and not 4',
      '9: a quoted cell does not end on it',
    ]);
  });

  it('is read by the columns that are told, or says what is wrong with them', async () => {
    const path = file('a,b,c,d\n1,2020-01-02,5,2020-01-05\n2,2020-01-03,6,2020-01-06\n');
    const told = await readPath(path, { date: 'd', keys: ['2'], count: '3' });
    expect(told?.cells).toEqual(['2020-01-05T00:00:00.000Z 2020-01-02 5', '2020-01-06T00:00:00.000Z 2020-01-03 6']);
    await expect(openCountFile(path, { date: 'x' })).rejects.toThrow(
      'There is no column "x" for the date: the file has a, b, c, d.',
    );
    await expect(openCountFile(path, { date: 'b', count: 'b' })).rejects.toThrow('chosen twice');
    await expect(openCountFile(path, { date: 'a' })).rejects.toThrow('name their format');
  });

  it('is not what other texts are', async () => {
    for (const text of ['hello\nworld\n', 'a,b\nc,d\n', '{"a":1}\n', 'date,key\n2020-01-01,x\n', '\0\0\0,\0'])
      expect(await read(text)).toBeUndefined();
  });

  it('counts the hour that comes twice at a clock change once, and moments with a zone apart', async () => {
    const twice = await read('time,n\n2021-10-31 01:30,1\n2021-10-31 02:30,2\n2021-10-31 02:30,4\n');
    expect(twice?.cells).toEqual(['2021-10-31T01:30:00.000Z 1', '2021-10-31T02:30:00.000Z 6']);
    const zoned = await read('time,n\n2021-10-31T02:30+02:00,2\n2021-10-31T02:30+01:00,4\n');
    expect(zoned?.cells).toEqual(['2021-10-31T00:30:00.000Z 2', '2021-10-31T01:30:00.000Z 4']);
  });

  it('does not depend on the size of blocks', async () => {
    for (let size = 1; size < 60; size += 7) expect((await read(PLAIN, undefined, size))?.cells).toEqual(CELLS);
  });
});

describe('dates', () => {
  it('are read in each format', () => {
    const noon = Date.UTC(2006, 8, 26, 12, 30, 5);
    expect(parseDate('2006-09-26T12:30:05Z', 'iso')).toBe(noon);
    expect(parseDate('20060926', 'iso')).toBe(Date.UTC(2006, 8, 26));
    expect(parseDate('26.9.2006 12:30:05', 'dmy')).toBe(noon);
    expect(parseDate('09/26/06 12:30:05', 'mdy')).toBe(noon);
    expect(parseDate(String(noon / 1000), 'epoch-s')).toBe(noon);
    expect(parseDate(`${noon / 1000}.2509`, 'epoch-s')).toBe(noon + 250);
    expect(parseDate(String(noon), 'epoch-ms')).toBe(noon);
    for (const text of ['', '2006-02-29', '31.02.2006', '2006-09-26T25:00', '1e9', '-1', 'yesterday', '9'.repeat(15)])
      for (const format of ['iso', 'dmy', 'mdy', 'epoch-s', 'epoch-ms'] as const)
        expect(parseDate(text, format)).toBeUndefined();
    expect(parseDate('2004-02-29', 'iso')).toBe(Date.UTC(2004, 1, 29));
  });

  it('are told by what can be read, and where both can be, by the shorter way', () => {
    expect(guessFormat(['13/01/2020', '14/01/2020'])).toEqual({ format: 'dmy', sure: true });
    expect(guessFormat(['01/13/2020', '01/14/2020'])).toEqual({ format: 'mdy', sure: true });
    expect(guessFormat(['01/02/2020', '02/02/2020', '03/02/2020'])).toEqual({ format: 'dmy', sure: false });
    expect(guessFormat(['02/01/2020', '02/02/2020', '02/03/2020'])).toEqual({ format: 'mdy', sure: false });
    expect(guessFormat(['1159228800', '1159315200'])).toEqual({ format: 'epoch-s', sure: true });
    expect(guessFormat(['1159228800000'])?.format).toBe('epoch-ms');
    expect(guessFormat(['7', '12'])).toBeUndefined();
  });
});

describe('marked dates', () => {
  it('are read with or without keys, broken ones listed', async () => {
    const { marks, bad } = await readMarks(file('date,host\n2006-08-24,1\nnever,2\n2006-09-04,\n'));
    expect(marks).toEqual([
      { seconds: Date.UTC(2006, 7, 24) / 1000, key: '1' },
      { seconds: Date.UTC(2006, 8, 4) / 1000, key: null },
    ]);
    expect(bad).toEqual([{ line: 3, reason: 'column 1, "never", is no date' }]);
    expect((await readMarks(file('2006-08-24\n2006-08-25\n'))).marks).toHaveLength(2);
    await expect(readMarks(file('x,y\n1,2\n'))).rejects.toThrow('holds no marked dates');
  });
});

describe('hostile files of counts', () => {
  const samples = [PLAIN, PLAIN.replaceAll(',', ';'), `"${PLAIN}`, 'time,n\n1159228800,5\n1159228801,7\n'].map(text =>
    new TextEncoder().encode(text),
  );

  it('are read to the end, every row counted or listed, nothing but numbers in the table', async () => {
    const rounds = Number(process.env.FUZZ_ROUNDS ?? 150);
    const random = randomFrom(4);
    for (let round = 0; round < rounds; round++) {
      const bytes = mutate(samples[round % samples.length]!, random);
      const path = file(bytes.length === 0 ? 'x' : bytes);
      const found = await readPath(path, undefined, 1 + random(64)).catch(error => {
        expect(error).toMatchObject({ name: 'ProblemError' });
        return undefined;
      });
      if (found === undefined) continue;
      const { table } = found.counts;
      for (let cell = 0; cell < table.length; cell++) {
        expect(table.counts[cell]! >= 0 && Number.isFinite(table.counts[cell]!)).toBe(true);
        expect(Number.isFinite(table.millis[cell]!)).toBe(true);
      }
      expect(found.facts.rows).toBe(table.length + table.duplicates);
      await readMarks(path).catch(error => expect(error).toMatchObject({ name: 'ProblemError' }));
    }
  });

  it('give back what was written, whatever the keys are', async () => {
    const key = fc.string({ maxLength: 12, unit: 'grapheme' }).map(text => text.replaceAll(/\p{Cc}/gu, '').trim());
    const row = fc.tuple(fc.integer({ min: 0, max: 20_000 }), key, fc.nat(1e9));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async rows => {
        const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const lines = rows.map(
          ([day, name, n]) => `${new Date(day * 86_400_000).toISOString().slice(0, 10)},${quoted(name)},${n}`,
        );
        const found = await read(`date,key,n\n${lines.join('\n')}\n`, {
          date: 'date',
          keys: ['key'],
          count: 'n',
          format: 'iso',
        });
        const sums = new Map<string, number>();
        for (const [day, name, n] of rows) {
          const at = `${new Date(day * 86_400_000).toISOString()} ${name}`;
          sums.set(at, (sums.get(at) ?? 0) + n);
        }
        expect(found?.cells).toEqual([...sums].map(([at, n]) => `${at} ${n}`).sort());
        expect(found?.bad.count).toBe(0);
      }),
      { numRuns: Number(process.env.FUZZ_ROUNDS ?? 60) },
    );
  });
});

describe.runIf(hasShared())('the daily flows (beside the checkout)', () => {
  it('are 20,803 rows of 92 days, 10 hosts and 2,005 AS numbers', async () => {
    const found = await readPath(sharedPath('datasets/daily-flows/cs448b_ipasn.csv'));
    expect(found?.facts).toMatchObject({
      rows: 20_803,
      dates: 92,
      keys: [10, 2005],
      duplicates: 0,
      interval: 86_400,
      gaps: 0,
      columns: { names: ['date', 'l_ipn', 'r_asn', 'f'], date: 0, keys: [1, 2], count: 3, format: 'iso' },
    });
    expect(found?.bad.count).toBe(0);
  });
});
