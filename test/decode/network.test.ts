import { describe, expect, test } from 'vitest';
import { FAULT, NETWORK } from '../../main/decode/layers.ts';
import { payloadKindName } from '../../shared/model/payload-kind.ts';
import {
  arp,
  ascii,
  authentication,
  concat,
  ethernet,
  extension,
  fragmentHeader,
  hex,
  ipv4,
  ipv6,
  tcp,
  u32,
  udp,
  V4_A,
  V4_B,
  V6_A,
  V6_B,
  zeros,
} from '../build/packet.ts';
import { LINK, walk } from './walk-one.ts';

const body = ascii('some data');
const raw = { linkType: LINK.raw };

describe('IPv4', () => {
  test('every field', () => {
    const { field, layers } = walk(ipv4({ protocol: 17, payload: udp({ payload: body }), ttl: 3 }), raw);
    const names = 'version hdr_len dsfield len id flags frag_offset ttl proto checksum src dst'.split(' ');
    expect(names.map(name => field(`ip.${name}`))).toEqual([
      '4',
      '20',
      '0x00',
      '37',
      '0x1234',
      '0x02',
      '0',
      '3',
      '17',
      '0xbeef',
      V4_A,
      V4_B,
    ]);
    expect(layers).toMatchObject({
      network: NETWORK.ipv4,
      ipProto: 17,
      ttl: 3,
      ipPayload: 17,
      payloadLength: 9,
      faults: 0,
    });
  });

  test('options lie between header and payload', () => {
    const { field, payload } = walk(ipv4({ protocol: 17, options: zeros(40), payload: udp({ payload: body }) }), raw);
    expect([field('ip.hdr_len'), field('udp.srcport')]).toEqual(['60', '40000']);
    expect(payload()).toEqual(body);
  });

  test('total length 0: the frame decides, and is shown in its place', () => {
    const packet = ipv4({ protocol: 6, payload: tcp({ payload: zeros(5000) }), totalLength: 0 });
    const { layers, field } = walk(packet, raw);
    expect(layers).toMatchObject({ payloadLength: 5000, faults: 0 });
    expect(field('ip.len')).toBe('5040');
    expect(walk(packet, { ...raw, snap: 100 }).layers.payloadLength).toBe(5000);
  });

  test('total length below the header: no IP, only the lengths are shown', () => {
    const { layers, field } = walk(ipv4({ protocol: 6, payload: tcp(), totalLength: 19 }), raw);
    expect(layers).toMatchObject({ network: NETWORK.other, ipProto: -1, payloadLength: 0, faults: FAULT.malformed });
    expect([field('ip.hdr_len'), field('ip.len'), field('ip.src'), field('tcp.srcport')]).toEqual(['20', '19', '', '']);
  });

  test('total length beyond the frame: the frame bounds it', () => {
    const { layers } = walk(ipv4({ protocol: 6, payload: tcp({ payload: body }), totalLength: 1500 }), raw);
    expect(layers).toMatchObject({ payloadLength: 9, faults: FAULT.malformed });
  });

  test('header length below 5 words: no IP', () => {
    const { layers, field } = walk(ipv4({ protocol: 6, payload: tcp(), headerWords: 4 }), raw);
    expect(layers).toMatchObject({ network: NETWORK.other, faults: FAULT.malformed });
    expect([field('ip.version'), field('ip.hdr_len'), field('ip.len'), field('ip.dst')]).toEqual(['4', '16', '', '']);
  });

  test('another version number under the EtherType of IPv4', () => {
    expect(walk(ethernet(0x0800, ipv6({ next: 6, payload: tcp() }))).layers.network).toBe(NETWORK.ipv6);
    const bogus = walk(ethernet(0x0800, concat(hex('55'), zeros(30))));
    expect(bogus.layers).toMatchObject({ network: NETWORK.other, faults: FAULT.malformed });
    expect(bogus.field('ip.version')).toBe('5');
  });

  test('cut inside the header: the fields before the cut are shown, the addresses belong to nobody', () => {
    const { layers, field } = walk(ipv4({ protocol: 6, payload: tcp() }), { ...raw, snap: 17 });
    expect(layers).toMatchObject({ network: NETWORK.other, faults: FAULT.cut });
    expect([field('ip.ttl'), field('ip.src'), field('ip.dst')]).toEqual(['64', V4_A, '']);
  });

  test('cut inside the options: addresses and payload length hold', () => {
    const packet = ipv4({ protocol: 17, options: zeros(20), payload: udp({ payload: body }) });
    const { layers } = walk(packet, { ...raw, snap: 30 });
    expect(layers).toMatchObject({
      network: NETWORK.ipv4,
      ipProto: 17,
      transport: -1,
      payloadLength: 9,
      faults: FAULT.cut,
    });
  });

  test('a snap length does not shorten the payload', () => {
    const packet = ipv4({ protocol: 6, payload: tcp({ payload: zeros(1000) }) });
    const { layers, payload } = walk(packet, { ...raw, snap: 50 });
    expect(layers).toMatchObject({ payloadLength: 1000, transportRead: 1 });
    expect(payload()).toHaveLength(10);
  });

  test('first fragment: ports and its own share of the payload', () => {
    const packet = ipv4({
      protocol: 17,
      payload: udp({ payload: body, length: 4000 }),
      flagsAndOffset: 0x2000,
      id: 77,
    });
    expect(walk(packet, raw).layers).toMatchObject({
      fragment: 1,
      laterFragment: 0,
      fragmentId: 77,
      srcPort: 40000,
      payloadLength: 9,
      faults: 0,
    });
  });

  test('later fragment: no ports whatever its bytes look like, payload is all of it', () => {
    const packet = ipv4({ protocol: 17, payload: udp({ payload: body }), flagsAndOffset: 0x0001 });
    const { layers, field } = walk(packet, raw);
    expect(layers).toMatchObject({ fragment: 1, laterFragment: 1, srcPort: 0, payloadLength: 17, transportRead: 0 });
    expect([field('udp.srcport'), field('ip.frag_offset')]).toEqual(['', '1']);
    expect(payloadKindName(layers.payloadKind)).toBe('data');
  });

  test('"do not fragment" alone is no fragment', () => {
    expect(walk(ipv4({ protocol: 6, payload: tcp() }), raw).layers.fragment).toBe(0);
  });

  test('an authentication header is passed, ESP is not', () => {
    const { layers, field } = walk(ipv4({ protocol: 51, payload: authentication(6, tcp({ payload: body })) }), raw);
    expect(layers).toMatchObject({ ipProto: 6, payloadLength: 9, dstPort: 8080 });
    expect(field('ip.proto')).toBe('51');
    const esp = walk(ipv4({ protocol: 50, payload: zeros(40) }), raw).layers;
    expect(esp).toMatchObject({ ipProto: 50, payloadLength: 40, srcPort: 0 });
    expect(payloadKindName(esp.payloadKind)).toBe('ESP');
  });

  test('IP in IP is payload of the outer packet', () => {
    const inner = ipv4({ protocol: 6, payload: tcp() });
    const { layers, field } = walk(ipv4({ protocol: 4, payload: inner, ttl: 9 }), raw);
    expect(layers).toMatchObject({ ipProto: 4, payloadLength: 40, srcPort: 0, ttl: 9 });
    expect([field('tcp.srcport'), payloadKindName(layers.payloadKind)]).toEqual(['', 'IPv4']);
  });
});

