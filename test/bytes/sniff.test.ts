// First bytes to kind of file.
import { expect, test } from 'vitest';
import { sniff } from '../../main/bytes/sniff.ts';
import { bytes, pcapFile } from '../build/pcap.ts';
import { pcapngFile, shb } from '../build/pcapng.ts';

const text = (of: string): Uint8Array => new TextEncoder().encode(of);

test.each([
  ['pcap', pcapFile({})],
  ['pcap', pcapFile({ bigEndian: true, nanos: true })],
  ['pcap', pcapFile({ modified: true })],
  ['pcapng', pcapngFile([shb()])],
  ['gzip', bytes('1f8b0800')],
  ['zstd', bytes('28b52ffd04')],
  ['lz4', bytes('04224d18')],
  ['xz', bytes('fd377a585a0000')],
  ['bzip2', text('BZh91AY')],
  ['zip', bytes('504b0304')],
  ['snoop', bytes('736e6f6f70000000 00000002')],
  ['text', text('{"not": "a capture"}\n')],
  ['text', text('zażółć')],
  [undefined, bytes('00010203')],
  [undefined, bytes('a1b2c300')],
  [undefined, bytes('')],
])('%s', (kind, head) => {
  expect(sniff(head)).toBe(kind);
});
