import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DrawnGraph, drawGraph, matchesSearch } from '../../renderer/graph/drawn-graph.ts';
import { fillPanel } from '../../renderer/graph/fill-panel.ts';
import { shorten } from '../../renderer/graph/label-layer.ts';
import { type Point, placeNewcomers, ringPositions, turnToFit } from '../../renderer/graph/positions.ts';
import type { GraphEdge, GraphNode, HostGraph } from '../../shared/model/graph.ts';

const node = (id: number, bytes: number, part: Partial<GraphNode> = {}): GraphNode => ({
  id,
  address: `192.0.2.${id}`,
  role: 'public',
  name: null,
  nameSource: null,
  mac: null,
  packetsSent: 1,
  packetsReceived: 0,
  bytesSent: bytes,
  bytesReceived: 0,
  payloadSent: 0,
  payloadReceived: 0,
  peers: 1,
  first: [0, 0],
  last: [0, 0],
  hidden: false,
  ...part,
});

const edge = (stream: number, src: number, dst: number, packets: number): GraphEdge => ({
  stream,
  src,
  dst,
  packets,
  bytes: packets * 100,
  payload: 0,
});

const graphOf = (nodes: GraphNode[], edges: GraphEdge[]): HostGraph => ({
  nodes,
  groups: [],
  edges,
  hostsLeftOut: 0,
  edgesLeftOut: 0,
  distance: null,
});

describe('what of the graph is drawn', () => {
  it('leaves hidden hosts out with their edges, and counts them', () => {
    const graph = graphOf([node(1, 10), node(2, 20, { hidden: true })], [edge(1, 1, 2, 5), edge(2, 1, 1, 5)]);
    const drawn = drawGraph(graph, false, null);
    expect(drawn.nodes.map(n => n.id)).toEqual(['h1']);
    expect(drawn.edges.map(e => e.id)).toEqual(['h1 h1']);
    expect(drawn.hidden).toBe(1);
    expect(drawGraph(graph, true, null).edges).toHaveLength(2);
  });

  it('draws the busiest first, area by bytes, width by the logarithm of packets', () => {
    const graph = graphOf([node(1, 0), node(2, 400), node(3, 100)], [edge(1, 2, 3, 1), edge(2, 3, 2, 9999)]);
    const { nodes, edges } = drawGraph(graph, false, null);
    expect(nodes.map(n => n.id)).toEqual(['h2', 'h3', 'h1']);
    const grown = nodes.map(n => n.size - nodes[2]!.size);
    expect(grown[0]! / grown[1]!).toBeCloseTo(2);
    expect(edges[0]!.width).toBeGreaterThan(1);
    expect(edges[1]!.width).toBeGreaterThan(3 * edges[0]!.width);
  });

  it('keeps of too many edges the busiest, one of every host, and all of the selected one', () => {
    const nodes = Array.from({ length: 62 }, (_, i) => node(i, 100));
    const edges: GraphEdge[] = [];
    for (let a = 0; a < 60; a++) for (let b = 0; b < 60; b++) if (a !== b) edges.push(edge(edges.length, a, b, 1000));
    edges.push(edge(edges.length, 60, 61, 1));
    const plain = drawGraph(graphOf(nodes, edges), false, null);
    expect(plain.edges.length).toBeLessThan(600);
    const sent = (drawn: DrawnGraph): GraphEdge[] => drawn.edges.flatMap(e => (e.back ? [e.edge, e.back] : [e.edge]));
    expect(plain.edgesLeftOut).toBe(edges.length - sent(plain).length);
    expect(plain.edges.some(e => e.source === 'h60')).toBe(true);
    const selected = drawGraph(graphOf(nodes, edges), false, 59);
    expect(sent(selected).filter(e => e.src === 59 || e.dst === 59)).toHaveLength(118);
  });

  it('draws both directions of a pair as one line where there are many, as wide as both', () => {
    const nodes = Array.from({ length: 100 }, (_, i) => node(i, 100));
    const edges = nodes.slice(1).flatMap(({ id }) => [edge(id, 0, id, 10), edge(100 + id, id, 0, id === 7 ? 0 : 5)]);
    const drawn = drawGraph(graphOf(nodes, edges), false, null);
    expect([drawn.bundled, drawn.edges.length, drawn.edgesLeftOut]).toEqual([true, 99, 0]);
    expect(drawn.edges[0]).toMatchObject({ source: 'h0', target: 'h1', label: '15', back: { src: 1, dst: 0 } });
    expect(drawn.edges[6]!.width).toBeLessThan(drawn.edges[5]!.width);
  });

  it('draws a group as one node, with the edges of its hosts', () => {
    const group = {
      key: '10.0.0.0/8',
      expands: true,
      hosts: 12,
      packetsSent: 1,
      packetsReceived: 0,
      bytesSent: 0,
      bytesReceived: 0,
    };
    const graph = { ...graphOf([node(1, 10)], [{ ...edge(0, 1, -1, 5), stream: null }]), groups: [group] };
    const drawn = drawGraph(graph, false, null);
    expect(drawn.nodes.map(n => n.id)).toEqual(['h1', 'g10.0.0.0/8']);
    expect(drawn.edges).toMatchObject([{ source: 'h1', target: 'g10.0.0.0/8' }]);
  });

  it('finds a host by a part of its address or name in any case', () => {
    const camera = { address: '2001:db8::21', name: 'Camera.local' };
    expect(matchesSearch(camera, 'DB8::2')).toBe(true);
    expect(matchesSearch(camera, ' camera')).toBe(true);
    expect(matchesSearch({ ...camera, name: null }, 'camera')).toBe(false);
  });

  it('shortens a label in its middle, never beyond the limit', () => {
    expect(shorten('2001:db8:1111:2222:3333:4444:5555:6666', 21)).toBe('2001:db8:1…:5555:6666');
    expect(shorten('192.0.2.1', 21)).toBe('192.0.2.1');
  });
});

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

