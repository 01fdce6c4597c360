// Gaps as a report: of one key one by one, or summarised for every key (DEFINITIONS sections 2 and 8).
import { ProblemError } from '../../shared/contract/problem.ts';
import type { GapRanking } from '../../shared/model/gap.ts';
import { GAP_COLUMNS } from '../../shared/model/table-columns.ts';
import { GAP_DIRECTIONS, type GapDirection, type TimingRequest } from '../../shared/model/timing.ts';
import { epochTime } from '../../shared/unit/time.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { distributions } from '../read/gap-distributions.ts';
import { rankKeys } from '../read/gap-ranking.ts';
import { inSlices } from '../read/in-slices.ts';
import { groupScope, keyText } from '../read/key-name.ts';
import { dispersion, gapSamples } from '../timing/gap-samples.ts';
import type { Groups } from '../timing/groups.ts';
import { summarize } from '../timing/summary.ts';
import type { Span } from '../timing/time-order.ts';
import {
  type Cell,
  epochColumn,
  integerColumn,
  numberCell,
  numberColumn,
  type Report,
  secondsCell,
  textColumn,
} from './report.ts';

/** The sides of a flow or conversation may be named in either order. */
const turned = (key: string): string => {
  const [a = '', b = '', ...rest] = key.split(',');
  return [b, a, ...rest].join(',');
};

function findKey(view: CaptureView, groups: Groups, { scope }: TimingRequest, wanted: string): number {
  const text = wanted.replace(/\s/g, '');
  const both = groups.scope === 'flow' || groups.scope === 'conversation';
  for (let key = 0; key < groups.keys; key++) {
    const known = keyText(view.store, scope, key);
    if (known === text || (both && known === turned(text))) return key;
  }
  const example = groups.keys > 0 ? `, such as ${keyText(view.store, scope, 0)}` : '';
  throw new ProblemError(
    'usage',
    `There is no ${scope} ${wanted} in the capture: keys are written as in the column key${example}.`,
  );
}

const BATCH = 1024;

/** Throws ProblemError (`usage`) for a key that is not there. */
export function timingReport(view: CaptureView, span: Span, request: TimingRequest): Report {
  if (request.histogram) return histograms(view, span, request, request.histogram);
  return request.key === undefined ? summaries(view, span, request) : samples(view, span, request, request.key);
}

function samples(view: CaptureView, span: Span, request: TimingRequest, wanted: string): Report {
  const { columns, flows } = view.store;
  const { scope, direction } = request;
  const groups = view.groups(groupScope(scope, direction));
  const key = findKey(view, groups, request, wanted);
  const { rows, gaps } = gapSamples(groups, key, columns, flows, view.order, span);
  const text = keyText(view.store, scope, key);
  const cells = (i: number): Cell[] => {
    const row = rows[i]!;
    return [
      request.scope,
      text,
      String(row + 1),
      epochTime([columns.seconds[row]!, columns.nanos[row]!]),
      secondsCell(gaps[i]!),
    ];
  };
  return {
    columns: [
      textColumn('scope'),
      textColumn('key'),
      integerColumn('number'),
      epochColumn('time_epoch'),
      numberColumn('gap_s'),
    ],
    async *rows() {
      for (let i = 0; i < gaps.length; i += BATCH) {
        yield Array.from({ length: Math.min(BATCH, gaps.length - i) }, (_, k) => cells(i + k));
      }
    },
  };
}

/** The keys of each direction, in the order asked for: without one, key by key, what was sent before what was received. */
async function rankedRows(view: CaptureView, span: Span, request: TimingRequest) {
  const { scope, search, sort, descending = false, only } = request;
  const rows: { direction: GapDirection; key: number }[] = [];
  for (const direction of only ? [only] : GAP_DIRECTIONS) {
    const ranking: GapRanking = { scope, direction, search, sort: sort ?? 'key', descending };
    const { table, places } = await rankKeys(view, span, ranking);
    for (const place of places) rows.push({ direction, key: table.keys[place]! });
  }
  if (sort === undefined) rows.sort((a, b) => (descending ? b.key - a.key : a.key - b.key));
  return rows;
}

function summaries(view: CaptureView, span: Span, request: TimingRequest): Report {
  const { columns, flows } = view.store;
  const { scope } = request;
  const cells = (direction: GapDirection, key: number): Cell[] => {
    const groups = view.groups(groupScope(scope, direction));
    const summary = summarize(gapSamples(groups, key, columns, flows, view.order, span).gaps);
    const spread = dispersion(groups, key, columns, view.order, span, request.windowNanos);
    return [
      scope,
      keyText(view.store, scope, key),
      direction,
      ...GAP_COLUMNS.map(([, , cell]) => cell(summary)),
      numberCell(spread),
    ];
  };
  return {
    columns: [
      textColumn('scope'),
      textColumn('key'),
      textColumn('direction'),
      ...GAP_COLUMNS.map(([name, kind]) => ({ name, kind })),
      numberColumn('dispersion'),
    ],
    async *rows() {
      const rows = await rankedRows(view, span, request);
      for (let from = 0; from < rows.length; from += BATCH) {
        yield rows.slice(from, from + BATCH).map(({ direction, key }) => cells(direction, key));
      }
    },
  };
}

/** Of every key together when none is named: bins on a logarithmic axis that all of them share, gaps of 0 in a row of their own. */
function histograms(view: CaptureView, span: Span, request: TimingRequest, wanted: readonly string[]): Report {
  const { scope, direction, windowNanos } = request;
  const groups = view.groups(groupScope(scope, direction));
  const keys = wanted.map(text => findKey(view, groups, request, text));
  const subjects = keys.length === 0 ? [{ scope, direction }] : keys.map(key => ({ scope, direction, key }));
  return {
    columns: [
      textColumn('scope'),
      textColumn('key'),
      textColumn('direction'),
      ...['from_s', 'to_s'].map(numberColumn),
      ...['count', 'cumulative'].map(integerColumn),
    ],
    async *rows() {
      const found = await inSlices(distributions(view, span, { measure: 'gap', subjects, windowNanos }));
      for (const { subject, name, zero, counts } of found.samples) {
        let cumulative = zero;
        const row = (from: number, to: number, count: number): Cell[] => [
          ...[scope, name?.text ?? null, subject.direction],
          ...[secondsCell(from), secondsCell(to), numberCell(count), numberCell(cumulative)],
        ];
        yield [
          row(0, 0, zero),
          ...counts.map((count, i) => {
            cumulative += count;
            return row(found.edges[i]!, found.edges[i + 1]!, count);
          }),
        ];
      }
    },
  };
}
