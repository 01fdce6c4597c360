// The pcapng reader: blocks, sections, interfaces and time.
import { describe, expect, test } from 'vitest';
import { bytes, filler, numbers } from '../build/pcap.ts';
import { type Block, block, epb, idb, pb, pcapngFile, section, shb, spb } from '../build/pcapng.ts';
import { readPcapng, timesOf } from './read-all.ts';

const MIXED: readonly Block[] = [
  shb({ options: [[4, new TextEncoder().encode('dumpcap')]] }),
  block(0x0a, bytes('4b534c54 02000000 abcd0000')),
  idb({ linkType: 1, snapLength: 96, name: 'eth0' }),
  epb({ ticks: 1_617_818_153_220_411n, data: filler(61, 1), original: 1500, options: [[1, filler(9)]] }),
  block(4, bytes('00000000')),
  idb({ linkType: 113, resolution: 9, name: 'any' }),
  epb({ interfaceId: 1, ticks: 1_617_818_153_220_411_648n, data: filler(3, 2) }),
  pb({ interfaceId: 0, ticks: 5n, data: filler(17, 3), original: 18 }),
  spb({ data: filler(22, 4) }),
  block(0xbad, bytes('00000000 0102')),
  epb({ ticks: 6n }),
];

describe.each([
  ['little endian', false],
  ['big endian', true],
])('%s', (order, bigEndian) => {
  const file = pcapngFile(MIXED, bigEndian);

  test('gives the records of enhanced, obsolete and simple packet blocks', () => {
    const read = readPcapng(file);
    expect(read.reader.formatText).toBe(`pcapng, ${order}`);
    expect(read.damage).toEqual([]);
    expect(timesOf(read)).toEqual([
      '1617818153.220411000',
      '1617818153.220411648',
      '0.000005000',
      '0.000005000',
      '0.000006000',
    ]);
    expect(read.records.map(r => [r.original, r.interfaceId, r.linkType])).toEqual([
      [1500, 0, 1],
      [3, 1, 113],
      [18, 0, 1],
      [22, 0, 1],
      [0, 0, 1],
    ]);
    expect(read.records.map(r => r.data)).toEqual([
      filler(61, 1),
      filler(3, 2),
      filler(17, 3),
      filler(22, 4),
      filler(0),
    ]);
    for (const { fileOffset, data } of read.records) {
      expect(file.subarray(fileOffset, fileOffset + data.length)).toEqual(data);
    }
  });

  test('is the same in blocks of any size, from one byte up', () => {
    const { records: whole } = readPcapng(file);
    for (let size = 1; size <= file.length; size++) {
      const read = readPcapng(file, size);
      expect(read.records, `blocks of ${size}`).toEqual(whole);
      expect(read.damage, `blocks of ${size}`).toEqual([]);
    }
  });

  test('cut at every byte, gives what lies before and says where it ends', () => {
    const ends = [0];
    for (const make of MIXED) ends.push(ends.at(-1)! + make(bigEndian).length);
    const recordEnds = [3, 6, 7, 8, 10].map(i => ends[i + 1]!);
    for (let length = 1; length < file.length; length++) {
      const { records, damage } = readPcapng(file.subarray(0, length));
      expect(records.length, `cut at ${length}`).toBe(recordEnds.filter(end => end <= length).length);
      const start = ends.filter(end => end <= length).at(-1);
      if (start === length) expect(damage, `cut at ${length}`).toEqual([]);
      else expect(damage, `cut at ${length}`).toMatchObject([{ offset: start, record: records.length }]);
    }
  });
});

test('interfaces start again with each section, and go on in the list of the file', () => {
  const file = pcapngFile([
    section(false, shb(), idb({ name: 'a' }), epb({ data: filler(1) })),
    section(true, shb(), idb({ name: 'b', linkType: 101 }), idb({ name: 'c', linkType: 0 }), epb({ interfaceId: 1 })),
    section(false, shb(), idb({ name: 'd' }), epb({ interfaceId: 0 }), spb({ data: filler(2) })),
  ]);
  const { reader, records, damage } = readPcapng(file);
  expect(damage).toEqual([]);
  expect(reader.interfaces.map(i => `${i.id} ${i.name} ${i.linkType}`)).toEqual(['0 a 1', '1 b 101', '2 c 0', '3 d 1']);
  expect(records.map(r => r.interfaceId)).toEqual([0, 2, 3, 3]);
  expect(reader.formatText).toBe('pcapng, 3 sections, both byte orders');
});

