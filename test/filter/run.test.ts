// Filters over columns and trees: what columns decide is what trees say, records are read only where they must be, and sets
// obey logic.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowSet } from '../../main/filter/row-set.ts';
import { runFilter } from '../../main/filter/run.ts';
import { parseFilter } from '../../shared/filter/filter.ts';
import { arp, ethernet, ipv6, tcp, udp } from '../build/packet.ts';
import { packet } from '../build/traffic.ts';
import { anyFilterText } from './any-filter.ts';
import { MemoryRecords } from './memory-records.ts';
import { filterOf, naively } from './naively.ts';

const rounds = (usual: number): number => Number(process.env.FUZZ_ROUNDS ?? usual);

const anyIpv4 = fc
  .record({
    src: fc.constantFrom('10.0.0.1', '10.0.0.2', '192.168.0.1'),
    dst: fc.constantFrom('10.0.0.1', '10.0.0.2', '224.0.0.1'),
    sport: fc.constantFrom(80, 443, 53, 1000),
    dport: fc.constantFrom(80, 443, 53, 40000),
    protocol: fc.constantFrom('tcp' as const, 'udp' as const, 'icmp' as const),
    flags: fc.constantFrom(2, 0x10, 0x12, 0x18),
    payload: fc.constantFrom(0, 1, 10, 900),
    seq: fc.constantFrom(0, 1, 79, 4_000_000_000),
    fragment: fc.option(fc.constantFrom({ id: 7, offset: 0, more: true }, { id: 7, offset: 1, more: false }), {
      nil: undefined,
      freq: 8,
    }),
  })
  .map(({ fragment, ...sent }) => ethernet(0x0800, packet({ at: '0', ...sent, ...(fragment && { fragment }) })));

const anyFrame = fc.oneof(
  { weight: 8, arbitrary: anyIpv4 },
  { weight: 1, arbitrary: fc.constant(ethernet(0x0806, arp(1))) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ethernet(0x86dd, ipv6({ next: 6, payload: tcp({ src: 80, flags: 2 }) })),
      ethernet(0x86dd, ipv6({ next: 17, payload: udp({ src: 53 }) })),
    ),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }) },
);

const anyRecord = fc.record({
  frame: anyFrame,
  cut: fc.option(fc.nat(60), { freq: 6 }),
  millis: fc.constantFrom(0, 1, 250, 500, 1250),
});

function recordsOf(sent: readonly { frame: Uint8Array; cut: number | null; millis: number }[]): MemoryRecords {
  const records = new MemoryRecords();
  let millis = 1_600_000_000_000;
  for (const { frame, cut, millis: more } of sent) {
    millis += more;
    const bytes = cut === null ? frame : frame.subarray(0, cut);
    const time = [Math.floor(millis / 1000), (millis % 1000) * 1e6] as const;
    const number = records.records.length + 1;
    records.add(bytes, { number, time, linkType: 1, originalLength: frame.length, interfaceId: -1 });
  }
  return records;
}

const rowsOf = (text: string, records: MemoryRecords): Promise<RowSet> =>
  runFilter(filterOf(text), records.store, records);

const anyCapture = fc.array(anyRecord, { maxLength: 70 });
/** Filters are random text: those that make no sense are left out. */
const anyFilter = anyFilterText.filter(text => 'ast' in parseFilter(text));

describe('a filter', () => {
  it('takes the same records by columns as by trees', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilter, anyCapture, async (text, capture) => {
        const records = recordsOf(capture);
        expect([...(await rowsOf(text, records))]).toEqual(naively(text, records));
      }),
      { numRuns: rounds(300) },
    );
  });

  it('obeys De Morgan, and takes what its negation does not', async () => {
    await fc.assert(
      fc.asyncProperty(anyFilter, anyFilter, anyCapture, async (a, b, capture) => {
        const records = recordsOf(capture);
        const rows = async (text: string): Promise<string> => String([...(await rowsOf(text, records))]);
        expect(await rows(`!((${a}) && (${b}))`)).toBe(await rows(`!(${a}) || !(${b})`));
        expect(await rows(`!((${a}) || (${b}))`)).toBe(await rows(`!(${a}) && !(${b})`));
        expect(await rows(`(${a}) xor (${b})`)).toBe(await rows(`((${a}) || (${b})) && !((${a}) && (${b}))`));
        expect(await rows(`!(${a})`)).toBe(String([...(await rowsOf(a, records)).not()]));
      }),
      { numRuns: rounds(100) },
    );
  });
});

describe('records', () => {
  const plain = (protocol: 'tcp' | 'udp', dport: number): Uint8Array =>
    ethernet(0x0800, packet({ at: '0', src: '10.0.0.1', dst: '10.0.0.2', protocol, sport: 1000, dport, payload: 3 }));
  const some = (): MemoryRecords =>
    recordsOf(
      [80, 443, 80, 53, 80, 443].map((dport, i) => ({
        frame: plain(dport === 53 ? 'udp' : 'tcp', dport),
        cut: null,
        millis: i,
      })),
    );

  it('are not read for what columns say', async () => {
    const records = some();
    expect((await rowsOf('tcp.port == 80 && frame.len > 20 || ip.src == 10.0.0.0/8 && !udp', records)).count).toBe(5);
    expect(records.asked).toBe(0);
  });

  it('are read only where columns leave it open', async () => {
    const records = some();
    expect([...(await rowsOf('ip.id == 0 && tcp.port == 443', records))]).toEqual([1, 5]);
    expect(records.asked).toBe(2);
  });

  it('of a flow are read in order up to the last that is asked for', async () => {
    const records = some();
    expect([...(await rowsOf('frame.protocols contains "tcp" && frame.number == 3', records))]).toEqual([2]);
    expect(records.asked).toBe(2);
  });

  it('are read no further after a stop', async () => {
    const records = recordsOf(Array.from({ length: 3000 }, () => ({ frame: plain('tcp', 80), cut: null, millis: 1 })));
    const seen: number[] = [];
    const progress = (done: number, total: number): void => {
      seen.push(done, total);
    };
    const run = runFilter(filterOf('ip.id == 0'), records.store, records, { progress, stop: () => seen.length > 2 });
    await expect(run).rejects.toMatchObject({ kind: 'cancelled' });
    expect(seen).toEqual([1024, 3000, 2048, 3000]);
    expect(records.asked).toBe(2048);
  });
});
