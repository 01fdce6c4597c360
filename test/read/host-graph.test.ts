import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import type { GraphRequest, HostGraph } from '../../shared/model/graph.ts';
import { type Opened, openBytes, type Sent, temporaryFolder, traffic } from '../build/traffic.ts';

const ask = ({ engine, source }: Opened, request: Partial<GraphRequest>): Promise<HostGraph> =>
  engine.call('graph', { source, maxNodes: 60, showHidden: false, ...request });

/** A server that 300 hosts of three networks talk to; the first of them the most. */
const crowd = (): Sent[] =>
  Array.from({ length: 300 }, (_, i) => ({
    at: (1 + i / 1000).toFixed(3),
    src: `10.${i % 3}.0.${Math.floor(i / 3) + 1}`,
    dst: '192.0.2.1',
    payload: 1400 - i,
  }));

/** A chain of hosts, each with one packet for the next, and a pair apart. */
const chain = (): Sent[] => [
  ...[1, 2, 3, 4].map(i => ({ at: String(i), src: `10.0.0.${i}`, dst: `10.0.0.${i + 1}`, payload: 10 })),
  { at: '9', src: '172.16.0.1', dst: '172.16.0.2', payload: 10 },
];

const packets = (graph: HostGraph): number => graph.edges.reduce((sum, edge) => sum + edge.packets, 0);
const addresses = (graph: HostGraph): string[] => graph.nodes.map(node => node.address).sort();

describe('the graph of hosts', () => {
  it('shows the busiest by themselves and folds the others, losing no packet', async () => {
    const graph = await ask(await openBytes(traffic(crowd())), {});
    expect(graph.nodes).toHaveLength(48);
    expect(graph.nodes[0]!.address).toBe('192.0.2.1');
    expect(graph.groups.map(({ key }) => key).sort()).toEqual(['10.0.0.0/24', '10.1.0.0/24', '10.2.0.0/24']);
    expect(graph.groups.reduce((sum, group) => sum + group.hosts, 0)).toBe(301 - 48);
    expect(packets(graph)).toBe(300);
    expect(graph.edges.filter(edge => edge.stream === null)).toHaveLength(3);
    expect([graph.hostsLeftOut, graph.edgesLeftOut]).toEqual([0, 0]);
  });

  it('takes a group apart when asked to, and keeps hosts that are wanted', async () => {
    const opened = await openBytes(traffic(crowd()));
    const apart = await ask(opened, { expand: ['10.1.0.0/24'] });
    expect(apart.nodes.length + apart.groups.length).toBeLessThanOrEqual(120);
    const whole = await ask(opened, {});
    const wide = await ask(opened, { maxNodes: 250, expand: ['10.1.0.0/24'] });
    expect(wide.nodes.filter(node => node.address.startsWith('10.1.')).length).toBeGreaterThan(60);
    expect(wide.groups.find(group => group.key === '10.1.0.0/24')?.expands ?? false).toBe(false);
    const folded = [...Array(300).keys()].find(id => !whole.nodes.some(node => node.id === id))!;
    expect((await ask(opened, { keep: [folded] })).nodes.some(node => node.id === folded)).toBe(true);
  });

  it('counts every host once, whatever is asked for', async () => {
    const opened = await openBytes(traffic(crowd()));
    const key = fc.constantFrom('10.0.0.0/24', '10.1.0.0/24', '10.2.0.0/24', '10.0.0.0/8', 'other hosts');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 400 }), fc.array(key, { maxLength: 3 }), async (maxNodes, expand) => {
        const graph = await ask(opened, { maxNodes, expand });
        const folded = graph.groups.reduce((sum, group) => sum + group.hosts, 0);
        expect(graph.nodes.length + folded + graph.hostsLeftOut).toBe(301);
        expect(graph.nodes.length + graph.groups.length).toBeLessThanOrEqual(Math.max(2 * maxNodes, 1));
        expect(new Set(graph.nodes.map(node => node.id)).size).toBe(graph.nodes.length);
      }),
      { numRuns: 60 },
    );
  });

  it('shows what lies around a host, and the way between two', async () => {
    const opened = await openBytes(traffic(chain()));
    expect(addresses(await ask(opened, { only: { kind: 'around', host: 0, hops: 2 } }))).toEqual([
      '10.0.0.1',
      '10.0.0.2',
      '10.0.0.3',
    ]);
    const way = await ask(opened, { only: { kind: 'between', host: 0, peer: 3 } });
    expect(addresses(way)).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4']);
    expect(way.distance).toBe(3);
    const none = await ask(opened, { only: { kind: 'between', host: 0, peer: 5 } });
    expect([addresses(none), none.distance, none.edges]).toEqual([['10.0.0.1', '172.16.0.1'], null, []]);
  });

  it('leaves out edges with fewer packets than asked for, and the hosts of no others', async () => {
    const sent = [...chain(), { at: '10', src: '10.0.0.1', dst: '10.0.0.2', payload: 1 }];
    const graph = await ask(await openBytes(traffic(sent)), { minPackets: 2 });
    expect([addresses(graph), graph.edges.length, graph.hostsLeftOut, graph.edgesLeftOut]).toEqual([
      ['10.0.0.1', '10.0.0.2'],
      1,
      5,
      4,
    ]);
  });
});

describe('the graph as a file', () => {
  it('is GraphML with every host and stream, and a table of edges', async () => {
    const { engine, source } = await openBytes(traffic(chain()));
    const folder = temporaryFolder();
    const write = async (format: 'graphml' | 'csv') => {
      const path = join(folder, `graph.${format}`);
      const request = { report: 'graph', by: 'pair', bursts: DEFAULT_BURST_PARAMS, format } as const;
      const { rows } = await engine.call('write', { source, request, path });
      expect(rows).toBe(5);
      return readFileSync(path, 'utf8');
    };
    const xml = await write('graphml');
    expect(xml.match(/<node /g)).toHaveLength(7);
    expect(xml).toContain('<node id="n0"><data key="node_address">10.0.0.1</data><data key="node_role">private</data>');
    expect(xml).toContain('<edge source="n0" target="n1"><data key="edge_packets">1</data>');
    expect((await write('csv')).split('\n')[1]).toBe('10.0.0.1,,10.0.0.2,,1,38,10,1.000000000,1.000000000');
    const bursts = { report: 'bursts', by: 'pair', bursts: DEFAULT_BURST_PARAMS, format: 'graphml' } as const;
    await expect(engine.call('write', { source, request: bursts, path: join(folder, 'x') })).rejects.toThrow(
      'cannot be written as graphml',
    );
  });
});
