// The panels of the window: the view of the place that is shown, the timeline below it, the inspector on the right.
// Graph and timeline stay mounted from place to place, so that both keep where one looked.
import { Suspense, useEffect, useRef } from 'react';
import { Group, type GroupImperativeHandle, Panel, usePanelRef } from 'react-resizable-panels';
import { HostGraph } from '../../graph/HostGraph.tsx';
import { onCommand } from '../../state/commands.ts';
import { Pending } from '../../state/idle.ts';
import { setPanels, setTimelineOpen } from '../../state/panels.ts';
import { usePlace } from '../../state/places.ts';
import { useSource } from '../../state/source.ts';
import { useTimelineOptions } from '../../state/timeline-options.ts';
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx';
import { Splitter } from '../../ui/Splitter.tsx';
import { Inspector } from '../inspector/Inspector.tsx';
import { TimelineView } from '../late-views.tsx';
import { TablesPanel } from '../TablesPanel.tsx';
import classes from './Frame.module.css';
import { lacksOf } from './lacks.ts';
import { PLACE_VIEWS } from './places.tsx';
import { rowsOf, withPanels } from './rows-of.ts';
import { NoHosts, Unserved } from './Unserved.tsx';
import { usePlaceFocus } from './use-place-focus.ts';
import { useSides } from './use-sides.ts';
import { useHasTimeline, useTimelineOpen } from './use-timeline-open.ts';

export function Frame() {
  const sides = useSides();
  const inspector = usePanelRef();
  useEffect(
    () =>
      onCommand('inspector', () => {
        const panel = inspector.current;
        if (panel?.isCollapsed()) panel.resize(sides.inspectorSize());
        else panel?.collapse();
      }),
    [inspector, sides],
  );
  return (
    <main className={classes.panels}>
      <Group orientation="horizontal" defaultLayout={sides.layout} onLayoutChanged={sides.onChanged}>
        <Panel id="views-panel" minSize="320px" className={classes.views}>
          <div className={classes.tall}>
            <Views />
          </div>
        </Panel>
        <Splitter label="Resize views and inspector" />
        <Panel
          id="inspector-panel"
          panelRef={inspector}
          defaultSize="27%"
          minSize="280px"
          collapsible
          onResize={({ inPixels }) => sides.setOpen(inPixels > 0)}
        >
          <ErrorBoundary name="The inspector">
            <Inspector />
          </ErrorBoundary>
        </Panel>
      </Group>
    </main>
  );
}

function Views() {
  const place = usePlace(s => s.place);
  // Graph, timeline and tables are of hosts.
  const hasHosts = useSource(s => s.info === null || lacksOf('overview', s.info) === null);
  const isOverview = place === 'overview' && hasHosts;
  const hasTimeline = useHasTimeline();
  const isOpen = useTimelineOpen();
  // Graph, timeline and tables are of flows.
  const hasFlows = useSource(s => s.info?.has.includes('flows') ?? true);
  const below = useTimelineOptions(s => Number(s.gaps) + Number(s.rate));
  const rows = useRef<GroupImperativeHandle>(null);
  const box = useRef<HTMLDivElement>(null);
  const region = useRef<HTMLDivElement>(null);
  usePlaceFocus(region);
  const first = useRef(rowsOf(isOverview, isOpen));
  // Once it was seen, the graph keeps its places and its view.
  const graphSeen = useRef(isOverview);
  graphSeen.current ||= isOverview;

  useEffect(() => {
    const head = box.current?.querySelector<HTMLElement>('#timeline header')?.offsetHeight;
    const layout = withPanels(rowsOf(isOverview, isOpen), below, box.current?.offsetHeight ?? 0, head);
    rows.current?.setLayout({ ...layout });
  }, [isOverview, isOpen, below]);

  useEffect(() => onCommand('timeline', () => setTimelineOpen(place, !isOpen)), [place, isOpen]);

  function remember(main = 0, timeline = 0, tables = 0): void {
    if (timeline > 0 && isOverview) setPanels({ overview: { main, timeline, tables } });
    if (timeline > 0 && !isOverview) setPanels({ strip: timeline });
    setTimelineOpen(place, timeline > 0);
  }

  return (
    <Group
      orientation="vertical"
      groupRef={rows}
      elementRef={box}
      defaultLayout={{ ...first.current }}
      onLayoutChanged={(layout, { isUserInteraction }) => {
        if (isUserInteraction) remember(layout.main, layout.timeline, layout.tables);
      }}
    >
      <Panel id="main" minSize="140px">
        {/* biome-ignore lint/a11y/useSemanticElements: no landmark, which places have of their own, and no fieldset */}
        <div
          ref={region}
          role="group"
          className={classes.main}
          tabIndex={-1}
          aria-label={PLACE_VIEWS[place]?.title ?? 'Overview'}
        >
          {graphSeen.current && hasFlows && (
            <div className={isOverview ? classes.place : classes.away} inert={!isOverview}>
              <ErrorBoundary name="The graph">
                <HostGraph />
              </ErrorBoundary>
            </div>
          )}
          {!isOverview && (place === 'overview' ? <NoHosts /> : <PlaceShown />)}
        </div>
      </Panel>
      <Splitter isThere={hasTimeline} label={isOverview ? 'Resize graph and timeline' : 'Resize view and timeline'} />
      <Panel id="timeline" data-testid="timeline" minSize="120px" collapsible>
        <ErrorBoundary name="The timeline">{hasFlows && <TimelineView />}</ErrorBoundary>
      </Panel>
      <Splitter isThere={isOverview} label="Resize timeline and tables" />
      <Panel id="tables" minSize="36px" collapsible>
        {isOverview && hasFlows && <TablesPanel />}
      </Panel>
    </Group>
  );
}

function PlaceShown() {
  const place = usePlace(s => s.place);
  const info = useSource(s => s.info);
  const view = PLACE_VIEWS[place];
  if (!view) return null;
  const lacks = info && lacksOf(place, info);
  if (lacks !== null) return <Unserved title={view.title} icon={view.icon} reason={lacks} />;
  return (
    <ErrorBoundary key={place} name={`The view "${view.title}"`}>
      <Suspense fallback={<Pending />}>
        <div className={classes.place}>
          {/* What the view's own headings stand under. */}
          <h2 className="visually-hidden">{view.title}</h2>
          <view.View />
        </div>
      </Suspense>
    </ErrorBoundary>
  );
}
