// Where the built program finds its own parts. Holds in out/main, where every file of the Node side lies side by side.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout, or the folder that was packaged. */
export const programFolder = fileURLToPath(new URL('../../', import.meta.url));
export const windowFolder = fileURLToPath(new URL('../renderer/', import.meta.url));
export const preloadScript = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url));
export const sessionWorker = new URL('./session.worker.js', import.meta.url);

/** The sample capture: beside the packaged program, else in the checkout. `resources`: Electron's resourcesPath. */
export function samplePath(resources?: string): string {
  const packaged = resources === undefined ? undefined : join(resources, 'assets/sample.pcapng');
  return packaged !== undefined && existsSync(packaged) ? packaged : join(programFolder, 'assets/sample.pcapng');
}
