// The captures opened last, kept in a JSON file. A convenience: when it cannot be read or written, nothing fails.
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { configFolder } from './config-folder.ts';

const MOST = 12;

export interface RecentFiles {
  /** Latest first. */
  list(): Promise<readonly string[]>;
  /** Puts paths first, in their order. */
  add(...paths: readonly string[]): Promise<void>;
}

async function read(file: string): Promise<string[]> {
  try {
    const paths: unknown = JSON.parse(await readFile(file, 'utf8'));
    return Array.isArray(paths) ? paths.filter(path => typeof path === 'string').slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Writes beside the file and renames: a reader sees the old list or the new one. */
async function replace(file: string, text: string): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(temporary, text, { mode: 0o600, flag: 'wx' });
    await rename(temporary, file);
  } catch {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

export function recentFiles(file: string = join(configFolder(), 'recent-files.json')): RecentFiles {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done;
    return done;
  };
  return {
    list: () => inTurn(() => read(file)),
    add: (...paths) =>
      inTurn(async () => {
        if (paths.length === 0) return;
        const rest = (await read(file)).filter(other => !paths.includes(other));
        await replace(file, `${JSON.stringify([...new Set(paths), ...rest].slice(0, MOST), null, 2)}\n`);
      }),
  };
}
