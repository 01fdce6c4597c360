// The protocol that windows are loaded from: app://burstscope/ serves the renderer's files, and frames under bulk/.
import { readFile } from 'node:fs/promises';
import type { CustomScheme } from 'electron';
import { ProblemError, problemOf } from '../../../shared/contract/problem.ts';
import type { Handlers } from '../handlers.ts';
import { type WindowFile, windowHeaders } from '../window-files.ts';

export const APP_SCHEME: CustomScheme = {
  scheme: 'app',
  privileges: { standard: true, secure: true, supportFetchAPI: true },
};
const APP_HOST = 'burstscope';
export const APP_URL = `app://${APP_HOST}/`;

/** Bytes of the largest request of a window. */
const MAX_REQUEST = 1 << 20;

const answer = (status: number, type: string, body: ConstructorParameters<typeof Response>[0]): Response =>
  new Response(body, { status, headers: { ...windowHeaders(), 'Content-Type': type } });

function problemAnswer(thrown: unknown): Response {
  const problem = problemOf(thrown);
  const status = problem.kind === 'internal' ? 500 : 400;
  return answer(status, 'application/json', JSON.stringify({ problem }));
}

async function jsonOf(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text.length > MAX_REQUEST) throw new ProblemError('usage', 'The request is too large.');
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError('usage', 'The request is not JSON.');
  }
}

/** Answers for protocol.handle. Never rejects. */
export function createProtocolHandler(
  files: ReadonlyMap<string, WindowFile>,
  handleBulk: Handlers['handleBulk'],
): (request: Request) => Promise<Response> {
  return async request => {
    try {
      const { host, pathname } = new URL(request.url);
      if (host === APP_HOST && request.method === 'POST' && pathname.startsWith('/bulk/')) {
        return answer(200, 'application/octet-stream', await handleBulk(pathname.slice(6), await jsonOf(request)));
      }
      const file = host === APP_HOST && request.method === 'GET' ? files.get(pathname) : undefined;
      if (!file) return answer(404, 'text/plain; charset=utf-8', 'There is nothing at this address.');
      return answer(200, file.type, await readFile(file.path));
    } catch (error) {
      return problemAnswer(error);
    }
  };
}
