// The source that the open one is compared with: opened beside it, and closed with it.
import { create } from 'zustand';
import { type Problem, problemOf } from '../../shared/contract/problem.ts';
import type { SourceInfo } from '../../shared/model/source.ts';
import { beginWork } from './idle.ts';
import { link } from './link.ts';
import { useSource } from './source.ts';

interface OtherSource {
  readonly info: SourceInfo | null;
  readonly path: string | null;
  /** What is being opened, as the user knows it; null: nothing. */
  readonly opening: string | null;
  readonly problem: Problem | null;
}

const NONE: OtherSource = { info: null, path: null, opening: null, problem: null };

export const useOtherSource = create<OtherSource>(() => NONE);

let ticket = 0;
let ready: { readonly source: number; done(): void } | null = null;

const release = (info: SourceInfo | null): void => {
  if (info)
    void link()
      .call('close', { source: info.source })
      .catch(() => {});
};

/** Opens a file beside the open source; resolves when all of it is read. Problems are shown, not thrown. */
async function open(name: string, pathOf: () => Promise<string>): Promise<void> {
  const mine = ++ticket;
  const done = beginWork();
  release(useOtherSource.getState().info);
  useOtherSource.setState({ info: null, path: null, opening: name, problem: null });
  try {
    const path = await pathOf();
    // What is compared is seen in the same way.
    const inner = useSource.getState().info?.inner ?? false;
    const info = await link().call('open', { path, ...(inner && { inner }) });
    if (mine !== ticket) return release(info);
    useOtherSource.setState({ info, path });
    if (info.state === 'loading') {
      await new Promise<void>(resolve => {
        ready = { source: info.source, done: resolve };
        // It may have ended before anyone listened.
        void link()
          .call('info', { source: info.source })
          .then(hear, () => resolve());
      });
    }
  } catch (thrown) {
    if (mine === ticket) useOtherSource.setState({ problem: problemOf(thrown) });
  } finally {
    if (mine === ticket) useOtherSource.setState({ opening: null });
    done();
  }
}

function hear(info: SourceInfo): void {
  if (info.source !== useOtherSource.getState().info?.source) return;
  useOtherSource.setState({ info });
  if (info.state === 'loading' || ready?.source !== info.source) return;
  ready.done();
  ready = null;
}

export const openOtherPath = (path: string): Promise<void> => open(path, async () => path);
export const openOtherFile = (file: File): Promise<void> => open(file.name, () => link().pathOfFile(file, () => {}));

export function closeOther(): void {
  ticket++;
  release(useOtherSource.getState().info);
  useOtherSource.setState(NONE);
}

/** Hears of the other source's loading until the returned function is called. */
export const followOther = (): (() => void) => link().on('changed', hear);