test('an interface of an earlier section is not declared in this one', () => {
  const file = pcapngFile([shb(), idb(), idb(), epb({ interfaceId: 1 }), shb(), idb(), epb({ interfaceId: 1 }), epb()]);
  const { records, damage } = readPcapng(file);
  expect(records.map(r => r.interfaceId)).toEqual([1, 2]);
  expect(damage).toMatchObject([{ record: 1, reason: expect.stringContaining('interface 1') }]);
});

test('a section of an unknown version is left out, the next one is read', () => {
  const file = pcapngFile([shb(), idb(), epb(), shb({ version: [2, 0] }), idb(), epb(), shb(), idb(), epb()]);
  const { records, damage, reader } = readPcapng(file);
  expect(records.map(r => r.interfaceId)).toEqual([0, 1]);
  expect(reader.interfaces.length).toBe(2);
  expect(damage).toMatchObject([{ record: 1, reason: expect.stringContaining('version 2.0') }]);
});

test('a name ends at its NUL, and an empty one is none', () => {
  const name = (of: Uint8Array): Block => idb({ options: [[2, of]] });
  const file = pcapngFile([shb(), name(bytes('6c6f 00 41')), name(bytes('00')), name(bytes('c3a9'))]);
  expect(readPcapng(file).reader.interfaces.map(i => i.name)).toEqual(['lo', null, 'é']);
});

test('options after the end-of-options mark are not read', () => {
  const make: Block = big => {
    const fixed = numbers(big, [2, 1], [2, 0], [4, 0]);
    return block(1, Uint8Array.from([...fixed, ...numbers(big, [2, 0], [2, 0], [2, 9], [2, 1], [1, 9])]))(big);
  };
  expect(readPcapng(pcapngFile([shb(), make])).reader.interfaces[0]?.resolution).toBe('10^-6');
});

test('an option longer than its block is left out and said, the interface stays', () => {
  const make: Block = big => block(1, numbers(big, [2, 1], [2, 0], [4, 0], [2, 2], [2, 5000], [4, 0]))(big);
  const { records, damage, reader } = readPcapng(pcapngFile([shb(), make, epb()]));
  expect(records.length).toBe(1);
  expect(reader.interfaces[0]?.name).toBe(null);
  expect(damage).toMatchObject([{ offset: 28, record: 0, reason: expect.stringContaining('option') }]);
});

test('a simple packet is as long as the snap length of interface 0 allows', () => {
  const file = pcapngFile([shb(), idb({ snapLength: 10 }), idb(), spb({ data: filler(10), original: 90 })]);
  expect(readPcapng(file).records).toMatchObject([{ data: filler(10), original: 90, interfaceId: 0 }]);
});

test('a simple packet with a padded block is not longer than its original length', () => {
  const file = pcapngFile([shb(), idb(), spb({ data: filler(5) })]);
  expect(readPcapng(file).records).toMatchObject([{ data: filler(5), original: 5 }]);
});

test('a block whose stated length leaves out the padding is read', () => {
  const packet = (big: boolean): Uint8Array => numbers(big, [4, 0], [8, 0], [4, 2], [4, 2], [2, 0x4141]);
  const unpadded = block(6, packet, { stated: 34 });
  const { records, damage } = readPcapng(pcapngFile([shb(), idb(), unpadded, epb()]));
  expect(records.map(r => r.data)).toEqual([bytes('4141'), bytes('')]);
  expect(damage).toEqual([]);
});

test('the flags of an obsolete packet block do not reach into its interface number', () => {
  const file = pcapngFile([shb(), idb(), idb({ linkType: 9 }), pb({ interfaceId: 1 })]);
  expect(readPcapng(file).records).toMatchObject([{ interfaceId: 1, linkType: 9 }]);
});
