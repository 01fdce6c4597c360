// The keyboard's focus in the graph: which node it is on, and the next one in a direction.
import type { Core, NodeSingular } from 'cytoscape';
import type { DrawnNode } from './drawn-graph.ts';

export class NodeFocus {
  private id: string | null = null;

  constructor(private readonly core: Core) {}

  /** The node's id, also while it is not drawn. */
  get on(): string | null {
    return this.id;
  }

  node(): DrawnNode | null {
    const node = this.id === null ? null : this.core.getElementById(this.id);
    return node?.nonempty() ? node.scratch('_drawn') : null;
  }

  /** To the next node in a direction, from the focused or the chosen one, else to `first`; answers with it. */
  move(dx: number, dy: number, first: string | undefined): DrawnNode | null {
    const { core } = this;
    const from = this.id === null ? core.nodes('.chosen') : core.getElementById(this.id);
    const start = from.nonempty() ? (from.first() as NodeSingular) : null;
    const next = start
      ? (this.nextOf(start, dx, dy) ?? start)
      : first === undefined
        ? null
        : core.getElementById(first);
    if (!next?.nonempty()) return null;
    core.nodes().removeClass('focus');
    next.addClass('focus');
    this.id = next.id();
    return next.scratch('_drawn');
  }

  /** The nearest in that direction; what lies aside counts twice as far. */
  private nextOf(start: NodeSingular, dx: number, dy: number): NodeSingular | null {
    const at = start.position();
    let best: NodeSingular | null = null;
    let shortest = Number.POSITIVE_INFINITY;
    this.core.nodes().forEach(node => {
      const { x, y } = node.position();
      const along = (x - at.x) * dx + (y - at.y) * dy;
      const across = Math.abs((x - at.x) * dy) + Math.abs((y - at.y) * dx);
      if (along > 1 && along + 2 * across < shortest) {
        shortest = along + 2 * across;
        best = node;
      }
    });
    return best;
  }

  drop(): void {
    this.core.nodes().removeClass('focus');
    this.id = null;
  }
}
