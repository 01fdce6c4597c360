import { describe, expect, test } from 'vitest';
import { FAULT, NETWORK } from '../../main/decode/layers.ts';
import {
  arp,
  concat,
  ethernet,
  hex,
  ipv4,
  ipv6,
  MAC_A,
  MAC_B,
  snap,
  tcp,
  u16,
  u32,
  V4_A,
  vlan,
  zeros,
} from '../build/packet.ts';
import { LINK, walk } from './walk-one.ts';

const packet = ipv4({ protocol: 6, payload: tcp() });
const packet6 = ipv6({ next: 6, payload: tcp() });

describe('Ethernet', () => {
  test('addresses, type, and where IP begins', () => {
    const { layers, start, field } = walk(ethernet(0x0800, packet));
    expect(layers).toMatchObject({
      ethernet: start,
      etherType: 0x0800,
      networkOffset: start + 14,
      network: NETWORK.ipv4,
    });
    expect([field('eth_src'), field('eth_dst'), field('vlan')]).toEqual([MAC_A, MAC_B, '']);
  });

  test('a length in place of the type leads through LLC and SNAP', () => {
    const frame = snap(0x0800, packet);
    expect(walk(ethernet(frame.length, frame)).field('ip.src')).toBe(V4_A);
    expect(walk(ethernet(frame.length, snap(0x0800, packet, '0000f8'))).layers.network).toBe(NETWORK.ipv4);
    expect(walk(ethernet(frame.length, snap(0x0800, packet, '00000c'))).layers.network).toBe(NETWORK.other);
  });

  test('LLC of other users is no IP', () => {
    expect(walk(ethernet(38, concat(hex('424203'), packet))).layers).toMatchObject({
      networkOffset: -1,
      etherType: -1,
    });
  });

  test('padding up to 60 bytes is no payload', () => {
    const { layers } = walk(ethernet(0x0800, concat(packet, zeros(6))));
    expect(layers).toMatchObject({ payloadLength: 0, payload: -1, faults: 0 });
  });

  test('a value that is neither length nor type', () => {
    expect(walk(ethernet(0x05f0, packet)).layers).toMatchObject({ networkOffset: -1, etherType: -1 });
  });

  test('an unknown type leaves no network layer', () => {
    expect(walk(ethernet(0x88cc, zeros(40))).layers).toMatchObject({
      etherType: 0x88cc,
      networkOffset: -1,
      network: 0,
    });
  });

  test('a header that was cut', () => {
    const { layers, field } = walk(ethernet(0x0800, packet), { snap: 13 });
    expect(layers).toMatchObject({ ethernet: -1, faults: FAULT.cut });
    expect(field('eth_src')).toBe('');
  });
});

describe('VLAN tags', () => {
  test('priority bits are not part of the identifier', () => {
    expect(walk(ethernet(0x8100, vlan(0xe064, 0x0800, packet))).layers).toMatchObject({ vlan: 100, innerVlan: -1 });
  });

  test('802.1ad outside, 802.1Q inside', () => {
    const { layers, field } = walk(ethernet(0x88a8, vlan(200, 0x8100, vlan(300, 0x86dd, packet6))));
    expect(layers).toMatchObject({ vlan: 200, innerVlan: 300, network: NETWORK.ipv6 });
    expect(field('vlan')).toBe('200,300');
  });

  test('a thousand tags are followed to the end', () => {
    let frame = packet;
    for (let i = 0; i < 1000; i++) frame = vlan(i, i === 0 ? 0x0800 : 0x8100, frame);
    const { layers, field } = walk(ethernet(0x8100, frame));
    expect(layers).toMatchObject({ vlanCount: 1000, vlan: 999, innerVlan: 998, network: NETWORK.ipv4 });
    expect(field('vlan').split(',')).toHaveLength(1000);
  });

  test('the second tag was cut', () => {
    const frame = ethernet(0x8100, vlan(7, 0x8100, vlan(8, 0x0800, packet)));
    expect(walk(frame, { snap: 21 }).layers).toMatchObject({
      vlan: 7,
      vlanCount: 1,
      networkOffset: -1,
      faults: FAULT.cut,
    });
  });

  test('a length behind a tag leads to LLC', () => {
    const frame = snap(0x0806, arp(1));
    expect(walk(ethernet(0x8100, vlan(7, frame.length, frame))).field('arp.opcode')).toBe('1');
  });
});

