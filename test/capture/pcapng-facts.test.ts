// What pcapng files say beside their records: options, names, statistics, comments; and records without a time.
import { expect, test } from 'vitest';
import { PcapngReader } from '../../main/capture/pcapng.ts';
import { bytes, concat, filler, numbers } from '../build/pcap.ts';
import {
  type Block,
  block,
  epb,
  idb,
  isb,
  nameRecord,
  nrb,
  pb,
  pcapngFile,
  section,
  shb,
  spb,
} from '../build/pcapng.ts';
import { readAll, readPcapng, timesOf } from './read-all.ts';

const text = (of: string): Uint8Array => new TextEncoder().encode(of);

test.each([false, true])('options of sections and interfaces, big endian: %s', bigEndian => {
  const file = pcapngFile(
    [
      shb({
        options: [
          [1, text('first')],
          [2, text('machine')],
          [3, text('system')],
          [4, text('program')],
          [1, text('second')],
        ],
      }),
      idb({
        name: 'eth0',
        options: [
          [3, text('the uplink')],
          [11, concat(Uint8Array.of(0), text('tcp port 80'))],
          [12, text('Linux 6.1')],
          [13, Uint8Array.of(32)],
          [15, text('a card')],
          [1, text('of the interface')],
        ],
      }),
      idb({
        options: [
          [11, concat(Uint8Array.of(1), filler(16))],
          [13, Uint8Array.of(4)],
        ],
      }),
    ],
    bigEndian,
  );
  const { reader, damage } = readPcapng(file);
  expect(damage).toEqual([]);
  expect(reader.facts.comments).toEqual(['first', 'second', 'of the interface']);
  expect(reader.facts.writers).toEqual(['machine', 'system', 'program']);
  expect(reader.interfaces).toMatchObject([
    {
      name: 'eth0',
      description: 'the uplink',
      filter: 'tcp port 80',
      os: 'Linux 6.1',
      hardware: 'a card',
      fcsLength: 4,
    },
    // Machine code is no filter that a person typed, and a small number counts bytes.
    { filter: null, fcsLength: 4 },
  ]);
});

test.each([false, true])('options of packets: comments, and records lost before them, big endian: %s', bigEndian => {
  const eight =
    (n: number): Block =>
    big =>
      numbers(big, [8, n]);
  const file = pcapngFile(
    [
      shb(),
      idb(),
      epb({
        data: filler(7),
        options: [
          [2, bytes('00000001')],
          [1, text('look')],
          [1, text('here')],
        ],
      }),
      epb({
        data: filler(4),
        options: [
          [3, bytes('02 aabb')],
          [4, eight(5)],
          [5, eight(9)],
          [6, bytes('00000001')],
        ],
      }),
      pb({ data: filler(3), drops: 2, options: [[1, text('old')]] }),
      pb({ drops: 0xffff }),
      epb({ options: [[0x8001, text('local')]] }),
    ],
    bigEndian,
  );
  const { reader, records, damage } = readPcapng(file);
  expect(damage).toEqual([]);
  expect(records.map(r => r.data)).toEqual([filler(7), filler(4), filler(3), filler(0), filler(0)]);
  expect([0, 1, 2, 3, 4].map(i => reader.facts.commentsOf(i))).toEqual([['look', 'here'], [], ['old'], [], []]);
  expect(reader.facts.commentedRecords).toBe(2);
  expect(reader.interfaces[0]?.dropped).toBe(7);
});

test('comments beyond a mebibyte are left out and counted', () => {
  const page = text('x'.repeat(60_000));
  const file = pcapngFile([shb(), idb(), ...Array.from({ length: 30 }, () => epb({ options: [[1, page]] }))]);
  const { facts } = readPcapng(file).reader;
  expect([facts.commentedRecords, facts.commentsLeftOut]).toEqual([17, 13]);
});

test('statistics belong to an interface of their section and replace what packets said', () => {
  const eight =
    (n: number): Block =>
    big =>
      numbers(big, [8, n]);
  const file = pcapngFile([
    section(
      false,
      shb(),
      idb(),
      isb({
        options: [
          [4, eight(900)],
          [5, eight(11)],
        ],
      }),
    ),
    section(
      true,
      shb(),
      idb(),
      idb(),
      epb({ interfaceId: 1, options: [[4, eight(3)]] }),
      isb({ interfaceId: 1, options: [[4, eight(70)]] }),
    ),
    section(false, shb(), isb({ interfaceId: 9, options: [[4, eight(1)]] })),
  ]);
  const { reader, damage } = readPcapng(file);
  expect(damage).toEqual([]);
  expect(reader.interfaces.map(i => [i.received, i.dropped])).toEqual([
    [900, 11],
    [null, null],
    [70, 3],
  ]);
});

