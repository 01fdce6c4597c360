// The graph on the screen, without React: elements, places, what is lit, and what the pointer and the keyboard do.
import type { Core, NodeSingular } from 'cytoscape';
import type { HostRole } from '../../shared/model/host.ts';
import { beginWork } from '../state/idle.ts';
import { drawnAs } from '../ui/picture/vectors.ts';
import { colours } from '../ui/theme/colours.ts';
import { cytoscape } from './cytoscape.ts';
import { type DrawnGraph, type DrawnNode, NOTHING_DRAWN } from './drawn-graph.ts';
import { fillPanel, type Panel, type Room } from './fill-panel.ts';
import { panelIn, viewportOf } from './fit-panel.ts';
import { edgeMarks, nodeMarks } from './graph-marks.ts';
import { type GraphViewEvents, listenToPointer } from './graph-pointer.ts';
import { graphSnapshotOf } from './graph-snapshot.ts';
import { graphStyle } from './graph-style.ts';
import { improvisedPlaces } from './improvise.ts';
import { LabelLayer } from './label-layer.ts';
import { type Layout, type LayoutRequest, layOut, layoutRequest } from './lay-out.ts';
import { bringMatchesIntoSight, type Lit, lightUp } from './light-up.ts';
import { NodeFocus } from './node-focus.ts';
import { type Point, type Positions, ringPositions, turnToFit } from './positions.ts';
import { putElements } from './put-elements.ts';
import { type Stage, Stages } from './stages.ts';
import { graphSvg, namesSvg } from './svg.ts';

interface Box {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

const ANIMATION = 320;
const SHORT_ANIMATION = 200;
const CLOSEST = 4;
/** Share of nodes without a place of their own from which on everything is laid out anew. */
const TOO_MANY_NEW = 0.5;

const stillness = matchMedia('(prefers-reduced-motion: reduce)');

export class GraphView {
  private readonly core: Core;
  private readonly labels: LabelLayer;
  private readonly focus: NodeFocus;
  private graph: DrawnGraph = NOTHING_DRAWN;
  /** The whole graph, or the part of it that is shown alone: each has places of its own. */
  private readonly stages = new Stages();
  /** Nodes that the user put somewhere: they stay there when the others are arranged anew. */
  private readonly pinned = new Set<string>();
  private layout: Layout | null = null;
  private wasDragged = false;
  /** Ends the waiting for a movement that is under way. */
  private arrived: () => void = () => {};
  private lit: Lit = { host: null, peer: null, search: '', ends: [] };
  private background = colours('dark').panel;
  /** The panel that places were made for. */
  private filled: Panel | null = null;
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
    drawnAs(container, () => graphSvg(edgeMarks(this.core), nodeMarks(this.core)));
    drawnAs(canvas, () => namesSvg(this.labels.texts(), this.background));
    this.focus = new NodeFocus(this.core);
    listenToPointer(this.core, container, events, {
      onMove: () => {
        this.follows = false;
      },
      onDrop: (id, place) => {
        this.home.set(id, place);
        this.improvised.delete(id);
        this.pin(id);
        this.wasDragged = true;
      },
    });
  }

  setTheme(theme: 'dark' | 'light'): void {
    this.background = colours(theme).panel;
    this.core.style(graphStyle(theme));
    this.labels.setTheme(theme);
  }

  private get stage(): Stage {
    return this.stages.shown;
  }

  private get home(): Map<string, Point> {
    return this.stage.home;
  }

  private get improvised(): Set<string> {
    return this.stage.improvised;
  }

  /** `settled`: no more hosts are coming. `stage` names the part that is shown alone; the whole graph is ''. */
  setGraph(graph: DrawnGraph, settled: boolean, stage = ''): void {
    const before = this.graph;
    this.graph = graph;
    const isOther = this.enter(stage);
    this.improvise(before);
    putElements(this.core, graph, this.home, isOther);
    if (this.follows) this.fitNow();
    this.light();
    const unsettled = graph.nodes.filter(node => this.improvised.has(node.id)).length;
    const share = unsettled / Math.max(1, graph.nodes.length);
    // A file that was watched while it loaded ends in the same picture as one that was not, unless a hand was in it.
    const isFirstWhole = settled && !this.stage.wasSettled && !this.wasDragged;
    this.stage.wasSettled ||= settled;
    const isOutdated = isFirstWhole && this.stage.laidOut !== JSON.stringify(this.request());
    if (isOutdated || share > TOO_MANY_NEW) void this.arrange();
    // Few newcomers find their place beside the others, who stay where they are.
    else if (settled) this.improvised.clear();
  }

  /** Whether another part is shown than before. */
  private enter(name: string): boolean {
    if (!this.stages.enter(name)) return false;
    this.layout?.cancel();
    this.layout = null;
    this.follows = true;
    return true;
  }

  private pin(id: string): void {
    this.pinned.add(id);
    this.core.getElementById(id).addClass('pinned');
  }

