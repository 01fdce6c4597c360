// What the browser host answers itself: no dialogs, exports become downloads.
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Engine } from '../../session/engine.ts';
import type { HostAnswers } from '../handlers.ts';
import type { PrivateFolder } from '../private-folder.ts';
import type { RecentFiles } from '../recent-files.ts';
import { recentFilters } from '../recent-filters.ts';
import { safeName } from '../safe-name.ts';
import { saveTo } from '../save-file.ts';
import { workspaceFiles } from '../workspace-files.ts';
import type { Downloads } from './downloads.ts';

interface Parts {
  readonly engine: Engine;
  readonly files: readonly string[];
  readonly sample: string;
  readonly recent: RecentFiles;
  readonly token: string;
  readonly folder: PrivateFolder;
  readonly downloads: Downloads;
}

export function webAnswers({ engine, files, sample, recent, token, folder, downloads }: Parts): HostAnswers {
  return {
    ...recentFilters(),
    ...workspaceFiles(engine, path => path === sample || folder.holds(path)),
    initial: () => ({ paths: files, sample, host: 'web' }),
    chooseCapture: () => [],
    // The browser downloads what the window made, and picks files itself.
    saveWorkspaceAs: () => null,
    chooseWorkspace: () => null,
    recent: () => recent.list(),
    async export({ suggestedName, ...question }) {
      const path = await folder.placeFor(safeName(suggestedName, `${question.request.report}.csv`));
      try {
        const { rows } = await engine.call('write', { ...question, path });
        return { rows, path: basename(path), download: `/download/${downloads.offer(path)}?token=${token}` };
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      }
    },
    async saveFile(request) {
      const path = await folder.placeFor(safeName(request.suggestedName, 'selection.pcapng'));
      try {
        const saved = await saveTo(engine, request, path);
        return { ...saved, path: basename(path), download: `/download/${downloads.offer(path)}?token=${token}` };
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      }
    },
    opened({ path, more = [] }) {
      // An upload is gone when the program ends, the sample is always at hand.
      const kept = [path, ...more].filter(one => one !== sample && !folder.holds(one));
      void recent.add(...kept);
    },
  };
}
