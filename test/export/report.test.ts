import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { writeAtomically } from '../../main/export/atomic-file.ts';
import { type Cell, numberColumn, type Report, secondsCell, textColumn } from '../../main/export/report.ts';
import { writeReport } from '../../main/export/write-report.ts';
import { csvText } from '../../shared/unit/csv.ts';
import { temporaryFolder } from '../build/traffic.ts';

const report = (rows: readonly (readonly Cell[])[]): Report => ({
  columns: [textColumn('name'), numberColumn('value')],
  async *rows() {
    yield rows;
  },
});

const written = async (rows: readonly (readonly Cell[])[], format: 'csv' | 'json', raw = false): Promise<string> => {
  const path = join(temporaryFolder(), 'out');
  expect(await writeReport(report(rows), path, { format, raw })).toBe(rows.length);
  return readFileSync(path, 'utf8');
};

describe('CSV', () => {
  it('quotes what RFC 4180 says, ends lines with LF and leaves no value empty', async () => {
    expect(
      await written(
        [
          ['a,b', '1'],
          ['say "hi"\n', null],
          [null, '2'],
        ],
        'csv',
      ),
    ).toBe('name,value\n"a,b",1\n"say ""hi""\n",\n,2\n');
  });

  it.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx'])('guards %j against spreadsheets, unless raw', async text => {
    expect(csvText(text, false).replaceAll('"', '')).toBe(`'${text}`);
    expect(csvText(text, true).replaceAll('"', '')).toBe(text);
  });

  it('leaves negative numbers alone', async () => {
    expect(await written([['x', '-0.5']], 'csv')).toBe('name,value\nx,-0.5\n');
  });

  it('is read back as it was by another reader', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 8 }), async names => {
        const text = await written(
          names.map((name, i) => [name, String(i)]),
          'csv',
          true,
        );
        const back = Papa.parse<string[]>(text.trimEnd(), { newline: '\n' }).data.slice(1);
        expect(back).toEqual(names.map((name, i) => [name, String(i)]));
      }),
      { numRuns: 60 },
    );
  });
});

describe('JSON', () => {
  it('is an array of objects; numbers are numbers and no value is null', async () => {
    const text = await written(
      [
        ['=x', '0.300000000'],
        [null, null],
      ],
      'json',
    );
    expect(JSON.parse(text)).toEqual([
      { name: '=x', value: 0.3 },
      { name: null, value: null },
    ]);
    expect(JSON.parse(await written([], 'json'))).toEqual([]);
  });
});

describe('seconds', () => {
  it.each([
    [15_692_544, '0.015692544'],
    [0, '0.000000000'],
    [1.5, '1.5e-9'],
    [78_361_744_001_000_000, '78361744.001000000'],
    [null, null],
  ])('of %s ns are %s', (nanos, text) => {
    expect(secondsCell(nanos)).toBe(text);
  });
});

describe('a file', () => {
  it('keeps what stood there when writing fails half way, and leaves nothing behind', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'out.csv');
    writeFileSync(path, 'before');
    const failing = writeAtomically(path, async append => {
      await append('half of it');
      throw new Error('the capture went away');
    });
    await expect(failing).rejects.toThrow('the capture went away');
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['out.csv']);
  });

  it('that cannot be written gets one sentence', async () => {
    const folder = temporaryFolder();
    const nowhere = join(folder, 'missing', 'out.csv');
    await expect(writeAtomically(nowhere, async () => {})).rejects.toMatchObject({
      kind: 'unwritable',
      message: `${nowhere} could not be written: its folder does not exist: make it first or choose another.`,
    });
    mkdirSync(join(folder, 'sub'));
    await expect(writeAtomically(join(folder, 'sub'), async () => {})).rejects.toMatchObject({ kind: 'unwritable' });
    expect(readdirSync(folder)).toEqual(['sub']);
    expect(existsSync(nowhere)).toBe(false);
  });
});
