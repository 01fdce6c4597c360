// A file that appears under its name only when it is complete: written beside the target, then renamed. What is no plain file
// (a pipe, a terminal, /dev/null) is written to as it is.
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { ProblemError } from '../../shared/contract/problem.ts';

const CHUNK = 1 << 20;

const WHY: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there: choose another folder',
  EPERM: 'you may not write there: choose another folder',
  ENOENT: 'its folder does not exist: make it first or choose another',
  ENOTDIR: 'part of its path is not a folder: choose another path',
  EISDIR: 'it is a folder: name a file',
  ENOSPC: 'the disk is full: make room or choose another disk',
  EROFS: 'the disk is read-only: choose another',
};

const cancelled = (): ProblemError => new ProblemError('cancelled', 'The writing was stopped, and no file was left.');

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled();
}

/** The promise, or ProblemError (`cancelled`) as soon as the signal says so. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  throwIfAborted(signal);
  if (!signal) return promise;
  let stop = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(cancelled());
    signal.addEventListener('abort', stop, { once: true });
  });
  // Whichever comes second is nobody's.
  aborted.catch(() => {});
  promise.catch(() => {});
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/**
 * Calls `write` with a function that takes text or bytes, and puts the file in place when it has ended well; otherwise the
 * target stays as it was. Throws ProblemError: `unwritable`, `cancelled` when the signal says so, or what `write` threw.
 */
export async function writeAtomically(
  path: string,
  write: (append: (data: string | Uint8Array) => Promise<void>) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  let file: FileHandle | undefined;
  let temporary: string | undefined;
  // Ctrl-C leaves nothing behind either.
  const removeNow = (): void => {
    if (temporary !== undefined) rmSync(temporary, { force: true });
  };
  process.once('exit', removeNow);
  try {
    const target = await targetOf(path);
    if (target.isPlain) temporary = `${target.path}.${randomBytes(6).toString('hex')}.tmp`;
    file = await open(temporary ?? target.path, temporary === undefined ? 'w' : 'wx', target.mode);
    let pending: string[] = [];
    let length = 0;
    const flush = async (): Promise<void> => {
      await file!.writeFile(pending.join(''));
      pending = [];
      length = 0;
    };
    await write(async data => {
      throwIfAborted(signal);
      if (typeof data !== 'string') {
        await flush();
        await file!.writeFile(data);
        return;
      }
      pending.push(data);
      length += data.length;
      if (length >= CHUNK) await flush();
    });
    await flush();
    await file.close();
    file = undefined;
    throwIfAborted(signal);
    if (temporary !== undefined) await rename(temporary, target.path);
  } catch (thrown) {
    await file?.close().catch(() => {});
    if (temporary !== undefined) await rm(temporary, { force: true }).catch(() => {});
    const { code, syscall } = thrown as NodeJS.ErrnoException;
    if (thrown instanceof ProblemError || code === undefined || syscall === undefined) throw thrown;
    throw new ProblemError('unwritable', `${path} could not be written: ${WHY[code] ?? `${code}, try another place`}.`);
  } finally {
    process.off('exit', removeNow);
  }
}

interface Target {
  /** The file itself where the path is a link to it. */
  readonly path: string;
  /** Whether a file may be put in its place. */
  readonly isPlain: boolean;
  /** Permissions of the file that is there. */
  readonly mode?: number;
}

async function targetOf(path: string): Promise<Target> {
  const there = await stat(path).catch(() => null);
  if (there === null || there.isDirectory()) return { path, isPlain: true };
  return { path: await realpath(path), isPlain: there.isFile(), mode: there.mode & 0o777 };
}
