// The graph on the screen, without React: elements, places, what is lit, and what the pointer and the keyboard do.
import type { Core, NodeSingular } from 'cytoscape';
import type { HostRole } from '../../shared/model/host.ts';
import { beginWork } from '../state/idle.ts';
import { colours } from '../ui/theme/colours.ts';
import { cytoscape } from './cytoscape.ts';
import type { DrawnGraph, DrawnNode } from './drawn-graph.ts';
import { type GraphViewEvents, listenToPointer } from './graph-pointer.ts';
import { graphSnapshotOf } from './graph-snapshot.ts';
import { graphStyle } from './graph-style.ts';
import { LabelLayer } from './label-layer.ts';
import { type Layout, layOut, layoutRequest } from './lay-out.ts';
import { type Lit, lightUp } from './light-up.ts';
import { type Point, type Positions, placeNewcomers, ringPositions, turnToFit } from './positions.ts';

interface Box {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

const PADDING = 54;
const ANIMATION = 320;
const CLOSEST = 4;
/** A graph of two hosts need not fill the panel. */
const CLOSEST_FIT = 1.4;
/** Share of nodes without a place of their own from which on everything is laid out anew. */
const TOO_MANY_NEW = 0.3;

const stillness = matchMedia('(prefers-reduced-motion: reduce)');

export class GraphView {
  private readonly core: Core;
  private readonly labels: LabelLayer;
  private graph: DrawnGraph = { nodes: [], edges: [], hidden: 0, edgesLeftOut: 0 };
  /** Where every host seen so far belongs: a host that comes back finds its place again. */
  private readonly home = new Map<string, Point>();
  private readonly improvised = new Set<string>();
  private layout: Layout | null = null;
  /** What the last layout was made from, as text. */
  private laidOut = '';
  private wasSettled = false;
  private wasDragged = false;
  /** Ends the waiting for a movement that is under way. */
  private arrived: () => void = () => {};
  private lit: Lit = { host: null, peer: null, search: '' };
  private focused: string | null = null;
  private background = colours('dark').panel;
  /** Until the user moves the view, it follows the graph. */
  private follows = true;

  constructor(
    private readonly container: HTMLElement,
    canvas: HTMLCanvasElement,
    private readonly events: GraphViewEvents,
  ) {
    this.core = cytoscape({
      container,
      minZoom: 0.05,
      maxZoom: CLOSEST,
      boxSelectionEnabled: false,
      autounselectify: true,
      hideEdgesOnViewport: false,
      style: graphStyle('dark'),
    });
    this.labels = new LabelLayer(canvas, this.core);
    listenToPointer(this.core, container, events, {
      onMove: () => {
        this.follows = false;
      },
      onDrop: (id, place) => {
        this.home.set(id, place);
        this.improvised.delete(id);
        this.wasDragged = true;
      },
    });
  }

  setTheme(theme: 'dark' | 'light'): void {
    this.background = colours(theme).panel;
    this.core.style(graphStyle(theme));
    this.labels.setTheme(theme);
  }

  /** `settled`: no more hosts are coming, so newcomers that stand in the way are worth a new layout. */
  setGraph(graph: DrawnGraph, settled: boolean): void {
    this.graph = graph;
    this.improvise();
    this.sync();
    this.light();
    const unsettled = graph.nodes.filter(node => this.improvised.has(node.id)).length;
    const share = unsettled / Math.max(1, graph.nodes.length);
    // A file that was watched while it loaded ends in the same picture as one that was not, unless a hand was in it.
    const isFirstWhole = settled && !this.wasSettled && !this.wasDragged;
    this.wasSettled ||= settled;
    const isOutdated = isFirstWhole && this.laidOut !== JSON.stringify(layoutRequest(graph));
    if (isOutdated || (unsettled > 0 && (settled || share > TOO_MANY_NEW))) void this.arrange();
  }

  /** Forgets all places, as for another capture. */
  forget(): void {
    this.layout?.cancel();
    this.layout = null;
    this.home.clear();
    this.improvised.clear();
    this.focused = null;
    this.follows = true;
    this.laidOut = '';
    this.wasSettled = false;
    this.wasDragged = false;
    this.core.elements().remove();
  }

  /** Puts nodes where they lay when they were last seen; they stay there until they are moved. */
  place(places: Positions): void {
    if (places.size === 0) return;
    this.layout?.cancel();
    this.layout = null;
    for (const [id, point] of places) {
      this.home.set(id, point);
      this.improvised.delete(id);
      const known = this.core.getElementById(id);
      if (known.nonempty()) known.position({ ...point });
    }
    this.wasDragged = true;
    if (this.follows) this.fitNow();
  }

