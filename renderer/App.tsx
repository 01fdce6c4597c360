// The window: top bar, what is selected, then the rail on the left, the panels beside it.
import { MantineProvider } from '@mantine/core';
import { useEffect } from 'react';
import classes from './App.module.css';
import { followHistory } from './state/history.ts';
import { link } from './state/link.ts';
import { useTheme } from './state/theme.ts';
import { followWorkspace } from './state/workspace.ts';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { Notices } from './ui/Notices.tsx';
import { ShortcutSheet } from './ui/ShortcutSheet.tsx';
import { listenToKeys, onMenu } from './ui/shortcuts.ts';
import { theme as mantineTheme } from './ui/theme/mantine.ts';
import { DropZone } from './views/load/DropZone.tsx';
import { LoadBar } from './views/load/LoadBar.tsx';
import { Stage } from './views/load/Stage.tsx';
import { NoteDialog } from './views/notes/NoteDialog.tsx';
import { WorkspaceFiles } from './views/notes/WorkspaceFiles.tsx';
import { Frame } from './views/shell/Frame.tsx';
import { Rail } from './views/shell/Rail.tsx';
import { Palette } from './views/top-bar/Palette.tsx';
import { SelectionBar } from './views/top-bar/SelectionBar.tsx';
import { TopBar } from './views/top-bar/TopBar.tsx';

export function App() {
  const theme = useTheme(s => s.theme);
  useEffect(() => listenToKeys(), []);
  useEffect(() => followHistory(), []);
  useEffect(() => followWorkspace(), []);
  useEffect(() => link().on('menu', onMenu), []);
  return (
    <MantineProvider theme={mantineTheme} forceColorScheme={theme}>
      <ErrorBoundary name="The window">
        <div className={classes.window}>
          <TopBar />
          <SelectionBar />
          <LoadBar />
          <div className={classes.stage}>
            <Stage>
              <Rail />
              <Frame />
            </Stage>
          </div>
        </div>
        <DropZone />
        <Notices />
        <ShortcutSheet />
        <NoteDialog />
        <WorkspaceFiles />
        <Palette />
        <aside id="overlays" aria-label="Menus, hints and dialogs" />
      </ErrorBoundary>
    </MantineProvider>
  );
}
