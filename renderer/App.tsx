// The window: top bar, then graph, timeline and tables on the left, the inspector on the right.
import { MantineProvider } from '@mantine/core';
import { Suspense, useEffect } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import classes from './App.module.css';
import { HostGraph } from './graph/HostGraph.tsx';
import { Pending } from './state/idle.ts';
import { link } from './state/link.ts';
import { usePlace } from './state/places.ts';
import { useTheme } from './state/theme.ts';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { Notices } from './ui/Notices.tsx';
import { ShortcutSheet } from './ui/ShortcutSheet.tsx';
import { listenToKeys, onMenu } from './ui/shortcuts.ts';
import { theme as mantineTheme } from './ui/theme/mantine.ts';
import { Inspector } from './views/inspector/Inspector.tsx';
import { TimelineView } from './views/late-views.tsx';
import { DropZone } from './views/load/DropZone.tsx';
import { LoadBar } from './views/load/LoadBar.tsx';
import { Stage } from './views/load/Stage.tsx';
import { PLACE_VIEWS } from './views/shell/places.tsx';
import { Rail } from './views/shell/Rail.tsx';
import { TablesPanel } from './views/TablesPanel.tsx';
import { TopBar } from './views/top-bar/TopBar.tsx';

export function App() {
  const theme = useTheme(s => s.theme);
  useEffect(() => listenToKeys(), []);
  useEffect(() => link().on('menu', onMenu), []);
  return (
    <MantineProvider theme={mantineTheme} forceColorScheme={theme}>
      <ErrorBoundary name="The window">
        <div className={classes.window}>
          <TopBar />
          <LoadBar />
          <div className={classes.stage}>
            <Stage>
              <Rail />
              <Panels />
            </Stage>
          </div>
        </div>
        <DropZone />
        <Notices />
        <ShortcutSheet />
        <aside id="overlays" aria-label="Menus, hints and dialogs" />
      </ErrorBoundary>
    </MantineProvider>
  );
}

function Panels() {
  const sides = useDefaultLayout({ id: 'burstscope.sides', storage: localStorage });
  return (
    <main className={classes.panels}>
      <Group orientation="horizontal" defaultLayout={sides.defaultLayout} onLayoutChanged={sides.onLayoutChanged}>
        <Panel id="views-panel" minSize="400px">
          <PlaceShown />
        </Panel>
        <Separator className={classes.separator} aria-label="Resize views and inspector" />
        <Panel id="inspector-panel" defaultSize="27%" minSize="260px">
          <ErrorBoundary name="The inspector">
            <Inspector />
          </ErrorBoundary>
        </Panel>
      </Group>
    </main>
  );
}

function PlaceShown() {
  const place = usePlace(s => s.place);
  const view = PLACE_VIEWS[place];
  if (!view) return <OverviewPlace />;
  const { title, View } = view;
  return (
    <ErrorBoundary key={place} name={`The view "${title}"`}>
      <Suspense fallback={<Pending />}>
        <View />
      </Suspense>
    </ErrorBoundary>
  );
}

function OverviewPlace() {
  const rows = useDefaultLayout({ id: 'burstscope.rows', storage: localStorage });
  return (
    <Group orientation="vertical" defaultLayout={rows.defaultLayout} onLayoutChanged={rows.onLayoutChanged}>
      <Panel id="graph-panel" defaultSize="38%" minSize="140px">
        <ErrorBoundary name="The graph">
          <HostGraph />
        </ErrorBoundary>
      </Panel>
      <Separator className={classes.separator} aria-label="Resize graph and timeline" />
      <Panel id="timeline-panel" data-testid="timeline" defaultSize="29%" minSize="120px">
        <ErrorBoundary name="The timeline">
          <TimelineView />
        </ErrorBoundary>
      </Panel>
      <Separator className={classes.separator} aria-label="Resize timeline and tables" />
      <Panel id="tables-panel" defaultSize="33%" minSize="36px">
        <TablesPanel />
      </Panel>
    </Group>
  );
}
