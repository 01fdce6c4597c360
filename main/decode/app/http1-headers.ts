// What the header of an HTTP message says of its body and of itself.
import type { HttpKind } from './http1.ts';

/** What the headers said that the body depends on. */
export interface HttpHeaders {
  kind: HttpKind | undefined;
  method: string;
  uri: string;
  host: string;
  status: number;
  /** Content-Length; -1 without a valid one. */
  length: number;
  hasTransferEncoding: boolean;
  chunked: boolean;
  contentType: string;
  contentEncoding: string;
}
