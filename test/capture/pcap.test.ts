// The pcap reader: one test for each trap of the format.
import { describe, expect, test } from 'vitest';
import { RecordCursor } from '../../main/capture/capture-reader.ts';
import { PcapReader } from '../../main/capture/pcap.ts';
import { bytes, concat, filler, type PcapOptions, pcapFile, pcapHeader, pcapRecord } from '../build/pcap.ts';
import { readPcap, reasonsOf, timesOf } from './read-all.ts';

const VARIANTS: readonly (readonly [name: string, options: PcapOptions])[] = [
  ['pcap, microseconds, little endian', {}],
  ['pcap, microseconds, big endian', { bigEndian: true }],
  ['pcap, nanoseconds, little endian', { nanos: true }],
  ['pcap, nanoseconds, big endian', { nanos: true, bigEndian: true }],
  ['modified pcap, microseconds, little endian', { modified: true }],
  ['modified pcap, microseconds, big endian', { modified: true, bigEndian: true }],
];

describe.each(VARIANTS)('%s', (name, variant) => {
  const records = [
    { seconds: 1_617_818_153, fraction: 220_411, data: filler(60, 1) },
    { seconds: 0xffff_fffe, fraction: 999_999, data: filler(0) },
    { seconds: 1, fraction: 7, data: filler(33, 2), original: 1500 },
  ];
  const file = pcapFile({ ...variant, records });
  const ticks = variant.nanos ? 1 : 1000;

  test('gives time, lengths, data and offsets', () => {
    const read = readPcap(file);
    const header = variant.modified ? 24 : 16;
    expect(read.reader.formatText).toBe(name);
    expect(read.damage).toEqual([]);
    expect(read.records.map(r => [r.seconds, r.nanos, r.original])).toEqual([
      [1_617_818_153, 220_411 * ticks, 60],
      [0xffff_fffe, 999_999 * ticks, 0],
      [1, 7 * ticks, 1500],
    ]);
    expect(read.records.map(r => r.data)).toEqual(records.map(r => r.data));
    expect(read.records.map(r => r.fileOffset)).toEqual([24 + header, 24 + 2 * header + 60, 24 + 3 * header + 60]);
  });

  test('is the same in blocks of any size, from one byte up', () => {
    const { records: whole } = readPcap(file);
    for (let size = 1; size <= file.length; size++) {
      const read = readPcap(file, size);
      expect(read.records, `blocks of ${size}`).toEqual(whole);
      expect(read.damage, `blocks of ${size}`).toEqual([]);
    }
  });

  test('cut at every byte, gives what lies before and says where it ends', () => {
    const ends = [24];
    for (const record of records) ends.push(ends.at(-1)! + pcapRecord(record, variant).length);
    // Cut so behind its first record, the file is byte for byte one record of another variant, with a longer header.
    const asOther = variant.nanos ? [] : variant.modified ? [4] : [4, 8];
    for (let length = 0; length < file.length; length++) {
      if (asOther.includes(length - ends[1]!)) continue;
      const { records: read, damage } = readPcap(file.subarray(0, length));
      const whole = ends.filter(end => end <= length).length - 1;
      expect(read.length, `cut at ${length}`).toBe(Math.max(0, whole));
      if (ends.includes(length)) expect(damage, `cut at ${length}`).toEqual([]);
      else
        expect(damage, `cut at ${length}`).toMatchObject([
          { offset: whole < 0 ? 0 : ends[whole], record: read.length },
        ]);
    }
  });
});

test('the interface comes from the file header', () => {
  const { reader } = readPcap(pcapFile({ linkType: 113, snapLength: 96, nanos: true }));
  expect(reader.interfaces).toEqual([
    {
      id: 0,
      file: 0,
      name: null,
      description: null,
      hardware: null,
      os: null,
      filter: null,
      linkType: 113,
      linkName: 'Linux cooked v1',
      decoded: true,
      snapLength: 96,
      resolution: '10^-9',
      fcsLength: null,
      received: null,
      dropped: null,
    },
  ]);
});

test('the upper bits of the link-type word say how long a frame check sequence is', () => {
  const lengthOf = (linkType: number) => readPcap(pcapFile({ linkType })).reader.interfaces[0]?.fcsLength;
  expect([0x2400_0001, 0x1400_0001, 0x0400_0001, 0x2000_0001].map(lengthOf)).toEqual([4, 2, 0, null]);
});

test('upper bits of the link-type word are not part of the link type', () => {
  const { reader, records } = readPcap(pcapFile({ linkType: 0x5430_0001, records: [{ data: filler(4) }] }));
  expect(reader.interfaces[0]?.linkType).toBe(1);
  expect(records[0]?.linkType).toBe(1);
});