  /** Nodes in the picture that the user put somewhere. */
  pinnedNodes(): number {
    return this.graph.nodes.filter(({ id }) => this.pinned.has(id)).length;
  }

  /** The next arrangement may move them again. */
  releasePinned(): void {
    this.pinned.clear();
    this.core.nodes().removeClass('pinned');
  }

  /** Holds the node under the keyboard's focus where it is, or lets go of it. */
  togglePin(): void {
    const { on } = this.focus;
    if (on === null) return;
    if (!this.pinned.delete(on)) this.pin(on);
    else this.core.getElementById(on).removeClass('pinned');
    this.events.moved();
  }

  /** Forgets all places, as for another capture. */
  forget(): void {
    this.layout?.cancel();
    this.layout = null;
    this.stages.forget();
    this.pinned.clear();
    this.focus.drop();
    this.follows = true;
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

  /** Lays everything out anew, off this thread; pinned nodes stay where they are. */
  async arrange(): Promise<void> {
    this.layout?.cancel();
    const { graph } = this;
    if (graph.nodes.length === 0) return;
    const done = beginWork();
    const request = this.request();
    const mine = layOut(request);
    this.stage.laidOut = JSON.stringify(request);
    this.layout = mine;
    const found = await mine.positions;
    if (this.layout === mine) {
      this.layout = null;
      const positions = found ?? this.rings(new Map(request.rooms));
      for (const [id, point] of positions) {
        this.home.set(id, point);
        this.improvised.delete(id);
      }
      await this.moveTo(positions);
      this.events.moved();
    }
    done();
  }

  private panel(): Panel {
    return panelIn(this.container);
  }

  private request(): LayoutRequest {
    const fixed = this.graph.nodes.flatMap(({ id }) => {
      const place = this.pinned.has(id) ? this.home.get(id) : undefined;
      return place ? [[id, place] as const] : [];
    });
    return layoutRequest(this.graph, this.panel(), new Map(fixed));
  }

  /** For the first moment, and where no layout was found in time. */
  private rings(rooms: ReadonlyMap<string, Room> = new Map()): Positions {
    const panel = this.panel();
    const ids = this.graph.nodes.map(node => node.id);
    return fillPanel(turnToFit(ringPositions(ids), panel.width / panel.height), rooms, panel);
  }

  private improvise(before: DrawnGraph): void {
    const places = this.home.size === 0 ? this.rings() : improvisedPlaces(this.graph, before, this.home);
    for (const [id, point] of places) {
      if (this.home.has(id)) continue;
      this.home.set(id, point);
      this.improvised.add(id);
    }
  }

  private moveTo(positions: Positions): Promise<void> {
    const { core } = this;
    const animate = !stillness.matches && core.nodes().length <= 150;
    const movement = core.layout({
      name: 'preset',
      positions: node =>
        positions.get((node as unknown as NodeSingular).id()) ?? (node as unknown as NodeSingular).position(),
      fit: false,
      animate,
      animationDuration: ANIMATION,
    });
    return new Promise(resolve => {
      this.arrived = resolve;
      movement.one('layoutstop', () => {
        if (this.follows) this.fitNow();
        resolve();
      });
      if (this.follows && animate)
        core.animate({ ...viewportOf([...positions.values()], this.panel()), duration: ANIMATION });
      movement.run();
    });
  }

  setLit(lit: Lit): void {
    const searched = lit.search !== this.lit.search && lit.search.trim() !== '';
    this.lit = lit;
    this.light();
    if (searched) bringMatchesIntoSight(this.core, stillness.matches ? 0 : SHORT_ANIMATION);
  }

  private light(): void {
    lightUp(this.core, this.lit);
    this.core.forceRender();
  }

  /** A panel of another shape is filled like the one before, unless a hand was in the picture. */
  private stretch(): void {
    const { width, height } = this.panel();
    const before = this.filled;
    this.filled = { width, height };
    if (!before || this.wasDragged || this.layout !== null) return;
    const [x, y] = [width / before.width, height / before.height];
    if (Math.abs(x - 1) + Math.abs(y - 1) < 0.02) {
      this.filled = before;
      return;
    }
    this.stages.stretch(x, y);
    this.core.batch(() => {
      this.core.nodes().forEach(node => {
        const point = this.home.get(node.id());
        if (point) node.position({ ...point });
      });
    });
  }

  fit(): void {
    this.follows = true;
    this.fitNow();
  }

  private fitNow(): void {
    const { core } = this;
    if (core.nodes().empty()) return;
    core.viewport(
      viewportOf(
        core.nodes().map(node => node.position()),
        this.panel(),
      ),
    );
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
    if (this.follows) {
      this.stretch();
      this.fitNow();
    }
    this.labels.draw();
  }

  /** Moves the keyboard's focus to the next node in a direction; answers with it. */
  moveFocus(dx: number, dy: number): DrawnNode | null {
    return this.focus.move(dx, dy, this.graph.nodes[0]?.id);
  }

  focusedNode(): DrawnNode | null {
    return this.focus.node();
  }

  dropFocus(): void {
    this.focus.drop();
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
