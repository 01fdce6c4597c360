import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HelloPieces, LONGEST_HANDSHAKE } from '../../../main/decode/app/hello-pieces.ts';
import { eachCryptoFrame, readLongHeader } from '../../../main/decode/app/quic.ts';
import { initialKeys, openInitial } from '../../../main/decode/app/quic-crypto.ts';
import { readClientHello } from '../../../main/decode/app/tls.ts';
import { concat, hex, zeros } from '../../build/packet.ts';
import { cryptoFrame, initialPacket } from '../../build/quic.ts';
import { mutated } from '../mutate.ts';

const rounds = Number(process.env.FUZZ_ROUNDS ?? 1_000);
const digits = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

// The connection of RFC 9001 appendix A and RFC 9369 appendix A.
const DCID = hex('8394c8f03e515708');
const CRYPTO = hex(`060040f1010000ed0303ebf8fa56f12939b9584a3896472ec40bb863cfd3e86804fe3a47f06a2b69484c
  00000413011302010000c000000010000e00000b6578616d706c652e636f6dff01000100000a00080006001d0017001800100007000504
  616c706e000500050100000000003300260024001d00209370b2c9caa47fbabaf4559fedba753de171fa71f50f1ce15d43e994ec74d748
  002b0003020304000d0010000e0403050306030203080408050806002d00020101001c00024001003900320408ffffffffffffffff0504
  8000ffff07048000ffff0801100104800075300901100f088394c8f03e51570806048000ffff`);
const keysOf = (version: number) => initialKeys(version, DCID)!;
const V2 = 0x6b3343cf;

const open = (packet: Uint8Array, keys = keysOf(1).client) => {
  const header = readLongHeader(packet, 0, packet.length);
  return header && openInitial(packet, header, keys);
};

