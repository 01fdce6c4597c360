// Following a flow: order, overlaps, holes, streams after one another, limits; and what it looks like as text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Reassembly } from '../../main/read/follow-reassembly.ts';
import { type FollowOptions, followFlow, type StreamChunk } from '../../main/read/follow-stream.ts';
import { chunkText, HexDump } from '../../main/read/follow-text.ts';
import { TcpAnalysis } from '../../main/tables/tcp-analysis.ts';
import { recordsOf } from '../build/record-source.ts';
import { storeOf } from '../build/stored.ts';
import type { Sent } from '../build/traffic.ts';
import { randomFrom } from '../decode/mutate.ts';
import { randomTcp } from '../tables/random-tcp.ts';

const A = { protocol: 'tcp', src: '10.0.0.1', sport: 4000, dst: '10.0.0.2', dport: 80 } as const;
const B = { protocol: 'tcp', src: '10.0.0.2', sport: 80, dst: '10.0.0.1', dport: 4000 } as const;
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

async function follow(records: readonly Sent[], options: FollowOptions = {}, flow = 0) {
  const store = storeOf(records);
  const chunks: StreamChunk[] = [];
  const steps = followFlow(store, new TcpAnalysis(store.columns, store.flows), recordsOf(records), flow, options);
  for (;;) {
    const { done, value } = await steps.next();
    if (done) return { chunks, cut: value };
    chunks.push(...value);
  }
}

const said = (chunks: readonly StreamChunk[]): string[] =>
  chunks.map(({ direction, bytes, missing }) => `${direction} ${missing > 0 ? `-${missing}` : textOf(bytes)}`);

describe('following TCP', () => {
  const opened: Sent[] = [
    { ...A, at: '1', flags: 2, seq: 99 },
    { ...B, at: '2', flags: 18, seq: 499, ack: 100 },
  ];
  const fromA = (seq: number, text: string): Sent => ({ ...A, at: '3', seq, ack: 500, data: bytesOf(text) });
  const ackByB = (ack: number): Sent => ({ ...B, at: '4', seq: 500, ack });

  it.each([
    ['joins what is in order', [fromA(100, 'ab'), fromA(102, 'cd')], ['ab ab', 'ab cd']],
    ['keeps the first of two that overlap', [fromA(100, 'abcd'), fromA(102, 'XYef')], ['ab abcd', 'ab ef']],
    ['puts back in order', [fromA(102, 'cd'), fromA(100, 'ab')], ['ab ab', 'ab cd']],
    [
      'takes late pieces in the order in which they came',
      [fromA(103, 'XY'), fromA(101, 'bcd'), fromA(100, 'a')],
      ['ab a', 'ab bcd', 'ab Y'],
    ],
    ['leaves open a hole that nobody acknowledged', [fromA(100, 'ab'), fromA(105, 'ef')], ['ab ab']],
    [
      'marks a hole that was acknowledged',
      [fromA(100, 'ab'), fromA(105, 'fg'), ackByB(107)],
      ['ab ab', 'ab -3', 'ab fg'],
    ],
    [
      'says both sides',
      [fromA(100, 'ab'), { ...B, at: '5', seq: 500, ack: 102, data: bytesOf('OK') }],
      ['ab ab', 'ba OK'],
    ],
  ] as const)('%s', async (_, records, expected) => {
    expect(said((await follow([...opened, ...records])).chunks)).toEqual(expected);
  });

  it('follows the streams of one flow one after another, each with its own client', async () => {
    const again: Sent[] = [
      { ...B, at: '7', flags: 2, seq: 9 },
      { ...B, at: '8', seq: 10, ack: 77, data: bytesOf('hello') },
      { ...A, at: '9', seq: 77, ack: 15, data: bytesOf('there') },
    ];
    const { chunks } = await follow([...opened, fromA(100, 'ab'), { ...A, at: '6', flags: 4, seq: 102 }, ...again]);
    expect(said(chunks)).toEqual(['ab ab', 'ba hello', 'ab there']);
    expect(chunks.map(chunk => chunk.fromClient)).toEqual([true, true, false]);
    expect(chunks.map(chunk => [chunk.row, chunk.time])).toEqual([
      [2, [3, 0]],
      [5, [8, 0]],
      [6, [9, 0]],
    ]);
  });

  it('stops at a limit and says so; one direction when asked', async () => {
    const records = [...opened, fromA(100, 'abcd'), { ...B, at: '5', seq: 500, ack: 104, data: bytesOf('OK') }];
    expect(await follow(records, { limit: 3 }).then(({ chunks, cut }) => [said(chunks), cut])).toEqual([
      ['ab abc'],
      true,
    ]);
    expect(await follow(records, { limit: 6 }).then(({ chunks, cut }) => [said(chunks), cut])).toEqual([
      ['ab abcd', 'ba OK'],
      false,
    ]);
    expect(said((await follow(records, { direction: 'ba' })).chunks)).toEqual(['ba OK']);
  });

  it('gives back what was sent, whatever was repeated, split again or passed on the way', async () => {
    const options = fc.record({
      seed: fc.integer(),
      isn: fc.integer({ min: 0, max: 0xffffffff }),
      length: fc.integer({ min: 1, max: 300 }),
    });
    await fc.assert(
      fc.asyncProperty(options, async ({ seed, isn, length }) => {
        const random = randomFrom(seed);
        const below = (limit: number): number => Math.floor(random() * limit);
        const whole = Uint8Array.from({ length }, () => below(256));
        const pieces: [number, number][] = [];
        for (let at = 0; at < length; ) {
          const end = Math.min(length, at + 1 + below(40));
          pieces.push([at, end]);
          if (below(3) === 0) pieces.push([below(at + 1), Math.min(length, at + below(50))]);
          at = end;
        }
        for (let i = 0; i < pieces.length; i++) {
          const j = Math.min(pieces.length - 1, i + below(4));
          [pieces[i], pieces[j]] = [pieces[j]!, pieces[i]!];
        }
        const records: Sent[] = [{ ...A, at: '1', flags: 2, seq: isn }];
        for (const [from, to] of pieces) {
          records.push({ ...A, at: '2', seq: (isn + 1 + from) >>> 0, data: whole.slice(from, Math.max(from, to)) });
        }
        const { chunks } = await follow(records);
        expect(Buffer.concat(chunks.map(chunk => chunk.bytes)).equals(Buffer.from(whole))).toBe(true);
        expect(chunks.every(chunk => chunk.missing === 0)).toBe(true);
      }),
      { numRuns: Number(process.env.FUZZ_ROUNDS ?? 100) },
    );
  });

  it('ends on any numbers, and says no more than was captured', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async seed => {
        const records = randomTcp(seed, 80, '10.0.0.1', '10.0.0.2');
        const { chunks } = await follow(records);
        const sent = records.reduce((sum, { data }) => sum + (data?.length ?? 0), 0);
        expect(chunks.reduce((sum, chunk) => sum + chunk.bytes.length, 0)).toBeLessThanOrEqual(sent);
      }),
      { numRuns: Number(process.env.FUZZ_ROUNDS ?? 60) },
    );
  });
});

