// Variants of pcap: by magic number, by what the records look like, by version. Wireshark reads them so.
import { describe, expect, test } from 'vitest';
import { bytes, filler, type PcapOptions, pcapFile } from '../build/pcap.ts';
import { readPcap, timesOf } from './read-all.ts';

const RECORDS = [11, 60, 33, 90].map((length, i) => ({
  seconds: 1_600_000_000 + i,
  fraction: 250_000 + i,
  data: filler(length, i + 3),
  original: length + i,
}));

const SUSE = bytes('00000002 0800 00 0000000000');
const MODIFIED = bytes('00000002 0800 00 00');

const VARIANTS: readonly (readonly [text: string, options: PcapOptions])[] = [
  ['modified pcap', { afterRecordHeader: MODIFIED }],
  ['Nokia pcap', { afterRecordHeader: bytes('deadbeef') }],
  ['modified pcap', { modified: true }],
  ['modified (SuSE 6.3) pcap', { modified: true, afterRecordHeader: SUSE }],
  ['Ixia hardware pcap', { magic: 0x1c0001ac, afterHeader: bytes('00001000') }],
  ['Ixia software pcap', { magic: 0x1c0001ab, afterHeader: bytes('00001000') }],
];

describe.each(VARIANTS)('%s (%j)', (text, options) => {
  test.each([false, true])('is read, big endian: %s, in blocks of any size', bigEndian => {
    const file = pcapFile({ ...options, bigEndian, records: RECORDS });
    const { reader, records, damage } = readPcap(file);
    expect(reader.formatText).toBe(`${text}, microseconds, ${bigEndian ? 'big' : 'little'} endian`);
    expect(damage).toEqual([]);
    expect(records.map(r => [r.seconds, r.nanos, r.data, r.original])).toEqual(
      RECORDS.map(r => [r.seconds, r.fraction * 1000, r.data, r.original]),
    );
    for (const size of [1, 7, 40, 100]) expect(readPcap(file, size).records).toEqual(records);
  });

  test('is known by one record', () => {
    const { records } = readPcap(pcapFile({ ...options, records: RECORDS.slice(0, 1) }));
    expect(records.map(r => r.data)).toEqual([RECORDS[0]!.data]);
  });
});

test('a plain file with something odd in it stays plain', () => {
  const odd = [{ ...RECORDS[0]! }, { data: filler(40), original: 12, fraction: 5 }, ...RECORDS.slice(1)];
  const { reader, records } = readPcap(pcapFile({ records: odd }));
  expect(reader.formatText).toBe('pcap, microseconds, little endian');
  expect(records.length).toBe(5);
});

test('AIX: interface types for link types, nanoseconds, three bytes before FDDI frames', () => {
  const records = RECORDS.map(r => ({ ...r, original: r.data.length, fraction: 999_999_999 }));
  const of = (linkType: number) => readPcap(pcapFile({ version: [2, 2], linkType, records }));
  expect([6, 9, 15, 24].map(linkType => of(linkType).reader.interfaces[0]?.linkType)).toEqual([1, 6, 10, 0]);
  expect(timesOf(of(6))[0]).toBe('1600000000.999999999');
  expect(of(6).reader.formatText).toBe('AIX pcap, nanoseconds, little endian');
  expect(of(15).records.map(r => [r.data, r.original])).toEqual(
    RECORDS.map(({ data }) => [data.subarray(3), data.length - 3]),
  );
});

test('the order of the two lengths follows from the version', () => {
  // As the old writers had it: what this builder calls captured stands where they put the original length.
  const turned = [{ captured: 70, original: 11, data: filler(11) }];
  for (const version of [
    [2, 0],
    [2, 2],
    [543, 0],
  ] as const) {
    const { records } = readPcap(pcapFile({ version, records: turned }));
    expect(records.map(r => [r.data.length, r.original])).toEqual([[11, 70]]);
  }
  const unsure = readPcap(pcapFile({ version: [2, 3], records: [...turned, { data: filler(9), original: 20 }] }));
  expect(unsure.records.map(r => [r.data.length, r.original])).toEqual([
    [11, 70],
    [9, 20],
  ]);
});

test('versions after 2.4 are read like it, those before 2.0 are not', () => {
  for (const version of [
    [2, 5],
    [3, 0],
    [65_535, 65_535],
  ] as const) {
    expect(readPcap(pcapFile({ version, records: RECORDS })).records.length).toBe(4);
  }
  const old = readPcap(pcapFile({ version: [1, 9], records: RECORDS }));
  expect(old.records).toEqual([]);
  expect(old.damage).toMatchObject([{ reason: expect.stringContaining('version 1.9') }]);
});

test('records that are longer than the snap length, or captured beyond their original length, are whole', () => {
  const records = [...RECORDS, { data: filler(100), original: 40 }];
  const read = readPcap(pcapFile({ snapLength: 64, records }));
  expect(read.records.map(r => r.data.length)).toEqual([11, 60, 33, 90, 100]);
  expect(read.damage).toEqual([]);
});
