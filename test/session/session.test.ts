import { rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startLocalEngine } from '../../main/session/local-engine.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import type { SourceInfo } from '../../shared/model/source.ts';
import { openBytes, openFully, type Sent, temporaryFolder, traffic } from '../build/traffic.ts';

const SENT: Sent[] = [
  { at: '100.000000001', src: '10.0.0.1', dst: '10.0.0.2', payload: 400 },
  { at: '100.1', src: '10.0.0.2', dst: '10.0.0.1', sport: 2000, dport: 1000, payload: 10 },
  { at: '100.2', src: '10.0.0.1', dst: '10.0.0.2', payload: 500 },
  { at: '105', src: '10.0.0.1', dst: '255.255.255.255', payload: 1 },
];
const PAGE = { offset: 0, limit: 100, direction: 'asc' } as const;
const PACKETS = { report: 'packets', by: 'pair', bursts: DEFAULT_BURST_PARAMS } as const;

describe('an open capture', () => {
  it('says what it holds', async () => {
    const { info } = await openBytes(traffic(SENT));
    expect(info).toMatchObject({
      format: 'pcap',
      state: 'ready',
      records: 4,
      ipRecords: 4,
      hosts: 3,
      streams: 3,
      flows: 2,
      conversations: 2,
      payloadBytes: 911,
      start: [100, 1],
      end: [105, 0],
      outOfOrder: 0,
      damage: [],
    });
  });

  it('has hosts, edges, conversations and bursts', async () => {
    const { engine, source } = await openBytes(traffic(SENT));
    const graph = await engine.call('graph', { source, maxNodes: 10, showHidden: false });
    expect(graph.nodes.map(n => n.address)).toEqual(['10.0.0.1', '10.0.0.2']);
    expect([graph.edges.length, graph.hostsLeftOut, graph.edgesLeftOut]).toEqual([2, 1, 1]);
    const all = await engine.call('graph', { source, maxNodes: 10, showHidden: true });
    expect(all.nodes.find(n => n.address === '255.255.255.255')).toMatchObject({ hidden: true, role: 'broadcast' });

    const detail = await engine.call('host', { source, host: 0 });
    expect(detail.idt).toMatchObject({ n: 2, min: 199_999_999, max: 4_800_000_000 });
    expect(detail.iat.n).toBe(0);

    const pairs = await engine.call('conversations', {
      source,
      by: 'pair',
      bursts: DEFAULT_BURST_PARAMS,
      sort: 'start',
      ...PAGE,
    });
    expect(pairs.rows.map(c => [c.a.address, c.b.address, c.packetsAb, c.packetsBa, c.bursts])).toEqual([
      ['10.0.0.1', '10.0.0.2', 2, 1, 1],
      ['10.0.0.1', '255.255.255.255', 1, 0, 0],
    ]);

    const bursts = await engine.call('bursts', { source, params: DEFAULT_BURST_PARAMS, sort: 'burst', ...PAGE });
    expect(bursts).toMatchObject({ total: 1, minPayload: 300, packets: 2, payloadBytes: 900 });
    expect(bursts.rows[0]).toMatchObject({
      src: { address: '10.0.0.1' },
      dst: { address: '10.0.0.2' },
      start: [100, 1],
      gapBefore: null,
    });
    const auto = await engine.call('bursts', {
      source,
      params: { ...DEFAULT_BURST_PARAMS, minPayload: 'auto' },
      sort: 'burst',
      ...PAGE,
    });
    expect(auto.minPayload).toBe(Math.floor((1.1 * 911) / 4));
  });

  it('counts within a time range, and keeps the numbers of bursts', async () => {
    const { engine, source } = await openBytes(traffic(SENT));
    const range = { from: [100, 100_000_000], to: [105, 0] } as const;
    const hosts = await engine.call('hosts', { source, range, sort: 'packetsSent', ...PAGE });
    expect(hosts.rows.map(h => [h.address, h.packetsSent, h.packetsReceived])).toEqual([
      ['10.0.0.1', 1, 1],
      ['10.0.0.2', 1, 1],
    ]);
    const bursts = await engine.call('bursts', { source, range, params: DEFAULT_BURST_PARAMS, sort: 'burst', ...PAGE });
    expect(bursts.rows.map(b => b.burst)).toEqual([1]);
  });

  it('gives later fragments to the flow of their first, before or after it in the file', async () => {
    const part = (offset: number, more: boolean, at: string): Sent => ({
      at,
      src: '10.0.0.1',
      dst: '10.0.0.2',
      sport: 7,
      dport: 8,
      payload: 16,
      fragment: { id: 5, offset, more },
    });
    const { engine, source } = await openBytes(traffic([part(3, true, '1'), part(0, true, '2'), part(6, false, '3')]));
    const flows = await engine.call('conversations', {
      source,
      by: 'flow',
      bursts: DEFAULT_BURST_PARAMS,
      sort: 'start',
      ...PAGE,
    });
    expect(flows.rows.map(f => [f.aPort, f.bPort, f.packetsAb, f.payloadAb])).toEqual([[7, 8, 3, 48]]);
  });

  it('refuses calls about what is not open', async () => {
    const { engine, source } = await openBytes(traffic(SENT));
    await engine.call('close', { source });
    await expect(engine.call('info', { source })).rejects.toMatchObject({ kind: 'no-such-source' });
    await expect(engine.call('host', { source: 99, host: 0 })).rejects.toMatchObject({ kind: 'no-such-source' });
  });
});

