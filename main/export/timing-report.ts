// Gaps as a report: of one key one by one, or summarised for every key (DEFINITIONS sections 2 and 8).
import { ProblemError } from '../../shared/contract/problem.ts';
import type { GapSummary } from '../../shared/model/summary.ts';
import { GAP_DIRECTIONS, type GapDirection, type TimingRequest } from '../../shared/model/timing.ts';
import { ipProtocolName } from '../../shared/net/ip-protocol.ts';
import { epochTime } from '../../shared/unit/time.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { addressOf } from '../read/host-rows.ts';
import { dispersion, gapSamples } from '../timing/gap-samples.ts';
import type { GroupScope, Groups } from '../timing/groups.ts';
import { summarize } from '../timing/summary.ts';
import type { Span } from '../timing/time-order.ts';
import { type Cell, numberCell, numberColumn, type Report, secondsCell, textColumn } from './report.ts';

/** Records that the gaps of a scope are between. */
function groupScope({ scope }: TimingRequest, direction: GapDirection): GroupScope {
  if (scope !== 'host') return scope;
  return direction === 'idt' ? 'sender' : 'receiver';
}

const withPort = (address: string, port: number): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

/** The key of a group as text: `10.0.0.1`, `10.0.0.1,10.0.0.2`, `10.0.0.1:4000,10.0.0.2:80,TCP`. */
function keyText({ store }: CaptureView, { scope }: Groups, key: number): string {
  const { flows } = store;
  const address = (host: number): string => addressOf(store, host);
  switch (scope) {
    case 'sender':
    case 'receiver':
      return address(key);
    case 'flow': {
      const a = withPort(address(flows.aHost[key]!), flows.aPort(key));
      const b = withPort(address(flows.bHost[key]!), flows.bPort(key));
      return `${a},${b},${ipProtocolName(flows.protocol[key]!)}`;
    }
    default: {
      const pairs = scope === 'stream' ? flows.streams : flows.conversations;
      return `${address(pairs.first[key]!)},${address(pairs.second[key]!)}`;
    }
  }
}

/** The sides of a flow or conversation may be named in either order. */
const turned = (key: string): string => {
  const [a = '', b = '', ...rest] = key.split(',');
  return [b, a, ...rest].join(',');
};

function findKey(view: CaptureView, groups: Groups, { scope }: TimingRequest, wanted: string): number {
  const text = wanted.replace(/\s/g, '');
  const both = groups.scope === 'flow' || groups.scope === 'conversation';
  for (let key = 0; key < groups.keys; key++) {
    const known = keyText(view, groups, key);
    if (known === text || (both && known === turned(text))) return key;
  }
  const example = groups.keys > 0 ? `, such as ${keyText(view, groups, 0)}` : '';
  throw new ProblemError(
    'usage',
    `There is no ${scope} ${wanted} in the capture: keys are written as in the column key${example}.`,
  );
}

const SUMMARY: readonly (readonly [name: string, cell: (summary: GapSummary) => Cell])[] = [
  ['n', g => numberCell(g.n)],
  ['min_s', g => secondsCell(g.min)],
  ['max_s', g => secondsCell(g.max)],
  ['mean_s', g => secondsCell(g.mean)],
  ['sd_s', g => secondsCell(g.sd)],
  ['median_s', g => secondsCell(g.median)],
  ['p25_s', g => secondsCell(g.p25)],
  ['p75_s', g => secondsCell(g.p75)],
  ['p90_s', g => secondsCell(g.p90)],
  ['p95_s', g => secondsCell(g.p95)],
  ['p99_s', g => secondsCell(g.p99)],
  ['mad_s', g => secondsCell(g.mad)],
  ['cv', g => numberCell(g.cv)],
  ['burstiness', g => numberCell(g.burstiness)],
  ['burstiness_n', g => numberCell(g.burstinessFinite)],
  ['memory', g => numberCell(g.memory)],
];

const BATCH = 1024;

/** Throws ProblemError (`usage`) for a key that is not there. */
export function timingReport(view: CaptureView, span: Span, request: TimingRequest): Report {
  return request.key === undefined ? summaries(view, span, request) : samples(view, span, request, request.key);
}

function samples(view: CaptureView, span: Span, request: TimingRequest, wanted: string): Report {
  const { columns, flows } = view.store;
  const groups = view.groups(groupScope(request, request.direction));
  const key = findKey(view, groups, request, wanted);
  const { rows, gaps } = gapSamples(groups, key, columns, flows, view.order, span);
  const text = keyText(view, groups, key);
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
      numberColumn('number'),
      numberColumn('time_epoch'),
      numberColumn('gap_s'),
    ],
    async *rows() {
      for (let i = 0; i < gaps.length; i += BATCH) {
        yield Array.from({ length: Math.min(BATCH, gaps.length - i) }, (_, k) => cells(i + k));
      }
    },
  };
}

function summaries(view: CaptureView, span: Span, request: TimingRequest): Report {
  const { columns, flows } = view.store;
  const all = GAP_DIRECTIONS.map(direction => ({ direction, groups: view.groups(groupScope(request, direction)) }));
  const cells = (direction: GapDirection, groups: Groups, key: number): Cell[] => {
    const summary = summarize(gapSamples(groups, key, columns, flows, view.order, span).gaps);
    const spread = dispersion(groups, key, columns, view.order, span, request.windowNanos);
    return [
      request.scope,
      keyText(view, groups, key),
      direction,
      ...SUMMARY.map(([, cell]) => cell(summary)),
      numberCell(spread),
    ];
  };
  return {
    columns: [
      textColumn('scope'),
      textColumn('key'),
      textColumn('direction'),
      ...SUMMARY.map(([name]) => numberColumn(name)),
      numberColumn('dispersion'),
    ],
    async *rows() {
      const keys = all[0]!.groups.keys;
      for (let from = 0; from < keys; from += BATCH) {
        const batch: Cell[][] = [];
        for (let key = from; key < Math.min(keys, from + BATCH); key++) {
          for (const { direction, groups } of all) {
            if (groups.offsets[key] !== groups.offsets[key + 1]) batch.push(cells(direction, groups, key));
          }
        }
        yield batch;
      }
    },
  };
}
