// The selection as a capture file: the same records read back, whatever was chosen, and nothing else is touched.
import { readFileSync, writeFileSync } from 'node:fs';
import { link } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startLocalEngine } from '../../main/session/local-engine.ts';
import { concat, filler, pcapFile } from '../build/pcap.ts';
import { type Block, epb, idb, isb, nameRecord, nrb, pcapngFile, shb, spb } from '../build/pcapng.ts';
import { snoopFile } from '../build/snoop.ts';
import { openBytes, openFully, packet, temporaryFolder } from '../build/traffic.ts';
import { hasTshark, tsharkFields } from '../build/tshark.ts';
import { readPcap, readPcapng, timesOf } from '../capture/read-all.ts';
import { run } from '../host/cli/run.ts';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const ENDS = { at: '0', src: '10.0.0.1', dst: '10.0.0.2' };

/** Saves what is chosen of these bytes and reads it back. */
async function saved(bytes: Uint8Array, name: string, choice: { filter?: string } = {}, as = 'out.pcapng') {
  const { engine, source, folder } = await openBytes(bytes, name);
  const path = join(folder, as);
  const answer = await engine.call('save', { source, path, ...choice });
  const file = new Uint8Array(readFileSync(path));
  return { answer, path, read: as.endsWith('.pcapng') ? readPcapng(file) : readPcap(file) };
}

const RICH = pcapngFile([
  shb({
    options: [
      [4, text('maker 1.0')],
      [1, text('of the section')],
    ],
  }),
  idb({
    linkType: 101,
    name: 'eth0',
    options: [
      [3, text('the cable')],
      [12, text('an os')],
      [11, concat(Uint8Array.of(0), text('port 53'))],
    ],
  }),
  idb({ linkType: 101, name: 'wlan0', resolution: 9, snapLength: 96 }),
  nrb(
    nameRecord(1, concat(Uint8Array.of(10, 0, 0, 1), text('one.example\0uno.example\0'))),
    nameRecord(2, concat(Uint8Array.of(0x20, 1, 0xd, 0xb8), new Uint8Array(12), text('six.example\0'))),
    nameRecord(3, concat(Uint8Array.of(2, 0, 0, 0, 0, 7), text('mac.example\0'))),
  ),
  epb({
    ticks: 1_000_001n,
    data: packet({ ...ENDS, payload: 5 }),
    options: [
      [1, text('first')],
      [1, text('zweite Zeile\nü')],
    ],
  }),
  epb({ interfaceId: 1, ticks: 2_000_000_001n, data: packet({ ...ENDS, dport: 53, payload: 7 }), original: 400 }),
  epb({ ticks: 3_000_000n, data: packet({ ...ENDS, dport: 53 }), options: [[1, text('third')]] }),
  isb({
    interfaceId: 1,
    options: [
      [4, concat(Uint8Array.of(9), new Uint8Array(7))],
      [5, concat(Uint8Array.of(2), new Uint8Array(7))],
    ],
  }),
] satisfies Block[]);

describe('a saved selection as pcapng', () => {
  it('keeps bytes, times, interfaces, comments and names', async () => {
    const { answer, read } = await saved(RICH, 'rich.pcapng');
    const before = readPcapng(RICH);
    expect(answer).toEqual({ records: 3, format: 'pcapng', leftOut: [] });
    expect(read.damage).toEqual([]);
    expect(timesOf(read)).toEqual(timesOf(before));
    expect(read.records.map(({ data, original, interfaceId }) => ({ data, original, interfaceId }))).toEqual(
      before.records.map(({ data, original, interfaceId }) => ({ data, original, interfaceId })),
    );
    expect(read.reader.interfaces).toEqual(before.reader.interfaces);
    expect(read.reader.facts.names).toEqual(before.reader.facts.names);
    expect(read.reader.facts.comments).toEqual(['of the section']);
    expect(read.reader.facts.commentsOf(0)).toEqual(['first', 'zweite Zeile\nü']);
    expect(read.reader.facts.commentsOf(2)).toEqual(['third']);
    expect(read.reader.facts.writers).toEqual(['maker 1.0; Burstscope']);
  });

  it('holds what the filter chooses, with its own comments', async () => {
    const { answer, read } = await saved(RICH, 'rich.pcapng', { filter: 'udp.port == 53' });
    expect(answer.records).toBe(2);
    expect(timesOf(read)).toEqual(['2.000000001', '3.000000000']);
    expect(read.reader.facts.commentsOf(0)).toEqual([]);
    expect(read.reader.facts.commentsOf(1)).toEqual(['third']);
  });

  it('gives records without a time of their own that which they were shown with', async () => {
    const bytes = pcapngFile([
      shb(),
      idb({ linkType: 101, resolution: 6 }),
      idb({ linkType: 101, resolution: 9 }),
      epb({ interfaceId: 1, ticks: 5_000_000_123n, data: packet(ENDS) }),
      spb({ data: packet(ENDS) }),
    ]);
    const { read } = await saved(bytes, 'untimed.pcapng');
    expect(timesOf(read)).toEqual(['5.000000123', '5.000000123']);
  });

  it('says what it leaves out', async () => {
    const secrets: Block = big => concat(...[10, 24, 0, 0, 0, 24].map(n => word(n, big)));
    const bytes = pcapngFile([shb(), idb({ linkType: 101 }), secrets, epb({ data: packet(ENDS) })]);
    const { answer } = await saved(bytes, 'secret.pcapng');
    expect(answer.leftOut).toEqual(['1 block of the source is not in it: decryption secrets.']);
  });
});

