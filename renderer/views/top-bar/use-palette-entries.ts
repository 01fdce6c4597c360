// The entries of the palette: those that are always there, and those that what was typed stands for.
import { useEffect, useState } from 'react';
import { type Command, runCommand } from '../../state/commands.ts';
import { go } from '../../state/history.ts';
import { link } from '../../state/link.ts';
import { openInner, openPath, openSample } from '../../state/open-source.ts';
import { LETTERS } from '../../state/place.ts';
import { usePlace, visitPlace } from '../../state/places.ts';
import { clearSelection, selectFilter, selectRecord, useSelection } from '../../state/selection.ts';
import { both, portTest } from '../../state/selection-filter.ts';
import { useSource } from '../../state/source.ts';
import { setTheme } from '../../state/theme.ts';
import { fileName } from '../../ui/file-name.ts';
import type { IconName } from '../../ui/Icon.tsx';
import { saveSelection } from '../records/save-selection.ts';
import { railEntries } from '../shell/rail-entries.ts';
import { isFilter, type PaletteEntry, portIn, recordIn } from './palette-entries.ts';

const action = (title: string, icon: IconName, note: string, run: () => void): PaletteEntry => ({
  id: `action ${title}`,
  group: 'Actions',
  icon,
  title,
  note,
  run,
});

const command = (title: string, icon: IconName, keys: string, name: Command): PaletteEntry =>
  action(title, icon, keys, () => runCommand(name));

const ACTIONS: readonly PaletteEntry[] = [
  command('Open a file', 'open', 'Ctrl+O', 'open'),
  action('Open the sample capture', 'open', '', () => void openSample()),
  command('Write a display filter', 'filter', 'Ctrl+/', 'filter'),
  command('Search for a host, client or key', 'search', '/', 'find'),
  command('Copy the command line of what is shown', 'terminal', '', 'copy-command'),
  action('Clear all of the selection', 'close', 'X', clearSelection),
  action('Back', 'back', 'Alt+←', () => go(-1)),
  action('Forward', 'forward', 'Alt+→', () => go(1)),
  command('Export bursts as CSV', 'export', '', 'export-bursts'),
  action('Save the selection as pcapng', 'export', '', () => void saveSelection()),
  action(
    'Read the tunnels by their inner or outer addresses',
    'layers',
    '',
    () => void openInner(!useSource.getState().info?.inner),
  ),
  command('Save the workspace: names, colours, notes, view', 'note', 'Ctrl+S', 'save-workspace'),
  command('Save the workspace as…', 'note', '', 'save-workspace-as'),
  command('Load a workspace…', 'open', '', 'load-workspace'),
  command('Show the whole graph', 'fit', 'F', 'fit'),
  command('Open or close the timeline', 'strip', 'L', 'timeline'),
  command('Open or close the inspector', 'aside', 'I', 'inspector'),
  action('Dark theme', 'moon', 'T', () => setTheme('dark')),
  action('Light theme', 'sun', 'T', () => setTheme('light')),
  command('Keyboard shortcuts', 'help', '?', 'shortcuts'),
];

export function usePaletteEntries(typed: string) {
  const info = useSource(s => s.info);
  const offered = usePlace(s => s.offered);
  const places = railEntries(info)
    .filter(({ place, lacks }) => offered.includes(place) && lacks === null)
    .map(
      ({ place, title, icon }): PaletteEntry => ({
        id: `place ${place}`,
        group: 'Places',
        icon,
        title,
        note: `G ${LETTERS[place].toUpperCase()}`,
        run: () => visitPlace(place),
      }),
    );
  const files = useRecentFiles();
  return {
    fixed: [...places, ...ACTIONS, ...files],
    fromText: entriesOf(typed, info?.kind === 'records' ? info.records : 0),
  };
}

/** Read when the palette opens. */
function useRecentFiles(): readonly PaletteEntry[] {
  const [recent, setRecent] = useState<readonly string[]>([]);
  useEffect(() => {
    link()
      .call('recent', null)
      .then(setRecent)
      .catch(() => setRecent([]));
  }, []);
  return recent.map(path => ({
    id: `file ${path}`,
    group: 'Files',
    icon: 'recent',
    title: `Open ${fileName(path)}`,
    note: path,
    run: () => void openPath(path),
  }));
}

const narrow = (test: string): void => selectFilter(both(useSelection.getState().filter, test));

function entriesOf(typed: string, records: number): readonly PaletteEntry[] {
  const found: PaletteEntry[] = [];
  const port = portIn(typed);
  if (port !== null) {
    for (const transport of ['TCP', 'UDP']) {
      const test = portTest(transport, port)!;
      found.push({
        id: test,
        group: 'Ports',
        icon: 'filter',
        title: `${transport} port ${port}`,
        note: test,
        run: () => narrow(test),
      });
    }
  }
  const record = recordIn(typed, records);
  if (record !== null) {
    found.push({
      id: `record ${record}`,
      group: 'Records',
      icon: 'list',
      title: `Go to record ${record}`,
      run() {
        selectRecord(record);
        visitPlace('records');
      },
    });
  }
  if (isFilter(typed)) {
    const test = typed.trim();
    found.push({
      id: 'filter',
      group: 'Filter',
      icon: 'filter',
      title: test,
      note: 'Filter',
      run: () => selectFilter(test),
    });
  }
  return found;
}
