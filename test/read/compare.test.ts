import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SessionCalls } from '../../shared/contract/calls.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import { openBytes, type Sent, temporaryFolder, traffic } from '../build/traffic.ts';

/** `n` records a second of 100 bytes of payload from src to dst, for as long as asked for. */
const talk = (src: string, dst: string, n: number, seconds: number): Sent[] =>
  Array.from({ length: n * seconds + 1 }, (_, i) => ({ at: (100 + i / n).toFixed(6), src, dst, payload: 100 }));
const byTime = (sent: Sent[]): Sent[] => sent.sort((a, b) => Number(a.at) - Number(b.at));

const BEFORE = byTime([
  ...talk('10.0.0.1', '10.0.0.9', 2, 10),
  ...talk('10.0.0.2', '10.0.0.9', 2, 10),
  ...talk('10.0.0.3', '10.0.0.9', 2, 10),
]);
/** Twice as long: .1 as before, .2 four times as fast, .3 gone, .4 new. */
const AFTER = byTime([
  ...talk('10.0.0.1', '10.0.0.9', 2, 20),
  ...talk('10.0.0.9', '10.0.0.2', 8, 20),
  ...talk('10.0.0.4', '10.0.0.9', 2, 20),
]);

async function both() {
  const { engine, source } = await openBytes(traffic(BEFORE));
  const path = join(temporaryFolder(), 'after.pcap');
  writeFileSync(path, traffic(AFTER));
  const { source: other } = await engine.call('open', { path });
  await expect.poll(async () => (await engine.call('info', { source: other })).state).toBe('ready');
  const ask = (part: Partial<Parameters<SessionCalls['compare']>[0]>) =>
    engine.call('compare', {
      source,
      other,
      what: 'hosts',
      factor: 2,
      offset: 0,
      limit: 100,
      sort: 'a',
      direction: 'asc',
      ...part,
    });
  return { engine, source, other, ask };
}

describe('two captures side by side', () => {
  it('tells hosts that are new, gone, faster and as before, whatever time each lasts', async () => {
    const { ask } = await both();
    const { rows, counts, total } = await ask({});
    expect(
      rows.map(row => [row.a.address, row.change, row.before?.packets ?? null, row.after?.packets ?? null]),
    ).toEqual([
      ['10.0.0.1', 'same', 21, 41],
      ['10.0.0.2', 'more', 21, 161],
      ['10.0.0.3', 'gone', 21, null],
      ['10.0.0.4', 'new', null, 41],
      ['10.0.0.9', 'same', 63, 243],
    ]);
    expect(rows[1]!.ratio).toBeCloseTo(161 / 21 / 2);
    expect([total, counts]).toEqual([5, { new: 1, gone: 1, more: 1, less: 0, same: 2 }]);
  });

  it('knows a conversation whoever began it, and gives only what is asked for', async () => {
    const { ask } = await both();
    const { rows, counts } = await ask({ what: 'conversations', changes: ['more', 'gone'], sort: 'change' });
    expect(rows.map(row => [row.a.address, row.b?.address, row.change])).toEqual([
      ['10.0.0.3', '10.0.0.9', 'gone'],
      ['10.0.0.2', '10.0.0.9', 'more'],
    ]);
    expect(counts).toEqual({ new: 1, gone: 1, more: 1, less: 0, same: 1 });
    expect((await ask({ search: '0.0.4' })).total).toBe(1);
    expect((await ask({ factor: 4 })).counts.more).toBe(0);
  });

  it('is the mirror of itself', async () => {
    const { ask, source, other } = await both();
    const there = await ask({});
    const back = await ask({ source: other, other: source });
    const mirrored = { new: 'gone', gone: 'new', more: 'less', less: 'more', same: 'same' } as const;
    expect(back.rows.map(row => [row.a, row.change])).toEqual(there.rows.map(row => [row.a, mirrored[row.change]]));
  });

  it('is a report, too', async () => {
    const { engine, source, other } = await both();
    const path = join(temporaryFolder(), 'compare.csv');
    const compare = { other, what: 'hosts', factor: 2 } as const;
    const request = { report: 'compare', by: 'pair', bursts: DEFAULT_BURST_PARAMS, compare } as const;
    await engine.call('write', { source, request, path });
    const [header, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
    expect(header).toContain('change,a,a_name,b,b_name,packets_before,');
    expect(lines).toHaveLength(5);
    expect(lines.find(line => line.startsWith('gone,'))).toBe('gone,10.0.0.3,,,,21,2688,2100,268.8,,,,,');
    const lonely = { report: 'compare', by: 'pair', bursts: DEFAULT_BURST_PARAMS } as const;
    await expect(engine.call('write', { source, request: lonely, path })).rejects.toThrow('another source');
  });
});
