import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type FileMetaData, parquetMetadata, parquetReadObjects } from 'hyparquet';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import {
  type Cell,
  epochColumn,
  integerColumn,
  numberColumn,
  type Report,
  textColumn,
  timeColumn,
} from '../../main/export/report.ts';
import { writeReport } from '../../main/export/write-report.ts';
import type { ReportName, ReportRequest } from '../../shared/contract/calls.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import { DEFAULT_ANOMALIES } from '../../shared/model/request.ts';
import { DEFAULT_TIMING, DEFAULT_WINDOWS } from '../../shared/model/timing.ts';
import { epochTime, isoTime, type Time } from '../../shared/unit/time.ts';
import { openFully, temporaryFolder } from '../build/traffic.ts';

const COLUMNS = [
  textColumn('name'),
  integerColumn('count'),
  numberColumn('mean'),
  epochColumn('at'),
  timeColumn('time'),
];

const report = (rows: readonly (readonly Cell[])[], columns = COLUMNS): Report => ({
  columns,
  async *rows() {
    for (let i = 0; i < rows.length; i += 100) yield rows.slice(i, i + 100);
  },
});

interface Read {
  readonly metadata: FileMetaData;
  readonly rows: readonly Record<string, unknown>[];
}

async function read(path: string): Promise<Read> {
  const { buffer, byteOffset, length } = readFileSync(path);
  const file = buffer.slice(byteOffset, byteOffset + length) as ArrayBuffer;
  const asIs = (nanos: bigint): bigint => nanos;
  return {
    metadata: parquetMetadata(file),
    rows: await parquetReadObjects({
      file,
      parsers: { timestampFromNanoseconds: asIs as never },
    }),
  };
}

async function written(rows: readonly (readonly Cell[])[]): Promise<Read> {
  const path = join(temporaryFolder(), 'out.parquet');
  expect(await writeReport(report(rows), path, { format: 'parquet', raw: false })).toBe(rows.length);
  return read(path);
}

const nanosOf = ([seconds, nanos]: Time): bigint => BigInt(seconds) * 1_000_000_000n + BigInt(nanos);
const time: Time = [1617818153, 220411648];

