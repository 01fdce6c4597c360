// A folder for this process alone (mode 0700), gone when the process ends.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface PrivateFolder {
  /** A path for a file with exactly this name, in a folder of its own. */
  placeFor(name: string): Promise<string>;
  /** Whether a path lies in here. */
  holds(path: string): boolean;
  remove(): void;
}

/** Made on first use, so that a start that needs none leaves nothing behind. */
export function privateFolder(): PrivateFolder {
  let folder: string | undefined;
  const remove = (): void => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    folder = undefined;
    process.off('exit', remove);
  };
  return {
    async placeFor(name) {
      if (folder === undefined) {
        folder = mkdtempSync(join(tmpdir(), 'burstscope-'));
        process.on('exit', remove);
      }
      const own = join(folder, randomUUID());
      await mkdir(own, { mode: 0o700 });
      return join(own, name);
    },
    holds: path => folder !== undefined && path.startsWith(folder),
    remove,
  };
}
