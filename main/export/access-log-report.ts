// Requests as reports: one by one, values and pairs of values with their frequency, anomalies (DEFINITIONS sections 7 and 8).
import type { ReportRequest } from '../../shared/contract/calls.ts';
import {
  type AnomalyOptions,
  DEFAULT_ANOMALIES,
  REQUEST_FIELDS,
  type RequestField,
  type RequestReportRequest,
} from '../../shared/model/request.ts';
import { epochTime, isoTime, type TimeRange } from '../../shared/unit/time.ts';
import { countPairs, countValues, rowsByValue } from '../analysis/request-counts.ts';
import { inSlices } from '../read/in-slices.ts';
import { requestAnomalies } from '../read/request-anomalies.ts';
import { requestRow } from '../read/request-rows.ts';
import type { RequestScope, RequestView } from '../read/request-view.ts';
import { pairLines, requestLines, valueLines } from './access-log-lines.ts';
import { CsvOut } from './csv-out.ts';
import {
  type Cell,
  epochColumn,
  integerColumn,
  numberCell,
  numberColumn,
  type Report,
  textColumn,
  timeColumn,
} from './report.ts';

const BATCH = 2048;

/** Of JSON, requests of several logs also name theirs. */
export function accessLogReport(
  view: RequestView,
  range: TimeRange | undefined,
  request: RequestReportRequest,
  format?: ReportRequest['format'],
): Report {
  const scope = { range, where: request.where };
  switch (request.report) {
    case 'requests':
      // The columns of CSV are settled; JSON has room for what tells several logs apart.
      return requestReport(view, scope, format === 'json' && view.store.hasFiles);
    case 'values':
      return valueReport(view, scope, request.fields ?? REQUEST_FIELDS);
    case 'pairs':
      return pairReport(view, scope, request.given ?? 'ip', request.fields ?? ['status']);
    case 'anomalies':
      return anomalyReport(view, scope, request.anomalies ?? DEFAULT_ANOMALIES);
  }
}

async function* batches<T>(length: number, row: (i: number) => T): AsyncGenerator<readonly T[]> {
  for (let from = 0; from < length; from += BATCH)
    yield Array.from({ length: Math.min(BATCH, length - from) }, (_, i) => row(from + i));
}

/** What a log writes for no value (`-`) is an empty cell. */
const textCell = (text: string): Cell => (text === '' || text === '-' ? null : text);

function requestReport(view: RequestView, scope: RequestScope, named: boolean): Report {
  const rows = view.rows(scope);
  const cells = (i: number): Cell[] => {
    const one = requestRow(view.store, rows[i]!, i);
    return [
      String(one.line),
      textCell(one.ip),
      isoTime(one.time),
      epochTime(one.time),
      textCell(one.method),
      textCell(one.path),
      textCell(one.version),
      one.status === 0 ? null : String(one.status),
      numberCell(one.size),
      textCell(one.referrer),
      textCell(one.agent),
      ...(named ? [one.file] : []),
    ];
  };
  return {
    columns: [
      integerColumn('line'),
      textColumn('ip'),
      timeColumn('time'),
      epochColumn('time_epoch'),
      textColumn('method'),
      textColumn('path'),
      textColumn('version'),
      integerColumn('status'),
      integerColumn('size'),
      textColumn('referrer'),
      textColumn('user_agent'),
      ...(named ? [textColumn('file')] : []),
    ],
    rows: () => batches(rows.length, cells),
    csvLines: raw => requestLines(new CsvOut(raw), view.store, rows),
  };
}

function valueReport(view: RequestView, scope: RequestScope, fields: readonly RequestField[]): Report {
  const rows = view.rows(scope);
  const counted = (name: RequestField) => {
    const field = view.field(name);
    return { field, counts: countValues(field.codes, rows, field.size) };
  };
  return {
    columns: [textColumn('field'), textColumn('value'), integerColumn('count'), numberColumn('frequency')],
    async *rows() {
      for (const name of fields) {
        const { field, counts: found } = counted(name);
        yield* batches(found.values.length, i => [
          name,
          field.text(found.values[i]!),
          String(found.counts[i]!),
          numberCell(found.counts[i]! / rows.length),
        ]);
      }
    },
    async *csvLines(raw) {
      const out = new CsvOut(raw);
      for (const name of fields) {
        const { field, counts } = counted(name);
        yield* valueLines(out, name, field, counts, rows.length);
      }
    },
  };
}

/** Given values in the order of their text (numbers by size), the most frequent values of each first. */
function pairReport(
  view: RequestView,
  scope: RequestScope,
  given: RequestField,
  fields: readonly RequestField[],
): Report {
  const rows = view.rows(scope);
  function* counted() {
    const one = view.field(given);
    const byGiven = rowsByValue(one.codes, rows, one.size);
    const order = inOrder(given, one.text, byGiven.starts);
    for (const field of fields) {
      const other = view.field(field);
      yield { field, other, pairs: countPairs(byGiven, other.codes, other.size, order) };
    }
  }
  return {
    columns: [
      textColumn('given'),
      textColumn('given_value'),
      textColumn('field'),
      textColumn('value'),
      integerColumn('count'),
      numberColumn('probability'),
    ],
    async *rows() {
      for (const { field, other, pairs } of counted()) {
        const one = view.field(given);
        yield* batches(pairs.counts.length, i => {
          const value = pairs.given[i]!;
          return [
            given,
            one.text(value),
            field,
            other.text(pairs.values[i]!),
            String(pairs.counts[i]!),
            numberCell(pairs.counts[i]! / pairs.totals[value]!),
          ];
        });
      }
    },
    async *csvLines(raw) {
      const out = new CsvOut(raw);
      for (const { field, other, pairs } of counted())
        yield* pairLines(out, [given, view.field(given)], [field, other], pairs);
    },
  };
}

/** Values that occur, in the order of their text. */
function inOrder(field: RequestField, text: (code: number) => string, starts: Uint32Array): readonly number[] {
  const found: { readonly code: number; readonly text: string }[] = [];
  for (let code = 0; code + 1 < starts.length; code++)
    if (starts[code + 1]! > starts[code]!) found.push({ code, text: text(code) });
  const isNumber = field === 'status' || field === 'size';
  found.sort((a, b) => (isNumber ? Number(a.text) - Number(b.text) : a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  return found.map(({ code }) => code);
}

function anomalyReport(view: RequestView, scope: RequestScope, options: AnomalyOptions): Report {
  return {
    columns: [
      textColumn('kind'),
      textColumn('field'),
      textColumn('value'),
      textColumn('host'),
      epochColumn('start_epoch'),
      epochColumn('end_epoch'),
      integerColumn('count'),
      numberColumn('expected'),
      numberColumn('p_value'),
      textColumn('reason'),
    ],
    async *rows() {
      const { rows } = await inSlices(requestAnomalies(view, scope, options));
      yield rows.map(one => [
        one.kind,
        one.field,
        one.value === '' ? null : one.value,
        one.host,
        epochTime(one.start),
        epochTime(one.end),
        String(one.count),
        numberCell(one.expected),
        numberCell(one.pValue),
        one.reason,
      ]);
    },
  };
}
