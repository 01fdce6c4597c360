// xxHash against the values that its authors give, in any pieces.
import { expect, test } from 'vitest';
import { XxHash32, XxHash64 } from '../../main/bytes/xxhash.ts';
import { filler } from '../build/pcap.ts';

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  ['', 0x02cc5d05, 0x51d8e999],
  ['a', 0x550d7456, 0xa98c6e5b],
  ['abc', 0x32d153ff, 0xad770999],
  ['Nobody inspects the spammish repetition', 0xe2293b2f, 0x8a378bf1],
])('the hashes of "%s"', (text, of32, low64) => {
  expect(new XxHash32().update(ascii(text)).digest()).toBe(of32);
  expect(new XxHash64().update(ascii(text)).digestLow()).toBe(low64);
});

test('pieces of any size give the hash of the whole', () => {
  for (let length = 0; length < 140; length += 3) {
    const all = filler(length, length);
    const whole = [new XxHash32().update(all).digest(), new XxHash64().update(all).digestLow()];
    for (const size of [1, 3, 16, 31, 33]) {
      const short = new XxHash32();
      const long = new XxHash64();
      for (let at = 0; at < length; at += size) {
        short.update(all.subarray(at, at + size));
        long.update(all.subarray(at, at + size));
      }
      expect([short.digest(), long.digestLow()]).toEqual(whole);
    }
  }
});