const word = (value: number, big: boolean): Uint8Array => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, !big);
  return bytes;
};

describe('a saved selection as pcap', () => {
  it('has nanoseconds where they are needed, and says what it has no room for', async () => {
    const { answer, read } = await saved(RICH, 'rich.pcapng', {}, 'out.pcap');
    expect(timesOf(read)).toEqual(['1.000001000', '2.000000001', '3.000000000']);
    expect(read.reader.formatText).toContain('nanoseconds');
    expect(answer.leftOut).toEqual([
      'A pcap file has no room for comments on 2 records, 4 names of addresses, names of interfaces: a .pcapng file keeps them.',
    ]);
    const { read: micros } = await saved(RICH, 'rich.pcapng', { filter: 'frame.number != 2' }, 'out.pcap');
    expect(micros.reader.formatText).toContain('microseconds');
  });

  it('keeps the length of the frame check sequence, and records longer than the snap length', async () => {
    const records = [{ seconds: 1, data: filler(80) }];
    const { read } = await saved(
      pcapFile({ records, linkType: 0x2400_0001, snapLength: 60 }),
      'fcs.pcap',
      {},
      'out.pcap',
    );
    expect(read.reader.interfaces[0]).toMatchObject({ fcsLength: 4, linkType: 1, snapLength: 80 });
    expect(read.records[0]!.data).toEqual(filler(80));
  });

  it('refuses records of several link types, compressed names, and link types that no format has', async () => {
    const two = pcapngFile([
      shb(),
      idb({ linkType: 101 }),
      idb({ linkType: 1 }),
      epb({ data: packet(ENDS) }),
      epb({ interfaceId: 1, data: filler(60) }),
    ]);
    await expect(saved(two, 'two.pcapng', {}, 'out.pcap')).rejects.toThrow(
      'A pcap file holds records of one link type, and these are of raw IP and Ethernet: give the name the ending .pcapng, or choose fewer with a filter.',
    );
    const { answer } = await saved(two, 'two.pcapng', { filter: 'ip.addr == 10.0.0.1' }, 'out.pcap');
    expect(answer).toMatchObject({ records: 1, format: 'pcap' });
    await expect(saved(two, 'two.pcapng', {}, 'out.pcap.gz')).rejects.toThrow('asks for a compressed file');
    const odd = snoopFile([{ seconds: 1, data: filler(60) }], { linkType: 200 });
    await expect(saved(odd, 'odd.snoop')).rejects.toThrow('no capture format has a number for');
  });
});

