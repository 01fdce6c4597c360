// What the Electron host answers itself: dialogs to choose a capture and a place for exports.
import { extname } from 'node:path';
import type { BaseWindow, Dialog, FileFilter } from 'electron';
import type { Engine } from '../../session/engine.ts';
import type { HostAnswers } from '../handlers.ts';
import type { RecentFiles } from '../recent-files.ts';
import { recentFilters } from '../recent-filters.ts';
import { safeName } from '../safe-name.ts';
import { saveTo } from '../save-file.ts';
import { readPicked, workspaceFiles, writePicked } from '../workspace-files.ts';

const ALL_FILES: FileFilter = { name: 'All files', extensions: ['*'] };
const WORKSPACES: FileFilter = { name: 'Workspaces', extensions: ['json'] };
const CAPTURES: FileFilter = {
  name: 'Packet captures',
  extensions: ['pcap', 'pcapng', 'cap', 'dmp', 'ntar', 'snoop', 'gz', 'zst', 'lz4'],
};

export interface ElectronAnswerParts {
  readonly engine: Engine;
  readonly dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>;
  readonly recent: RecentFiles;
  readonly sample: string;
  /** The window that a dialog belongs to. */
  window(): BaseWindow | null;
  /** What a new window opens. */
  initialFiles(): readonly string[];
  /** Hears of every capture that was opened. */
  opened(paths: readonly string[]): void;
}

export function electronAnswers(parts: ElectronAnswerParts): HostAnswers {
  const { engine, dialog, recent, sample } = parts;

  /** Where the user wants a file; null when they think better of it. */
  async function placeFor(name: string): Promise<string | null> {
    const extension = extname(name).slice(1);
    const own = extension === '' ? [] : [{ name: extension.toUpperCase(), extensions: [extension] }];
    const options = { title: 'Export', defaultPath: name, filters: [...own, ALL_FILES] };
    const window = parts.window();
    const { canceled, filePath } = await (window
      ? dialog.showSaveDialog(window, options)
      : dialog.showSaveDialog(options));
    return canceled || filePath === '' ? null : filePath;
  }

  return {
    ...recentFilters(),
    ...workspaceFiles(engine, path => path === sample),
    initial: () => ({ paths: parts.initialFiles(), sample, host: 'electron' }),
    async chooseCapture() {
      const options = {
        title: 'Open a capture',
        properties: ['openFile' as const, 'multiSelections' as const],
        filters: [CAPTURES, ALL_FILES],
      };
      const window = parts.window();
      const { canceled, filePaths } = await (window
        ? dialog.showOpenDialog(window, options)
        : dialog.showOpenDialog(options));
      return canceled ? [] : filePaths;
    },
    recent: () => recent.list(),
    async saveWorkspaceAs({ text, suggestedName }) {
      const path = await placeFor(safeName(suggestedName, 'workspace.burstscope.json'));
      return path === null ? null : writePicked(path, text);
    },
    async chooseWorkspace() {
      const options = {
        title: 'Load a workspace',
        properties: ['openFile' as const],
        filters: [WORKSPACES, ALL_FILES],
      };
      const window = parts.window();
      const { canceled, filePaths } = await (window
        ? dialog.showOpenDialog(window, options)
        : dialog.showOpenDialog(options));
      const [path] = canceled ? [] : filePaths;
      return path === undefined ? null : readPicked(path);
    },
    async export({ suggestedName, ...question }) {
      const path = await placeFor(safeName(suggestedName, `${question.request.report}.csv`));
      if (path === null) return null;
      const { rows } = await engine.call('write', { ...question, path });
      return { rows, path, download: null };
    },
    async saveFile(request) {
      const path = await placeFor(safeName(request.suggestedName, 'selection.pcapng'));
      return path === null ? null : { ...(await saveTo(engine, request, path)), path, download: null };
    },
    opened({ path, more = [] }) {
      if (path !== sample) parts.opened([path, ...more]);
    },
  };
}
