import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addressText,
  hostRole,
  ipv6Text,
  macText,
  parseAddress,
  parseIpv4,
  parseIpv6,
  parseMac,
} from '../../shared/net/address.ts';
import { etherTypeName } from '../../shared/net/ether-type.ts';
import { ipProtocolName, ipProtocolNumber } from '../../shared/net/ip-protocol.ts';
import { tcpFlagsText } from '../../shared/net/tcp-flags.ts';
import { hex } from '../build/packet.ts';

describe('IPv6 text (RFC 5952)', () => {
  test.each([
    ['00000000000000000000000000000000', '::'],
    ['00000000000000000000000000000001', '::1'],
    ['00010000000000000000000000000000', '1::'],
    ['20010db8000000000000000000000001', '2001:db8::1'],
    // Section 4.2.2: one group of zeros is not shortened.
    ['20010db8000000010001000100010001', '2001:db8:0:1:1:1:1:1'],
    // Section 4.2.3: the longest run, the first of equals.
    ['20010000000000010000000000000001', '2001:0:0:1::1'],
    ['20010db8000000000001000000000001', '2001:db8::1:0:0:1'],
    ['00010002000300040005000600070000', '1:2:3:4:5:6:7:0'],
    ['00010002000300040005000600000000', '1:2:3:4:5:6::'],
    // Section 5, as inet_ntop does it.
    ['00000000000000000000ffffc0000201', '::ffff:192.0.2.1'],
    ['000000000000000000000000c0000201', '::192.0.2.1'],
    ['0000000000000000000000000001fffe', '::0.1.255.254'],
    ['0064ff9b0000000000000000c0000201', '64:ff9b::c000:201'],
    ['ABCDEF00000000000000000000000000', 'abcd:ef00::'],
  ])('%s is %s', (digits, text) => {
    expect(ipv6Text(hex(digits))).toBe(text);
    expect(parseIpv6(text)).toEqual(hex(digits));
  });

  test('text and bytes, there and back', () => {
    const groups = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), {
      minLength: 8,
      maxLength: 8,
    });
    fc.assert(
      fc.property(groups, words => {
        const bytes = Uint8Array.from(words.flatMap(word => [word >> 8, word & 255]));
        expect(parseIpv6(ipv6Text(bytes))).toEqual(bytes);
        expect(parseIpv6(words.map(word => word.toString(16)).join(':'))).toEqual(bytes);
      }),
    );
  });

  test.each([
    ':',
    ':::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    '12345::',
    'g::',
    '::1.2.3',
    '1.2.3.4::',
    '::1.2.3.4:5',
    '1:2:3:4:5:6:7::8',
    '::%eth0',
    '',
    ':1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7:8:',
    '1:::2',
  ])('refuses %s', text => {
    expect(parseIpv6(text)).toBeUndefined();
  });
});

test.each(['1.2.3', '1.2.3.4.5', '256.1.1.1', '01.2.3.4', '1.2.3.x', ' 1.2.3.4', ''])('IPv4 refuses "%s"', text => {
  expect(parseIpv4(text)).toBeUndefined();
});

test('an address of either kind', () => {
  expect(['192.0.2.255', '::1'].map(text => addressText(parseAddress(text)!))).toEqual(['192.0.2.255', '::1']);
});

test('MAC addresses in the three usual forms', () => {
  const text = '00:1b:44:11:3a:b7';
  for (const form of [text, '00-1B-44-11-3A-B7', '001b.4411.3ab7']) expect(macText(parseMac(form)!)).toBe(text);
  for (const form of ['00:1b:44:11:3a', '00:1b-44:11:3a:b7', '001b44113ab7', '00:1b:44:11:3a:bg']) {
    expect(parseMac(form)).toBeUndefined();
  }
});

test.each([
  ['10.255.0.1', 'private'],
  ['172.15.0.1', 'public'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['172.32.0.0', 'public'],
  ['192.168.1.1', 'private'],
  ['192.169.1.1', 'public'],
  ['100.63.255.255', 'public'],
  ['100.64.0.1', 'private'],
  ['100.128.0.0', 'public'],
  ['169.254.7.7', 'private'],
  ['127.8.8.8', 'loopback'],
  ['0.0.0.0', 'unspecified'],
  ['0.0.0.1', 'public'],
  ['223.255.255.255', 'public'],
  ['224.0.0.251', 'multicast'],
  ['239.255.255.250', 'multicast'],
  ['240.0.0.1', 'public'],
  ['255.255.255.255', 'broadcast'],
  ['255.255.255.254', 'public'],
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['::2', 'public'],
  ['ff02::fb', 'multicast'],
  ['fe80::1', 'private'],
  ['febf::1', 'private'],
  ['fec0::1', 'public'],
  ['fc00::1', 'private'],
  ['fd12::1', 'private'],
  ['fe00::1', 'public'],
  ['2001:db8::1', 'public'],
  ['::ffff:10.0.0.1', 'private'],
  ['::ffff:8.8.8.8', 'public'],
] as const)('%s is %s', (address, role) => {
  expect(hostRole(address)).toBe(role);
  expect(hostRole(parseAddress(address)!)).toBe(role);
});

test('names of protocols, types and flags; what has no name stays a number', () => {
  expect([6, 17, 1, 58, 132, 253].map(ipProtocolName)).toEqual(['TCP', 'UDP', 'ICMP', 'IPv6-ICMP', 'SCTP', '253']);
  expect(['tcp', 'IPv6-ICMP', '253', '256', 'nonsense'].map(ipProtocolNumber)).toEqual([
    6,
    58,
    253,
    undefined,
    undefined,
  ]);
  expect([0x0806, 0x88cc, 0x1234].map(etherTypeName)).toEqual(['ARP', 'LLDP', '0x1234']);
  expect([0x012, 0x000, 0x1ff, 0x802].map(tcpFlagsText)).toEqual([
    'SYN, ACK',
    '<None>',
    'FIN, SYN, RST, PSH, ACK, URG, ECE, CWR, AE',
    'SYN, Reserved',
  ]);
});
