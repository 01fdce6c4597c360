// Names and packet counts over the graph, always 12 pixels high whatever the zoom: the most important first, none over another.
import type { Core, EdgeSingular, NodeSingular } from 'cytoscape';
import { colours } from '../ui/theme/colours.ts';
import { CROWDED, type DrawnEdge, type DrawnNode, labelLines } from './drawn-graph.ts';
import type { TextMark } from './svg.ts';

const SIZE = 12;
const LINE = 15;
/** Above this many edges counts are written only on what is selected or hovered, and on the busiest in sight. */
const FEW_EDGES = 40;
const BUSIEST = 16;
/** So many of the first hosts get their name even where nodes crowd. */
const BUSIEST_HOSTS = 8;
const LONG_EDGE = 70;
const LONGEST_TEXT = 26;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** A text cut in its middle: both ends of an address tell hosts apart. */
export function shorten(text: string, longest = LONGEST_TEXT): string {
  if (text.length <= longest) return text;
  const half = Math.floor((longest - 1) / 2);
  return `${text.slice(0, longest - 1 - half)}…${text.slice(text.length - half)}`;
}

export class LabelLayer {
  private theme: 'dark' | 'light' = 'dark';
  private readonly context: CanvasRenderingContext2D;
  /** Where texts are put just now instead of on the screen. */
  private collected: TextMark[] | null = null;
  private readonly widths = new Map<string, number>();
  private discs: Box[] = [];
  private taken: Box[] = [];
  private isCrowded = false;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly core: Core,
  ) {
    this.context = canvas.getContext('2d')!;
    core.on('render', () => this.draw());
  }

  setTheme(theme: 'dark' | 'light'): void {
    this.theme = theme;
    this.draw();
  }

  draw(): void {
    const { canvas } = this;
    const ratio = window.devicePixelRatio;
    const { clientWidth: width, clientHeight: height } = canvas;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const { context } = this;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.lineJoin = 'round';
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    this.place(width, height);
  }

  /** What is written on the screen now. */
  texts(): readonly TextMark[] {
    const found: TextMark[] = [];
    this.collected = found;
    this.place(this.canvas.clientWidth, this.canvas.clientHeight);
    this.collected = null;
    return found;
  }

  private place(width: number, height: number): void {
    const nodes = this.core.nodes().toArray() as NodeSingular[];
    this.discs = nodes.map(node => discOf(node));
    this.taken = this.covered();
    this.isCrowded = nodes.length > CROWDED;
    const rank = (node: NodeSingular): number =>
      node.hasClass('chosen') || node.hasClass('hover') || node.hasClass('focus')
        ? 0
        : node.hasClass('match')
          ? 1
          : node.hasClass('lit')
            ? 2
            : 3;
    const wanted = nodes.filter(node => !node.hasClass('faded') || node.hasClass('hover'));
    wanted.sort((a, b) => rank(a) - rank(b) || b.width() - a.width());
    for (const [i, node] of wanted.entries()) this.labelNode(node, rank(node) === 0, i < BUSIEST_HOSTS, width, height);
    this.labelEdges(width, height);
  }

  /** Where buttons and the legend lie over the graph: a name behind them cannot be read. */
  private covered(): Box[] {
    const { left, top } = this.canvas.getBoundingClientRect();
    const over = this.canvas.closest('section')?.querySelectorAll('[data-over-graph] > *') ?? [];
    return [...over].map(element => {
      const box = element.getBoundingClientRect();
      return { left: box.left - left, right: box.right - left, top: box.top - top, bottom: box.bottom - top };
    });
  }

  private labelNode(node: NodeSingular, important: boolean, busy: boolean, width: number, height: number): void {
    const { x, y } = node.renderedPosition();
    if (x < -80 || y < -40 || x > width + 80 || y > height + 40) return;
    const lines = labelLines(node.scratch('_drawn') as DrawnNode, !important && this.isCrowded);
    const texts = important ? lines : lines.map(line => shorten(line));
    const radius = node.renderedHeight() / 2;
    const half = Math.max(...texts.map(text => this.widthOf(text))) / 2 + 3;
    const tall = texts.length * LINE;
    // A name at the rim is moved aside rather than cut.
    const middleX = x < half ? Math.min(half, x + half) : x > width - half ? Math.max(width - half, x - half) : x;
    const places = [y + radius + 3 + tall / 2, y - radius - 3 - tall / 2];
    for (const middle of places) {
      const box = { left: middleX - half, right: middleX + half, top: middle - tall / 2, bottom: middle + tall / 2 };
      if (!important && !this.isFree(box, busy)) continue;
      this.taken.push(box);
      const c = colours(this.theme);
      texts.forEach((text, i) => {
        const muted = i === 1 || node.hasClass('faded');
        this.write(text, middleX, box.top + LINE * (i + 0.5), muted ? c.muted : c.text, important && i === 0);
      });
      return;
    }
  }

  private labelEdges(width: number, height: number): void {
    const edges = this.core.edges().toArray() as EdgeSingular[];
    const all = edges.length <= FEW_EDGES;
    const rank = (edge: EdgeSingular): number =>
      edge.hasClass('chosen') || edge.hasClass('hover') ? 0 : edge.hasClass('lit') ? 1 : 2;
    edges.sort((a, b) => rank(a) - rank(b) || b.data('width') - a.data('width'));
    let written = 0;
    for (const edge of edges) {
      if (edge.hasClass('faded') && !edge.hasClass('hover')) continue;
      if (!all && rank(edge) > 0 && (written >= BUSIEST || lengthOf(edge) < LONG_EDGE)) continue;
      const drawn = edge.scratch('_drawn') as DrawnEdge;
      const text = drawn.label;
      const half = this.widthOf(text) / 2 + 3;
      const boxes = placesOn(edge, half).map(({ x, y }) => ({
        left: x - half,
        right: x + half,
        top: y - 8,
        bottom: y + 8,
      }));
      const free = boxes.find(box => this.isFree(box, rank(edge) === 0));
      const box = free ?? (rank(edge) === 0 ? boxes[0] : undefined);
      if (!box || box.right < 0 || box.bottom < 0 || box.left > width || box.top > height) continue;
      this.taken.push(box);
      written++;
      const x = (box.left + box.right) / 2;
      const y = (box.top + box.bottom) / 2;
      const c = colours(this.theme);
      this.write(text, x, y, rank(edge) === 0 ? c.accent : c.muted, rank(edge) === 0);
    }
  }

  /** Nothing is written over other text; over nodes only what matters more than they do. */
  private isFree(box: Box, overNodes: boolean): boolean {
    if (this.taken.some(other => overlap(box, other))) return false;
    return overNodes || !this.discs.some(other => overlap(box, other));
  }

  private write(text: string, x: number, y: number, colour: string, bold: boolean): void {
    if (this.collected) {
      this.collected.push({ text, x, y, colour, bold });
      return;
    }
    const { context } = this;
    const c = colours(this.theme);
    context.font = `${bold ? 600 : 400} ${SIZE}px ${c.font}`;
    context.lineWidth = 4;
    context.strokeStyle = c.panel;
    context.strokeText(text, x, y);
    context.fillStyle = colour;
    context.fillText(text, x, y);
  }

  private widthOf(text: string): number {
    let width = this.widths.get(text);
    if (width === undefined) {
      this.context.font = `600 ${SIZE}px ${colours(this.theme).font}`;
      width = this.context.measureText(text).width;
      if (this.widths.size > 5000) this.widths.clear();
      this.widths.set(text, width);
    }
    return width;
  }
}

