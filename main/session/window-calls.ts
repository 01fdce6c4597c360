// Answers about time windows. Millions of rows are worked through in slices, and once however many panels ask.
import { encodeFrame } from '../../shared/contract/frame.ts';
import type { WindowBulkCalls, WindowCalls } from '../../shared/contract/window-calls.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { inSlices } from '../read/in-slices.ts';
import { windowFrame } from '../read/window-frame.ts';
import { outlierPage } from '../read/window-outliers.ts';
import { scannersOf, trafficPage } from '../read/window-rows.ts';
import { windowTable } from '../read/window-table.ts';

type Answers = {
  [Name in keyof WindowCalls]: (input: Parameters<WindowCalls[Name]>[0]) => Promise<ReturnType<WindowCalls[Name]>>;
} & {
  [Name in keyof WindowBulkCalls]: (input: Parameters<WindowBulkCalls[Name]>[0]) => Promise<ArrayBuffer>;
};

type Ask = <T>(
  input: { readonly source: number; readonly filter?: string | undefined },
  question: (view: CaptureView) => T,
) => Promise<T>;

export function windowCalls(ask: Ask): Answers {
  /** The view that was asked about last: work over others of its source is given up. */
  const latest = new WeakMap<object, CaptureView>();

  async function viewOf(input: { source: number; filter?: string | undefined }) {
    const view = await ask(input, found => found);
    latest.set(view.store, view);
    return { view, isUnwanted: () => latest.get(view.store) !== view };
  }

  return {
    async windowFeatures(input) {
      const { view, isUnwanted } = await viewOf(input);
      const table = await windowTable(view, view.whole, input.windows, isUnwanted);
      return encodeFrame(await inSlices(windowFrame(table, view.start, input), isUnwanted));
    },
    async windowOutliers(input) {
      const { view, isUnwanted } = await viewOf(input);
      const table = await windowTable(view, view.whole, input.windows, isUnwanted);
      return outlierPage(view, table, input, isUnwanted);
    },
    async windowRows(input) {
      const { view, isUnwanted } = await viewOf(input);
      return trafficPage(view, view.span(input.range), input, isUnwanted);
    },
    async portScanners(input) {
      const { view, isUnwanted } = await viewOf(input);
      const { scanners, ...rest } = await scannersOf(view, view.span(input.range), isUnwanted);
      return { ...rest, total: scanners.length, rows: scanners.slice(input.offset, input.offset + input.limit) };
    },
  };
}
