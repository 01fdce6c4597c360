// Where workspaces lie: beside their capture, or in the folder of settings where that cannot be written or is not the user's.
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { HostCalls } from '../../shared/contract/calls.ts';
import { ProblemError } from '../../shared/contract/problem.ts';
import type { WorkspacePlace } from '../../shared/contract/workspace-calls.ts';
import type { SourceInfo } from '../../shared/model/source.ts';
import {
  isOfAnother,
  MAX_WORKSPACE,
  parseWorkspace,
  type Workspace,
  workspaceText,
} from '../../shared/model/workspace.ts';
import { writeAtomically } from '../export/atomic-file.ts';
import type { Engine } from '../session/engine.ts';
import { configFolder } from './config-folder.ts';

const ENDING = '.burstscope.json';
/** The beginning of a capture tells it from others of its name and size: it holds the time of the first record. */
const BEGINNING = 64 * 1024;

type Answers = {
  [Name in 'workspace' | 'saveWorkspace']: (
    input: Parameters<HostCalls[Name]>[0],
  ) => Promise<ReturnType<HostCalls[Name]>>;
};

async function beginningOf(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path);
    try {
      const bytes = new Uint8Array(BEGINNING);
      const { bytesRead } = await file.read(bytes, 0, BEGINNING, 0);
      return bytes.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    // A folder of logs, or gone: name and size must do.
    return new Uint8Array();
  }
}

async function inSettings(info: SourceInfo, settings: string): Promise<WorkspacePlace> {
  const hash = createHash('sha256').update(`${basename(info.path)}\n${info.files.length}\n${info.size}\n`);
  const name = hash.update(await beginningOf(info.path)).digest('hex');
  return { path: join(settings, 'workspaces', `${name}${ENDING}`), beside: false };
}

/** When it was written; null: there is no such file. */
const writtenAt = (path: string): Promise<number | null> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );

async function read(path: string): Promise<Workspace> {
  const found = await stat(path);
  if (!found.isFile() || found.size > 4 * MAX_WORKSPACE) {
    throw new ProblemError('unreadable', `${path} is not a workspace: rename it, then save again.`);
  }
  return parseWorkspace(await readFile(path, 'utf8'), path);
}

/** Never over what is no workspace, nor over one of another capture. */
async function write(path: string, { capture }: Workspace, text: string): Promise<void> {
  // What cannot be read is somebody's: another program's, or that of a later version.
  const there = (await writtenAt(path)) === null ? null : await read(path);
  if (there && isOfAnother(there.capture, capture)) {
    throw new ProblemError('unwritable', `${path} is a workspace of another capture, ${there.capture.name}.`);
  }
  await writeAtomically(path, append => append(text));
}

/** What the user picked, as text. */
export async function readPicked(path: string): Promise<{ name: string; text: string }> {
  return { name: basename(path), text: workspaceText(await read(path)) };
}

/** Where the user wants it. Never over what is no workspace. */
export async function writePicked(path: string, text: string): Promise<{ path: string }> {
  const checked = workspaceText(parseWorkspace(text, 'What the window sent'));
  if ((await writtenAt(path)) !== null) await read(path);
  await writeAtomically(path, append => append(checked));
  return { path };
}

/** `isCopy`: whether a path is one of the program's own, where nothing of the user's may lie. */
export function workspaceFiles(
  engine: Engine,
  isCopy: (path: string) => boolean,
  settings: string = configFolder(),
): Answers {
  /** Most wanted first. */
  async function placesOf(source: number): Promise<readonly WorkspacePlace[]> {
    const info = await engine.call('info', { source });
    const own = await inSettings(info, settings);
    if (isCopy(info.path)) return [own];
    return [{ path: `${info.path.replace(/[/\\]+$/, '')}${ENDING}`, beside: true }, own];
  }

  let last: Promise<unknown> = Promise.resolve();

  async function save(source: number, text: string): Promise<WorkspacePlace> {
    const workspace = parseWorkspace(text, 'What the window sent');
    const checked = workspaceText(workspace);
    const places = await placesOf(source);
    for (const place of places) {
      try {
        if (!place.beside) await mkdir(dirname(place.path), { recursive: true, mode: 0o700 });
        await write(place.path, workspace, checked);
        return place;
      } catch (thrown) {
        const isRefused = thrown instanceof ProblemError && thrown.kind === 'unwritable';
        if (!isRefused || place === places.at(-1)) throw thrown;
      }
    }
    throw new ProblemError('unwritable', 'There is no place for a workspace.');
  }

  return {
    async workspace({ source }) {
      const places = await placesOf(source);
      const times = await Promise.all(places.map(({ path }) => writtenAt(path)));
      // Where both exist, the capture's folder was writable once and is not any more, or the other way round.
      const newest = times.reduce<number>((best, time, i) => ((time ?? -1) > (times[best] ?? -1) ? i : best), 0);
      const place = places[newest]!;
      return { ...place, workspace: times[newest] === null ? null : await read(place.path) };
    },
    saveWorkspace({ source, text }) {
      const done = last.then(() => save(source, text));
      last = done.catch(() => undefined);
      return done;
    },
  };
}
