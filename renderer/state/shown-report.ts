// What the place that is shown writes as CSV: one request, for its export and for its command line alike.
import { useEffect } from 'react';
import { create } from 'zustand';
import type { ReportRequest } from '../../shared/contract/calls.ts';
import type { ReportChoice } from '../../shared/model/report-choice.ts';
import { useBurstParams } from './bursts.ts';
import type { Place } from './place.ts';
import { usePlace } from './places.ts';
import { currentScope } from './scope.ts';
import { useSelection } from './selection.ts';

/** A report and how it departs from the bursts, pairs, range and filter in force. */
export type WantedReport = Pick<ReportRequest, 'report'> &
  Partial<ReportRequest> & {
    /** Whatever range is selected. */
    readonly isOfAllTime?: boolean;
  };

export interface ShownReport {
  readonly wanted: WantedReport;
  /** What its rows are: `Bursts of 10.0.0.1`. */
  readonly title: string;
  /** Of the file's name. */
  readonly ending: string;
}

type Shown = Partial<Record<Place, ShownReport>>;

const useShown = create<Shown>(() => ({}));

/** Tells what `place` shows while the caller is mounted; null: nothing that a report writes. */
export function useShownReport(place: Place, shown: ShownReport | null): void {
  const key = JSON.stringify(shown);
  useEffect(() => {
    useShown.setState({ [place]: (JSON.parse(key) as ShownReport | null) ?? undefined });
    return () => useShown.setState({ [place]: undefined });
  }, [place, key]);
}

const OVERVIEW: ShownReport = {
  wanted: { report: 'summary', format: 'html' },
  title: 'Report to hand on, as an HTML page',
  ending: 'report.html',
};

/** What the place on the screen shows; undefined: nothing that a report writes. */
export function useReportOnScreen(): ShownReport | undefined {
  const place = usePlace(s => s.place);
  const shown = useShown(s => s[place]);
  return place === 'overview' ? OVERVIEW : shown;
}

interface ReportQuestion {
  readonly filter?: string | undefined;
  readonly request: ReportRequest;
}

/** All of what is asked for: with the range and the filter of the selection, and the thresholds in force. */
export function questionOf({ isOfAllTime = false, ...wanted }: WantedReport): ReportQuestion {
  const { range, filter } = currentScope();
  const { gapNanos, minPayload, minPackets, scope, compat } = useBurstParams.getState();
  const bursts = { gapNanos, minPayload, minPackets, scope, ...(compat ? { compat } : {}) };
  return { filter, request: { by: 'pair', bursts, ...(range && !isOfAllTime ? { range } : {}), ...wanted } };
}

/** The selected host, or pair, as what is left of a report. */
export function useChosenHosts(): ReportChoice | undefined {
  const { host, peer } = useSelection();
  if (!host) return undefined;
  return { host: host.address, ...(peer ? { peer: peer.address } : {}) };
}