describe('MPLS and PPPoE', () => {
  test('the first nibble behind the bottom of the stack tells the version', () => {
    const stack = (bottom: Uint8Array): Uint8Array => ethernet(0x8847, concat(hex('00010040 00011140'), bottom));
    expect(walk(stack(packet)).layers.network).toBe(NETWORK.ipv4);
    expect(walk(stack(packet6)).layers.network).toBe(NETWORK.ipv6);
    expect(walk(stack(zeros(40))).layers).toMatchObject({ network: 0, networkOffset: -1 });
  });

  test('a stack without a bottom ends with the record', () => {
    expect(walk(ethernet(0x8847, zeros(1000))).layers).toMatchObject({ networkOffset: -1, faults: FAULT.cut });
  });

  test('PPP protocol with and without compression', () => {
    const session = (ppp: Uint8Array): Uint8Array => ethernet(0x8864, concat(hex('1100 0001'), u16(ppp.length), ppp));
    expect(walk(session(concat(hex('0021'), packet))).layers.network).toBe(NETWORK.ipv4);
    expect(walk(session(concat(hex('57'), packet6))).layers.network).toBe(NETWORK.ipv6);
    expect(walk(session(concat(hex('c021'), zeros(40)))).layers.networkOffset).toBe(-1);
  });
});

describe('link layers without addresses', () => {
  test.each([101, 12, 14, 228, 229])('raw IP (%i): the nibble decides', linkType => {
    expect(walk(packet, { linkType }).layers).toMatchObject({ network: NETWORK.ipv4, ethernet: -1 });
    expect(walk(packet6, { linkType }).layers.network).toBe(NETWORK.ipv6);
    expect(walk(zeros(40), { linkType }).layers).toMatchObject({ network: 0, faults: FAULT.malformed });
  });

  test.each([10, 23, 24, 28, 30])('null: AF_INET6 is %i somewhere, in either byte order', family => {
    expect(walk(concat(u32(family), packet6), { linkType: LINK.null }).layers.network).toBe(NETWORK.ipv6);
    expect(walk(concat(u32(family).reverse(), packet6), { linkType: LINK.null }).layers.network).toBe(NETWORK.ipv6);
  });

  test('loop is big endian and nothing else', () => {
    expect(walk(concat(hex('00000002'), packet), { linkType: LINK.loop }).layers.network).toBe(NETWORK.ipv4);
    expect(walk(concat(hex('02000000'), packet), { linkType: LINK.loop }).layers.network).toBe(NETWORK.other);
    expect(walk(concat(hex('02000000'), packet), { linkType: LINK.null }).layers.network).toBe(NETWORK.ipv4);
  });

  test('null with an EtherType in its last bytes', () => {
    expect(walk(concat(hex('0f000800'), packet), { linkType: LINK.null }).layers.network).toBe(NETWORK.ipv4);
  });

  test('null: a family that Windows shares with IPX is IPv6 only in front of IPv6', () => {
    expect(walk(concat(hex('17000000'), packet), { linkType: LINK.null }).layers.networkOffset).toBe(-1);
  });

  const sll = (protocol: string, hardware = '0001'): Uint8Array =>
    hex(`0000 ${hardware} 0006 020000000001 0000 ${protocol}`);
  const sll2 = (protocol: string): Uint8Array => hex(`${protocol} 0000 00000003 0001 00 06 020000000001 0000`);

  test('Linux cooked, both versions, with a tag', () => {
    const tagged = vlan(5, 0x0800, packet);
    expect(walk(concat(sll('0800'), packet), { linkType: LINK.sll }).layers.network).toBe(NETWORK.ipv4);
    expect(walk(concat(sll('8100'), tagged), { linkType: LINK.sll }).layers).toMatchObject({
      vlan: 5,
      network: NETWORK.ipv4,
    });
    expect(walk(concat(sll2('86dd'), packet6), { linkType: LINK.sll2 }).layers.network).toBe(NETWORK.ipv6);
    expect(walk(concat(sll2('8100'), tagged), { linkType: LINK.sll2 }).field('vlan')).toBe('5');
  });

  test('Linux cooked: LLC, and netlink whose protocol is no EtherType', () => {
    expect(walk(concat(sll('0004'), snap(0x0800, packet)), { linkType: LINK.sll }).layers.network).toBe(NETWORK.ipv4);
    expect(walk(concat(sll('0800', '0338'), packet), { linkType: LINK.sll }).layers.networkOffset).toBe(-1);
  });

  test('PPP with and without framing, and Cisco HDLC', () => {
    expect(walk(concat(hex('ff030021'), packet), { linkType: 9 }).layers.network).toBe(NETWORK.ipv4);
    expect(walk(concat(hex('0057'), packet6), { linkType: 50 }).layers.network).toBe(NETWORK.ipv6);
    expect(walk(concat(hex('0f000800'), packet), { linkType: 104 }).layers.network).toBe(NETWORK.ipv4);
  });

  test('a link type that is not dissected leaves everything empty', () => {
    expect(walk(packet, { linkType: 147 }).layers).toMatchObject({
      network: 0,
      networkOffset: -1,
      etherType: -1,
      faults: 0,
    });
  });
});
