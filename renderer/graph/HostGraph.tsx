// The panel with the host graph: asks for it, draws it, and tells of it what a picture cannot.
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { GraphEdge, HostGraph as HostGraphData } from '../../shared/model/graph.ts';
import { formatBytes, formatCount } from '../../shared/unit/format.ts';
import { hostCalled, useAnnotations, useNodePlaces } from '../state/annotations.ts';
import { onCommand } from '../state/commands.ts';
import { expandGroup, setShowHidden, showPart, showWholeGraph, useGraphOptions } from '../state/graph-options.ts';
import { scopeText, useScope } from '../state/scope.ts';
import { clearSelection, selectHost, selectPair, useSelection } from '../state/selection.ts';
import { useSource } from '../state/source.ts';
import { useTheme } from '../state/theme.ts';
import { useAnswer } from '../state/use-answer.ts';
import { counted } from '../ui/counted.ts';
import { Icon } from '../ui/Icon.tsx';
import { ProblemLine } from '../ui/ProblemLine.tsx';
import { ROLE_TEXT, RoleMark } from '../ui/RoleMark.tsx';
import { type DrawnNode, drawGraph, NOTHING_DRAWN } from './drawn-graph.ts';
import { GraphPartBar } from './GraphPartBar.tsx';
import { GraphTools } from './GraphTools.tsx';
import { GraphTooltip } from './GraphTooltip.tsx';
import type { Hovered } from './graph-pointer.ts';
import { GraphView } from './graph-view.ts';
import classes from './HostGraph.module.css';
import { MiniMap } from './MiniMap.tsx';

/** Nodes for which there is room: one for so many square pixels, in steps that a small change of the panel does not leave. */
const NODE_AREA = 2000;
const NODE_STEP = 30;
const FEWEST_NODES = 60;
const MAX_NODES = 300;
const MANY_EDGES = 300;
/** Milliseconds without a change of the panel before another number of nodes is asked for. */
const CALM = 300;
/** Selected hosts that were folded away and are shown from then on. */
const MOST_KEPT = 40;

function nodesFor({ clientWidth, clientHeight }: HTMLElement): number {
  const steps = Math.floor((clientWidth * clientHeight) / NODE_AREA / NODE_STEP);
  return Math.min(MAX_NODES, Math.max(FEWEST_NODES, steps * NODE_STEP));
}

let shown: GraphView | null = null;
const shownView = (): GraphView | null => shown;

/** What the graph shows and where on the page, for tests. */
export const graphSnapshot = () => shown?.snapshot() ?? { nodes: [], groups: [], edges: [] };

/** What a node is called from one opening of a capture to the next. */
const keyOf = (node: DrawnNode): string => (node.kind === 'host' ? node.host.address : node.group.key);

/** Whoever keeps the places of nodes hears of them; places of nodes that are not drawn now stay. */
function tellPlaces(view: GraphView): void {
  const { graph, positions } = view.drawn();
  const moved = graph.nodes.flatMap(node => {
    const point = positions.get(node.id);
    return point ? [[keyOf(node), [Math.round(point.x), Math.round(point.y)]] as const] : [];
  });
  useNodePlaces.setState(({ places }) => ({ places: { ...places, ...Object.fromEntries(moved) } }));
}

/** A group is taken apart, a host selected; `extended`: the way to it from the selected host is shown. */
function choose(data: HostGraphData | undefined, node: DrawnNode, extended: boolean): void {
  if (node.kind === 'group') {
    if (node.group.expands) expandGroup(node.group.key);
    return;
  }
  const { id, address } = node.host;
  const { host } = useSelection.getState();
  if (extended && host && host.id !== id) {
    // The selection knows the address alone.
    const from = data?.nodes.find(one => one.id === host.id) ?? host;
    const title = `The way from ${hostCalled(from)} to ${hostCalled(node.host)}`;
    showPart({ only: { kind: 'between', host: host.id, peer: id }, title });
  } else selectHost({ id, address });
}

/** An edge of a group stands for many pairs: the group is taken apart. */
function chooseEdge(data: HostGraphData | undefined, { src, dst }: GraphEdge): void {
  const from = data?.nodes.find(node => node.id === src);
  const to = data?.nodes.find(node => node.id === dst);
  if (from && to) selectPair({ id: src, address: from.address }, { id: dst, address: to.address });
  for (const end of [src, dst]) {
    const group = end < 0 ? data?.groups[-1 - end] : undefined;
    if (group?.expands) expandGroup(group.key);
  }
}

