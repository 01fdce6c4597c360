// Broken pcapng files: what lies before and behind the damage is read, and the damage is named.
import { describe, expect, test } from 'vitest';
import { bytes, concat, filler, numbers } from '../build/pcap.ts';
import { type Block, block, epb, idb, pb, pcapngFile, shb, spb } from '../build/pcapng.ts';
import { readPcapng, reasonsOf } from './read-all.ts';

const START: readonly Block[] = [shb(), idb()];
const START_LENGTH = pcapngFile(START).length;
const first = epb({ data: filler(20, 1) });
const last = epb({ data: filler(24, 2) });
const dataOf = (file: Uint8Array): readonly Uint8Array[] => readPcapng(file).records.map(r => r.data);

/** A packet block with these two lengths in place of 52 and 52. */
const broken = (stated: number, trailer: number): Block => block(6, filler(40, 3), { stated, trailer });

describe.each([
  ['a length of 0', broken(0, 0)],
  ['a length of 8', broken(8, 8)],
  ['a length too large for any block', broken(0xffff_fff0, 0xffff_fff0)],
  ['a length that swallows the next block', broken(96, 52)],
  ['a length that reaches past the file', broken(4000, 52)],
  ['a trailing length that differs', broken(52, 56)],
  ['a length that does not suit its byte order', broken(0x3400_0000, 0x3400_0000)],
])('%s', (_, bad) => {
  const file = pcapngFile([...START, first, bad, last, first]);
  const at = START_LENGTH + first(false).length;
  const next = at + bad(false).length;

  test('loses only that block', () => {
    expect(dataOf(file)).toEqual([filler(20, 1), filler(24, 2), filler(20, 1)]);
    const { damage } = readPcapng(file);
    expect(damage).toMatchObject([
      { offset: at, record: 1, reason: expect.stringContaining(`went on at byte ${next}`) },
    ]);
  });

  test('is the same in blocks of any size', () => {
    const whole = readPcapng(file);
    for (let size = 1; size <= file.length; size++) {
      const read = readPcapng(file, size);
      expect(read.records, `blocks of ${size}`).toEqual(whole.records);
      expect(read.damage, `blocks of ${size}`).toEqual(whole.damage);
    }
  });
});

test('bytes that were lost from the middle of a block do not cost the next one', () => {
  const cut = epb({ data: filler(40, 3) })(false);
  const file = concat(pcapngFile([...START, first]), cut.subarray(0, 37), last(false));
  expect(dataOf(file)).toEqual([filler(20, 1), filler(24, 2)]);
});

test('a new section is found behind damage, whatever its byte order', () => {
  const other = concat(shb()(true), idb()(true), last(true));
  const file = concat(pcapngFile([...START, first]), filler(33), other);
  const { records, damage } = readPcapng(file);
  expect(records.map(r => r.data)).toEqual([filler(20, 1), filler(24, 2)]);
  expect(damage.length).toBe(1);
});

test('a packet of an interface that was never declared is left out', () => {
  const read = readPcapng(pcapngFile([...START, epb({ interfaceId: 7 }), pb({ interfaceId: 3 }), first]));
  expect(read.records.length).toBe(1);
  expect(reasonsOf(read)).toEqual([
    'the packet names interface 7, never declared',
    'the packet names interface 3, never declared',
  ]);
  expect(read.damage[0]?.offset).toBe(START_LENGTH);
});

test('a simple packet without any interface is left out', () => {
  const read = readPcapng(pcapngFile([shb(), spb({ data: filler(4) }), idb(), first]));
  expect(read.records.length).toBe(1);
  expect(read.damage).toMatchObject([{ offset: 28, record: 0 }]);
});

test('a captured length beyond the block is damage, and nothing outside of the block is given', () => {
  const read = readPcapng(pcapngFile([...START, epb({ captured: 21, data: filler(20) }), first]));
  expect(read.records.map(r => r.data)).toEqual([filler(20, 1)]);
  expect(reasonsOf(read)).toEqual(['the packet claims 21 captured bytes, and its block has room for 20']);
});

test.each([
  ['packet block', block(6, bytes('00000000'))],
  ['obsolete packet block', block(2, bytes('00000000'))],
  ['simple packet block', block(3, bytes(''))],
  ['interface description', block(1, bytes('0100'))],
])('a %s too short for its fields is left out', (_, short) => {
  const read = readPcapng(pcapngFile([...START, short, first]));
  expect(read.records.length).toBe(1);
  expect(read.damage).toMatchObject([
    { offset: START_LENGTH, record: 0, reason: expect.stringContaining('bytes long') },
  ]);
});

test.each([
  ['too short', { stated: 12 }],
  ['too long', { stated: 0x0100_0000 }],
  ['unlike the one at its end', { trailer: 27 }],
])('a section header whose length is %s still opens its section', (_, wrong) => {
  const fixed: Block = big => numbers(big, [4, 0x1a2b3c4d], [2, 1], [2, 0], [8, -1n]);
  const file = pcapngFile([...START, first, block(0x0a0d0d0a, fixed, wrong), idb({ linkType: 12 }), last], true);
  const { records, damage, reader } = readPcapng(file);
  expect(records.map(r => r.linkType)).toEqual([1, 12]);
  expect(reader.formatText).toContain('2 sections');
  expect(damage.length).toBe(1);
  const alone = readPcapng(file.subarray(START_LENGTH + first(true).length));
  expect(alone.records.map(r => r.data)).toEqual([filler(24, 2)]);
});

test('a byte-order magic that is neither costs the section header only until the next one', () => {
  const wrong = block(0x0a0d0d0a, filler(16));
  const { records, damage } = readPcapng(pcapngFile([...START, first, wrong, ...START, last]));
  expect(records.length).toBe(2);
  expect(damage).toMatchObject([{ record: 1, reason: expect.stringContaining('byte-order magic') }]);
});

test('unknown blocks are skipped without damage', () => {
  const { records, damage } = readPcapng(pcapngFile([...START, block(0x1234, filler(100)), first]));
  expect(records.length).toBe(1);
  expect(damage).toEqual([]);
});

test('what damage costs is bounded: after a hundred places only a last line says so', () => {
  const { damage, records } = readPcapng(pcapngFile([...START, ...Array(500).fill(epb({ interfaceId: 9 })), first]));
  expect(records.length).toBe(1);
  expect(damage.length).toBe(100);
  expect(damage.at(-1)?.reason).toContain('not listed');
});

test('a file of something else entirely ends with one damage and no record', () => {
  expect(readPcapng(filler(3000))).toMatchObject({ records: [], damage: [{ offset: 0, record: 0 }] });
});
