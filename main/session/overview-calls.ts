// Answers about the whole at a glance.
import type { OverviewCalls } from '../../shared/contract/overview-calls.ts';
import { DEFAULT_BEACONS } from '../../shared/model/beacon.ts';
import { rankBeacons } from '../read/beacon-table.ts';
import { burstsReady } from '../read/burst-work.ts';
import type { CaptureView } from '../read/capture-view.ts';
import { hostEnd, nameOf } from '../read/host-end.ts';
import { namePage } from '../read/name-page.ts';
import { outlierFindings } from '../read/outlier-findings.ts';
import { overviewOf } from '../read/overview.ts';
import { beaconFindings, burstFindings } from '../read/overview-findings.ts';
import { silenceFindings } from '../read/silence-findings.ts';

type Answers = {
  [Name in keyof OverviewCalls]: (
    input: Parameters<OverviewCalls[Name]>[0],
  ) => Promise<ReturnType<OverviewCalls[Name]>>;
};

type Ask = <T>(
  input: { readonly source: number; readonly filter?: string | undefined },
  question: (view: CaptureView) => T,
) => Promise<T>;

export function overviewCalls(ask: Ask): Answers {
  /** The view whose beacons were asked for last: work over others of its source is given up. */
  const latest = new WeakMap<object, CaptureView>();
  return {
    async overview(input) {
      const view = await ask(input, found => found);
      return overviewOf(view, view.span(input.range), input.rows);
    },
    async findings(input) {
      const view = await ask(input, found => found);
      const span = view.span(input.range);
      if (input.about === 'bursts') {
        await burstsReady(view, input.bursts);
        return burstFindings(view, span, input.bursts, input.rows);
      }
      const isUnwanted = () => latest.get(view.store) !== view;
      latest.set(view.store, view);
      if (input.about === 'outliers') return outlierFindings(view, span, input.rows, isUnwanted);
      if (input.about === 'silences') return silenceFindings(view, span, isUnwanted);
      const { table } = await rankBeacons(view, span, DEFAULT_BEACONS, isUnwanted);
      return beaconFindings(view, table, input.rows);
    },
    hostEnds: input =>
      ask(input, ({ store, hosts }) => input.hosts.map(host => (host < hosts ? hostEnd(store, host) : null))),
    addressNames: input => ask(input, ({ store }) => input.addresses.map(address => nameOf(store, address))),
    names: input => ask(input, view => namePage(view, input)),
  };
}