describe('a hole that never closes', () => {
  it('is given up when too much waits behind it', () => {
    const delivered: string[] = [];
    const reassembly = new Reassembly<number>(
      (tag, bytes, missing) => delivered.push(`${tag} ${bytes.length} ${missing}`),
      8000,
    );
    reassembly.segment(1, 0, new Uint8Array(0), 0);
    for (let i = 1; i <= 6; i++) reassembly.segment(1 + i * 100, 100, new Uint8Array(100), i);
    expect(delivered).toEqual(['4 0 100', '1 100 0', '2 100 0', '3 100 0', '4 100 0', '5 100 0', '6 100 0']);
  });
});

describe('following datagrams', () => {
  it('takes them as they come; the client is who spoke first', async () => {
    const records: Sent[] = [
      { at: '1', src: '10.0.0.1', dst: '10.0.0.2', sport: 5, dport: 6 },
      { at: '2', src: '10.0.0.2', dst: '10.0.0.1', sport: 6, dport: 5, data: bytesOf('two') },
      { at: '3', src: '10.0.0.1', dst: '10.0.0.2', sport: 5, dport: 6, data: bytesOf('three') },
    ];
    const { chunks } = await follow(records);
    expect(said(chunks)).toEqual(['ba two', 'ab three']);
    expect(chunks.map(chunk => chunk.fromClient)).toEqual([true, false]);
  });
});

describe('as people read it', () => {
  const chunk = (bytes: Uint8Array, fromClient: boolean, missing = 0): StreamChunk => ({
    row: 0,
    time: [0, 0],
    direction: fromClient ? 'ab' : 'ba',
    fromClient,
    bytes,
    missing,
  });

  it('text has dots for what cannot be printed', () => {
    expect(textOf(chunkText(chunk(Uint8Array.of(0, 0x41, 0x0d, 0x0a, 0x7f, 0xe4, 9), true)))).toBe('.A\r\n...');
    expect(textOf(chunkText(chunk(new Uint8Array(0), true, 12)))).toBe('[12 bytes missing in capture file].');
  });

  it('hex counts each side by itself and indents the server', () => {
    const dump = new HexDump();
    const letters = bytesOf('abcdefghijklmnopq');
    expect(dump.lines(chunk(letters, true))).toBe(
      '00000000  61 62 63 64 65 66 67 68  69 6a 6b 6c 6d 6e 6f 70  abcdefgh ijklmnop\n' +
        `00000010  71${' '.repeat(48)}q\n`,
    );
    expect(dump.lines(chunk(bytesOf('12345678'), false))).toBe(
      `\t00000000  31 32 33 34 35 36 37 38${' '.repeat(27)}12345678\n`,
    );
    expect(dump.lines(chunk(bytesOf('z'), true))).toBe(`00000011  7a${' '.repeat(48)}z\n`);
  });
});
