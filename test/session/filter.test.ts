// A filter chooses what exists: every answer is that of a capture which holds only the chosen records.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import { type Opened, openBytes, type Sent, traffic } from '../build/traffic.ts';

const page = { offset: 0, limit: 1000 };
const bursts = { ...DEFAULT_BURST_PARAMS, minPayload: 'auto' as const };

/** Everything about a capture that does not count from the whole of it: addresses for numbers of hosts. */
async function answers({ engine, source }: Opened, filter?: string): Promise<unknown> {
  const of = { source, filter };
  const hosts = await engine.call('hosts', { ...of, ...page, sort: 'address', direction: 'asc' });
  const flows = await engine.call('conversations', {
    ...of,
    ...page,
    by: 'flow',
    bursts,
    sort: 'start',
    direction: 'asc',
  });
  const found = await engine.call('bursts', { ...of, ...page, params: bursts, sort: 'burst', direction: 'asc' });
  const details = [];
  for (const { id } of hosts.rows) details.push(await engine.call('host', { ...of, host: id }));
  return {
    hosts: hosts.rows.map(({ id: _, ...row }) => row),
    gaps: details.map(({ idt, iat }) => ({ idt, iat })),
    flows: flows.rows.map(({ id: _, a: { id: _a, ...a }, b: { id: _b, ...b }, ...row }) => ({ ...row, a, b })),
    bursts: found.rows.map(row => ({ ...row, src: row.src?.address, dst: row.dst?.address })),
    minPayload: found.minPayload,
  };
}

describe('a filter', () => {
  it('makes every answer that of a capture of the chosen records alone', async () => {
    const host = fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.0.3');
    const sent = fc.record({
      at: fc.integer({ min: 1, max: 40 }).map(tenths => (tenths / 10).toFixed(1)),
      src: host,
      dst: host,
      sport: fc.constantFrom(1000, 2000),
      dport: fc.constantFrom(1000, 2000),
      payload: fc.constantFrom(0, 100, 500, 1400),
      protocol: fc.constantFrom('udp' as const, 'tcp' as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(sent, { minLength: 1, maxLength: 40 }), async records => {
        const whole = await openBytes(traffic(records));
        const chosen = records.filter(r =>
          r.protocol === 'tcp' ? r.sport === 1000 || r.dport === 1000 : r.payload > 50,
        );
        const filter = 'tcp.port == 1000 || (udp && udp.length > 58)';
        expect(await answers(whole, filter)).toEqual(await answers(await openBytes(traffic(chosen))));
      }),
      { numRuns: 60 },
    );
  });

  it('that is wrong is refused with its column, and the capture stays open', async () => {
    const { engine, source } = await openBytes(traffic([{ at: '1', src: '10.0.0.1', dst: '10.0.0.2' }]));
    const ask = (filter: string) => engine.call('hosts', { source, filter, ...page, sort: 'first', direction: 'asc' });
    await expect(ask('ip.adr == 10.0.0.1')).rejects.toThrow(/column 1: .*ip\.adr.*did you mean ip\.addr/);
    expect((await ask('ip.addr == 10.0.0.1')).total).toBe(2);
    expect((await ask('ip.addr == 10.0.0.9')).total).toBe(0);
  });

  it('keeps the numbers of the records, and the span of the whole capture', async () => {
    const records: Sent[] = [1, 2, 3, 4].map(n => ({
      at: `${n}`,
      src: '10.0.0.1',
      dst: '10.0.0.2',
      dport: n,
      payload: n,
    }));
    const { engine, source } = await openBytes(traffic(records));
    const bytes = await engine.bulk('timeline', {
      source,
      filter: 'udp.dstport == 3',
      pixels: 100,
      maxSeries: 4,
      bursts,
    });
    const { decodeFrame } = await import('../../shared/contract/frame.ts');
    const frame = decodeFrame<{ origin: unknown; to: unknown }>(bytes);
    expect([...frame.columns.record!]).toEqual([3]);
    expect([...frame.columns.time!]).toEqual([2e9]);
    expect([frame.meta.origin, frame.meta.to]).toEqual([
      [1, 0],
      [4, 1],
    ]);
  });
});
