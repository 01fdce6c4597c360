// The snoop reader: one test for each trap of the format.
import { expect, test } from 'vitest';
import { SnoopReader } from '../../main/capture/snoop.ts';
import { concat, filler } from '../build/pcap.ts';
import { type SnoopOptions, type SnoopRecord, snoopFile, snoopHeader, snoopRecord } from '../build/snoop.ts';
import { type ReadAll, readAll, timesOf } from './read-all.ts';

const read = (bytes: Uint8Array, blockSize?: number): ReadAll => readAll(new SnoopReader(), bytes, blockSize);

const RECORDS: readonly SnoopRecord[] = [
  { seconds: 1_617_818_153, micros: 220_411, data: filler(61, 1), drops: 0 },
  { seconds: 0xffff_ffff, micros: 999_999, data: filler(0), drops: 3 },
  { seconds: 1, micros: 7, data: filler(34, 2), original: 1500, drops: 12 },
];
const FILE = snoopFile(RECORDS);

test('gives time, lengths, data, offsets and the drops so far', () => {
  const { reader, records, damage } = read(FILE);
  expect(damage).toEqual([]);
  expect(reader.formatText).toBe('snoop, version 2');
  expect(timesOf(read(FILE))).toEqual(['1617818153.220411000', '4294967295.999999000', '1.000007000']);
  expect(records.map(r => [r.data, r.original])).toEqual([
    [filler(61, 1), 61],
    [filler(0), 0],
    [filler(34, 2), 1500],
  ]);
  for (const { fileOffset, data } of records) {
    expect(FILE.subarray(fileOffset, fileOffset + data.length)).toEqual(data);
  }
  expect(reader.interfaces).toMatchObject([{ linkType: 1, resolution: '10^-6', dropped: 12, fcsLength: 0 }]);
});

test('is the same in blocks of any size, from one byte up', () => {
  const whole = read(FILE);
  for (let size = 1; size <= FILE.length; size++) {
    const inBlocks = read(FILE, size);
    expect(inBlocks.records, `blocks of ${size}`).toEqual(whole.records);
    expect(inBlocks.damage, `blocks of ${size}`).toEqual([]);
  }
});

test('cut at every byte, gives what lies before and says where it ends', () => {
  const starts = [16];
  for (const record of RECORDS) starts.push(starts.at(-1)! + snoopRecord(record).length);
  const dataEnds = RECORDS.map((record, i) => starts[i]! + 24 + (record.data?.length ?? 0));
  for (let length = 0; length < FILE.length; length++) {
    const { records, damage } = read(FILE.subarray(0, length));
    expect(records.length, `cut at ${length}`).toBe(dataEnds.filter(end => end <= length).length);
    expect(damage.length, `cut at ${length}`).toBe(starts.includes(length) ? 0 : 1);
    if (damage[0]) expect(damage[0].record).toBe(records.length);
  }
});

test.each<[number, number, string]>([
  [0, 1, 'Ethernet'],
  [2, 6, 'Token Ring'],
  [4, 1, 'Ethernet'],
  [8, 10, 'FDDI'],
  [9, 0, 'BSD loopback'],
  [14, 0, 'BSD loopback'],
  [16, 122, 'IP over Fibre Channel'],
  [18, 123, 'SunATM'],
  [0x8000_0005, 226, 'Solaris ipnet'],
  [26, 65_562, 'snoop data link 26'],
])('data link type %i is link type %i', (stated, linkType, linkName) => {
  const { reader, records } = read(snoopFile([{ data: filler(9) }], { linkType: stated }));
  expect(reader.interfaces).toMatchObject([{ linkType, linkName }]);
  expect(records[0]?.linkType).toBe(linkType);
});

test('a file without records has its interface too', () => {
  expect(read(snoopHeader({ linkType: 2 })).reader.interfaces).toMatchObject([{ linkType: 6 }]);
});

test('Surveyor is told by its trailers: other link types, and a frame check sequence', () => {
  const of: SnoopOptions = { version: 4, linkType: 12 };
  const { reader, records } = read(
    snoopFile(
      [
        { data: filler(70), padding: 18 },
        { data: filler(60), padding: 16 },
      ],
      of,
    ),
  );
  expect(reader.formatText).toBe('snoop of Surveyor, version 4');
  expect(reader.interfaces).toMatchObject([{ linkType: 1, fcsLength: 4 }]);
  expect(records.map(r => r.data.length)).toEqual([70, 60]);
});

test('padding of any length is passed over without being gathered', () => {
  const file = snoopFile([
    { data: filler(8), padding: 15 },
    { data: filler(9), padding: 200_000 },
    { data: filler(4) },
  ]);
  expect(read(file, 1000).records.map(r => r.data.length)).toEqual([8, 9, 4]);
});

test.each<[string, SnoopRecord, string]>([
  ['more captured than is possible', { captured: 262_145, length: 262_200 }, 'claims 262145 captured'],
  ['more on the wire than is possible', { original: 262_145 }, 'of 262145 bytes'],
  ['a record shorter than its data', { data: filler(50), length: 60 }, '14 bytes too short'],
  ['a record shorter than its header', { length: 10 }, '14 bytes too short'],
])('%s stops the file there', (_, wrong, reason) => {
  const { records, damage, reader } = read(snoopFile([{ data: filler(8) }, wrong, { data: filler(8) }]));
  expect(records.length).toBe(1);
  expect(reader.ended).toBe(true);
  expect(damage).toMatchObject([{ offset: 48, record: 1, reason: expect.stringContaining(reason) }]);
});

test('microseconds beyond a second are carried, beyond 2^32 seconds clamped and said once', () => {
  const late = { seconds: 0xffff_ffff, micros: 1_000_000 };
  const all = read(snoopFile([{ seconds: 10, micros: 2_500_000 }, late, late]));
  expect(timesOf(all)).toEqual(['12.500000000', '4294967295.999999999', '4294967295.999999999']);
  expect(all.damage).toMatchObject([{ record: 1, reason: expect.stringContaining('2106') }]);
});

test('what is no snoop file is said to be none', () => {
  expect(read(concat(filler(40))).damage).toMatchObject([{ reason: expect.stringContaining('snoop header') }]);
});
