// Lists of records against a naive sort of the packets report; their lines; followed flows in parts against the whole.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { orderOfKeys } from '../../main/read/record-order.ts';
import type { RecordList } from '../../shared/contract/record-calls.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import { RECORD_SORTS, type RecordRow, type RecordSort } from '../../shared/model/record.ts';
import { epochTime, parseSeconds } from '../../shared/unit/time.ts';
import { ethernet, MAC_A, MAC_B } from '../build/packet.ts';
import { pcapFile } from '../build/pcap.ts';
import { type Opened, openBytes, packet, type Sent, traffic } from '../build/traffic.ts';

const bursts = { ...DEFAULT_BURST_PARAMS, minPayload: 100 };

const sent = fc.record({
  at: fc.integer({ min: 0, max: 60 }).map(n => (1000 + n / 10).toFixed(1)),
  src: fc.constantFrom('10.0.0.1', '10.0.0.2', '9.255.0.1'),
  dst: fc.constantFrom('10.0.0.3', '10.0.0.4', '10.0.0.1'),
  sport: fc.constantFrom(1000, 40_000),
  dport: fc.constantFrom(53, 443),
  payload: fc.integer({ min: 0, max: 400 }),
  protocol: fc.constantFrom('udp' as const, 'tcp' as const, 'icmp' as const),
});

/** What the packets report says of the same records, in the order of time. */
async function reported({ engine, source, folder }: Opened): Promise<Record<string, string>[]> {
  const path = join(folder, 'packets.csv');
  await engine.call('write', { source, path, request: { report: 'packets', by: 'pair', bursts } });
  const rows = Papa.parse<Record<string, string>>(readFileSync(path, 'utf8').trimEnd(), { header: true }).data;
  return rows
    .map((row, i) => ({ row, i }))
    .sort((a, b) => Number(a.row.time_epoch) - Number(b.row.time_epoch) || a.i - b.i)
    .map(({ row }) => row);
}

const seconds = (nanos: number | null): string =>
  nanos === null ? '' : epochTime([Math.floor(nanos / 1e9), nanos % 1e9]);
const orNothing = (value: unknown): string => (value === null ? '' : String(value));

/** The row as the report writes it. */
const cells = (row: RecordRow) => ({
  number: String(row.number),
  time_epoch: epochTime(row.time),
  'ip.src': orNothing(row.src),
  'ip.dst': orNothing(row.dst),
  captured_length: String(row.captured),
  original_length: String(row.length),
  payload_length: orNothing(row.payload),
  payload_kind: orNothing(row.kind),
  flow: orNothing(row.flow),
  iat_s: seconds(row.iat),
  idt_s: seconds(row.idt),
  burst: orNothing(row.burst),
});

const addressKey = (address: string | null): number =>
  address === null ? -1 : address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

const KEYS: Readonly<Record<RecordSort, (row: RecordRow) => number | string>> = {
  number: row => row.number,
  time: row => Number(parseSeconds(epochTime(row.time))),
  src: row => addressKey(row.src),
  dst: row => addressKey(row.dst),
  srcPort: row => row.srcPort ?? 0,
  dstPort: row => row.dstPort ?? 0,
  protocol: row => row.protocol?.toLowerCase() ?? '',
  kind: row => row.kind?.toLowerCase() ?? '',
  length: row => row.length,
  captured: row => row.captured,
  payload: row => row.payload ?? -1,
  flow: row => row.flow ?? 0,
  iat: row => row.iat ?? -1,
  idt: row => row.idt ?? -1,
  burst: row => row.burst ?? -1,
};

async function listOf({ engine, source }: Opened, over: Partial<RecordList> = {}): Promise<RecordRow[]> {
  const question = { source, bursts, sort: 'time' as const, direction: 'asc' as const, ...over };
  const { total, rows } = await engine.call('records', { ...question, offset: 0, limit: 1000 });
  expect(rows).toHaveLength(total);
  return [...rows];
}

