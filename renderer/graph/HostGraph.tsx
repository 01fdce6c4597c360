// The panel with the host graph: asks for it, draws it, and tells of it what a picture cannot.
import { ActionIcon, Tooltip } from '@mantine/core';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { HostGraph as HostGraphData } from '../../shared/model/host.ts';
import { formatCount } from '../../shared/unit/format.ts';
import { onCommand } from '../state/commands.ts';
import { setShowHidden, useGraphOptions } from '../state/graph-options.ts';
import { scopeText, useScope } from '../state/scope.ts';
import { clearSelection, selectHost, selectPair, useSelection } from '../state/selection.ts';
import { useSource } from '../state/source.ts';
import { useTheme } from '../state/theme.ts';
import { useAnswer } from '../state/use-answer.ts';
import { Icon } from '../ui/Icon.tsx';
import { ProblemLine } from '../ui/ProblemLine.tsx';
import { ROLE_TEXT, RoleMark } from '../ui/RoleMark.tsx';
import { type DrawnGraph, drawGraph } from './drawn-graph.ts';
import { GraphTooltip } from './GraphTooltip.tsx';
import { GraphView, type Hovered } from './graph-view.ts';
import classes from './HostGraph.module.css';

const MAX_NODES = 300;
const MANY_EDGES = 200;

const NOTHING: DrawnGraph = { nodes: [], edges: [], hidden: 0, edgesLeftOut: 0 };

let shown: GraphView | null = null;

/** What the graph shows and where on the page, for tests. */
export const graphSnapshot = () => shown?.snapshot() ?? { nodes: [], edges: [] };

function chooseHost(data: HostGraphData | undefined, id: number): void {
  const host = data?.nodes.find(node => node.id === id);
  if (host) selectHost({ id, address: host.address });
}

function choosePair(data: HostGraphData | undefined, src: number, dst: number): void {
  const from = data?.nodes.find(node => node.id === src);
  const to = data?.nodes.find(node => node.id === dst);
  if (from && to) selectPair({ id: src, address: from.address }, { id: dst, address: to.address });
}

export function HostGraph() {
  const info = useSource(s => s.info);
  const { host, peer, range } = useSelection();
  const scope = useScope();
  const { showHidden, search } = useGraphOptions();
  const theme = useTheme(s => s.theme);
  const source = info?.source;
  const { value, loading, problem } = useAnswer(
    'graph',
    source === undefined ? null : { source, maxNodes: MAX_NODES, showHidden: true, ...scope },
  );
  const drawn = useMemo(
    () => (value ? drawGraph(value, showHidden, host?.id ?? null) : NOTHING),
    [value, showHidden, host],
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
      chooseHost: id => chooseHost(latest.current, id),
      choosePair: (src, dst) => choosePair(latest.current, src, dst),
      clear: () => selectHost(null),
      hover: setHovered,
    });
    view.current = made;
    shown = made;
    const watcher = new ResizeObserver(() => made.resized());
    watcher.observe(container.current!);
    const forget = onCommand('fit', () => made.fit());
    return () => {
      forget();
      watcher.disconnect();
      made.destroy();
      view.current = null;
      shown = null;
    };
  }, []);

  useEffect(() => view.current?.setTheme(theme), [theme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another source is another graph
  useEffect(() => view.current?.forget(), [source]);

  const settled = info?.state !== 'loading' && !loading;
  useEffect(() => {
    view.current?.setManyEdges(drawn.edges.length > MANY_EDGES);
    view.current?.setGraph(drawn, settled);
  }, [drawn, settled]);

  useEffect(() => {
    view.current?.setLit({ host: host?.id ?? null, peer: peer?.id ?? null, search });
  }, [host, peer, search]);

  function onKeyDown(event: KeyboardEvent): void {
    const made = view.current;
    const step = ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as const)[event.key];
    if (!made) return;
    if (step) {
      const id = made.moveFocus(step[0], step[1]);
      const row = value?.nodes.find(node => node.id === id);
      if (row) {
        const name = row.name ? `${row.name}, ` : '';
        setSpoken(
          `${name}${row.address}, ${row.role}, ${formatCount(row.packetsSent)} packets sent, ${formatCount(row.packetsReceived)} received`,
        );
      }
    } else if (event.key === 'Enter') {
      const id = made.focusedHost();
      if (id !== null) chooseHost(value, id);
    } else if (event.key === '+' || event.key === '=') made.zoomBy(1.3);
    else if (event.key === '-') made.zoomBy(1 / 1.3);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const roles = [...new Set(drawn.nodes.map(node => node.host.role))];
  const total = drawn.nodes.length + (value?.hostsLeftOut ?? 0) + (showHidden ? 0 : drawn.hidden);
  const empty = value !== undefined && drawn.nodes.length === 0 && !loading;

  return (
    <section className={classes.panel} aria-label="Host graph" data-testid="graph">
      <div
        className={classes.stage}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move through the hosts
        tabIndex={0}
        aria-label={`Graph of ${drawn.nodes.length} hosts. Arrow keys move between hosts, Enter selects.`}
        onKeyDown={onKeyDown}
        onBlur={() => view.current?.dropFocus()}
      >
        <div ref={container} className={classes.canvas} />
        <canvas ref={canvas} className={classes.labels} />
      </div>
      <div className="visually-hidden" aria-live="polite">
        {spoken}
      </div>
      <GraphTooltip hovered={hovered} graph={value} />

      <div className={classes.tools}>
        <Tooltip label="Zoom in">
          <ActionIcon aria-label="Zoom in" onClick={() => view.current?.zoomBy(1.3)}>
            <Icon name="plus" />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Zoom out">
          <ActionIcon aria-label="Zoom out" onClick={() => view.current?.zoomBy(1 / 1.3)}>
            <Icon name="minus" />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Show the whole graph (F)">
          <ActionIcon aria-label="Show the whole graph" onClick={() => view.current?.fit()}>
            <Icon name="fit" />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Arrange the hosts anew">
          <ActionIcon aria-label="Arrange the hosts anew" onClick={() => void view.current?.arrange()}>
            <Icon name="layout" />
          </ActionIcon>
        </Tooltip>
      </div>

      <div className={classes.foot}>
        <ul className={classes.legend} aria-label="Roles">
          {roles.map(role => (
            <li key={role}>
              <RoleMark role={role} /> {ROLE_TEXT[role]}
            </li>
          ))}
        </ul>
        {value && value.hostsLeftOut > 0 && (
          <span className={classes.note}>
            Busiest {formatCount(drawn.nodes.length)} of {formatCount(total)} hosts shown
          </span>
        )}
        {drawn.edgesLeftOut > 0 && (
          <span className={classes.note}>{formatCount(drawn.edgesLeftOut)} faint edges left out</span>
        )}
        {drawn.hidden > 0 && (
          <button
            type="button"
            className={classes.toggle}
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
