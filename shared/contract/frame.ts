// A block of columns on its way to a view: a JSON header with the columns' places, then their bytes, 8-byte aligned.

const TYPES = { f64: Float64Array, u32: Uint32Array, u8: Uint8Array } as const;
type ColumnType = keyof typeof TYPES;
export type FrameColumn = Float64Array | Uint32Array | Uint8Array;

/** `meta` is JSON-safe; columns are typed arrays by name. */
export interface Frame<Meta> {
  readonly meta: Meta;
  readonly columns: Readonly<Record<string, FrameColumn>>;
}

interface Header {
  meta: unknown;
  columns: { name: string; type: ColumnType; length: number; offset: number }[];
}

const align = (n: number): number => (n + 7) & ~7;

function typeOf(column: FrameColumn): ColumnType {
  if (column instanceof Float64Array) return 'f64';
  return column instanceof Uint32Array ? 'u32' : 'u8';
}

/** One buffer: u32 header length (little endian), header, padding, columns. */
export function encodeFrame(frame: Frame<unknown>): ArrayBuffer {
  const columns: Header['columns'] = [];
  let size = 0;
  for (const [name, column] of Object.entries(frame.columns)) {
    columns.push({ name, type: typeOf(column), length: column.length, offset: size });
    size = align(size + column.byteLength);
  }
  const header = new TextEncoder().encode(JSON.stringify({ meta: frame.meta, columns } satisfies Header));
  const body = align(4 + header.length);
  const out = new ArrayBuffer(body + size);
  new DataView(out).setUint32(0, header.length, true);
  new Uint8Array(out, 4, header.length).set(header);
  for (const { name, offset } of columns) {
    const column = frame.columns[name]!;
    new Uint8Array(out, body + offset, column.byteLength).set(
      new Uint8Array(column.buffer, column.byteOffset, column.byteLength),
    );
  }
  return out;
}

/** The columns are views into the buffer. Throws RangeError when the buffer is cut short. */
export function decodeFrame<Meta>(buffer: ArrayBuffer): Frame<Meta> {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length))) as Header;
  const body = align(4 + length);
  const columns: Record<string, FrameColumn> = {};
  for (const c of header.columns) columns[c.name] = new TYPES[c.type](buffer, body + c.offset, c.length);
  return { meta: header.meta as Meta, columns };
}
