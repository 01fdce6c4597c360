// A short list of texts, newest first, kept in a JSON file. A convenience: when it cannot be read or written, nothing fails.
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface KeptList {
  /** Latest first. */
  list(): Promise<readonly string[]>;
  /** Puts texts first, in their order. */
  add(...texts: readonly string[]): Promise<void>;
}

async function read(file: string, most: number): Promise<string[]> {
  try {
    const texts: unknown = JSON.parse(await readFile(file, 'utf8'));
    return Array.isArray(texts) ? texts.filter(text => typeof text === 'string').slice(0, most) : [];
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

/** Of at most `most` texts. */
export function keptList(file: string, most: number): KeptList {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done;
    return done;
  };
  return {
    list: () => inTurn(() => read(file, most)),
    add: (...texts) =>
      inTurn(async () => {
        if (texts.length === 0) return;
        const rest = (await read(file, most)).filter(other => !texts.includes(other));
        await replace(file, `${JSON.stringify([...new Set(texts), ...rest].slice(0, most), null, 2)}\n`);
      }),
  };
}
