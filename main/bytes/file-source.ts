// Bytes of a file on disk; also of a pipe or a device, which can only be read from front to back.
import { type FileHandle, open } from 'node:fs/promises';
import { ProblemError, type ProblemKind } from '../../shared/contract/problem.ts';
import type { ByteSource } from './byte-source.ts';

type OpenFile = (path: string, flags: 'r') => Promise<FileHandle>;

const OPEN_PROBLEMS: Readonly<Record<string, readonly [kind: ProblemKind, message: (path: string) => string]>> = {
  ENOENT: ['not-found', path => `There is no file ${path}: check the name and the folder.`],
  ENOTDIR: ['not-found', path => `There is no file ${path}: a part of its path is not a folder.`],
  EACCES: ['no-permission', path => `You may not read ${path}: change its permissions or copy it to a place of yours.`],
  EPERM: ['no-permission', path => `You may not read ${path}: change its permissions or copy it to a place of yours.`],
  EISDIR: ['is-directory', path => `${path} is a folder: choose a capture file inside it.`],
};

const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

function openProblem(path: string, thrown: unknown): ProblemError {
  const code = (thrown as { code?: unknown } | null)?.code;
  const known = typeof code === 'string' ? OPEN_PROBLEMS[code] : undefined;
  if (known) return new ProblemError(known[0], known[1](path));
  return new ProblemError(
    'unreadable',
    `${path} cannot be opened (${reasonOf(thrown)}): check the disk and try again.`,
  );
}

export const emptyFile = (path: string): ProblemError =>
  new ProblemError('empty-file', `${path} is empty: choose a file that holds a capture or a log.`);

/**
 * Opens a file for reading. `openHandle` stands in for the file system in tests.
 * Throws ProblemError: `not-found`, `no-permission`, `is-directory`, `empty-file`, else `unreadable`.
 */
export async function openFile(path: string, openHandle: OpenFile = open): Promise<ByteSource> {
  let handle: FileHandle | undefined;
  try {
    handle = await openHandle(path, 'r');
    const stat = await handle.stat();
    if (stat.isDirectory())
      throw new ProblemError('is-directory', `${path} is a folder: choose a capture file inside it.`);
    if (!stat.isFile()) return new SequentialSource(path, handle);
    if (stat.size === 0) throw emptyFile(path);
    return new FileSource(path, handle, stat.size, stat.mtimeMs);
  } catch (thrown) {
    await handle?.close().catch(() => {});
    throw thrown instanceof ProblemError ? thrown : openProblem(path, thrown);
  }
}

const readProblem = (path: string, offset: number, reason: string): ProblemError =>
  new ProblemError(
    'unreadable',
    `${path} could not be read at byte ${offset} (${reason}): check the disk and open it again.`,
  );

/** A regular file: any offset, and a size that it must keep. */
class FileSource implements ByteSource {
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #size: number;
  readonly modified: number;

  constructor(path: string, handle: FileHandle, size: number, modified: number) {
    this.modified = modified;
    this.#path = path;
    this.#handle = handle;
    this.#size = size;
  }

  size(): number {
    return this.#size;
  }

  async read(offset: number, into: Uint8Array): Promise<number> {
    let got: number;
    try {
      got = (await this.#handle.read(into, 0, into.length, offset)).bytesRead;
    } catch (thrown) {
      throw readProblem(this.#path, offset, reasonOf(thrown));
    }
    if (got === 0 && into.length > 0 && offset < this.#size) {
      throw readProblem(this.#path, offset, `it had ${this.#size} bytes when it was opened and is shorter now`);
    }
    return got;
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

/** A pipe or a device: the next read must go on where the last one ended. */
class SequentialSource implements ByteSource {
  readonly #path: string;
  readonly #handle: FileHandle;
  #position = 0;

  constructor(path: string, handle: FileHandle) {
    this.#path = path;
    this.#handle = handle;
  }

  size(): undefined {
    return undefined;
  }

  async read(offset: number, into: Uint8Array): Promise<number> {
    if (offset !== this.#position) {
      throw readProblem(this.#path, offset, 'a pipe can be read only once, from front to back');
    }
    try {
      const { bytesRead } = await this.#handle.read(into, 0, into.length, null);
      this.#position += bytesRead;
      return bytesRead;
    } catch (thrown) {
      throw readProblem(this.#path, offset, reasonOf(thrown));
    }
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}