  /** Lays everything out anew, off this thread. */
  async arrange(): Promise<void> {
    this.layout?.cancel();
    const { graph } = this;
    if (graph.nodes.length === 0) return;
    const done = beginWork();
    const request = layoutRequest(graph);
    const mine = layOut(request);
    this.laidOut = JSON.stringify(request);
    this.layout = mine;
    const found = await mine.positions;
    if (this.layout === mine) {
      this.layout = null;
      const positions = turnToFit(found ?? ringPositions(graph.nodes.map(node => node.id)), this.aspect());
      for (const [id, point] of positions) {
        this.home.set(id, point);
        this.improvised.delete(id);
      }
      await this.moveTo(positions);
      this.events.moved();
    }
    done();
  }

  private aspect(): number {
    return this.container.clientWidth / Math.max(1, this.container.clientHeight);
  }

  private improvise(): void {
    const ids = this.graph.nodes.map(node => node.id);
    const first = this.home.size === 0;
    const places = first
      ? turnToFit(ringPositions(ids), this.aspect())
      : placeNewcomers(ids, this.home, id => this.neighbours(id));
    for (const [id, point] of places) {
      if (this.home.has(id)) continue;
      this.home.set(id, point);
      this.improvised.add(id);
    }
  }

  private neighbours(id: string): string[] {
    return this.graph.edges
      .filter(edge => edge.source === id || edge.target === id)
      .sort((a, b) => b.width - a.width)
      .map(edge => (edge.source === id ? edge.target : edge.source));
  }

  private sync(): void {
    const { core, graph } = this;
    const wanted = new Set<string>();
    // Many edges over each other: each is fainter, so that the thick ones stand out.
    const opacity = Math.max(0.22, Math.min(0.62, 0.62 * Math.sqrt(160 / Math.max(1, graph.edges.length))));
    const litOpacity = Math.min(0.95, opacity * 1.7);
    core.batch(() => {
      for (const drawn of graph.nodes) {
        wanted.add(drawn.id);
        const known = core.getElementById(drawn.id);
        const looks =
          drawn.kind === 'host' ? { role: drawn.host.role, colour: drawn.colour } : { role: 'group', colour: -1 };
        const data = { id: drawn.id, size: drawn.size, ...looks };
        if (known.nonempty()) known.data(data).scratch('_drawn', drawn);
        else core.add({ group: 'nodes', data, position: { ...this.home.get(drawn.id)! } }).scratch('_drawn', drawn);
      }
      for (const drawn of graph.edges) {
        wanted.add(drawn.id);
        const known = core.getElementById(drawn.id);
        const { id, source, target, width } = drawn;
        if (known.nonempty()) known.data({ width, opacity, litOpacity }).scratch('_drawn', drawn);
        else
          core
            .add({ group: 'edges', data: { id, source, target, width, opacity, litOpacity } })
            .scratch('_drawn', drawn);
      }
      core
        .elements()
        .filter(element => !wanted.has(element.id()))
        .remove();
    });
    if (this.follows) this.fitNow();
  }

  private moveTo(positions: Positions): Promise<void> {
    const { core } = this;
    const animate = !stillness.matches && core.nodes().length <= 150;
    const movement = core.layout({
      name: 'preset',
      positions: node =>
        positions.get((node as unknown as NodeSingular).id()) ?? (node as unknown as NodeSingular).position(),
      fit: this.follows,
      padding: PADDING,
      animate,
      animationDuration: ANIMATION,
    });
    return new Promise(resolve => {
      this.arrived = resolve;
      movement.one('layoutstop', () => {
        core.maxZoom(CLOSEST);
        resolve();
      });
      if (this.follows) core.maxZoom(CLOSEST_FIT);
      movement.run();
    });
  }

  setLit(lit: Lit): void {
    const searched = lit.search !== this.lit.search && lit.search.trim() !== '';
    this.lit = lit;
    this.light();
    if (searched) this.showMatches();
  }

  private light(): void {
    lightUp(this.core, this.lit);
    this.core.forceRender();
  }

  private showMatches(): void {
    const matches = this.core.nodes('.match');
    if (matches.empty() || matches.length > 12) return;
    const { x1, y1, x2, y2 } = this.core.extent();
    const visible = matches.filter(node => {
      const { x, y } = node.position();
      return x > x1 && x < x2 && y > y1 && y < y2;
    });
    if (visible.length < matches.length)
      this.core.animate({ center: { eles: matches }, duration: stillness.matches ? 0 : 200 });
  }