describe('keys', () => {
  test('of version 1', () => {
    const { client, server } = keysOf(1);
    expect([client.key, client.iv, client.headerKey].map(digits)).toEqual([
      '1f369613dd76d5467730efcbe3b1a22d',
      'fa044b2f42a3fd3b46fb255c',
      '9f50449e04a0e810283a1e9933adedd2',
    ]);
    expect([server.key, server.iv, server.headerKey].map(digits)).toEqual([
      'cf3a5331653c364c88f0f379b6067e37',
      '0ac1493ca1905853b0bba03e',
      'c206b8d9b9f0f37644430b490eeaa314',
    ]);
  });

  test('of version 2', () => {
    const { client } = keysOf(V2);
    expect([client.key, client.iv, client.headerKey].map(digits)).toEqual([
      '8b1a0bc121284290a29e0971b5cd045d',
      '91f73e2351d8fa91660e909f',
      '45b95e15235d6f45a6b19cbcb0294ba9',
    ]);
  });

  test('of unknown versions there are none', () => {
    expect([initialKeys(0, DCID), initialKeys(0xff000005, DCID), initialKeys(0x12345678, DCID)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('Initial packet', () => {
  const packet = initialPacket({ dcid: DCID, number: 2, plain: CRYPTO, size: 1162, keys: keysOf(1).client });

  test("RFC 9001's client Initial", () => {
    expect(packet.length).toBe(1200);
    expect(digits(packet.subarray(0, 64))).toBe(
      'c000000001088394c8f03e5157080000449e7b9aec34d1b1c98dd7689fb8ec11d242b123dc9bd8bab936b47d92ec356c0bab7df5976d27cd449f63300099f399',
    );
    expect(open(packet)).toMatchObject({ number: 2, numberLength: 4, flags: 0xc3 });
  });

  test('the hello in it', () => {
    const pieces = new HelloPieces();
    const { plain } = open(packet)!;
    eachCryptoFrame(plain, (offset, at, length) => pieces.add(offset, plain.subarray(at, at + length)));
    const hello = readClientHello(pieces.whole, 0, pieces.whole.length);
    expect(hello).toMatchObject({ serverName: 'example.com', alpn: ['alpn'], versions: [0x0304], whole: true });
  });

  test.each([[1], [V2], [0xff00001d], [0xff00001b], [0xff000016], [0xfaceb002]])('version %i', version => {
    const keys = keysOf(version).client;
    const sealed = initialPacket({ version, dcid: DCID, token: zeros(70), numberLength: 2, plain: CRYPTO, keys });
    expect(digits(open(sealed, keys)!.plain)).toBe(digits(CRYPTO));
  });

  test('keys are good for more than one packet', () => {
    const keys = keysOf(1).client;
    const numbers = [5, 6, 0x1234].map(number => {
      const sealed = initialPacket({ dcid: DCID, number, plain: CRYPTO, keys: keysOf(1).client });
      return open(sealed, keys)?.number;
    });
    expect(numbers).toEqual([5, 6, 0x1234]);
  });

  test('other keys, a changed byte, a cut: not opened', () => {
    expect(open(packet, keysOf(1).server)).toBeUndefined();
    expect(open(packet.with(700, packet[700]! ^ 1))).toBeUndefined();
    expect(open(packet.subarray(0, 1199))).toBeUndefined();
  });

  test('packets in one datagram', () => {
    const keys = keysOf(1).client;
    const both = concat(initialPacket({ dcid: DCID, plain: CRYPTO, keys }), packet);
    const first = readLongHeader(both, 0, both.length)!;
    const second = readLongHeader(both, first.packetEnd, both.length)!;
    expect(openInitial(both, second, keys)?.number).toBe(2);
  });
});

describe('long header', () => {
  test('retry, version negotiation and short headers', () => {
    const retry = hex('ff000000010008f067a5502a4262b5746f6b656e04a265ba2eff4d829058fb3f0f2496ba');
    expect(readLongHeader(retry, 0, retry.length)).toMatchObject({ type: 3, token: 15, packetEnd: retry.length });
    const negotiation = hex('80000000000008f067a5502a4262b500000001');
    expect(readLongHeader(negotiation, 0, negotiation.length)).toMatchObject({ version: 0, token: 15 });
    expect(readLongHeader(hex('40000000010008f067a5502a4262b5'), 0, 15)).toBeUndefined();
  });

  test('an identifier longer than 20 bytes', () => {
    const bytes = concat(hex('c00000000115'), zeros(60));
    expect(readLongHeader(bytes, 0, bytes.length)).toBeUndefined();
  });
});

describe('pieces of a handshake', () => {
  test('in any order, with overlaps: what came first stays', () => {
    const pieces = new HelloPieces();
    pieces.add(4, hex('0405'));
    pieces.add(6, hex('0607'));
    pieces.add(0, hex('0001'));
    expect(digits(pieces.whole)).toBe('0001');
    pieces.add(1, hex('ff0203ffff'));
    expect(digits(pieces.whole)).toBe('00010203ffff0607');
  });

  test('no more than has room', () => {
    const pieces = new HelloPieces();
    expect(pieces.add(LONGEST_HANDSHAKE, hex('00'))).toBe(false);
    expect(pieces.add(2 ** 52, hex('00'))).toBe(false);
    let kept = 0;
    while (pieces.add(2 + 2 * kept, hex('00'))) kept++;
    expect(kept).toBe(64);
    expect(pieces.add(0, zeros(LONGEST_HANDSHAKE))).toBe(true);
    expect(pieces.whole.length).toBe(LONGEST_HANDSHAKE);
  });
});

describe('hostile packets', () => {
  const keys = keysOf(1).client;
  const sample = initialPacket({ dcid: DCID, plain: CRYPTO, keys });

  test('any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        eachCryptoFrame(bytes, (_offset, at, length) => expect(at + length).toBeLessThanOrEqual(bytes.length));
        bytes[0] = 0xc0;
        open(bytes, keys);
      }),
      { numRuns: rounds },
    );
  });

  test('damaged headers and frames', () => {
    for (let seed = 0; seed < rounds; seed++) {
      open(mutated(sample, seed), keys);
      const frames = mutated(concat(hex('0240642001000105'), CRYPTO, cryptoFrame(241, zeros(9))), seed);
      eachCryptoFrame(frames, (_offset, at, length) => expect(at + length).toBeLessThanOrEqual(frames.length));
    }
  });
});
