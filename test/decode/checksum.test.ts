import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc32c, internetChecksum, pseudoHeaderSum, shouldBe } from '../../main/decode/checksum.ts';
import { parseIpv4 } from '../../shared/net/address.ts';
import { ascii, concat, ethernet, hex, icmp, ipv4, tcp, u16, u32, udp, V4_A, V4_B, zeros } from '../build/packet.ts';
import { treeOf } from './tree-of.ts';

describe('the Internet checksum', () => {
  test('RFC 1071 section 3', () => {
    const bytes = hex('0001 f203 f4f5 f6f7');
    expect(internetChecksum(bytes, 0, 8)).toBe(0x220d);
  });

  test('a header that holds its own checksum sums to nothing', () => {
    const header = hex('4500 0073 0000 4000 4011 b861 c0a8 0001 c0a8 00c7');
    expect(internetChecksum(header, 0, 20)).toBe(0);
    header[8] = 63;
    expect(shouldBe(0xb861, internetChecksum(header, 0, 20))).toBe(0xb961);
  });

  test('an odd byte is the upper half of a word', () => {
    expect(internetChecksum(hex('0102 03'), 0, 3)).toBe(0xffff - (0x0102 + 0x0300));
  });

  test('what should be there makes the sum right', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 2, maxLength: 99 }), bytes => {
        const found = (bytes[0]! << 8) | bytes[1]!;
        const right = shouldBe(found, internetChecksum(bytes, 0, bytes.length));
        const filled = concat(u16(right), bytes.subarray(2));
        expect(internetChecksum(filled, 0, filled.length)).toBe(0);
      }),
    );
  });
});

test('CRC-32C', () => {
  expect(crc32c(ascii('123456789'), 0, 9, 0, 0)).toBe(0xe3069283);
  expect(crc32c(zeros(32), 0, 32, 0, 0)).toBe(0x8a9136aa);
  expect(crc32c(concat(zeros(8), hex('ffff'), zeros(22)), 0, 32, 8, 2)).toBe(0x8a9136aa);
});

const A = parseIpv4(V4_A)!;
const B = parseIpv4(V4_B)!;

/** The segment with the checksum at `at` made right, or with the pseudo header alone as offload leaves it. */
function filled(protocol: number, segment: Uint8Array, at: number, partial = false): Uint8Array {
  const pseudo = pseudoHeaderSum(A, B, protocol, segment.length);
  const out = concat(segment.subarray(0, at), zeros(2), segment.subarray(at + 2));
  out.set(u16(partial ? pseudo : internetChecksum(out, 0, out.length, pseudo)), at);
  return out;
}
const status = (protocol: number, payload: Uint8Array, name: string, cut = 0): string | undefined => {
  const frame = ethernet(0x0800, ipv4({ protocol, payload }));
  return treeOf(frame.subarray(0, frame.length - cut), { originalLength: frame.length }).get(
    `${name}.checksum.status`,
  )?.[0];
};

describe('checksums in the tree', () => {
  const segment = tcp({ payload: ascii('some data') });
  const datagram = udp({ payload: ascii('odd') });

  test('good, bad, partial, cut', () => {
    expect(status(6, filled(6, segment, 16), 'tcp')).toBe('1');
    expect(status(6, segment, 'tcp')).toBe('0');
    expect(status(6, filled(6, segment, 16, true), 'tcp')).toBe('2');
    expect(status(6, filled(6, segment, 16), 'tcp', 1)).toBe('2');
    expect(status(17, filled(17, datagram, 6), 'udp')).toBe('1');
    expect(status(17, datagram, 'udp')).toBe('0');
    expect(status(17, filled(17, datagram, 6, true), 'udp')).toBe('2');
  });

  test('UDP without one', () => {
    const without = udp({ payload: ascii('x') });
    without.set(u16(0), 6);
    expect(status(17, without, 'udp')).toBe('3');
  });

  test('what a bad one should be', () => {
    const right = filled(6, segment, 16);
    const values = treeOf(ethernet(0x0800, ipv4({ protocol: 6, payload: segment })));
    const expected = `0x${((right[16]! << 8) | right[17]!).toString(16).padStart(4, '0')}`;
    expect(values.get('tcp.checksum_calculated')).toEqual([expected]);
    expect(values.get('tcp.checksum_bad.expert')).toHaveLength(1);
  });

  test('UDP-Lite covers what it says', () => {
    const covered = udp({ payload: ascii('covered, and this is not'), length: 16 });
    const pseudo = pseudoHeaderSum(A, B, 136, covered.length);
    covered.set(u16(0), 6);
    covered.set(u16(internetChecksum(covered, 0, 16, pseudo)), 6);
    covered[20] = 0x21;
    expect(status(136, covered, 'udp')).toBe('1');
    covered[10] = 0x21;
    expect(status(136, covered, 'udp')).toBe('0');
  });

  test('ICMP and SCTP', () => {
    const message = icmp(8, 0, zeros(12));
    message.set(u16(internetChecksum(message, 0, message.length)), 2);
    expect(status(1, message, 'icmp')).toBe('1');
    expect(status(1, icmp(8, 0, ascii('123456789012')), 'icmp')).toBe('0');
    const packet = concat(u16(1), u16(2), u32(3), zeros(4), hex('0b000004'));
    const crc = crc32c(packet, 0, packet.length, 8, 4);
    expect(status(132, packet, 'sctp')).toBe('0');
    packet.set(u32(crc).reverse(), 8);
    expect(status(132, packet, 'sctp')).toBe('1');
  });

  test('an IP total length of 0 leaves open what is covered', () => {
    const frame = ethernet(0x0800, ipv4({ protocol: 6, payload: segment, totalLength: 0 }));
    expect(treeOf(frame).get('tcp.checksum.status')).toEqual(['2']);
  });
});
