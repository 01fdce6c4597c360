// Answers of the browser host: every one of them with the window's security headers.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Problem, ProblemKind } from '../../../shared/contract/problem.ts';
import { windowHeaders } from '../window-files.ts';

const STATUS: Partial<Record<ProblemKind, number>> = {
  usage: 400,
  'no-permission': 403,
  'not-found': 404,
  'no-such-source': 404,
  internal: 500,
};

/** `host` is the checked Host header: 'self' in connect-src does not cover WebSockets in every browser. */
export const pageHeaders = (request: IncomingMessage): Record<string, string> =>
  windowHeaders([`ws://${request.headers.host}`]);

/** Answers with bytes. */
export function send(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Uint8Array,
): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, {
    ...pageHeaders(request),
    'Content-Type': type,
    'Content-Length': typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength,
    // A body that nobody read would otherwise be taken for the next request.
    ...(request.complete ? {} : { Connection: 'close' }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

export const sendJson = (request: IncomingMessage, response: ServerResponse, value: unknown, status = 200): void =>
  send(request, response, status, 'application/json', JSON.stringify(value));

/** Answers `{problem}` with the HTTP status that comes closest. */
export const sendProblem = (
  request: IncomingMessage,
  response: ServerResponse,
  problem: Problem,
  status = STATUS[problem.kind] ?? 422,
): void => sendJson(request, response, { problem }, status);
