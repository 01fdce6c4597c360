// Zeek's log of HTTP, as text with tabs and as JSON: one request a line, columns by their names (docs.zeek.org, http.log).
import { parseTime } from '../../shared/unit/time.ts';
import { BAD, parseEpoch, parseWhole } from './ascii-parse.ts';
import { type ReadRequest, type RequestRow, RowTexts, TEXT } from './request-row.ts';
import { ZeekTable } from './zeek-table.ts';

const text = new TextDecoder();
const encoder = new TextEncoder();

/** The column of each text of a request. */
const TEXT_COLUMNS = [
  [TEXT.ip, 'id.orig_h'],
  [TEXT.method, 'method'],
  [TEXT.path, 'uri'],
  [TEXT.version, 'version'],
  [TEXT.referrer, 'referrer'],
  [TEXT.agent, 'user_agent'],
] as const;
const MUST = ['ts', 'id.orig_h', 'uri'];
const MOST_STATUS = 999;

/** Whether columns, or members, are those of a log of HTTP. */
export const isHttp = (names: readonly string[]): boolean =>
  ['ts', 'id.orig_h', 'uri', 'status_code'].every(name => names.includes(name));

interface Places {
  readonly ts: number;
  readonly texts: readonly (readonly [which: number, column: number])[];
  readonly status: number;
  readonly size: number;
}

/** A reader of its lines of text. */
export function zeekHttp(): ReadRequest {
  const table = new ZeekTable(MUST, placesOf);
  const { starts, ends } = table;
  const scratch = new RowTexts();
  // hot path
  return (bytes, at, end, row) => {
    const problem = table.split(bytes, at, end);
    if (problem !== null) return problem;
    const places = table.places!;
    if (!parseEpoch(bytes, starts[places.ts]!, ends[places.ts]!, row)) return table.bad(bytes, places.ts, 'time');
    row.zone = 0;
    row.status = 0;
    row.size = Number.NaN;
    if (!table.isUnset(bytes, places.status)) {
      row.status = parseWhole(bytes, starts[places.status]!, ends[places.status]!);
      if (row.status === BAD || row.status > MOST_STATUS) return table.bad(bytes, places.status, 'status');
    }
    if (!table.isUnset(bytes, places.size)) {
      row.size = parseWhole(bytes, starts[places.size]!, ends[places.size]!);
      if (row.size === BAD) return table.bad(bytes, places.size, 'number');
    }
    scratch.begin();
    for (const [which, column] of places.texts) {
      if (column < 0) scratch.add(row, which, bytes, 0, 0);
      else if (which === TEXT.version && !table.isUnset(bytes, column))
        scratch.addVersion(row, bytes, starts[column]!, ends[column]!);
      else scratch.add(row, which, bytes, starts[column]!, ends[column]!);
    }
    scratch.end(row);
    return null;
  };
}

function placesOf(names: readonly string[]): Places {
  return {
    ts: names.indexOf('ts'),
    texts: TEXT_COLUMNS.map(([which, name]) => [which, names.indexOf(name)] as const),
    status: names.indexOf('status_code'),
    size: names.indexOf('response_body_len'),
  };
}

/** The time as it stands in the text: a number of JSON would lose its last digits. */
const TIME = /"ts"\s*:\s*(?:"([^"]*)"|([0-9.]+))/;
const NONE = encoder.encode('-');

/** A reader of its lines of JSON. */
export function zeekHttpJson(): ReadRequest {
  const scratch = new RowTexts();
  return (bytes, at, end, row) => {
    if (at === end) return undefined;
    const line = text.decode(bytes.subarray(at, end));
    let entry: unknown;
    try {
      entry = JSON.parse(line);
    } catch {
      return 'it is no JSON';
    }
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return 'it is no JSON object';
    return fill(entry as Readonly<Record<string, unknown>>, line, row, scratch);
  };
}

function fill(
  entry: Readonly<Record<string, unknown>>,
  line: string,
  row: RequestRow,
  scratch: RowTexts,
): string | null {
  const stamp = TIME.exec(line);
  const time = stamp ? parseTime((stamp[1] ?? stamp[2])!) : undefined;
  if (time === undefined || time[0] < 0 || time[0] > 0xffff_ffff) return 'it has no member "ts" that is a time';
  [row.seconds, row.nanos] = time;
  row.zone = 0;
  const whole = (name: string, most: number): number => {
    const value = entry[name];
    return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most
      ? (value as number)
      : Number.NaN;
  };
  row.status = whole('status_code', MOST_STATUS) || 0;
  row.size = whole('response_body_len', Number.MAX_SAFE_INTEGER);
  if (typeof entry['id.orig_h'] !== 'string') return 'it has no member "id.orig_h" that is an address';
  scratch.begin();
  for (const [which, name] of TEXT_COLUMNS) {
    const value = entry[name];
    const encoded = typeof value === 'string' ? encoder.encode(value) : NONE;
    if (which === TEXT.version && encoded !== NONE) scratch.addVersion(row, encoded, 0, encoded.length);
    else scratch.add(row, which, encoded, 0, encoded.length);
  }
  scratch.end(row);
  return null;
}
