// Calls about requests for pages: of access logs, of Zeek's logs of HTTP, and of HTTP/1 in captures.
import type {
  AnomalyOptions,
  RequestAnomalies,
  RequestField,
  RequestRate,
  RequestRow,
  RequestSummary,
  RequestWhere,
  StatusByHost,
  ValueRow,
} from '../model/request.ts';
import type { OfScope, Page, Paged } from './asked.ts';

/** A filter chooses records of a capture, and the requests that began in one of them; logs have no records and take none. */
interface OfRequests extends OfScope {
  readonly where?: readonly RequestWhere[] | undefined;
}

export interface RequestCalls {
  requestSummary(input: OfRequests): RequestSummary;
  /** In the order of time. */
  requests(input: OfRequests & Paged & { readonly descending?: boolean | undefined }): Page<RequestRow>;
  /** Per interval of `seconds`; absent, or too short for `most` to fill the span: of a length that does. */
  requestRate(input: OfRequests & { readonly most: number; readonly seconds?: number | undefined }): RequestRate;
  /** Values of a field, the most frequent first. */
  requestValues(
    input: OfRequests &
      Paged & {
        readonly field: RequestField;
        /** In the value, or in a name that the capture has for the host. */
        readonly search?: string | undefined;
        /** Hosts that are found whatever is searched for. */
        readonly addresses?: readonly string[] | undefined;
      },
  ): Page<ValueRow>;
  /** Of the busiest hosts. */
  statusByHost(input: OfRequests & { readonly hosts: number }): StatusByHost;
  requestAnomalies(input: OfRequests & { readonly options: AnomalyOptions }): RequestAnomalies;
}
