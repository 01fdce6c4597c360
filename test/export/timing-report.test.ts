import { describe, expect, it } from 'vitest';
import { beaconReport } from '../../main/export/beacon-report.ts';
import type { Report } from '../../main/export/report.ts';
import { timingReport } from '../../main/export/timing-report.ts';
import { windowReport } from '../../main/export/window-report.ts';
import { CaptureView } from '../../main/read/capture-view.ts';
import { DEFAULT_TIMING, type TimingRequest } from '../../shared/model/timing.ts';
import { storeOf } from '../build/stored.ts';
import type { Sent } from '../build/traffic.ts';

const A = '10.0.0.1';
const B = '10.0.0.2';
const C = '10.0.0.3';
/** A sends to B and C in turn every half second; B answers each 0.1 s later. */
const RECORDS: readonly Sent[] = Array.from({ length: 6 }, (_, i) => {
  const dst = i % 2 === 0 ? B : C;
  const at = (1000 + i / 2).toFixed(1);
  const ask: Sent = { at, src: A, dst, sport: 5, dport: 6 };
  return i % 2 === 0 ? [ask, { at: (1000.1 + i / 2).toFixed(1), src: B, dst: A, sport: 6, dport: 5 }] : [ask];
}).flat();
const view = () => new CaptureView(storeOf(RECORDS));

async function table(report: Report): Promise<Record<string, string | null>[]> {
  const out: Record<string, string | null>[] = [];
  for await (const batch of report.rows()) {
    for (const row of batch) out.push(Object.fromEntries(report.columns.map(({ name }, i) => [name, row[i]!])));
  }
  return out;
}

const timing = (request: Partial<TimingRequest>) => {
  const v = view();
  return table(timingReport(v, v.whole, { ...DEFAULT_TIMING, ...request }));
};

describe('the timing report', () => {
  it('summarises what every host sent and received', async () => {
    const rows = await timing({});
    const of = (key: string, direction: string) => rows.find(r => r.key === key && r.direction === direction)!;
    expect(of(A, 'idt')).toMatchObject({ scope: 'host', n: '5', mean_s: '0.500000000', sd_s: '0.000000000' });
    expect(of(A, 'iat')).toMatchObject({ n: '2', mean_s: '1.000000000' });
    expect(of(C, 'iat')).toMatchObject({ n: '2', min_s: '1.000000000' });
    expect(rows.find(r => r.key === C && r.direction === 'idt')).toBeUndefined();
  });

  it('gives the gaps of one key one by one, with the record that ends each', async () => {
    expect(await timing({ scope: 'stream', key: `${A}, ${C}` })).toEqual([
      { scope: 'stream', key: `${A},${C}`, number: '6', time_epoch: '1001.500000000', gap_s: '1.000000000' },
      { scope: 'stream', key: `${A},${C}`, number: '9', time_epoch: '1002.500000000', gap_s: '1.000000000' },
    ]);
  });

  it('compares records of the same direction in a flow or conversation, named from either side', async () => {
    const flow = await timing({ scope: 'flow', key: `${B}:6,${A}:5,UDP` });
    expect(flow.map(r => [r.number, r.gap_s])).toEqual([
      ['4', '1.000000000'],
      ['5', '1.000000000'],
      ['7', '1.000000000'],
      ['8', '1.000000000'],
    ]);
    expect((await timing({ scope: 'conversation', key: `${B},${A}` })).length).toBe(4);
  });

  it('says that a key is not there', () => {
    expect(() => timing({ key: '10.9.9.9' })).toThrow('There is no host 10.9.9.9 in the capture');
  });

  it('has an index of dispersion: the variance over the mean of the counts in windows', async () => {
    // Of A's six records two lie in each of the seconds 1000, 1001, 1002: no variance.
    expect((await timing({})).find(r => r.key === A && r.direction === 'idt')!.dispersion).toBe('0');
    const half = await timing({ windowNanos: 250_000_000 });
    // Eleven windows of a quarter of a second, every other one with one record.
    const [n, mean] = [11, 6 / 11];
    expect(Number(half.find(r => r.key === A && r.direction === 'idt')!.dispersion)).toBeCloseTo(
      (6 / n - mean * mean) / mean,
      12,
    );
  });
});

describe('the beacons report', () => {
  it('ranks pairs by how little their gaps vary', async () => {
    const beat = (src: string, period: number, jitter: number): Sent[] =>
      Array.from({ length: 10 }, (_, i) => ({
        at: (2000 + i * period + (i % 3) * jitter).toFixed(3),
        src,
        dst: C,
        sport: 1000 + i,
        dport: 443,
        payload: 10,
      }));
    const store = storeOf([...beat(B, 7, 1), ...beat(A, 5, 0)].sort((a, b) => Number(a.at) - Number(b.at)));
    const v = new CaptureView(store);
    const rows = await table(beaconReport(v, v.whole, { by: 'pair-port', min: 4 }));
    expect(rows.map(r => [r.src, r.dst, r.dst_port, r.protocol, r.connections])).toEqual([
      [A, C, '443', 'UDP', '10'],
      [B, C, '443', 'UDP', '10'],
    ]);
    expect(rows[0]).toMatchObject({ gap_mean_s: '5.000000000', gap_sd_s: '0.000000000', period_s: '5.000000000' });
    expect(rows[0]).toMatchObject({ first_epoch: '2000.000000000', jitter: '0', ticks_seen: '1' });
  });
});

describe('the windows report', () => {
  it('has a row for every window, the empty ones too', async () => {
    const v = new CaptureView(storeOf([RECORDS[0]!, { ...RECORDS[0]!, at: '1035' }]));
    const rows = await table(windowReport(v, v.whole, { nanos: 10e9 }));
    expect(rows.map(r => [r.window, r.start_epoch, r.num_entries, r.num_state_new])).toEqual([
      ['100', '1000.000000000', '1', '1'],
      ['101', '1010.000000000', '0', '0'],
      ['102', '1020.000000000', '0', '0'],
      ['103', '1030.000000000', '1', '1'],
    ]);
    expect(rows[1]).toMatchObject({ dst_port_per_conn_max: null, entropy_src_ip: '0', bytes_up: '0' });
  });
});
