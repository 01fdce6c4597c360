// Which report answers a request.

import { assertNever } from '../../shared/assert.ts';
import type { ReportRequest } from '../../shared/contract/calls.ts';
import { ProblemError } from '../../shared/contract/problem.ts';
import { DEFAULT_BEACONS } from '../../shared/model/beacon.ts';
import { DEFAULT_TIMING, DEFAULT_WINDOWS } from '../../shared/model/timing.ts';
import { beaconReport } from '../export/beacon-report.ts';
import { burstInsightReport } from '../export/burst-insight-report.ts';
import { flowReport } from '../export/flow-report.ts';
import { graphReport } from '../export/graph-report.ts';
import { packetReport } from '../export/packet-report.ts';
import type { Report } from '../export/report.ts';
import { burstReport, connectionReport, conversationReport, hostReport } from '../export/table-reports.ts';
import { timingReport } from '../export/timing-report.ts';
import { windowReport } from '../export/window-report.ts';
import type { CaptureView } from '../read/capture-view.ts';
import type { Source } from './source.ts';

/** Throws ProblemError (`usage`) for a field that does not exist, and for the packets of a log of flows. */
export function reportFor(view: CaptureView, source: Source, request: ReportRequest): Report {
  const span = view.span(request.range);
  switch (request.report) {
    case 'bursts':
      if (request.insight) return burstInsightReport(view, span, request.bursts, request.insight);
      return burstReport(view, span, request.bursts, request.only);
    case 'hosts':
      return hostReport(view, span);
    case 'conversations':
      return request.by === 'connection'
        ? connectionReport(view, span, request.bursts, request.idleNanos)
        : conversationReport(view, request.by, span, request.bursts, request.only);
    case 'flows':
      return flowReport(view, span);
    case 'packets':
      return packetReport(view, source.recordFiles, span, request);
    case 'compare':
      throw new ProblemError('usage', 'A comparison needs another source.');
    case 'graph':
      return graphReport(view, span, request.marks);
    case 'timing':
      return timingReport(view, span, request.timing ?? DEFAULT_TIMING);
    case 'beacons':
      return beaconReport(view, span, request.beacons ?? DEFAULT_BEACONS);
    case 'windows':
      return windowReport(view, span, request.windows ?? DEFAULT_WINDOWS);
    case 'summary':
    case 'series':
    case 'access-log':
      // They are not of a view alone: session.ts, series-calls.ts and request-calls.ts make them.
      throw new ProblemError('internal', `The ${request.report} report was asked of a view.`);
    default:
      return assertNever(request.report, 'report');
  }
}