describe('saving', () => {
  it('never writes over a file that it reads, by whatever name', async () => {
    const { engine, source, folder, info } = await openBytes(RICH, 'rich.pcapng');
    await link(info.path, join(folder, 'other-name.pcapng'));
    for (const path of [info.path, join(folder, '.', 'other-name.pcapng')]) {
      await expect(engine.call('save', { source, path })).rejects.toThrow('is the file that is being read');
    }
    expect(new Uint8Array(readFileSync(info.path))).toEqual(RICH);
  });

  it('says so when the file is no longer the one that was opened, and leaves nothing behind', async () => {
    const { engine, source, folder, info } = await openBytes(RICH, 'rich.pcapng');
    writeFileSync(info.path, pcapFile({ records: [{ data: filler(60) }] }));
    const path = join(folder, 'out.pcapng');
    await expect(engine.call('save', { source, path })).rejects.toThrow('has changed since it was opened');
    expect(() => readFileSync(path)).toThrow('ENOENT');
  });

  it('merges several files', async () => {
    const folder = temporaryFolder();
    const paths = [0, 1].map(k => join(folder, `${k}.pcap`));
    paths.forEach((path, k) => {
      const records = [1, 2, 3].map(n => ({ seconds: n * 2 + k, data: packet({ ...ENDS, payload: n + k }) }));
      writeFileSync(path, pcapFile({ linkType: 101, records }));
    });
    const out = join(folder, 'both.pcapng');
    const ran = await run(['save', ...paths, '--out', out], startLocalEngine());
    expect(ran).toMatchObject({ status: 0, out: '' });
    expect(ran.err).toContain('6 records written to');
    const read = readPcapng(new Uint8Array(readFileSync(out)));
    expect(read.records.map(({ seconds, interfaceId }) => [seconds, interfaceId])).toEqual([
      [2, 0],
      [3, 1],
      [4, 0],
      [5, 1],
      [6, 0],
      [7, 1],
    ]);
  });

  it('is asked for in words that it understands', async () => {
    expect((await run(['save', 'a.pcap'])).err).toContain('--out is missing');
    expect((await run(['save', 'a.pcap', '--out', 'b.pcapng', '--filter', 'ip.adr'])).err).toContain('ip.addr');
    expect((await run(['save', '--help'])).out).toContain('burstscope save FILE');
  });

  it('gives back what was put in, whatever that is', async () => {
    const record = fc.record({
      seconds: fc.integer({ min: 0, max: 0xffff_ffff }),
      nanos: fc.oneof(
        fc.integer({ min: 0, max: 999_999 }).map(n => n * 1000),
        fc.integer({ min: 0, max: 999_999_999 }),
      ),
      interfaceId: fc.integer({ min: 0, max: 2 }),
      data: fc.uint8Array({ maxLength: 80 }),
      more: fc.integer({ min: 0, max: 2000 }),
      comments: fc.array(
        fc.string({ minLength: 1, maxLength: 8 }).filter(s => !s.includes('\0')),
        { maxLength: 2 },
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 12 }), fc.boolean(), async (records, big) => {
        const bytes = pcapngFile(
          [
            shb(),
            idb({ linkType: 1, resolution: 9 }),
            idb({ linkType: 101, resolution: 9, name: 'b' }),
            idb({ linkType: 113, resolution: 9 }),
            ...records.map(({ seconds, nanos, interfaceId, data, more, comments }) =>
              epb({
                interfaceId,
                ticks: BigInt(seconds) * 1_000_000_000n + BigInt(nanos),
                data,
                original: data.length + more,
                options: comments.map(comment => [1, text(comment)] as const),
              }),
            ),
          ],
          big,
        );
        const before = readPcapng(bytes);
        const { read } = await saved(bytes, 'any.pcapng');
        expect(read.damage).toEqual([]);
        const seen = ({ records: all, reader }: typeof read) =>
          all.map(({ fileOffset: _, ...rest }, i) => ({ ...rest, comments: reader.facts.commentsOf(i) }));
        expect(seen(read)).toEqual(seen(before));
      }),
      { numRuns: process.env.FUZZ_ROUNDS ? 500 : 25 },
    );
  });
});

describe.skipIf(!hasTshark())('tshark (left out where it is not installed)', () => {
  const FIELDS = [
    'frame.number',
    'frame.time_epoch',
    'frame.len',
    'frame.cap_len',
    'frame.interface_name',
    'frame.comment',
    'udp.dstport',
  ];

  it.each(['out.pcapng', 'out.pcap'])('reads %s as the source itself', async as => {
    const folder = temporaryFolder();
    const source = join(folder, 'rich.pcapng');
    writeFileSync(source, RICH);
    const { engine, source: id } = await openFully(source, folder);
    const path = join(folder, as);
    await engine.call('save', { source: id, path });
    const fields = as.endsWith('.pcap') ? FIELDS.filter(f => !/comment|interface/.test(f)) : FIELDS;
    expect(tsharkFields(path, fields)).toEqual(tsharkFields(source, fields));
  });
});