describe('a list of records', () => {
  it('says what the packets report says, in any order, and knows where each stands', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(sent, { minLength: 1, maxLength: 40 }),
        fc.constantFrom(...RECORD_SORTS),
        async (records, sort) => {
          const opened = await openBytes(traffic(records));
          const byTime = await listOf(opened);
          expect(byTime.map(cells)).toEqual((await reported(opened)).map(row => expect.objectContaining(pick(row))));
          const sorted = await listOf(opened, { sort });
          const key = KEYS[sort];
          const naive = [...byTime].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
          // ICMP flows have an identifier where others have ports: it orders them, though it is not shown.
          if (!sort.endsWith('Port')) expect(sorted.map(r => r.number)).toEqual(naive.map(r => r.number));
          const turned = await listOf(opened, { sort, direction: 'desc' });
          expect(turned.map(r => r.number)).toEqual(sorted.map(r => r.number).reverse());
          const at = Math.floor(sorted.length / 2);
          const asked = { source: opened.source, bursts, sort, direction: 'asc' as const, number: sorted[at]!.number };
          expect(await opened.engine.call('recordIndex', asked)).toEqual({ index: at });
        },
      ),
      { numRuns: process.env.FUZZ_ROUNDS ? 400 : 30 },
    );
  });

  it('is of host, pair, flow, burst, range and filter', async () => {
    const at = (n: number): string => (1000 + n / 10).toFixed(1);
    const records: Sent[] = [
      { at: at(0), src: '10.0.0.1', dst: '10.0.0.2', payload: 300 },
      { at: at(1), src: '10.0.0.2', dst: '10.0.0.1', sport: 2000, dport: 1000, payload: 5 },
      { at: at(2), src: '10.0.0.1', dst: '10.0.0.2', payload: 300 },
      { at: at(3), src: '10.0.0.1', dst: '10.0.0.3', dport: 53, payload: 300 },
      { at: at(4), src: '10.0.0.3', dst: '10.0.0.2', payload: 0 },
    ];
    const opened = await openBytes(traffic(records));
    const numbers = async (over: Partial<RecordList>) => (await listOf(opened, over)).map(row => row.number);
    expect(await numbers({ host: 0 })).toEqual([1, 2, 3, 4]);
    expect(await numbers({ host: 0, peer: 1 })).toEqual([1, 2, 3]);
    expect(await numbers({ flow: 1 })).toEqual([4]);
    expect(await numbers({ burst: 1 })).toEqual([1, 3]);
    expect(await numbers({ burst: 9 })).toEqual([]);
    expect(await numbers({ range: { from: [1000, 100_000_000], to: [1000, 400_000_000] } })).toEqual([2, 3, 4]);
    expect(await numbers({ filter: 'udp.dstport == 2000', host: 0 })).toEqual([1, 3]);
    const rows = await listOf(opened, { filter: 'udp.dstport == 2000' });
    expect(rows.map(row => row.sincePrevious)).toEqual([null, 200_000_000, 200_000_000]);
    const elsewhere = {
      source: opened.source,
      bursts,
      sort: 'time' as const,
      direction: 'asc' as const,
      host: 0,
      number: 5,
    };
    expect(await opened.engine.call('recordIndex', elsewhere)).toEqual({ index: null });
  });
});

const pick = (row: Record<string, string>) =>
  Object.fromEntries(Object.keys(cells({ time: [0, 0] } as unknown as RecordRow)).map(key => [key, row[key]]));

it('orders by keys of two words as a comparison does, equal ones as they were', () => {
  const word = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 0xffff_ffff }));
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word), { maxLength: 60 }), keys => {
      const work = orderOfKeys(
        Uint32Array.from(keys, k => k[1]),
        Uint32Array.from(keys, k => k[0]),
      );
      let step = work.next();
      while (!step.done) step = work.next();
      const naive = keys
        .map((_, i) => i)
        .sort((a, b) => keys[a]![0] - keys[b]![0] || keys[a]![1] - keys[b]![1] || a - b);
      expect([...step.value]).toEqual(naive);
    }),
  );
});

