// The tree of a record as lines that are shown, and which field a byte belongs to. Pure.
import type { TreeNode } from '../../../shared/model/tree.ts';

export interface TreeRow {
  /** What the node is called by: the same in the next record, so that what is open stays open. */
  readonly key: string;
  readonly node: TreeNode;
  /** From 1. */
  readonly level: number;
  /** Place among its siblings from 1, and how many they are. */
  readonly place: number;
  readonly of: number;
  readonly isOpen: boolean;
  /** Index of the parent's row; -1 at the top. */
  readonly parent: number;
}

/** What was opened and closed by hand, by key. */
export type Opened = ReadonlyMap<string, boolean>;

/** Keys of siblings: their names, with a count where several have the same. */
function keysOf(nodes: readonly TreeNode[], parent: string): string[] {
  const seen = new Map<string, number>();
  return nodes.map(({ name, line }) => {
    const own = name === '' ? line.replace(/\d+/g, '') : name;
    const count = (seen.get(own) ?? 0) + 1;
    seen.set(own, count);
    return `${parent}/${own}${count > 1 ? `#${count}` : ''}`;
  });
}

/** The lines that are shown; of what nobody touched, the innermost layer is open. */
export function treeRows(layers: readonly TreeNode[], opened: Opened): TreeRow[] {
  const rows: TreeRow[] = [];
  const visit = (nodes: readonly TreeNode[], parentKey: string, level: number, parent: number): void => {
    const keys = keysOf(nodes, parentKey);
    nodes.forEach((node, i) => {
      const key = keys[i]!;
      const isLast = level === 1 && i === nodes.length - 1;
      const isOpen = node.children.length > 0 && (opened.get(key) ?? isLast);
      rows.push({ key, node, level, place: i + 1, of: nodes.length, isOpen, parent });
      if (isOpen) visit(node.children, key, level + 1, rows.length - 1);
    });
  };
  visit(layers, '', 1, -1);
  return rows;
}

/** Keys from the top down to the node that this one is of; undefined: it is not in the tree. */
export function pathTo(layers: readonly TreeNode[], wanted: TreeNode): readonly string[] | undefined {
  const search = (nodes: readonly TreeNode[], parentKey: string): string[] | undefined => {
    const keys = keysOf(nodes, parentKey);
    for (const [i, node] of nodes.entries()) {
      if (node === wanted) return [keys[i]!];
      const below = search(node.children, keys[i]!);
      if (below) return [keys[i]!, ...below];
    }
    return undefined;
  };
  return search(layers, '');
}

const covers = ({ source, start, length }: TreeNode, from: number, at: number): boolean =>
  source === from && at >= start && at < start + length;

/** The node with the fewest bytes of all that cover this one, the deepest of equals; undefined: none does. */
export function fieldAt(layers: readonly TreeNode[], source: number, at: number): TreeNode | undefined {
  let best: TreeNode | undefined;
  const visit = (node: TreeNode): void => {
    if (covers(node, source, at) && (best === undefined || node.length <= best.length)) best = node;
    for (const child of node.children) visit(child);
  };
  for (const layer of layers) visit(layer);
  return best;
}

/** The layer that a node is, or is in. */
export const layerOf = (layers: readonly TreeNode[], node: TreeNode): TreeNode | undefined => {
  const has = (one: TreeNode): boolean => one === node || one.children.some(has);
  return layers.find(has);
};

/** The first line after `from` whose text begins so, going round; -1: none. Layers and fields alike. */
export function typedAhead(rows: readonly TreeRow[], from: number, typed: string): number {
  const wanted = typed.toLowerCase();
  for (let i = 0; i < rows.length; i++) {
    const at = (from + i) % rows.length;
    const { line, name } = rows[at]!.node;
    const text = line.replace(/^[[.\s01]*(= )?/, '').toLowerCase();
    if (text.startsWith(wanted) || line.toLowerCase().startsWith(wanted) || name.startsWith(wanted)) return at;
  }
  return -1;
}
