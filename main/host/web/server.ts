// The browser host: the window's files, calls and bulk answers over HTTP on 127.0.0.1, for whoever knows the token.
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { ProblemError, problemOf } from '../../../shared/contract/problem.ts';
import type { Engine } from '../../session/engine.ts';
import { createHandlers } from '../handlers.ts';
import { privateFolder } from '../private-folder.ts';
import type { RecentFiles } from '../recent-files.ts';
import { windowFiles } from '../window-files.ts';
import { MAX_MESSAGE, readJson, receiveUpload } from './body.ts';
import { createDownloads } from './downloads.ts';
import { bringsToken, makeToken, refusal } from './guard.ts';
import { webAnswers } from './host-answers.ts';
import { send, sendJson, sendProblem } from './respond.ts';
import { createWindows } from './socket.ts';

export interface WebServerOptions {
  readonly engine: Engine;
  /** Folder of the built renderer. */
  readonly windowFolder: string;
  /** What the first window opens. */
  readonly files: readonly string[];
  readonly sample: string;
  readonly recent: RecentFiles;
  /** 0 or absent: any free port. */
  readonly port?: number | undefined;
  /** Hears of every call that a window made in vain. */
  readonly onProblem?: ((call: unknown, problem: ProblemError) => void) | undefined;
}

export interface WebServer {
  /** Address of the window, token included. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const FORBIDDEN = 'Open the address that Burstscope printed when it started: it carries the token.';

/** Listens on 127.0.0.1. Rejects with ProblemError when the port is taken. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const token = makeToken();
  const files = windowFiles(options.windowFolder);
  const folder = privateFolder();
  const downloads = createDownloads();
  const windows = createWindows((name, input) =>
    handlers.handle(name, input).catch((problem: ProblemError) => {
      options.onProblem?.(name, problem);
      throw problem;
    }),
  );
  const handlers = createHandlers(options.engine, webAnswers({ ...options, token, folder, downloads }), windows.emit);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const problem = (status: number, message: string): void =>
      sendProblem(request, response, { kind: status === 404 ? 'not-found' : 'no-permission', message }, status);
    const refused = refusal(request);
    if (refused !== null) return problem(403, refused);
    const url = urlOf(request);
    if (url === null) return problem(404, 'There is nothing at this address.');
    const path = url.pathname;
    const isGet = request.method === 'GET' || request.method === 'HEAD';
    const file = isGet ? files.get(path) : undefined;
    // The page's parts hold nothing of the user's; without the token the page itself could only fail, so it says why.
    if (file && path !== '/' && path !== '/index.html') {
      return send(request, response, 200, file.type, await readFile(file.path));
    }
    if (!bringsToken(request, url, token)) {
      return file ? send(request, response, 403, 'text/plain; charset=utf-8', FORBIDDEN) : problem(403, FORBIDDEN);
    }
    if (file) return send(request, response, 200, file.type, await readFile(file.path));
    if (isGet && path.startsWith('/download/')) return downloads.send(path.slice(10), request, response);
    if (request.method === 'POST' && path.startsWith('/bulk/')) {
      const frame = await handlers.handleBulk(path.slice(6), await readJson(request));
      return send(request, response, 200, 'application/octet-stream', new Uint8Array(frame));
    }
    if (request.method === 'POST' && path === '/upload') {
      const name = url.searchParams.get('name') ?? '';
      return sendJson(request, response, { path: await receiveUpload(request, name, folder) });
    }
    problem(404, 'There is nothing at this address.');
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(error => sendProblem(request, response, problemOf(error)));
  });
  // An upload takes as long as it takes.
  server.requestTimeout = 0;

  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE, perMessageDeflate: false });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const url = urlOf(request);
    if (refusal(request) !== null || url?.pathname !== '/socket' || !bringsToken(request, url, token)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, windows.add);
  });

  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/?token=${token}`,
    port,
    async close() {
      handlers.stop();
      windows.close();
      const closed = new Promise(resolve => server.close(resolve));
      server.closeAllConnections();
      await closed;
      folder.remove();
    },
  };
}

function urlOf(request: IncomingMessage): URL | null {
  // Only the path form is served; the absolute form of a proxy request could name any host.
  if (!request.url?.startsWith('/')) return null;
  try {
    return new URL(`http://localhost${request.url}`);
  } catch {
    return null;
  }
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      reject(
        taken
          ? new ProblemError('usage', `Port ${port} cannot be used (${error.code}): choose another with --port.`)
          : error,
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}
