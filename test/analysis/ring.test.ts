// The published numbers of the study that the burst method comes from: every burst number of its 5,844 records, and its
// counts and sums, from a capture built of its CSV files.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { type BurstParams, DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';
import { openBytes, type Sent, traffic } from '../build/traffic.ts';

type Row = Record<string, string>;

const rowsOf = (name: string): Row[] =>
  Papa.parse<Row>(readFileSync(sharedPath(`datasets/ring/${name}`), 'utf8'), { header: true, skipEmptyLines: true })
    .data;

const epoch = (time: string): string => {
  const [whole, fraction] = time.split('.');
  return `${Date.parse(`${whole}Z`) / 1000}.${fraction}`;
};

const CAMERA = '192.168.24.221';
const CLOUD = '18.197.187.162';
const NOTEBOOK: BurstParams = { ...DEFAULT_BURST_PARAMS, minPayload: 417, compat: 'notebook' };
const WHOLE = { range: undefined, offset: 0, limit: 1000, direction: 'asc' } as const;

describe.runIf(hasShared())('the ring study (left out without ../shared)', () => {
  const expected = () => JSON.parse(readFileSync(sharedPath('datasets/ring/expected_ring_single.json'), 'utf8'));
  const stream = () => rowsOf('ring_single.stream_192.168.24.221_to_18.197.187.162.csv');
  const streamCapture = () =>
    traffic(stream().map(r => ({ at: epoch(r.time!), src: CAMERA, dst: CLOUD, payload: Number(r.Raw_load) })));

  it('reproduces all 5,844 burst numbers, record by record', async () => {
    const { engine, source, folder } = await openBytes(streamCapture());
    const path = join(folder, 'packets.csv');
    await engine.call('write', {
      source,
      path,
      request: {
        report: 'packets',
        by: 'pair',
        bursts: NOTEBOOK,
        fields: ['number', 'burst', 'burst_packets', 'burst_payload_mean'],
      },
    });
    const ours = Papa.parse<Row>(readFileSync(path, 'utf8'), { header: true, skipEmptyLines: true }).data;
    const published = stream().map(r => r.IP_Burst_ix);
    expect(published).toHaveLength(5844);
    expect(ours.map(r => r.burst)).toEqual(published);
    // The two records that the study prints with the length and mean of their bursts.
    expect(ours[0]).toMatchObject({ burst: '1', burst_packets: '4', burst_payload_mean: '345.2' });
    expect(ours[5839]).toMatchObject({ burst: '13', burst_packets: '724', burst_payload_mean: '655.58' });
  });

  it.each([410, 411, 412, 413, 414, 415, 416, 417])('gives the same bursts with min payload %i', async minPayload => {
    const { engine, source } = await openBytes(streamCapture());
    const page = await engine.call('bursts', { source, params: { ...NOTEBOOK, minPayload }, sort: 'burst', ...WHOLE });
    const counts = new Map<string, number>();
    for (const r of stream()) counts.set(r.IP_Burst_ix!, (counts.get(r.IP_Burst_ix!) ?? 0) + 1);
    counts.delete('0');
    expect(page.rows.map(b => [String(b.burst), b.packets + 1])).toEqual(
      [...counts].sort((a, b) => Number(a[0]) - Number(b[0])),
    );
  });

  it('counts records and payload of every edge from the camera as published', async () => {
    const records = rowsOf('ring_single.top_src_packets_by_dst.csv').map(r => ({
      at: epoch(r.time!),
      src: r.IP_src!,
      dst: r.IP_dst!,
      payload: Number(r.Raw_load),
    }));
    const { engine, source } = await openBytes(traffic(records));
    const graph = await engine.call('graph', { source, maxNodes: 300, showHidden: true });
    const address = new Map(graph.nodes.map(n => [n.id, n.address]));
    const edges = new Map(graph.edges.map(e => [`${address.get(e.src)} ${address.get(e.dst)}`, e]));

    const table: string = expected().connections_table;
    const published = [...table.matchAll(/^\d+\s+(\S+)\s+(\S+)\s+(\d+)$/gm)].filter(m => m[1] === CAMERA);
    expect(published.length).toBeGreaterThan(5);
    for (const [, src, dst, count] of published) {
      expect(edges.get(`${src} ${dst}`)?.packets, `${src} to ${dst}`).toBe(Number(count));
    }
    expect(edges.size).toBe(published.length);

    const toMiB = (bytes: number | undefined): number => (bytes ?? Number.NaN) / 1024 ** 2;
    for (const [dst, mib] of expected().dst_bytes_MiB as [string, number][]) {
      if (dst === CAMERA || dst === '255.255.255.255') continue;
      expect(toMiB(edges.get(`${CAMERA} ${dst}`)?.payload), dst).toBe(mib);
    }
    const camera = graph.nodes.find(n => n.address === CAMERA);
    expect(toMiB(camera?.payloadSent)).toBe(expected().src_bytes_MiB[0][1]);
  });

  it.each([
    ['ring_single.udp51504_packets_by_dport.csv', 'UDP', 'udp_sport_KiB', '51504'],
    ['ring_single.tcp443_packets_by_dport.csv', 'TCP', 'tcp_sport_KiB', '443'],
  ])('sums %s by port as published', async (file, layer, key, port) => {
    const records = rowsOf(file).map(
      (r): Sent => ({
        at: epoch(r.time!),
        src: '10.0.0.1',
        dst: '10.0.0.2',
        sport: Number(r[`${layer}_sport`]),
        dport: Number(r[`${layer}_dport`]),
        payload: Number(r.Raw_load),
        protocol: layer === 'TCP' ? 'tcp' : 'udp',
      }),
    );
    const { engine, source } = await openBytes(traffic(records));
    const page = await engine.call('conversations', {
      source,
      by: 'flow',
      bursts: DEFAULT_BURST_PARAMS,
      sort: 'start',
      ...WHOLE,
    });
    const sent = page.rows.reduce((sum, f) => sum + f.payloadAb, 0);
    expect(page.rows.every(f => f.aPort === Number(port))).toBe(true);
    const published = new Map(expected()[key] as [string, number][]);
    expect(sent / 1024).toBe(published.get(port));
  });
});
