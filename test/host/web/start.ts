// A browser host with a made-up window and a fake engine.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recentFiles } from '../../../main/host/recent-files.ts';
import { startWebServer, type WebServer, type WebServerOptions } from '../../../main/host/web/server.ts';

export interface Started {
  readonly server: WebServer;
  readonly token: string;
  readonly folder: string;
  close(): Promise<void>;
}

export const SECRET = 'not for the web';

export async function startWith(
  options: Pick<WebServerOptions, 'engine'> & Partial<WebServerOptions>,
): Promise<Started> {
  const folder = mkdtempSync(join(tmpdir(), 'burstscope-test-'));
  mkdirSync(join(folder, 'window/assets'), { recursive: true });
  writeFileSync(join(folder, 'window/index.html'), '<!doctype html><title>page</title>');
  writeFileSync(join(folder, 'window/assets/main.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), SECRET);
  const server = await startWebServer({
    windowFolder: join(folder, 'window'),
    files: [],
    sample: '/sample.pcapng',
    recent: recentFiles(join(folder, 'recent.json')),
    ...options,
  }).catch(error => {
    rmSync(folder, { recursive: true });
    throw error;
  });
  return {
    server,
    token: new URL(server.url).searchParams.get('token')!,
    folder,
    async close() {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