describe('lines of records', () => {
  it('say what is in them, with any fields', async () => {
    const opened = await openBytes(
      pcapFile({
        records: [
          {
            seconds: 1,
            data: ethernet(0x0800, packet({ at: '0', src: '10.0.0.1', dst: '10.0.0.2', protocol: 'tcp', flags: 2 })),
          },
          {
            seconds: 2,
            data: ethernet(0x0800, packet({ at: '0', src: '10.0.0.1', dst: '10.0.0.2', dport: 9999, payload: 4 })),
          },
          { seconds: 3, data: Uint8Array.of(1, 2, 3) },
          {
            seconds: 4,
            data: ethernet(
              0x0806,
              Uint8Array.from({ length: 28 }, (_, i) => [0, 1, 8, 0, 6, 4, 0, 1][i] ?? 0),
            ),
          },
        ],
      }),
    );
    const fields = ['ip.addr', 'tcp.stream', 'frame.len', 'nonsense'];
    const lines = await opened.engine.call('recordLines', {
      source: opened.source,
      numbers: [2, 1, 3, 1, 4, 9],
      fields,
    });
    expect(lines.map(({ number, values }) => [number, ...values])).toEqual([
      [1, '10.0.0.1, 10.0.0.2', '0', '54', null],
      [2, '10.0.0.1, 10.0.0.2', null, '46', null],
      [3, null, null, '3', null],
      [4, null, null, '42', null],
    ]);
    // The record without IP is told by its link addresses, the others by those of IP.
    expect(lines.map(({ link }) => link)).toEqual([null, null, null, { src: MAC_A, dst: MAC_B }]);
    expect(lines[0]!.info).toBe('1000 → 2000 [SYN] Len=0 Win=1024');
    expect(lines[1]!.info).toBe('1000 → 9999 Len=4');
  });
});

describe('a followed flow in parts', () => {
  const said = (at: string, from: 'a' | 'b', text: string): Sent => ({
    at,
    ...(from === 'a'
      ? { src: '10.0.0.1', dst: '10.0.0.2', dport: 9999 }
      : { src: '10.0.0.2', dst: '10.0.0.1', sport: 9999, dport: 1000 }),
    data: new TextEncoder().encode(text),
  });
  const records = [
    said('1', 'a', 'Hello there, '),
    said('2', 'b', 'General'),
    said('3', 'a', 'old friend'),
    said('4', 'b', ' Kenobi'),
  ];

  it('is the whole, whatever the size of a part', async () => {
    const { engine, source, folder } = await openBytes(traffic(records));
    const path = join(folder, 'said');
    await engine.call('follow', { source, path, request: { flow: 1, form: 'text' } });
    const whole = readFileSync(path, 'latin1');
    for (const limit of [1, 5, 13, 14, 1000]) {
      let text = '';
      for (let offset: number | null = 0; offset !== null; ) {
        const page: Awaited<ReturnType<typeof read>> = await read(offset, limit);
        for (const piece of page.pieces) {
          expect(piece.offset).toBe(text.length);
          text += Buffer.from(piece.base64, 'base64').toString('latin1');
        }
        offset = page.next;
      }
      expect(text).toBe(whole);
    }
    async function read(offset: number, limit: number) {
      return engine.call('streamPage', { source, flow: 1, offset, limit });
    }
    expect(await read(0, 1000)).toMatchObject({
      protocol: 'UDP',
      a: { address: '10.0.0.1', port: 1000 },
      b: { address: '10.0.0.2', port: 9999 },
      next: null,
      atMost: whole.length,
      pieces: [{ number: 1, direction: 'ab', fromClient: true }, { number: 2, direction: 'ba' }, {}, { time: [4, 0] }],
    });
  });

  it('finds text across the records of one side, upper and lower case alike', async () => {
    const { engine, source } = await openBytes(traffic(records));
    const find = async (text: string, offset = 0, direction?: 'ab' | 'ba') =>
      (await engine.call('streamFind', { source, flow: 1, text, offset, direction })).at;
    expect(await find('hello')).toBe(0);
    expect(await find('there, OLD')).toBe(6);
    expect(await find('general kenobi')).toBe(13);
    expect(await find('general kenobi', 0, 'ba')).toBe(0);
    expect(await find('l', 3)).toBe(3);
    expect(await find('l', 4)).toBe(19);
    expect(await find('hello', 1)).toBe(null);
    await expect(engine.call('streamPage', { source, flow: 7, offset: 0, limit: 9 })).rejects.toThrow(
      'There is no flow 7',
    );
  });
});