describe('IPv6', () => {
  test('every field', () => {
    const { field, layers } = walk(ipv6({ next: 17, payload: udp({ payload: body }), hopLimit: 255 }), raw);
    const names = 'version tclass flow plen nxt hlim src dst'.split(' ');
    expect(names.map(name => field(`ipv6.${name}`))).toEqual([
      '6',
      '0x000000ab',
      '0x012345',
      '17',
      '17',
      '255',
      V6_A,
      V6_B,
    ]);
    expect(field('ip.version')).toBe('6');
    expect(layers).toMatchObject({ network: NETWORK.ipv6, ttl: 255, payloadLength: 9, faults: 0 });
  });

  test.each([0, 43, 60, 135, 139, 140])('extension header %i is passed', next => {
    const packet = ipv6({ next, payload: extension(17, udp({ payload: body }), zeros(14), 1) });
    expect(walk(packet, raw).layers).toMatchObject({ ipProto: 17, srcPort: 40000, payloadLength: 9, faults: 0 });
  });

  test('a long chain of extension headers ends', () => {
    let chain = udp({ payload: body });
    for (let i = 0; i < 500; i++) chain = extension(i === 0 ? 17 : 60, chain);
    expect(walk(ipv6({ next: 60, payload: chain }), raw).layers).toMatchObject({ ipProto: 17, payloadLength: 9 });
  });

  test('an extension header longer than the packet stops there', () => {
    const { layers } = walk(ipv6({ next: 60, payload: concat(hex('11ff'), zeros(30)) }), raw);
    expect(layers).toMatchObject({ ipProto: 60, payloadLength: 32, srcPort: 0, faults: FAULT.malformed });
  });

  test('cut in an extension header: what follows is unknown, how long it is not', () => {
    const packet = ipv6({ next: 0, payload: extension(17, udp({ payload: body })) });
    const { layers } = walk(packet, { ...raw, snap: 44 });
    expect(layers).toMatchObject({ network: NETWORK.ipv6, ipProto: 0, payloadLength: 25, faults: FAULT.cut });
  });

  test('fragments: the first has ports, the later has none, the atomic is none', () => {
    const fragment = (bits: number): Uint8Array =>
      ipv6({ next: 44, payload: fragmentHeader(17, bits, 0xdeadbeef, udp({ payload: body })) });
    expect(walk(fragment(0x0001), raw).layers).toMatchObject({ fragment: 1, laterFragment: 0, dstPort: 9999 });
    expect(walk(fragment(0x0008), raw).layers).toMatchObject({
      laterFragment: 1,
      fragmentId: 0xdeadbeef,
      dstPort: 0,
      ipProto: 17,
      payloadLength: 17,
    });
    expect(walk(fragment(0x0000), raw).layers).toMatchObject({ fragment: 0, dstPort: 9999, payloadLength: 9 });
  });

  test('jumbogram: the option says how long, UDP length 0 says nothing', () => {
    const datagram = udp({ payload: zeros(70000), length: 0 });
    const jumbo = extension(17, datagram, concat(hex('c204'), u32(8 + datagram.length)));
    const { layers } = walk(ipv6({ next: 0, payload: jumbo, payloadLength: 0 }), raw);
    expect(layers).toMatchObject({ payloadLength: 70000, faults: 0 });
    const shorter = extension(17, datagram, concat(hex('c204'), u32(8 + 8 + 100)));
    expect(walk(ipv6({ next: 0, payload: shorter, payloadLength: 0 }), raw).layers.payloadLength).toBe(100);
  });

  test('payload length 0 without a jumbogram: the frame decides', () => {
    const packet = ipv6({ next: 6, payload: tcp({ payload: zeros(3000) }), payloadLength: 0 });
    expect(walk(packet, raw).layers).toMatchObject({ payloadLength: 3000, faults: 0 });
  });

  test('no next header: nothing follows', () => {
    expect(walk(concat(ipv6({ next: 59, payload: zeros(0) }), zeros(6)), raw).layers).toMatchObject({
      ipProto: 59,
      payloadLength: 0,
      faults: 0,
    });
  });

  test('cut inside the header', () => {
    const { layers, field } = walk(ipv6({ next: 6, payload: tcp() }), { ...raw, snap: 39 });
    expect(layers).toMatchObject({ network: NETWORK.other, faults: FAULT.cut });
    expect([field('ipv6.src'), field('ipv6.dst')]).toEqual([V6_A, '']);
  });
});

describe('ARP', () => {
  test('opcode', () => {
    const { layers, field } = walk(ethernet(0x0806, arp(2)));
    expect(layers).toMatchObject({ network: NETWORK.arp, ipProto: -1, payloadLength: 0 });
    expect([field('arp.opcode'), field('ip.version')]).toEqual(['2', '']);
  });

  test('cut', () => {
    expect(walk(ethernet(0x0806, arp(2)), { snap: 21 }).layers).toMatchObject({
      network: NETWORK.other,
      faults: FAULT.cut,
    });
  });
});