function spokenText(node: DrawnNode): string {
  if (node.kind === 'group') {
    return `${node.group.key}, ${counted(node.group.hosts, 'host')} drawn as one, ${formatBytes(node.group.bytesSent)} sent${node.group.expands ? ', Enter takes them apart' : ''}`;
  }
  const { name, address, role, packetsSent, packetsReceived } = node.host;
  return `${name ? `${name}, ` : ''}${address}, ${role}, ${counted(packetsSent, 'packet')} sent, ${formatCount(packetsReceived)} received`;
}

export function HostGraph() {
  const info = useSource(s => s.info);
  const { host, peer, range } = useSelection();
  const scope = useScope();
  const { showHidden, search, expanded, part, minPackets } = useGraphOptions();
  const [map, setMap] = useState(false);
  /** 0: the panel was not measured yet. */
  const [maxNodes, setMaxNodes] = useState(0);
  const [pinned, setPinned] = useState(0);
  const [keep, setKeep] = useState<readonly number[]>([]);
  const theme = useTheme(s => s.theme);
  const source = info?.source;
  const marks = useAnnotations(s => s.hosts);
  const put = useNodePlaces(s => s.put);
  const placed = useRef(new Set<string>());
  const { value, loading, problem } = useAnswer(
    'graph',
    source === undefined || maxNodes === 0
      ? null
      : {
          source,
          maxNodes,
          showHidden: true,
          expand: expanded,
          ...(part && { only: part.only }),
          ...(minPackets > 0 && { minPackets }),
          ...(keep.length > 0 && { keep }),
          ...scope,
        },
  );
  const drawn = useMemo(
    () => (value ? drawGraph(value, showHidden, host?.id ?? null, marks) : NOTHING_DRAWN),
    [value, showHidden, host, marks],
  );
  const container = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useRef<GraphView | null>(null);
  const latest = useRef(value);
  latest.current = value;
  const [hovered, setHovered] = useState<Hovered | null>(null);
  const [spoken, setSpoken] = useState('');

  useEffect(() => {
    const made = new GraphView(container.current!, canvas.current!, {
      choose: (node, extended) => choose(latest.current, node, extended),
      chooseEdge: edge => chooseEdge(latest.current, edge),
      clear: () => selectHost(null),
      hover: setHovered,
      moved: () => {
        tellPlaces(made);
        setPinned(made.pinnedNodes());
      },
    });
    view.current = made;
    shown = made;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isMeasured = false;
    const measure = (): void => {
      isMeasured = true;
      setMaxNodes(nodesFor(container.current!));
    };
    const watcher = new ResizeObserver(() => {
      // While another place is shown there is no panel to fill: positions stay.
      if (!container.current?.checkVisibility({ visibilityProperty: true })) return;
      made.resized();
      clearTimeout(timer);
      // The observer's first look comes when the panels have found their sizes, before anything is painted.
      if (isMeasured) timer = setTimeout(measure, CALM);
      else measure();
    });
    watcher.observe(container.current!);
    const forget = onCommand('fit', () => made.fit());
    return () => {
      forget();
      clearTimeout(timer);
      watcher.disconnect();
      made.destroy();
      view.current = null;
      shown = null;
    };
  }, []);

  useEffect(() => view.current?.setTheme(theme), [theme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another source is another graph
  useEffect(() => {
    view.current?.forget();
    showWholeGraph();
    setKeep([]);
  }, [source]);

  // A selected host that is folded away comes forward, and stays when another is selected.
  useEffect(() => {
    const folded = [host, peer].filter(one => one && value && !value.nodes.some(node => node.id === one.id));
    if (folded.length > 0 && value && value.groups.length > 0) {
      setKeep(before => [...new Set([...before, ...folded.map(one => one!.id)])].slice(-MOST_KEPT));
    }
  }, [host, peer, value]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what a workspace puts anew is to be placed anew
  useEffect(() => placed.current.clear(), [put]);

  // Before the graph is drawn: nodes that a workspace has a place for need no other.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a workspace may come after the graph
  useEffect(() => {
    const { places } = useNodePlaces.getState();
    const wanted = drawn.nodes.filter(node => !placed.current.has(node.id) && Object.hasOwn(places, keyOf(node)));
    for (const node of wanted) placed.current.add(node.id);
    const points = wanted.map(node => {
      const [x, y] = places[keyOf(node)]!;
      return [node.id, { x, y }] as const;
    });
    view.current?.place(new Map(points));
  }, [drawn, put]);

  const settled = info?.state !== 'loading' && !loading;
  const stage = part ? JSON.stringify(part.only) : '';
  const entered = useRef('');
  useEffect(() => {
    // What is drawn belongs to the part before until the answer is there.
    if (!loading) entered.current = stage;
    view.current?.setManyEdges(drawn.edges.length > MANY_EDGES);
    view.current?.setGraph(drawn, settled, entered.current);
    setPinned(view.current?.pinnedNodes() ?? 0);
  }, [drawn, settled, stage, loading]);

  useEffect(() => {
    const ends = part?.only.kind === 'between' ? [part.only.host, part.only.peer] : [];
    view.current?.setLit({ host: host?.id ?? null, peer: peer?.id ?? null, search, ends });
  }, [host, peer, search, part]);

  function onKeyDown(event: KeyboardEvent): void {
    const made = view.current;
    const step = ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as const)[event.key];
    if (!made) return;
    if (step) {
      const node = made.moveFocus(step[0], step[1]);
      if (node) setSpoken(spokenText(node));
    } else if (event.key === 'Enter') {
      const node = made.focusedNode();
      if (node) choose(value, node, event.shiftKey);
    } else if (event.key === 'p') made.togglePin();
    else if (event.key === '+' || event.key === '=') made.zoomBy(1.3);
    else if (event.key === '-') made.zoomBy(1 / 1.3);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const roles = [...new Set(drawn.nodes.flatMap(node => (node.kind === 'host' ? [node.host.role] : [])))];
  const groups = value?.groups ?? [];
  const folded = groups.reduce((sum, group) => sum + group.hosts, 0);
  const empty = value !== undefined && drawn.nodes.length === 0 && !loading;

  return (
    <section className={classes.panel} aria-label="Host graph" data-testid="graph" data-picture="Graph">
      <div
        className={classes.stage}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move through the hosts
        tabIndex={0}
        aria-label={`Graph of ${counted(drawn.nodes.length - groups.length, 'host')}${groups.length > 0 ? ` and ${counted(groups.length, 'group')}` : ''}. Arrow keys move between hosts, Enter selects, P pins one where it is.`}
        onKeyDown={onKeyDown}
        onBlur={() => view.current?.dropFocus()}
      >
        <div ref={container} className={classes.canvas} />
        <canvas ref={canvas} className={classes.labels} />
      </div>
      <div className="visually-hidden" aria-live="polite" data-picture-skip>
        {spoken}
      </div>
      <GraphTooltip hovered={hovered} graph={value} />

      <GraphPartBar
        distance={part ? value?.distance : undefined}
        pinned={pinned}
        onRelease={() => {
          view.current?.releasePinned();
          setPinned(0);
        }}
      />
      <GraphTools view={shownView} map={map} onMap={setMap} />
      {map && <MiniMap view={shownView} theme={theme} />}

      <div className={classes.foot} data-over-graph>
        <ul className={classes.legend} aria-label="Roles">
          {roles.map(role => (
            <li key={role}>
              <RoleMark role={role} /> {ROLE_TEXT[role]}
            </li>
          ))}
        </ul>
        {groups.length > 0 && (
          <span className={classes.note} data-testid="graph-folded">
            Busiest {counted(drawn.nodes.length - groups.length, 'host')}, {counted(folded, 'other')} in{' '}
            {counted(groups.length, 'group')}
          </span>
        )}
        {value && value.hostsLeftOut > 0 && (
          <span className={classes.note}>{counted(value.hostsLeftOut, 'host')} left out</span>
        )}
        {drawn.edgesLeftOut > 0 && (
          <span className={classes.note}>{formatCount(drawn.edgesLeftOut)} faint edges left out</span>
        )}
        {drawn.hidden > 0 && (
          <button
            type="button"
            className={classes.toggle}
            data-picture-skip
            aria-pressed={showHidden}
            title="0.0.0.0 and 255.255.255.255 stand for no host and for all hosts"
            onClick={() => setShowHidden(!showHidden)}
          >
            <Icon name="eye" size={14} />
            {showHidden ? `Hide ${drawn.hidden} again` : `${drawn.hidden} hidden`}
          </button>
        )}
      </div>
      {problem && (
        <div className={classes.message}>
          <ProblemLine problem={problem} />
        </div>
      )}
      {empty && !problem && (
        <div className={classes.message}>
          {`No hosts${scopeText(scope) === '' ? ' yet' : ` with traffic${scopeText(scope)}`}.`}
          {range && (
            <button type="button" className={classes.toggle} onClick={clearSelection}>
              Show the whole capture
            </button>
          )}
        </div>
      )}
    </section>
  );
}
