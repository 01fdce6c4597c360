// Opening, stopping and following a capture: the only place that writes useSource.
import { type Problem, problemOf } from '../../shared/contract/problem.ts';
import type { SourceInfo } from '../../shared/model/source.ts';
import { beginWork } from './idle.ts';
import { link } from './link.ts';
import { showNotice } from './notices.ts';
import { clearSelection } from './selection.ts';
import { useSource } from './source.ts';

const KEY = 'burstscope.open';
/** Bumps of `version` closer together than this, in milliseconds, become one: every view asks again at each. */
const CALM = 400;

let ticket = 0;
/** What `changed` said of captures that are not shown yet: it may overtake the answer to `open`. */
const early = new Map<number, SourceInfo>();

function show(info: SourceInfo, path: string): void {
  const before = useSource.getState().info;
  const newest = early.get(info.source);
  early.clear();
  clearSelection();
  useSource.setState(s => ({
    phase: 'open',
    path,
    info: newest ?? info,
    progress: (newest ?? info).state === 'loading' ? s.progress : null,
    problem: null,
    version: s.version + 1,
    uploaded: null,
  }));
  sessionStorage.setItem(KEY, JSON.stringify({ source: info.source, path }));
  if (before && before.source !== info.source)
    void link()
      .call('close', { source: before.source })
      .catch(() => {});
}

function fail(problem: Problem): void {
  useSource.setState({ phase: 'failed', problem, progress: null, uploaded: null });
}

/**
 * Opens the file at a path that the engine can read. Problems are shown, not thrown. `name`: what the user knows the
 * file as, where the path is a copy's that they never saw.
 */
export async function openPath(path: string, name = path): Promise<void> {
  const mine = ++ticket;
  const done = beginWork();
  useSource.setState({ phase: 'opening', path, problem: null, progress: null, uploaded: null });
  try {
    const info = await link().call('open', { path });
    if (mine === ticket) show(info, path);
    else
      void link()
        .call('close', { source: info.source })
        .catch(() => {});
  } catch (thrown) {
    const { kind, message } = problemOf(thrown);
    if (mine === ticket) fail({ kind, message: message.replaceAll(path, name) });
  } finally {
    done();
  }
}

/** Opens a file that was dropped on, or picked in, the window. */
export async function openFile(file: File): Promise<void> {
  const mine = ++ticket;
  const done = beginWork();
  useSource.setState({ phase: 'opening', path: file.name, problem: null, progress: null, uploaded: 0 });
  try {
    const path = await link().pathOfFile(file, uploaded => {
      if (mine === ticket) useSource.setState({ uploaded });
    });
    if (mine === ticket) await openPath(path, file.name);
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
    const saved = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as { source: number; path: string } | null;
    if (!saved) return false;
    const info = await link().call('info', { source: saved.source });
    if (info.path !== saved.path) return false;
    show(info, saved.path);
    return true;
  } catch {
    return false;
  }
}

async function reconnected(): Promise<void> {
  const { info, path } = useSource.getState();
  if (!info || !path) return;
  try {
    change(await link().call('info', { source: info.source }));
    useSource.setState(s => ({ version: s.version + 1 }));
  } catch {
    // The engine was started anew and knows nothing of our number.
    useSource.setState({ info: null });
    await openPath(path);
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
  link().on('openPath', ({ path }) => void openPath(path));
  let wasLost = false;
  link().onConnection(connected => {
    useSource.setState({ connected });
    if (connected && wasLost) void reconnected();
    wasLost = !connected;
  });
  try {
    const { path, sample } = await link().call('initial', null);
    useSource.setState({ samplePath: sample });
    if (!(await reopened())) await openPath(path ?? sample);
  } catch (thrown) {
    fail(problemOf(thrown));
  } finally {
    done();
  }
}
