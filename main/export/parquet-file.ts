// A report as Apache Parquet, in row groups: of a file of any length no more than one of them is held.
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { ProblemError } from '../../shared/contract/problem.ts';
import type { Cell, ColumnKind, Report, ReportColumn } from './report.ts';

/** Cells that a row group holds, and the most rows of one. */
const GROUP_CELLS = 1 << 20;
const GROUP_ROWS = 1 << 16;

type Append = (data: Uint8Array) => Promise<void>;
type Value = string | number | bigint | null;
type Schema = ConstructorParameters<typeof ParquetWriter>[0]['schema'];

/** Writes what the library made to the file whenever a row group is complete, and begins anew. */
class FileWriter extends ByteWriter {
  readonly #append: Append;

  constructor(append: Append) {
    super(1 << 20);
    this.#append = append;
  }

  async flush(): Promise<void> {
    await this.#append(this.getBytes());
    this.index = 0;
  }

  override finish(): Promise<void> {
    return this.flush();
  }
}

/**
 * The rows of a report in columns of their types: whole numbers as int64, others as double, moments as int64 nanoseconds
 * (TIMESTAMP, UTC), texts as they are (no ' in front); an empty cell is null. Resolves to the number of rows. Throws
 * ProblemError (`usage`) when two columns have one name, or a number is none of 64 bits.
 */
export async function writeParquet(
  columns: readonly ReportColumn[],
  batches: ReturnType<Report['rows']>,
  append: Append,
): Promise<number> {
  const twice = columns.find(({ name }, i) => columns.findIndex(other => other.name === name) !== i);
  if (twice) throw new ProblemError('usage', `A Parquet file has each column once, and ${twice.name} is there twice.`);
  const writer = new FileWriter(append);
  const file = new ParquetWriter({ writer, schema: schemaOf(columns), createdBy: 'burstscope' });
  const readers = columns.map(readerOf);
  const groupRows = Math.min(GROUP_ROWS, Math.ceil(GROUP_CELLS / columns.length));
  let data: Value[][] = columns.map(() => []);
  let rows = 0;
  const writeGroup = async (): Promise<void> => {
    const columnData = columns.map(({ name }, i) => ({ name, data: data[i]! }));
    await file.write({ columnData, rowGroupSize: groupRows });
    data = columns.map(() => []);
  };
  for await (const batch of batches) {
    for (const row of batch) {
      for (let i = 0; i < readers.length; i++) data[i]!.push(readers[i]!(row[i]!));
      if (++rows % groupRows === 0) await writeGroup();
    }
  }
  if (rows % groupRows !== 0) await writeGroup();
  await file.finish();
  return rows;
}

function schemaOf(columns: readonly ReportColumn[]): Schema {
  const elements = columns.map(({ name, kind }) => ({ name, repetition_type: 'OPTIONAL' as const, ...TYPES[kind] }));
  return [{ name: 'report', num_children: columns.length }, ...elements];
}

const MOMENT: Omit<Schema[number], 'name'> = {
  type: 'INT64',
  logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'NANOS' },
};
const TYPES: Readonly<Record<ColumnKind, Omit<Schema[number], 'name'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  number: { type: 'DOUBLE' },
  integer: { type: 'INT64' },
  epoch: MOMENT,
  time: MOMENT,
};

/** What a cell of the column is as a value. */
function readerOf({ name, kind }: ReportColumn): (cell: Cell) => Value {
  // CSV does not tell an empty text from none either.
  if (kind === 'text') return cell => cell || null;
  if (kind === 'number') return cell => (cell === null ? null : Number(cell));
  const read = kind === 'integer' ? integerOf : kind === 'epoch' ? epochNanos : isoReader();
  return cell => {
    const value = cell === null ? null : read(cell);
    if (value === undefined || (value !== null && BigInt.asIntN(64, value) !== value)) {
      const message = `${cell} in the column ${name} does not fit into 64 bits: write the report as CSV.`;
      throw new ProblemError('usage', message);
    }
    return value;
  };
}

function integerOf(cell: string): bigint | undefined {
  const value = Number(cell);
  if (Number.isSafeInteger(value)) return BigInt(value);
  return /^-?\d+$/.test(cell) ? BigInt(cell) : Number.isInteger(value) ? BigInt(value) : undefined;
}

/** Nanoseconds of `-12.345678901`. */
function epochNanos(cell: string): bigint {
  const dot = cell.indexOf('.');
  return BigInt(cell.slice(0, dot) + cell.slice(dot + 1));
}

const SECOND_LENGTH = '2021-04-07T17:55:53'.length;

/** Nanoseconds of ISO times; the calendar is asked once a second of the capture. */
function isoReader(): (cell: string) => bigint {
  let text = '';
  let nanos = 0n;
  return cell => {
    const dot = cell.indexOf('.');
    const second = dot < SECOND_LENGTH ? cell : cell.slice(0, dot);
    if (second !== text) nanos = BigInt(Date.parse(`${second}Z`)) * 1_000_000n;
    text = second;
    return nanos + BigInt(cell.slice(dot + 1, -1));
  };
}
