// Hostile captures: seeded mutations and random bytes. Nothing throws, hangs, reads outside or depends on block size.
// FUZZ_ROUNDS sets how many mutations of each sample are tried, FUZZ_SEED where they start.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CaptureReader, RecordCursor } from '../../main/capture/capture-reader.ts';
import { PcapReader } from '../../main/capture/pcap.ts';
import { PcapngReader } from '../../main/capture/pcapng.ts';
import { SnoopReader } from '../../main/capture/snoop.ts';
import { mutate, randomFrom } from '../build/mutate.ts';
import { bytes, concat, filler, pcapFile } from '../build/pcap.ts';
import { block, epb, idb, isb, nameRecord, nrb, pb, pcapngFile, section, shb, spb } from '../build/pcapng.ts';
import { snoopFile } from '../build/snoop.ts';
import { readAll } from './read-all.ts';

const ITERATIONS = Number(process.env.FUZZ_ROUNDS ?? 1500);
const SEED = Number(process.env.FUZZ_SEED ?? 1);

/** Reads in place and checks what every consumer relies on. Returns the number of records. */
function check(reader: CaptureReader, file: Uint8Array): number {
  const cursor = new RecordCursor();
  let records = 0;
  let lastOffset = 0;
  const take = (): void => {
    while (reader.next(cursor)) {
      records++;
      const { start, end, bytes: from, fileOffset, seconds, nanos } = cursor;
      if (!(start >= 0 && start <= end && end <= from.length))
        throw new Error(`record ${records} lies outside its bytes`);
      if (!(fileOffset > lastOffset && fileOffset + end - start <= file.length))
        throw new Error(`offset ${fileOffset}`);
      for (let i = start; i < end; i++) if (from[i] !== file[fileOffset + i - start]) throw new Error('wrong bytes');
      if (!(seconds >= 0 && seconds <= 0xffffffff && nanos >= 0 && nanos < 1e9))
        throw new Error(`time ${seconds} ${nanos}`);
      if (!Number.isInteger(seconds) || !Number.isInteger(nanos)) throw new Error(`time ${seconds} ${nanos}`);
      if (!reader.interfaces[cursor.interfaceId]) throw new Error(`interface ${cursor.interfaceId}`);
      lastOffset = fileOffset;
    }
  };
  reader.append(file);
  take();
  reader.finish();
  take();
  expect(reader.ended).toBe(true);
  expect(reader.damage.length).toBeLessThanOrEqual(100);
  for (const { offset, record, reason } of reader.damage) {
    if (!(offset >= 0 && offset <= file.length && record <= records && reason !== '')) throw new Error('damage');
  }
  return records;
}

const packets = [1, 2, 3, 4, 5, 6].map(n => ({ seconds: n, fraction: n * 1000, data: filler(n * 9, n) }));
const ngPackets = packets.map(({ data }, n) => epb({ ticks: BigInt(n) << 30n, data, interfaceId: n % 2 }));