  fit(): void {
    this.follows = true;
    this.fitNow();
  }

  private fitNow(): void {
    const { core } = this;
    if (core.nodes().empty()) return;
    core.maxZoom(CLOSEST_FIT);
    core.fit(undefined, PADDING);
    core.maxZoom(CLOSEST);
  }

  zoomBy(factor: number): void {
    this.follows = false;
    const { clientWidth, clientHeight } = this.container;
    this.core.zoom({
      level: this.core.zoom() * factor,
      renderedPosition: { x: clientWidth / 2, y: clientHeight / 2 },
    });
  }

  resized(): void {
    this.core.resize();
    if (this.follows) this.fitNow();
    this.labels.draw();
  }

  /** Moves the keyboard's focus to the next node in a direction; answers with it. */
  moveFocus(dx: number, dy: number): DrawnNode | null {
    const nodes = this.core.nodes();
    if (nodes.empty()) return null;
    const from = nodes.filter(this.focused ? `#${this.focused}` : '.chosen');
    let best = from.nonempty() ? null : (this.core.getElementById(this.graph.nodes[0]!.id) as NodeSingular);
    let shortest = Number.POSITIVE_INFINITY;
    if (from.nonempty()) {
      const at = (from.first() as NodeSingular).position();
      nodes.forEach(node => {
        const { x, y } = node.position();
        const along = (x - at.x) * dx + (y - at.y) * dy;
        const across = Math.abs((x - at.x) * dy) + Math.abs((y - at.y) * dx);
        if (along > 1 && along + 2 * across < shortest) {
          shortest = along + 2 * across;
          best = node;
        }
      });
    }
    const next = best ?? (from.nonempty() ? (from.first() as NodeSingular) : null);
    if (!next) return null;
    nodes.removeClass('focus');
    next.addClass('focus');
    this.focused = next.id();
    return next.scratch('_drawn');
  }

  focusedNode(): DrawnNode | null {
    const node = this.focused ? this.core.getElementById(this.focused) : null;
    return node?.nonempty() ? node.scratch('_drawn') : null;
  }

  dropFocus(): void {
    this.core.nodes().removeClass('focus');
    this.focused = null;
  }

  setManyEdges(many: boolean): void {
    // The option exists on the renderer only; Cytoscape has no setter for it.
    const renderer = (this.core as unknown as { renderer(): { hideEdgesOnViewport?: boolean } }).renderer();
    renderer.hideEdgesOnViewport = many;
  }

  /** Draws again whenever the picture changes, until the returned function is called. */
  onRender(draw: () => void): () => void {
    this.core.on('render', draw);
    return () => {
      this.core.off('render', draw);
    };
  }

  /** The box around all nodes, and the part of it in sight. */
  bounds(): Box {
    return this.core.nodes().boundingBox({});
  }

  extent(): Box {
    return this.core.extent();
  }

  places(): readonly (Point & { readonly size: number; readonly role: HostRole | 'group'; readonly colour: number })[] {
    return this.core.nodes().map(node => ({
      ...node.position(),
      size: node.data('size'),
      role: node.data('role'),
      colour: node.data('colour') ?? -1,
    }));
  }

  centreOn({ x, y }: Point): void {
    this.follows = false;
    const { clientWidth, clientHeight } = this.container;
    const zoom = this.core.zoom();
    this.core.pan({ x: clientWidth / 2 - x * zoom, y: clientHeight / 2 - y * zoom });
  }

  /** What is in sight with its names, as a picture of `scale` times as many pixels. */
  png(scale: number): Promise<Blob> {
    return this.labels.picture(this.core.png({ output: 'base64', scale, bg: this.background }), scale);
  }

  /** The graph as it is drawn, and where its nodes lie. */
  drawn(): { readonly graph: DrawnGraph; readonly positions: Positions } {
    const positions = new Map(this.core.nodes().map(node => [node.id(), { ...node.position() }]));
    return { graph: this.graph, positions };
  }

  /** For tests. */
  snapshot = () => graphSnapshotOf(this.core, this.container);

  destroy(): void {
    this.layout?.cancel();
    // What is under way sees that it is no longer wanted, before the core goes.
    this.layout = null;
    this.arrived();
    this.core.destroy();
  }
}