test('a link type without a name is called by its number and not decoded', () => {
  const { reader } = readPcap(pcapFile({ linkType: 9999 }));
  expect(reader.interfaces[0]).toMatchObject({ linkName: 'LINKTYPE 9999', decoded: false });
});

test('a fraction of a second or more is carried into the seconds', () => {
  const sound = { data: filler(20) };
  const micros = [
    sound,
    sound,
    sound,
    { seconds: 10, fraction: 999_999 },
    { seconds: 10, fraction: 1_000_000 },
    { seconds: 10, fraction: 0xffff_ffff },
  ];
  expect(timesOf(readPcap(pcapFile({ records: micros })))).toEqual([
    ...Array(3).fill('0.000000000'),
    '10.999999000',
    '11.000000000',
    '4304.967295000',
  ]);
  const nanos = [{ seconds: 980_658_802, fraction: 1_882_137_472 }];
  expect(timesOf(readPcap(pcapFile({ records: nanos, nanos: true })))).toEqual(['980658803.882137472']);
});

test('a carry past 2^32 seconds stops at the last moment, and is said once', () => {
  const record = { seconds: 0xffff_ffff, fraction: 1_000_000 };
  const read = readPcap(pcapFile({ records: [record, record] }));
  expect(timesOf(read)).toEqual(['4294967295.999999999', '4294967295.999999999']);
  expect(read.damage).toMatchObject([{ offset: 24, record: 0, reason: expect.stringContaining('2106') }]);
});

test('a captured length above the original length is kept', () => {
  const { records, damage } = readPcap(pcapFile({ records: [{ data: filler(60), original: 20 }] }));
  expect(records).toMatchObject([{ original: 20, data: filler(60) }]);
  expect(damage).toEqual([]);
});

test('an impossible captured length stops the file there', () => {
  const records = [{ data: filler(8) }, { captured: 262_145, data: filler(8) }, { data: filler(8) }];
  const read = readPcap(pcapFile({ records }));
  expect(read.records.length).toBe(1);
  expect(read.reader.ended).toBe(true);
  expect(read.damage).toMatchObject([{ offset: 48, record: 1, reason: expect.stringContaining('262145') }]);
});

test('the largest captured length is read', () => {
  const { records, damage } = readPcap(pcapFile({ records: [{ data: filler(262_144) }, { data: filler(3) }] }), 4096);
  expect(records.map(r => r.data.length)).toEqual([262_144, 3]);
  expect(damage).toEqual([]);
});

test('offsets above 4 GiB are exact', () => {
  const reader = new PcapReader();
  const cursor = new RecordCursor();
  const block = concat(pcapRecord({ captured: 0x400_0000 }), new Uint8Array(0x400_0000));
  reader.append(pcapHeader({ linkType: 189 }));
  for (let i = 0; i < 70; i++) {
    expect(reader.next(cursor)).toBe(false);
    reader.append(block);
    expect(reader.next(cursor)).toBe(true);
  }
  expect(cursor.fileOffset).toBe(24 + 69 * block.length + 16);
});

test('D-Bus and USB records may be larger than others', () => {
  const records = [{ data: filler(300_000) }];
  expect(readPcap(pcapFile({ linkType: 231, records })).records.length).toBe(1);
  expect(readPcap(pcapFile({ linkType: 1, records })).records.length).toBe(0);
});

test('before version 2.3 the two lengths stand the other way round', () => {
  const turned = { data: filler(20), captured: 1500, original: 20 };
  expect(readPcap(pcapFile({ version: [2, 2], records: [turned] })).records).toMatchObject([
    { original: 1500, data: filler(20) },
  ]);
});

test('in version 2.3 they do only where the captured length would be the larger', () => {
  const records = [
    { data: filler(20), captured: 1500, original: 20 },
    { data: filler(20), original: 1500 },
  ];
  const read = readPcap(pcapFile({ version: [2, 3], records }));
  expect(read.records.map(r => [r.data.length, r.original])).toEqual([
    [20, 1500],
    [20, 1500],
  ]);
});

test('another major version is refused', () => {
  const read = readPcap(pcapFile({ version: [1, 0], records: [{ data: filler(4) }] }));
  expect(read.records).toEqual([]);
  expect(read.reader.ended).toBe(true);
  expect(reasonsOf(read)).toEqual([expect.stringContaining('version 1.0')]);
});

test('a header and no record is a capture', () => {
  const read = readPcap(pcapHeader());
  expect(read.records).toEqual([]);
  expect(read.damage).toEqual([]);
});

test('what is no pcap header gives damage and no record', () => {
  const read = readPcap(concat(bytes('00010203'), filler(100)));
  expect(read.records).toEqual([]);
  expect(read.damage).toMatchObject([{ offset: 0, record: 0 }]);
});