test.each([false, true])('names of addresses, big endian: %s', bigEndian => {
  const file = pcapngFile(
    [
      shb(),
      nrb(
        nameRecord(1, concat(bytes('0a000001'), text('host.example\0also.example\0'))),
        nameRecord(2, concat(bytes('20010db8000000000000000000000001'), text('six.example\0'))),
        nameRecord(3, concat(bytes('0200000000ff'), text('card\0'))),
        nameRecord(4, concat(bytes('02000000000000ff'), text('long card'))),
        nameRecord(99, filler(7)),
        nameRecord(1, bytes('0a00')),
      ),
      idb(),
      epb(),
    ],
    bigEndian,
  );
  const { reader, records, damage } = readPcapng(file);
  expect(damage).toEqual([]);
  expect(records.length).toBe(1);
  expect(reader.facts.names).toEqual([
    { kind: 'ipv4', address: '10.0.0.1', name: 'host.example' },
    { kind: 'ipv4', address: '10.0.0.1', name: 'also.example' },
    { kind: 'ipv6', address: '2001:db8::1', name: 'six.example' },
    { kind: 'mac', address: '02:00:00:00:00:ff', name: 'card' },
    { kind: 'mac', address: '02:00:00:00:00:00:00:ff', name: 'long card' },
  ]);
});

test('secrets, custom and unknown blocks are passed over and counted', () => {
  const secrets = block(10, bytes('4b534c54 02000000 abcd0000'));
  const file = pcapngFile([
    shb(),
    secrets,
    secrets,
    block(0xbad, bytes('00000000')),
    block(0x40000bad, bytes('00000000')),
    block(9, filler(24)),
    block(0x7fff, filler(4)),
  ]);
  const { facts } = readPcapng(file).reader;
  expect([facts.secrets, facts.custom, facts.unknown]).toEqual([2, 2, 2]);
});

test.each<[string, Block, string]>([
  [
    'section',
    shb({
      options: [
        [1, text('kept')],
        [4, Uint8Array.of()],
      ],
    }),
    'section',
  ],
  ['packet', epb({ data: filler(8), options: [[1, text('kept')]] }), 'packet'],
  ['name', nrb(nameRecord(1, concat(bytes('0a000001'), text('n\0')))), 'name record'],
  ['statistics', isb({ options: [[4, filler(8)]] }), 'statistics'],
])('an option of a %s that reaches past its block is left out, and said', (_, good, words) => {
  const lies: Block = big => {
    const whole = good(big).slice();
    // The last option becomes one of 65,535 bytes.
    new DataView(whole.buffer).setUint16(whole.length - 8 + 0, 1, !big);
    new DataView(whole.buffer).setUint16(whole.length - 8 + 2, 0xffff, !big);
    return whole;
  };
  const blocks = words === 'section' ? [lies, idb(), epb()] : [shb(), idb(), lies, epb()];
  const { records, damage } = readPcapng(pcapngFile(blocks));
  expect(records.length).toBe(words === 'packet' ? 2 : 1);
  expect(damage).toMatchObject([{ reason: expect.stringContaining(words) }]);
});

const TIMES = [
  spb({ data: filler(1) }),
  spb({ data: filler(2) }),
  epb({ ticks: 5_000_000n, data: filler(3) }),
  spb({ data: filler(4) }),
  epb({ ticks: 3_000_000n, data: filler(5) }),
  spb({ data: filler(6) }),
];

test('a record without a time has that of the record before it, also in another section', () => {
  const read = readPcapng(pcapngFile([shb(), idb(), ...TIMES.slice(2), shb(), idb(), spb({ data: filler(7) })]));
  expect(timesOf(read).map(time => Number(time))).toEqual([5, 5, 3, 3, 3]);
  expect(read.reader.facts.untimed).toBe(3);
});

test('leading records without a time wait for the first that there is', () => {
  const file = pcapngFile([shb(), idb(), ...TIMES]);
  for (const blockSize of [1, 50, file.length]) {
    const reader = new PcapngReader(true);
    const waits = readAll(reader, file, blockSize);
    expect(waits.records).toEqual([]);
    expect(reader.wantsFirstTime).toBe(true);
  }
  expect(timesOf(readPcapng(file)).map(time => Number(time))).toEqual([0, 0, 5, 5, 3, 3]);
});