function discOf(node: NodeSingular): Box {
  const { x, y } = node.renderedPosition();
  const radius = node.renderedWidth() / 2;
  return { left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

/** Where the count of an edge may stand: on the outside of its curve, so that both directions keep apart, else on it. */
function placesOn(edge: EdgeSingular, halfWidth: number): { x: number; y: number }[] {
  const a = edge.source().renderedPosition();
  const b = edge.target().renderedPosition();
  const { x, y } = edge.renderedMidpoint();
  if (!Number.isFinite(x) || !Number.isFinite(y)) return [];
  // The curve's middle lies off the straight line to one side; ends of different size shift it along the line too.
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const acrossX = -(b.y - a.y) / length;
  const acrossY = (b.x - a.x) / length;
  const bend = (x - (a.x + b.x) / 2) * acrossX + (y - (a.y + b.y) / 2) * acrossY;
  const side = Math.sign(bend);
  const beside = Math.abs(bend) > 1 ? [{ x: x + side * acrossX * (halfWidth + 2), y: y + side * acrossY * 10 }] : [];
  const along = [0.14, -0.14, 0.24, -0.24].map(t => ({ x: x + (b.x - a.x) * t, y: y + (b.y - a.y) * t }));
  return [...beside, { x, y }, ...along];
}

function lengthOf(edge: EdgeSingular): number {
  const a = edge.source().renderedPosition();
  const b = edge.target().renderedPosition();
  return Math.hypot(a.x - b.x, a.y - b.y);
}
