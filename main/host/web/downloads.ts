// Exported files waiting for the browser to fetch them: each once, under a number that cannot be guessed.
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pageHeaders, sendProblem } from './respond.ts';

export interface Downloads {
  /** Offers a file and answers with its id. The file is removed once it was sent. */
  offer(path: string): string;
  send(id: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** RFC 6266: an ASCII name for all, the real one for those who read `filename*`. */
export function contentDisposition(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\]/g, '_');
  const exact = encodeURIComponent(name).replace(/['()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${exact}`;
}

export function createDownloads(): Downloads {
  const waiting = new Map<string, string>();
  return {
    offer(path) {
      const id = randomUUID();
      waiting.set(id, path);
      return id;
    },
    async send(id, request, response) {
      const path = waiting.get(id);
      waiting.delete(id);
      if (path === undefined) {
        const message = 'This file was fetched before, or never existed; export it again.';
        sendProblem(request, response, { kind: 'not-found', message });
        return;
      }
      try {
        const { size } = await stat(path);
        response.writeHead(200, {
          ...pageHeaders(request),
          'Content-Type': 'application/octet-stream',
          'Content-Length': size,
          'Content-Disposition': contentDisposition(basename(path)),
        });
        await pipeline(createReadStream(path), response);
      } catch {
        // The browser went away, or the file did: either way there is nobody to tell but by breaking off.
        response.destroy();
      } finally {
        await rm(path, { force: true });
      }
    },
  };
}
