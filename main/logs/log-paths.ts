// Files among paths that may be logs: those named, those inside of named folders, and how each begins.
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ProblemError } from '../../shared/contract/problem.ts';
import type { SourceFile } from '../../shared/model/source.ts';
import { formatCount } from '../../shared/unit/format.ts';
import { openBlockStream } from '../bytes/block-stream.ts';
import { openFile } from '../bytes/file-source.ts';

/** Bytes of a file in which its kind is looked for. */
const HEAD_SIZE = 64 * 1024;
/** A folder with more files is none of logs, but perhaps the root of a disk. */
const MOST_FILES = 20_000;

export async function pathKind(path: string): Promise<'file' | 'folder' | 'neither'> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return 'folder';
  return found?.isFile() ? 'file' : 'neither';
}

/** Paths of all files in a folder and its folders, in order. Throws ProblemError for a folder that cannot be read or holds too many. */
export async function filesInside(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(thrown => {
    throw new ProblemError('unreadable', `The folder ${folder} could not be read: ${(thrown as Error).message}.`);
  });
  const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name));
  if (paths.length > MOST_FILES) {
    const count = formatCount(paths.length);
    throw new ProblemError('is-directory', `The folder ${folder} holds ${count} files: name one of logs alone.`);
  }
  return paths.sort();
}

export interface FileHead {
  readonly head: Uint8Array;
  readonly file: Omit<SourceFile, 'format' | 'formatText'>;
}

/** How a file begins, decompressed. Throws ProblemError (openFile's; `empty-file` too). */
export async function headOf(path: string): Promise<FileHead> {
  const source = await openFile(path);
  const stream = await openBlockStream(source, HEAD_SIZE).catch(async thrown => {
    await source.close();
    throw thrown;
  });
  try {
    const head = (await stream.next()) ?? new Uint8Array(0);
    const { size = 0, modified, compression } = stream;
    return { head, file: { path, name: basename(path), size, modified, compression } };
  } finally {
    await stream.close();
  }
}

/** What `look` finds; undefined for an empty file. */
export const unlessEmpty = <T>(look: Promise<T>): Promise<T | undefined> =>
  look.catch(thrown => {
    if (thrown instanceof ProblemError && thrown.kind === 'empty-file') return undefined;
    throw thrown;
  });

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** Lines that are tried: the first ones may be broken. */
const TRIED = 20;

/** The first lines of a text, without their ends. */
export function* firstLines(head: Uint8Array): Iterable<readonly [at: number, end: number]> {
  let at = 0;
  for (let n = 0; n < TRIED && at < head.length; n++) {
    const found = head.indexOf(LINE_FEED, at);
    const end = found < 0 ? head.length : found;
    yield [at, end > at && head[end - 1] === CARRIAGE_RETURN ? end - 1 : end];
    at = end + 1;
  }
}