describe('Parquet', () => {
  it('has a column of its type for each of the report, and null for no value', async () => {
    const { metadata, rows } = await written([
      ['=x', '9007199254740993', '0.1', epochTime(time), isoTime(time)],
      [null, null, null, null, null],
    ]);
    const types = metadata.schema.slice(1).map(({ name, type, logical_type }) => [name, type, logical_type?.type]);
    expect(types).toEqual([
      ['name', 'BYTE_ARRAY', 'STRING'],
      ['count', 'INT64', undefined],
      ['mean', 'DOUBLE', undefined],
      ['at', 'INT64', 'TIMESTAMP'],
      ['time', 'INT64', 'TIMESTAMP'],
    ]);
    expect(metadata.schema[4]!.logical_type).toEqual({ type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'NANOS' });
    expect(rows).toEqual([
      { name: '=x', count: 9007199254740993n, mean: 0.1, at: nanosOf(time), time: nanosOf(time) },
      { name: null, count: null, mean: null, at: null, time: null },
    ]);
  });

  it('is a table without rows, too', async () => {
    const { metadata, rows } = await written([]);
    expect(metadata.schema).toHaveLength(COLUMNS.length + 1);
    expect(rows).toEqual([]);
  });

  it('is written in row groups, and read back as it was', async () => {
    const count = 150_000;
    const { metadata, rows } = await written(
      Array.from({ length: count }, (_, i) => [`n${i % 7}`, String(i), String(i / 3), epochTime([i, i]), null]),
    );
    expect(metadata.row_groups.map(group => Number(group.num_rows))).toEqual([65_536, 65_536, count - 2 * 65_536]);
    expect(rows.every((row, i) => row.name === `n${i % 7}` && row.count === BigInt(i) && row.mean === i / 3)).toBe(
      true,
    );
    expect(rows.every((row, i) => row.at === nanosOf([i, i]))).toBe(true);
  });

  it('keeps any text and any number', async () => {
    const row = fc.tuple(
      fc.string({ unit: 'grapheme', minLength: 1 }),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), async wanted => {
        const { rows } = await written(wanted.map(([a, b, c]) => [a, String(b), String(c), null, null]));
        expect(rows.map(({ name, count, mean }) => [name, count, mean])).toEqual(
          wanted.map(([a, b, c]) => [a, b, c + 0]),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('says which number does not fit, and leaves the file that was there', async () => {
    const path = join(temporaryFolder(), 'out.parquet');
    writeFileSync(path, 'before');
    for (const cell of ['9223372036854775808', '1.5']) {
      const rows = [['x', cell, null, null, null]];
      await expect(writeReport(report(rows), path, { format: 'parquet', raw: false })).rejects.toThrow(
        `${cell} in the column count does not fit`,
      );
    }
    expect(readFileSync(path, 'utf8')).toBe('before');
  });

  it('refuses two columns of one name', async () => {
    const path = join(temporaryFolder(), 'out.parquet');
    const twice = report([], [textColumn('a'), numberColumn('a')]);
    await expect(writeReport(twice, path, { format: 'parquet', raw: false })).rejects.toThrow('a is there twice');
  });

  it('leaves nothing when it is stopped', async () => {
    const folder = join(temporaryFolder(), 'stopped');
    mkdirSync(folder);
    for (const format of ['csv', 'json', 'parquet'] as const) {
      const controller = new AbortController();
      const endless: Report = {
        columns: [integerColumn('n')],
        async *rows() {
          for (let i = 0; ; i++) yield [[String(i)]];
        },
      };
      const onRows = (rows: number): void => {
        if (rows === 1000) controller.abort();
      };
      const options = { format, raw: false, signal: controller.signal, onRows };
      await expect(writeReport(endless, join(folder, 'out'), options)).rejects.toThrow('stopped');
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is stopped while the first row is still being made', async () => {
    const controller = new AbortController();
    const never: Report = {
      columns: [integerColumn('n')],
      async *rows() {
        controller.abort();
        await new Promise(() => {});
      },
    };
    const path = join(temporaryFolder(), 'never');
    const options = { format: 'csv', raw: false, signal: controller.signal } as const;
    await expect(writeReport(never, path, options)).rejects.toThrow('stopped');
  });
});

const WANTED: readonly (Pick<ReportRequest, 'report'> & Partial<ReportRequest>)[] = [
  ...(
    ['packets', 'hosts', 'conversations', 'flows', 'bursts', 'beacons', 'graph', 'series'] satisfies ReportName[]
  ).map(one => ({ report: one })),
  { report: 'conversations', by: 'flow' },
  { report: 'conversations', by: 'connection' },
  { report: 'bursts', insight: {} },
  { report: 'bursts', insight: { compare: { ...DEFAULT_BURST_PARAMS, gapNanos: 1e9 } } },
  { report: 'timing', timing: DEFAULT_TIMING },
  { report: 'timing', timing: { ...DEFAULT_TIMING, histogram: [] } },
  { report: 'windows', windows: DEFAULT_WINDOWS },
  { report: 'windows', windows: { ...DEFAULT_WINDOWS, list: 'outliers' } },
  { report: 'windows', windows: { ...DEFAULT_WINDOWS, list: 'scanners' } },
  ...(['requests', 'values', 'pairs', 'anomalies'] as const).map(one => ({
    report: 'access-log' as const,
    requests: { report: one, anomalies: DEFAULT_ANOMALIES },
  })),
];

/** A value as the CSV has it: `time` as ISO, other moments as epoch seconds. */
function cellOf(value: unknown, isMoment: boolean, csv: string): string {
  if (value === null) return '';
  if (!isMoment) return typeof value === 'number' && Number(csv) === value ? csv : String(value);
  const nanos = value as bigint;
  const moment: Time = [Number(nanos / 1_000_000_000n), Number(nanos % 1_000_000_000n)];
  return csv.includes('T') ? isoTime(moment) : epochTime(moment);
}

describe('every report', () => {
  it.each(WANTED.map(one => [JSON.stringify(one), one] as const))('%s has the cells of the CSV', async (_, wanted) => {
    const { engine, source } = await openFully('assets/sample.pcapng');
    const folder = temporaryFolder();
    const request = { by: 'pair', bursts: DEFAULT_BURST_PARAMS, raw: true, ...wanted } as const;
    const csv = join(folder, 'report.csv');
    const parquet = join(folder, 'report.parquet');
    await engine.call('write', { source, request, path: csv });
    await engine.call('write', { source, request: { ...request, format: 'parquet' }, path: parquet });
    const lines = Papa.parse<string[]>(readFileSync(csv, 'utf8').trimEnd()).data;
    const { metadata, rows } = await read(parquet);
    const columns = metadata.schema.slice(1);
    const isMoment = columns.map(({ logical_type }) => logical_type?.type === 'TIMESTAMP');
    expect(columns.map(({ name }) => name)).toEqual(lines[0]);
    expect(rows).toHaveLength(lines.length - 1);
    const different = rows.flatMap((row, r) =>
      columns.flatMap(({ name }, c) => {
        const cell = lines[r + 1]![c]!;
        return cellOf(row[name], isMoment[c]!, cell) === cell ? [] : [`${name}: ${cell}, ${row[name]}`];
      }),
    );
    expect(different).toEqual([]);
    await engine.close();
  });
});
