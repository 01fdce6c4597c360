// Lays a graph out with fcose and spreads it over the panel, away from the window's thread. The same graph always gives the same picture.
import { cytoscape } from './cytoscape.ts';
import { fillPanel } from './fill-panel.ts';
import type { LayoutReply, LayoutRequest } from './lay-out.ts';
import { turnToFit } from './positions.ts';

/** mulberry32: fcose draws from Math.random, and this worker lives for one layout only. */
function seedRandom(seed: number): void {
  let state = seed;
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

self.onmessage = ({ data }: MessageEvent<LayoutRequest>) => {
  seedRandom(20210407);
  const room = data.nodes.length <= 60 ? 62 : data.nodes.length <= 150 ? 34 : 10;
  const core = cytoscape({
    headless: true,
    styleEnabled: true,
    elements: [
      // Room for the label below the node is part of its size, unless there are too many to label.
      ...data.nodes.map(({ id, size }) => ({ data: { id, width: size + room, height: size + room / 2 } })),
      ...data.edges.map(({ source, target }, i) => ({ data: { id: `e${i}`, source, target } })),
    ],
    style: [{ selector: 'node', style: { width: 'data(width)', height: 'data(height)' } }],
  });
  const layout = core.layout({
    name: 'fcose',
    quality: 'default',
    randomize: true,
    animate: false,
    fit: false,
    packComponents: false,
    nodeRepulsion: () => 9000,
    idealEdgeLength: () => 70,
    edgeElasticity: () => 0.35,
    gravity: 0.35,
    numIter: 2000,
  } as cytoscape.LayoutOptions);
  layout.run();
  const { rooms, panel, fixed } = data;
  const found = new Map(core.nodes().map(node => [node.id(), { ...node.position() }]));
  const turned = turnToFit(found, panel.width / Math.max(1, panel.height));
  const filled = fillPanel(turned, new Map(rooms), panel, new Map(fixed));
  const positions = [...filled].map(([id, { x, y }]) => [id, x, y] as const);
  self.postMessage({ positions } satisfies LayoutReply);
};
