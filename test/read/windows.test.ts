// What the windows view asks, against the reports of the command line.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { decodeFrame, type Frame } from '../../shared/contract/frame.ts';
import type { WindowBulkCalls } from '../../shared/contract/window-calls.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import type { WindowRequest } from '../../shared/model/timing.ts';
import type { WindowsMeta } from '../../shared/model/window.ts';
import { FEATURE_NAMES } from '../../shared/model/window-feature.ts';
import { parseTime } from '../../shared/unit/time.ts';
import { type Opened, openBytes, type Sent, traffic } from '../build/traffic.ts';

/** A host that asks another one every second, is silent for 30 s in the middle, and tries 150 ports in a single second. */
const talk = (): Sent[] => {
  const ask: Sent[] = Array.from({ length: 90 }, (_, i) => ({
    at: `${1000 + i + (i >= 45 ? 30 : 0)}.250`,
    src: '10.0.0.1',
    dst: `10.0.0.${2 + (i % 3)}`,
    sport: 4000 + (i % 5),
    dport: 53,
    payload: 40 + ((i * 7) % 30),
  }));
  const scan: Sent[] = Array.from({ length: 150 }, (_, i) => ({
    at: `1020.5${String(i).padStart(3, '0')}`,
    src: '10.0.0.9',
    dst: '10.0.0.2',
    sport: 5000,
    dport: 1 + i,
  }));
  return [...ask, ...scan].sort((a, b) => Number(a.at) - Number(b.at));
};

const opened = (): Promise<Opened> => openBytes(traffic(talk()));

type Row = Readonly<Record<string, string>>;

