// What is far out in windows, as lists: pairs in a window, and windows as a whole.
import type { SortDirection } from '../../shared/contract/asked.ts';
import type { OutlierPage, OutlierSort } from '../../shared/contract/window-calls.ts';
import { type OutlierKind, type OutlierRow, PAIR_MEASURES, type PairMeasure } from '../../shared/model/window.ts';
import { FEATURE_NAMES } from '../../shared/model/window-feature.ts';
import { beyond, type Fence, type PairOutliers, pairOutliers } from '../analysis/outliers.ts';
import { Growing } from '../tables/growing.ts';
import { SortedRuns } from '../timing/sorted-runs.ts';
import type { CaptureView } from './capture-view.ts';
import { hostEnd } from './host-end.ts';
import { inSlices, Kept } from './in-slices.ts';
import { isFarOut, type WindowTable } from './window-table.ts';

/** Rows of a page's list; the others are for files. */
const MOST_LISTED = 10_000;
/** Windows looked at before the work gives way. */
const SLICE = 1 << 12;

export interface Outlier {
  /** Number of the window. */
  readonly window: number;
  readonly measure: string;
  readonly value: number;
  readonly fence: Fence;
  /** Numbers of the hosts; undefined: the window as a whole. */
  readonly pair: { readonly src: number; readonly dst: number } | undefined;
}

export interface OutlierList {
  readonly length: number;
  at(index: number): Outlier;
}

const lists = new Kept(2);

/** All outliers of a kind: pairs by measure and then window, windows by window and then feature. */
export function outlierList(table: WindowTable, kind: OutlierKind, isUnwanted?: () => boolean): Promise<OutlierList> {
  return lists.get(table, kind, () => inSlices(kind === 'pair' ? ofPairs(table) : ofWindows(table), isUnwanted));
}

const NOTHING: OutlierList = {
  length: 0,
  at: () => {
    throw new Error('There are no outliers.');
  },
};

function* ofPairs({ pairs }: WindowTable): Generator<undefined, OutlierList> {
  const found = yield* pairOutliers(pairs);
  if (found === null) return NOTHING;
  const parts = PAIR_MEASURES.map((measure): [PairMeasure, PairOutliers] => [measure, found[measure]]);
  return {
    length: parts.reduce((sum, [, part]) => sum + part.found.length, 0),
    at(index) {
      let rest = index;
      for (const [measure, part] of parts) {
        if (rest < part.found.length) {
          const i = part.found[rest]!;
          return {
            window: pairs.window.get(i),
            measure,
            value: pairs.values[measure].get(i),
            fence: part.fence,
            pair: { src: pairs.src.get(i), dst: pairs.dst.get(i) },
          };
        }
        rest -= part.found.length;
      }
      throw new Error(`There is no outlier ${index}.`);
    },
  };
}

function* ofWindows({ numbers, features, samples }: WindowTable): Generator<undefined, OutlierList> {
  const windows = new Growing(new Uint32Array(64));
  const measures = new Growing(new Uint32Array(64));
  for (let i = 0; i < features.length; i++) {
    if (i % SLICE === SLICE - 1) yield;
    for (let f = 0; f < samples.length; f++) {
      if (!isFarOut(features[i]![f]!, samples[f]!)) continue;
      windows.push(i);
      measures.push(f);
    }
  }
  return {
    length: windows.length,
    at(index) {
      const i = windows.get(index);
      const f = measures.get(index);
      return {
        window: numbers[i]!,
        measure: FEATURE_NAMES[f]!,
        value: features[i]![f]!,
        fence: samples[f]!.fence,
        pair: undefined,
      };
    },
  };
}

const chosen = new Kept(1);

/** The outliers that are listed: those furthest beyond their fence. */
function listed(list: OutlierList, isUnwanted?: () => boolean): Promise<readonly Outlier[]> {
  return chosen.get(list, '', () => inSlices(furthest(list), isUnwanted));
}

function* furthest(list: OutlierList): Generator<undefined, readonly Outlier[]> {
  const far = new Float64Array(list.length);
  for (let i = 0; i < far.length; i++) {
    if (i % SLICE === SLICE - 1) yield;
    const { value, fence } = list.at(i);
    far[i] = beyond(value, fence);
  }
  const least = far.length > MOST_LISTED ? (yield* SortedRuns.of(far.slice())).at(far.length - MOST_LISTED) : 0;
  const out: Outlier[] = [];
  for (let i = 0; i < far.length && out.length < MOST_LISTED; i++) if (far[i]! >= least) out.push(list.at(i));
  return out;
}

export interface OutlierQuestion {
  readonly kind: OutlierKind;
  readonly sort: OutlierSort;
  readonly direction: SortDirection;
  readonly offset: number;
  readonly limit: number;
}

/** Rejects with ProblemError (`cancelled`) when the work is given up. */
export async function outlierPage(
  view: CaptureView,
  table: WindowTable,
  { kind, sort, direction, offset, limit }: OutlierQuestion,
  isUnwanted?: () => boolean,
): Promise<OutlierPage> {
  const list = await outlierList(table, kind, isUnwanted);
  const rows = await listed(list, isUnwanted);
  const keyOf: Record<OutlierSort, (one: Outlier) => number> = {
    window: one => one.window,
    value: one => one.value,
    beyond: one => beyond(one.value, one.fence),
  };
  const key = keyOf[sort];
  const sign = direction === 'desc' ? -1 : 1;
  const sorted = [...rows].sort((a, b) => sign * (key(a) - key(b)) || a.window - b.window);
  const page = sorted.slice(offset, offset + limit);
  return { found: list.length, total: rows.length, rows: page.map(one => outlierRow(view, table, one)) };
}

function outlierRow(view: CaptureView, table: WindowTable, outlier: Outlier): OutlierRow {
  const { window, measure, value, fence, pair } = outlier;
  return { window, ...table.time(window), ...endsOf(view, pair), measure, value, ...fence };
}

const endsOf = ({ store }: CaptureView, pair: Outlier['pair']): Pick<OutlierRow, 'src' | 'dst'> =>
  pair ? { src: hostEnd(store, pair.src), dst: hostEnd(store, pair.dst) } : { src: null, dst: null };