const SAMPLES: readonly (readonly [name: string, file: Uint8Array, make: () => CaptureReader])[] = [
  ['pcap', pcapFile({ records: packets }), () => new PcapReader()],
  [
    'pcap, nanoseconds, big endian',
    pcapFile({ records: packets, nanos: true, bigEndian: true }),
    () => new PcapReader(),
  ],
  ['modified pcap', pcapFile({ records: packets, modified: true }), () => new PcapReader()],
  ['Nokia pcap', pcapFile({ records: packets, afterRecordHeader: bytes('00000000') }), () => new PcapReader()],
  [
    'SuSE pcap',
    pcapFile({ records: packets, modified: true, afterRecordHeader: new Uint8Array(12) }),
    () => new PcapReader(),
  ],
  [
    'Ixia pcap of version 2.3',
    pcapFile({ records: packets, version: [2, 3], magic: 0x1c0001ac, afterHeader: bytes('00000000') }),
    () => new PcapReader(),
  ],
  ['AIX pcap', pcapFile({ records: packets, version: [2, 2], linkType: 15 }), () => new PcapReader()],
  [
    'snoop',
    snoopFile(packets.map(({ seconds, data }) => ({ seconds, data, drops: seconds }))),
    () => new SnoopReader(),
  ],
  [
    'pcapng with options, names and statistics',
    pcapngFile([
      shb({
        options: [
          [1, filler(9)],
          [4, filler(5)],
        ],
      }),
      nrb(nameRecord(1, filler(12)), nameRecord(2, filler(30)), nameRecord(3, filler(11))),
      idb({
        options: [
          [3, filler(6)],
          [11, concat(bytes('00'), filler(9))],
          [13, bytes('20')],
        ],
      }),
      epb({
        data: filler(9),
        options: [
          [1, filler(9)],
          [2, filler(4)],
          [4, filler(8)],
        ],
      }),
      spb({ data: filler(5) }),
      isb({
        options: [
          [4, filler(8)],
          [5, filler(8)],
        ],
      }),
      block(10, filler(12)),
    ]),
    () => new PcapngReader(),
  ],
  ['pcapng', pcapngFile([shb(), idb({ name: 'a' }), idb({ resolution: 9 }), ...ngPackets]), () => new PcapngReader()],
  [
    'pcapng of two byte orders and all packet blocks',
    pcapngFile([
      section(true, shb(), idb({ resolution: 0x8a, offset: -5n }), pb({ data: filler(7) }), block(5, bytes('00'))),
      section(false, shb({ options: [[1, filler(5)]] }), idb(), spb({ data: filler(9) }), epb({ data: filler(4) })),
    ]),
    () => new PcapngReader(),
  ],
];

describe.each(SAMPLES)('%s', (_, sample, make) => {
  test('mutated, it is read without harm', () => {
    let readable = 0;
    for (let i = 0; i < ITERATIONS; i++) {
      const random = randomFrom(SEED * 1_000_003 + i);
      if (check(make(), mutate(sample, random)) > 0) readable++;
    }
    // Mutations that never leave a record would test nothing but refusals.
    expect(readable).toBeGreaterThan(ITERATIONS / 10);
  });

  test('mutated, it reads the same in any blocks', () => {
    for (let i = 0; i < Math.min(ITERATIONS, 20_000) / 5; i++) {
      const random = randomFrom(SEED * 7_000_003 + i);
      const file = mutate(sample, random);
      const whole = readAll(make(), file);
      const inBlocks = readAll(make(), file, 1 + random(40));
      expect(inBlocks.records).toEqual(whole.records);
      expect(inBlocks.damage).toEqual(whole.damage);
      expect(inBlocks.reader.interfaces).toEqual(whole.reader.interfaces);
      expect(inBlocks.reader.facts).toEqual(whole.reader.facts);
    }
  });
});

test.each([
  ['pcap', () => new PcapReader(), bytes('d4c3b2a1 02000400 00000000 00000000 00000400 01000000')],
  ['pcapng', () => new PcapngReader(), pcapngFile([shb(), idb()])],
  ['snoop', () => new SnoopReader(), snoopFile([])],
] as const)('random bytes behind a %s header never throw', (_, make, head) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (tail, bare) => {
      check(make(), bare ? tail : concat(head, tail));
    }),
    { numRuns: 1000 },
  );
});

test('chunking never changes what is read', () => {
  const packet = fc.record({
    ticks: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    data: fc.uint8Array({ maxLength: 80 }),
    original: fc.integer({ min: 0, max: 70_000 }),
  });
  fc.assert(
    fc.property(
      fc.array(packet, { maxLength: 12 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 200 }),
      (list, big, size) => {
        const file = pcapngFile([shb(), idb({ resolution: 9 }), ...list.map(epb)], big);
        const read = readAll(new PcapngReader(), file, size);
        expect(read.damage.filter(({ reason }) => !reason.includes('2106'))).toEqual([]);
        expect(read.records.map(({ data, original }) => ({ data, original }))).toEqual(
          list.map(({ data, original }) => ({ data, original })),
        );
      },
    ),
    { numRuns: 300 },
  );
});

test('a search through damage takes time in proportion to the file', () => {
  // Every fourth byte begins a "block" of 1 MiB whose end must be looked at, and none is one.
  const trap = concat(pcapngFile([shb(), idb()]), ...Array(100_000).fill(bytes('06000000 00001000')));
  expect(readAll(new PcapngReader(), trap, 4096).records).toEqual([]);
});