async function report({ engine, source }: Opened, windows: WindowRequest): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'burstscope-test-'));
  try {
    const path = join(folder, 'windows.csv');
    const request = { report: 'windows', bursts: DEFAULT_BURST_PARAMS, by: 'pair', windows } as const;
    await engine.call('write', { source, request, path });
    return papa.parse<Row>(readFileSync(path, 'utf8'), { header: true, skipEmptyLines: true }).data;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Question = Omit<Parameters<WindowBulkCalls['windowFeatures']>[0], 'source'>;

const features = async ({ engine, source }: Opened, question: Question): Promise<Frame<WindowsMeta>> =>
  decodeFrame<WindowsMeta>(await engine.bulk('windowFeatures', { source, ...question }));

const WIDE = { windows: { nanos: 1e9 }, pixels: 1000 } as const;

/** A feature over the columns, empty where it has no value. */
const column = (frame: Frame<WindowsMeta>, name: string, feature: string): string[] => {
  const { columns } = frame.meta;
  const at = FEATURE_NAMES.indexOf(feature) * columns;
  return Array.from(frame.columns[name]!.subarray(at, at + columns), value => (Number.isNaN(value) ? '' : `${value}`));
};

describe('features over time', () => {
  it('are the numbers of the report, window by window, empty ones too', async () => {
    const source = await opened();
    const rows = await report(source, { nanos: 1e9 });
    const frame = await features(source, WIDE);
    expect(frame.meta).toMatchObject({ total: 120, filled: 90, first: 0, last: 120, perColumn: 1, columns: 120 });
    expect(rows.length).toBe(120);
    expect(rows.reduce((sum, row) => sum + Number(row.num_entries), 0)).toBe(240);
    for (const name of FEATURE_NAMES) {
      expect([name, ...column(frame, 'max', name)]).toEqual([name, ...rows.map(row => row[name]!)]);
      expect(column(frame, 'min', name)).toEqual(column(frame, 'max', name));
    }
    expect([...frame.columns.from!].map(from => 1000e9 + 250e6 + from)).toEqual(
      rows.map(row => Number(row.start_epoch) * 1e9),
    );
  });

  it('share columns where there are more windows than pixels, and keep least and most of each', async () => {
    const source = await opened();
    const rows = await report(source, { nanos: 1e9 });
    const frame = await features(source, { ...WIDE, pixels: 7 });
    expect(frame.meta).toMatchObject({ perColumn: 18, columns: 7 });
    for (const name of ['num_entries', 'bytes_up', 'entropy_dst_ip', 'dst_port_per_conn_max']) {
      const groups = Array.from({ length: 7 }, (_, c) =>
        rows.slice(c * 18, c * 18 + 18).flatMap(row => (row[name] === '' ? [] : [Number(row[name])])),
      );
      expect(column(frame, 'max', name)).toEqual(groups.map(list => (list.length > 0 ? `${Math.max(...list)}` : '')));
      expect(column(frame, 'min', name)).toEqual(groups.map(list => (list.length > 0 ? `${Math.min(...list)}` : '')));
    }
    expect([...frame.columns.filled!].reduce((a, b) => a + b)).toBe(90);
  });

  it('of a stretch are those of its windows, ranked among all', async () => {
    const source = await opened();
    const whole = await features(source, WIDE);
    const shown = { from: parseTime('1019.9')!, to: parseTime('1023')! };
    const part = await features(source, { ...WIDE, shown });
    expect(part.meta).toMatchObject({ first: 19, last: 23, columns: 4, total: 120 });
    for (const name of ['max', 'rank', 'far']) {
      expect(column(part, name, 'num_entries')).toEqual(column(whole, name, 'num_entries').slice(19, 23));
    }
    expect(column(part, 'max', 'num_entries')).toEqual(['1', '151', '1', '1']);
    expect(column(part, 'far', 'num_entries')).toEqual(['0', '1', '0', '0']);
    expect(column(part, 'rank', 'num_entries')[1]).toBe('254');
  });

  it('of the notebook are its batches, with the times of their rows', async () => {
    const source = await opened();
    const windows = { nanos: 10e9, compat: 'notebook' } as const;
    const rows = await report(source, windows);
    const frame = await features(source, { windows, pixels: 1000 });
    expect(frame.meta.total).toBe(rows.length);
    expect(column(frame, 'max', 'num_entries')).toEqual(rows.map(row => row.num_entries));
    expect(column(frame, 'max', 'dst_port_per_conn_max')).toEqual(rows.map(row => row.dst_port_per_conn_max));
  });

  it('of no rows are none', async () => {
    const source = await opened();
    const frame = await features(source, { ...WIDE, filter: 'ip.addr == 192.0.2.77' });
    expect(frame.meta).toMatchObject({ total: 0, columns: 0 });
  });

  it('are refused in one sentence where there are too many windows', async () => {
    const source = await opened();
    await expect(report(source, { nanos: 1000 })).rejects.toThrow(/more than 100,000,000 windows: make them longer/);
  });
});

describe('lists', () => {
  const page = { offset: 0, limit: 1000 } as const;

  it('of outliers are the rows of the report, furthest out first', async () => {
    const source = await opened();
    const windows = { nanos: 1e9 };
    const rows = await report(source, { ...windows, list: 'outliers' });
    for (const kind of ['pair', 'window'] as const) {
      const question = { ...page, source: source.source, windows, kind, sort: 'beyond', direction: 'desc' } as const;
      const answer = await source.engine.call('windowOutliers', question);
      const mine = rows.filter(row => row.kind === kind);
      expect(answer.found).toBe(mine.length);
      const text = (row: (typeof answer.rows)[number]) =>
        [
          row.window,
          row.src?.address ?? '',
          row.dst?.address ?? '',
          row.measure,
          row.value,
          row.lower,
          row.upper,
        ].join();
      const theirs = mine.map(r => [r.window, r.src, r.dst, r.measure, r.value, r.lower, r.upper].join());
      expect(answer.rows.map(text).sort()).toEqual(theirs.sort());
      const factors = answer.rows.filter(row => row.upper > 0).map(row => row.value / row.upper);
      expect(factors).toEqual([...factors].sort((a, b) => b - a));
    }
    const scan = rows.find(row => row.kind === 'pair' && row.measure === 'dst_ports')!;
    expect(scan).toMatchObject({ window: '1020', src: '10.0.0.9', dst: '10.0.0.2', value: '150', upper: '1' });
    const host = rows.at(-1)!;
    expect(host).toMatchObject({ kind: 'host', src: '10.0.0.9', measure: 'dst_ports', value: '150' });
    expect(Number(host.upper)).toBeCloseTo(1 + 0.9 * 149, 9);
  });

  it('of hosts that scan ports are those of the report, whatever the servers answer', async () => {
    const source = await opened();
    const answer = await source.engine.call('portScanners', { ...page, source: source.source });
    expect(answer.rows).toMatchObject([
      { host: { address: '10.0.0.9' }, dstPorts: 150, dstHosts: 1, connections: 150 },
    ]);
    const rows = await report(source, { nanos: 10e9, list: 'scanners' });
    expect(rows.map(row => [row.host, row.dst_ports])).toEqual([['10.0.0.9', '150']]);
  });

  it('of rows are those of the window, in the order of time', async () => {
    const source = await opened();
    const range = { from: parseTime('1020')!, to: parseTime('1021')! };
    const first = await source.engine.call('windowRows', { source: source.source, range, offset: 0, limit: 100 });
    const rest = await source.engine.call('windowRows', { source: source.source, range, offset: 100, limit: 100 });
    expect([first.total, first.rows.length, rest.rows.length]).toEqual([151, 100, 51]);
    expect(first.rows[0]).toMatchObject({
      number: 21,
      src: { address: '10.0.0.1' },
      dstPort: 53,
      protocol: 'UDP',
      state: 'new',
    });
    expect(rest.rows.at(-1)).toMatchObject({ number: 171, src: { address: '10.0.0.9' }, dstPort: 150 });
  });
});
