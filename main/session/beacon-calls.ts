// Answers about beacons: found once however many panels ask, in slices.
import type { BeaconBulkCalls, BeaconCalls } from '../../shared/contract/beacon-calls.ts';
import { encodeFrame } from '../../shared/contract/frame.ts';
import type { BeaconRequest } from '../../shared/model/beacon.ts';
import type { TimeRange } from '../../shared/unit/time.ts';
import { beaconDetail, beaconPage, tickFrame } from '../read/beacon-rows.ts';
import { rankBeacons } from '../read/beacon-table.ts';
import type { CaptureView } from '../read/capture-view.ts';

type Answers = {
  [Name in keyof BeaconCalls]: (input: Parameters<BeaconCalls[Name]>[0]) => Promise<ReturnType<BeaconCalls[Name]>>;
} & {
  [Name in keyof BeaconBulkCalls]: (input: Parameters<BeaconBulkCalls[Name]>[0]) => Promise<ArrayBuffer>;
};

type Ask = <T>(
  input: { readonly source: number; readonly filter?: string | undefined },
  question: (view: CaptureView) => T,
) => Promise<T>;

interface Asked {
  readonly source: number;
  readonly filter?: string | undefined;
  readonly range?: TimeRange | undefined;
  readonly beacons: BeaconRequest;
}

export function beaconCalls(ask: Ask): Answers {
  /** The view that was asked about last: work over others of its source is given up. */
  const latest = new WeakMap<object, CaptureView>();

  async function rank(input: Asked) {
    const view = await ask(input, found => found);
    latest.set(view.store, view);
    const span = view.span(input.range);
    const ranked = await rankBeacons(view, span, input.beacons, () => latest.get(view.store) !== view);
    return { view, span, ranked };
  }

  return {
    async beacons(input) {
      const { view, span, ranked } = await rank(input);
      return beaconPage(view, span, ranked, input);
    },
    async beacon(input) {
      const { view, span, ranked } = await rank(input);
      return beaconDetail(view, span, ranked, input.ends);
    },
    async beaconTicks(input) {
      const { view, ranked } = await rank(input);
      return encodeFrame(tickFrame(view, ranked, input.ends));
    },
  };
}
