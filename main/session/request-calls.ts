// Answers about requests for pages, of whatever source has them.
import type { ReportRequest } from '../../shared/contract/calls.ts';
import type { RequestCalls } from '../../shared/contract/request-calls.ts';
import type { RequestReportRequest } from '../../shared/model/request.ts';
import type { TimeRange } from '../../shared/unit/time.ts';
import { accessLogReport } from '../export/access-log-report.ts';
import type { Report } from '../export/report.ts';
import { inSlices, Kept } from '../read/in-slices.ts';
import { requestAnomalies } from '../read/request-anomalies.ts';
import { requestPage, requestRate, requestSummary, statusByHost, valuePage } from '../read/request-rows.ts';
import { namedKeys } from './named-keys.ts';
import { requestsOf } from './requests-of.ts';
import type { Source } from './source.ts';

interface Scoped {
  readonly source: number;
  readonly filter?: string | undefined;
  readonly range?: TimeRange | undefined;
}

type Answers = {
  [Name in keyof RequestCalls]: (input: Parameters<RequestCalls[Name]>[0]) => Promise<ReturnType<RequestCalls[Name]>>;
};

interface RequestAnswers extends Answers {
  report(input: Scoped, request: RequestReportRequest | undefined, format: ReportRequest['format']): Promise<Report>;
}

/** Anomalies of a few scopes. */
const KEPT = 4;

export function requestCalls(sourceOf: (input: { source: number }) => Source): RequestAnswers {
  const kept = new Kept(KEPT);
  const view = (input: Scoped) => requestsOf(sourceOf(input), input.filter);
  return {
    async requestSummary(input) {
      return requestSummary(await view(input), input);
    },
    async requests(input) {
      return requestPage(await view(input), input);
    },
    async requestRate(input) {
      return requestRate(await view(input), input);
    },
    async requestValues(input) {
      const isNamed = input.field === 'ip' ? await namedKeys(sourceOf(input), input) : () => false;
      return valuePage(await view(input), input, isNamed);
    },
    async statusByHost(input) {
      return statusByHost(await view(input), input);
    },
    async requestAnomalies(input) {
      const found = await view(input);
      const { range, where, options } = input;
      return kept.get(found, JSON.stringify([range, where, options]), () =>
        inSlices(requestAnomalies(found, { range, where }, options)),
      );
    },
    async report(input, request, format) {
      return accessLogReport(await view(input), input.range, request ?? { report: 'requests' }, format);
    },
  };
}