describe('places of nodes', () => {
  it('puts no two of up to 300 hosts nearer than a node is wide', () => {
    for (const count of [2, 7, 60, 61, 300]) {
      const points = [...ringPositions(Array.from({ length: count }, (_, i) => `h${i}`)).values()];
      const nearest = Math.min(...points.flatMap((a, i) => points.slice(i + 1).map(b => distance(a, b))));
      expect(nearest).toBeGreaterThan(52);
    }
  });

  it('leaves placed nodes where they are and puts newcomers beside their neighbour', () => {
    const placed = new Map([
      ['h1', { x: 0, y: 0 }],
      ['h2', { x: 900, y: 0 }],
    ]);
    const all = placeNewcomers(['h1', 'h2', 'h3', 'h4'], placed, id => (id === 'h3' ? ['h2', 'h1'] : []));
    expect(all.get('h1')).toEqual({ x: 0, y: 0 });
    expect(all.get('h2')).toEqual({ x: 900, y: 0 });
    expect(distance(all.get('h3')!, { x: 900, y: 0 })).toBeLessThan(200);
    expect(all.get('h4')).toBeDefined();
  });

  it('turns the longest axis along the longer side, whatever it was before', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: Math.PI, noNaN: true }), fc.constantFrom(0.4, 2.5), (angle, aspect) => {
        const points = new Map(
          Array.from({ length: 20 }, (_, i) => {
            const along = (i - 10) * 100;
            const across = i % 2 ? 30 : -30;
            const x = Math.cos(angle) * along - Math.sin(angle) * across;
            return [`h${i}`, { x, y: Math.sin(angle) * along + Math.cos(angle) * across }];
          }),
        );
        const turned = [...turnToFit(points, aspect).values()];
        const width = Math.max(...turned.map(p => p.x)) - Math.min(...turned.map(p => p.x));
        const height = Math.max(...turned.map(p => p.y)) - Math.min(...turned.map(p => p.y));
        expect(width > height).toBe(aspect > 1);
      }),
    );
  });

  it('survives a single node and nodes in one place', () => {
    expect(turnToFit(new Map([['h1', { x: 5, y: 5 }]]), 2).get('h1')).toEqual({ x: 0, y: 0 });
    const [a, b] = turnToFit(
      new Map([
        ['h1', { x: 1, y: 1 }],
        ['h2', { x: 1, y: 1 }],
      ]),
      2,
    ).values();
    expect(a).toEqual(b);
  });
});

describe('a layout over a panel', () => {
  const panel = { width: 1200, height: 360 };
  const disc = (count: number): Map<string, Point> =>
    new Map(
      Array.from({ length: count }, (_, i) => {
        const [far, angle] = [Math.sqrt(i) * 10, i * 2.4];
        return [`h${i}`, { x: Math.cos(angle) * far, y: Math.sin(angle) * far }];
      }),
    );
  const roomsFor = (ids: Iterable<string>, width: number, height: number) =>
    new Map([...ids].map(id => [id, { width, above: height / 2, below: height / 2 }]));

  it('fills all parts of it with many nodes, the corners too', () => {
    const places = [...fillPanel(disc(200), new Map(), panel).values()];
    for (const column of [0, 1, 2, 3]) {
      for (const row of [0, 1]) {
        const inside = places.filter(({ x, y }) => Math.floor(x / 300.01) === column && Math.floor(y / 180.01) === row);
        expect(inside.length).toBeGreaterThan(12);
      }
    }
  });

  it('keeps nodes with their names apart, and inside', () => {
    const rooms = roomsFor(disc(60).keys(), 90, 36);
    const places = [...fillPanel(disc(60), rooms, panel).values()];
    places.forEach((a, i) => {
      expect([a.x >= 45, a.x <= 1155, a.y >= 18, a.y <= 342]).toEqual([true, true, true, true]);
      for (const b of places.slice(i + 1)) expect(Math.abs(a.x - b.x) > 89 || Math.abs(a.y - b.y) > 35).toBe(true);
    });
  });

  it('leaves fixed nodes where they are, and the others make way', () => {
    const fixed = new Map([['h3', { x: 600, y: 180 }]]);
    const places = fillPanel(disc(40), roomsFor(disc(40).keys(), 60, 30), panel, fixed);
    expect(places.get('h3')).toEqual({ x: 600, y: 180 });
    for (const [id, { x, y }] of places)
      if (id !== 'h3') expect(Math.abs(x - 600) > 59 || Math.abs(y - 180) > 29).toBe(true);
  });

  it('lays two hosts side by side in the middle, and takes any points', () => {
    const two = new Map([
      ['a', { x: 0, y: 0 }],
      ['b', { x: 100, y: 0 }],
    ]);
    const [a, b] = [...fillPanel(two, new Map(), panel).values()] as [Point, Point];
    expect([a.y, b.y, (a.x + b.x) / 2]).toEqual([180, 180, 600]);
    expect(b.x - a.x).toBeLessThan(600);
    const point = fc.record({ x: fc.integer({ min: -9, max: 9 }), y: fc.integer({ min: -9, max: 9 }) });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 30 }), points => {
        const named = new Map(points.map((p, i) => [`h${i}`, p]));
        const places = [...fillPanel(named, roomsFor(named.keys(), 50, 20), panel).values()];
        expect(places.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
      }),
    );
  });
});
