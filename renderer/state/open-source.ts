// Opening, stopping and following a capture: the only place that writes useSource.
import { type Problem, problemOf } from '../../shared/contract/problem.ts';
import type { CountOptions } from '../../shared/model/series.ts';
import type { SourceInfo } from '../../shared/model/source.ts';
import { beginWork } from './idle.ts';
import { link } from './link.ts';
import { showNotice } from './notices.ts';
import { showPlace } from './places.ts';
import { clearSelection } from './selection.ts';
import { type Opened, useSource } from './source.ts';

const KEY = 'burstscope.open';
/** Bumps of `version` closer together than this, in milliseconds, become one: every view asks again at each. */
const CALM = 400;

interface Saved {
  readonly source: number;
  readonly path: string;
  readonly opened: Opened;
}

let ticket = 0;
/** What `changed` said of captures that are not shown yet: it may overtake the answer to `open`. */
const early = new Map<number, SourceInfo>();

function show(info: SourceInfo, opened: Opened): void {
  const { path } = info;
  const before = useSource.getState().info;
  const newest = early.get(info.source);
  early.clear();
  clearSelection();
  useSource.setState(s => ({
    phase: 'open',
    path,
    opened,
    info: newest ?? info,
    progress: (newest ?? info).state === 'loading' ? s.progress : null,
    problem: null,
    version: s.version + 1,
    uploaded: null,
  }));
  sessionStorage.setItem(KEY, JSON.stringify({ source: info.source, path, opened } satisfies Saved));
  // There is nothing else to see of it.
  if (info.kind === 'series') showPlace('series');
  if (info.kind === 'requests') showPlace('access-log');
  if (before && before.source !== info.source)
    void link()
      .call('close', { source: before.source })
      .catch(() => {});
}

function fail(problem: Problem): void {
  useSource.setState({ phase: 'failed', problem, progress: null, uploaded: null });
}

/** A file to be opened: what the engine calls it, and what the user knows it as, where that is the path of a copy. */
interface Wanted {
  readonly path: string;
  readonly name: string;
}

/** Opens files that the engine can read, several as one capture. Problems are shown, not thrown. */
async function openWanted(files: readonly Wanted[], inner: boolean, counts?: CountOptions): Promise<void> {
  const [first, ...others] = files;
  if (!first) return;
  const mine = ++ticket;
  const done = beginWork();
  useSource.setState({ phase: 'opening', path: first.path, problem: null, progress: null, uploaded: null });
  try {
    const more = others.map(({ path }) => path);
    const info = await link().call('open', {
      path: first.path,
      ...(more.length > 0 && { more }),
      ...(inner && { inner }),
      ...(counts && { counts }),
    });
    if (mine === ticket) show(info, { paths: files.map(({ path }) => path), counts });
    else
      void link()
        .call('close', { source: info.source })
        .catch(() => {});
  } catch (thrown) {
    const { kind, message } = problemOf(thrown);
    const said = files.reduce((text, { path, name }) => text.replaceAll(path, name), message);
    if (mine === ticket) fail({ kind, message: said });
  } finally {
    done();
  }
}

export const openPaths = (paths: readonly string[], inner = false): Promise<void> =>
  openWanted(
    paths.map(path => ({ path, name: path })),
    inner,
  );
export const openPath = (path: string): Promise<void> => openPaths([path]);

/** Opens the files of the open capture again, by the innermost or the outermost IP header of tunnels. */
export async function openInner(inner: boolean): Promise<void> {
  const { info } = useSource.getState();
  if (!info) return;
  await openWanted(
    info.files.map(({ path, name }) => ({ path, name })),
    inner,
  );
}

/** Opens the open file of counts again, and reads it so. */
export async function openCounts(counts: CountOptions): Promise<void> {
  const { info } = useSource.getState();
  if (!info) return;
  await openWanted(
    info.files.map(({ path, name }) => ({ path, name })),
    false,
    counts,
  );
}

/** Opens files that were dropped on, or picked in, the window: several as one capture. */
export async function openFiles(files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  const mine = ++ticket;
  const done = beginWork();
  useSource.setState({ phase: 'opening', path: files[0]!.name, problem: null, progress: null, uploaded: 0 });
  try {
    const wanted: Wanted[] = [];
    for (const file of files) {
      const path = await link().pathOfFile(file, uploaded => {
        if (mine === ticket) useSource.setState({ uploaded: (wanted.length + uploaded) / files.length });
      });
      if (mine !== ticket) return;
      wanted.push({ path, name: file.name });
    }
    await openWanted(wanted, false);
  } catch (thrown) {
    if (mine === ticket) fail(problemOf(thrown));
  } finally {
    done();
  }
}

export const openSample = (): Promise<void> => openPath(useSource.getState().samplePath);

/** After a failed opening: back to the capture that was open before. */
export function backToOpenSource(): void {
  const { info } = useSource.getState();
  if (info) useSource.setState({ phase: 'open', problem: null, path: info.path });
}

/** Ends loading; what was read stays. */
export async function stopLoading(): Promise<void> {
  const { info } = useSource.getState();
  if (!info) return;
  try {
    change(await link().call('stop', { source: info.source }));
  } catch (thrown) {
    showNotice({ text: problemOf(thrown).message, bad: true });
  }
}

let bump: ReturnType<typeof setTimeout> | null = null;

function change(info: SourceInfo): void {
  if (info.source !== useSource.getState().info?.source) {
    early.set(info.source, info);
    return;
  }
  useSource.setState(s => ({ info, progress: info.state === 'loading' ? s.progress : null }));
  if (info.state !== 'loading') {
    if (bump) clearTimeout(bump);
    bump = null;
    useSource.setState(s => ({ version: s.version + 1 }));
  } else if (!bump) {
    bump = setTimeout(() => {
      bump = null;
      useSource.setState(s => ({ version: s.version + 1 }));
    }, CALM);
  }
}

/** What this tab had open before it was loaded again, if the engine still has it. */
async function reopened(): Promise<boolean> {
  try {
    const saved = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Saved | null;
    if (!saved) return false;
    const info = await link().call('info', { source: saved.source });
    if (info.path !== saved.path) return false;
    show(info, saved.opened);
    return true;
  } catch {
    return false;
  }
}

async function reconnected(): Promise<void> {
  const { info } = useSource.getState();
  if (!info) return;
  try {
    change(await link().call('info', { source: info.source }));
    useSource.setState(s => ({ version: s.version + 1 }));
  } catch {
    // The engine was started anew and knows nothing of our number.
    useSource.setState({ info: null });
    await openPaths(
      info.files.map(({ path }) => path),
      info.inner,
    );
  }
}

/** Follows the engine's events and opens what is to be shown first. Call once. */
export async function startSource(): Promise<void> {
  const done = beginWork();
  link().on('progress', progress => {
    const { phase, info } = useSource.getState();
    if (phase === 'opening' || progress.source === info?.source) useSource.setState({ progress });
  });
  link().on('changed', change);
  link().on('failed', ({ source, problem }) => {
    if (source === useSource.getState().info?.source) useSource.setState({ problem, progress: null });
  });
  link().on('openPaths', ({ paths }) => void openPaths(paths));
  let wasLost = false;
  link().onConnection(connected => {
    useSource.setState({ connected });
    if (connected && wasLost) void reconnected();
    wasLost = !connected;
  });
  try {
    const { paths, sample } = await link().call('initial', null);
    useSource.setState({ samplePath: sample });
    if (!(await reopened())) await openPaths(paths.length > 0 ? paths : [sample]);
  } catch (thrown) {
    fail(problemOf(thrown));
  } finally {
    done();
  }
}