describe('a capture that is bad', () => {
  it('by being cut keeps what is before the damage and says where it is', async () => {
    const whole = traffic(SENT);
    const { info } = await openBytes(whole.subarray(0, whole.length - 5));
    expect(info).toMatchObject({ state: 'ready', records: 3 });
    expect(info.damage).toMatchObject([{ record: 3, offset: expect.any(Number), reason: expect.any(String) }]);
  });

  it('by being removed while open keeps what was read; a report from its bytes says that it is gone', async () => {
    const { engine, source, folder } = await openBytes(traffic(SENT));
    rmSync(join(folder, 'test.pcap'));
    const hosts = await engine.call('hosts', { source, sort: 'first', ...PAGE });
    expect(hosts.total).toBe(3);
    const path = join(folder, 'out.csv');
    await expect(engine.call('write', { source, path, request: PACKETS })).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('by having changed since it was opened is not mixed with what was read', async () => {
    const { engine, source, folder } = await openBytes(traffic(SENT));
    const path = join(folder, 'out.csv');
    truncateSync(join(folder, 'test.pcap'), 24 + 16 + 300);
    await expect(engine.call('write', { source, path, request: PACKETS })).rejects.toMatchObject({
      kind: 'unreadable',
      message: expect.stringContaining('has changed since it was opened (at record 1)'),
    });
    writeFileSync(join(folder, 'test.pcap'), traffic(SENT.map(s => ({ ...s, at: '7' }))));
    await expect(engine.call('write', { source, path, request: PACKETS })).rejects.toMatchObject({
      kind: 'unreadable',
    });
  });

  it('asks for a field that exists', async () => {
    const { engine, source, folder } = await openBytes(traffic(SENT));
    const request = { ...PACKETS, fields: ['ip.tll'] };
    await expect(engine.call('write', { source, path: join(folder, 'x'), request })).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringContaining('no field ip.tll'),
    });
  });
});

describe('loading', () => {
  const large = (): Uint8Array =>
    traffic(Array.from({ length: 60_000 }, (_, i) => ({ at: `${i}`, src: '10.0.0.1', dst: '10.0.0.2', payload: 200 })));

  it('answers while it goes on, and stops when told to', async () => {
    const path = join(temporaryFolder(), 'large.pcap');
    writeFileSync(path, large());
    const engine = startLocalEngine();
    const first = await engine.call('open', { path });
    expect(first.state).toBe('loading');
    expect(first.records).toBeGreaterThan(0);
    expect(first.records).toBeLessThan(60_000);
    const graph = await engine.call('graph', { source: first.source, maxNodes: 10, showHidden: true });
    expect(graph.edges).toHaveLength(1);
    const stopped = await engine.call('stop', { source: first.source });
    expect(stopped.state).toBe('stopped');
    expect(stopped.records).toBeLessThan(60_000);
    const after = await engine.call('info', { source: first.source });
    expect(after.records).toBe(stopped.records);
    await engine.close();
  });

  it('ends with one last event that says so', async () => {
    const path = join(temporaryFolder(), 'large.pcap');
    writeFileSync(path, large());
    const { info } = await openFully(path);
    expect(info satisfies SourceInfo).toMatchObject({ state: 'ready', records: 60_000 });
  });
});
