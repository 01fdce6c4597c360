import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Layers, NETWORK } from '../../main/decode/layers.ts';
import { walkRecord } from '../../main/decode/walk.ts';
import {
  arp,
  ascii,
  authentication,
  concat,
  ethernet,
  fragmentHeader,
  hex,
  icmp,
  ipv4,
  ipv6,
  tcp,
  udp,
  vlan,
  zeros,
} from '../build/packet.ts';
import {
  erspan2,
  erspan3,
  etherIp,
  geneve,
  gre,
  gtp,
  l2tp,
  lisp,
  mpls,
  overUdp,
  ppp,
  teredo,
  vxlan,
  vxlanGpe,
} from '../build/tunnel.ts';
import { mutated } from './mutate.ts';
import { treeOf } from './tree-of.ts';

const segment = tcp({ src: 1111, dst: 2222, payload: ascii('inside') });
const inner4 = ipv4({ protocol: 6, payload: segment, ttl: 7 });
const inner6 = ipv6({ next: 6, payload: segment, hopLimit: 7 });
const frame4 = ethernet(0x0800, inner4);

const over4 = (protocol: number, payload: Uint8Array): Uint8Array => ipv4({ protocol, payload, ttl: 64 });
const udp4 = (port: number, payload: Uint8Array): Uint8Array => over4(17, overUdp(port, payload));

/** Name, the packet, and the names of its layers in the tree from the outer IP header on. */
const TUNNELS: readonly (readonly [name: string, packet: Uint8Array, protocols: string])[] = [
  ['IP in IP', over4(4, inner4), 'ip:ip:tcp'],
  ['6in4', over4(41, inner6), 'ip:ipv6:tcp'],
  ['4in6', ipv6({ next: 4, payload: inner4 }), 'ipv6:ip:tcp'],
  ['AH, then IP', over4(51, authentication(4, inner4)), 'ip:ah:ip:tcp'],
  ['GRE', over4(47, gre(0x0800, inner4)), 'ip:gre:ip:tcp'],
  ['GRE with everything', over4(47, gre(0x86dd, inner6, 0xb000)), 'ip:gre:ipv6:tcp'],
  ['GRE with a route', over4(47, concat(hex('40000800 00000000 00020004 01020304 00000000'), inner4)), 'ip:gre:ip:tcp'],
  ['NVGRE', over4(47, gre(0x6558, frame4, 0x2000)), 'ip:gre:eth:ethertype:ip:tcp'],
  ['PPTP', over4(47, gre(0x880b, ppp(0x21, inner4), 0x3081)), 'ip:gre:ppp:ip:tcp'],
  ['GRE, MPLS', over4(47, gre(0x8847, mpls(5, inner4))), 'ip:gre:mpls:ip:tcp'],
  ['WCCP 2', over4(47, gre(0x883e, concat(zeros(4), inner4))), 'ip:gre:ip:tcp'],
  ['ERSPAN I', over4(47, gre(0x88be, frame4)), 'ip:gre:erspan:eth:ethertype:ip:tcp'],
  ['ERSPAN II', over4(47, gre(0x88be, erspan2(frame4), 0x1000)), 'ip:gre:erspan:eth:ethertype:ip:tcp'],
  ['ERSPAN III', over4(47, gre(0x22eb, erspan3(frame4), 0x1000)), 'ip:gre:erspan:eth:ethertype:ip:tcp'],
  [
    'ERSPAN III with a subheader',
    over4(47, gre(0x22eb, erspan3(frame4, true), 0x1000)),
    'ip:gre:erspan:eth:ethertype:ip:tcp',
  ],
  ['EtherIP', over4(97, etherIp(frame4)), 'ip:etherip:eth:ethertype:ip:tcp'],
  ['MPLS in IP', over4(137, mpls(5, inner4)), 'ip:mpls:ip:tcp'],
  ['VXLAN', udp4(4789, vxlan(5, frame4)), 'ip:udp:vxlan:eth:ethertype:ip:tcp'],
  [
    'VXLAN over IPv6',
    ipv6({ next: 17, payload: overUdp(4789, vxlan(5, frame4)) }),
    'ipv6:udp:vxlan:eth:ethertype:ip:tcp',
  ],
  [
    'VXLAN with a tag',
    udp4(4789, vxlan(5, ethernet(0x8100, vlan(9, 0x0800, inner4)))),
    'ip:udp:vxlan:eth:ethertype:vlan:ethertype:ip:tcp',
  ],
  ['VXLAN-GPE', udp4(4790, vxlanGpe(5, 2, inner6)), 'ip:udp:vxlan:ipv6:tcp'],
  ['Geneve', udp4(6081, geneve(5, 0x6558, frame4)), 'ip:udp:geneve:eth:ethertype:ip:tcp'],
  ['Geneve with options', udp4(6081, geneve(5, 0x0800, inner4, hex('0102 80 01 00000001'))), 'ip:udp:geneve:ip:tcp'],
  ['GTP-U', udp4(2152, gtp(5, inner4)), 'ip:udp:gtp:ip:tcp'],
  ['GTP-U with extensions', udp4(2152, gtp(5, inner6, 0x85, hex('01 1009 c0 01 0001 00'))), 'ip:udp:gtp:ipv6:tcp'],
  ['Teredo', udp4(3544, teredo(inner6)), 'ip:udp:teredo:ipv6:tcp'],
  ['Teredo with indications', udp4(3544, teredo(inner6, true, true)), 'ip:udp:teredo:ipv6:tcp'],
  ['L2TP', udp4(1701, l2tp(ppp(0x21, inner4))), 'ip:udp:l2tp:ppp:ip:tcp'],
  ['L2TP, numbered and padded', udp4(1701, l2tp(ppp(0x57, inner6), true, 3)), 'ip:udp:l2tp:ppp:ipv6:tcp'],
  ['LISP', udp4(4341, lisp(inner4)), 'ip:udp:lisp-data:ip:tcp'],
  ['GRE over UDP', udp4(4754, gre(0x0800, inner4)), 'ip:udp:gre:ip:tcp'],
  ['MPLS over UDP', udp4(6635, mpls(5, inner4)), 'ip:udp:mpls:ip:tcp'],
];

function walk(packet: Uint8Array, inner: boolean, originalLength = packet.length): Layers {
  const bytes = concat(zeros(3), packet, hex('45454545'));
  const layers = new Layers();
  walkRecord(bytes, 3, 3 + packet.length, originalLength, 101, layers, inner);
  return layers;
}

describe.each(TUNNELS)('%s', (_, packet, protocols) => {
  test('the walk goes to the outermost header, or on to the innermost', () => {
    const outer = walk(packet, false);
    expect(outer).toMatchObject({ networkOffset: 3, nested: 1 });
    expect(outer.srcPort).not.toBe(1111);
    const inner = walk(packet, true);
    expect(inner).toMatchObject({
      ipProto: 6,
      ttl: 7,
      srcPort: 1111,
      dstPort: 2222,
      payloadLength: 6,
      faults: 0,
      nested: 1,
    });
    expect(inner.payloadEnd - inner.payload).toBe(6);
  });

  test('the tree has every layer', () => {
    const values = treeOf(packet, { linkType: 101 });
    expect(values.get('frame.protocols')?.[0]?.replace(/^raw:/, '')).toContain(protocols);
    expect(values.get('tcp.srcport')).toEqual(['1111']);
    expect(values.has('_ws.malformed') || values.has('_ws.short')).toBe(false);
  });

  test('every cut of it is walked and dissected to its end', () => {
    for (let size = 0; size < packet.length; size++) {
      const cut = packet.subarray(0, size);
      const layers = walk(cut, true, packet.length);
      expect(layers.end).toBeLessThanOrEqual(3 + size);
      expect(layers.payloadLength).toBeLessThanOrEqual(packet.length);
      treeOf(cut, { linkType: 101, originalLength: packet.length });
    }
  });
});

describe('where the walk ends', () => {
  test('eight tunnels deep', () => {
    let packet = inner4;
    for (let i = 0; i < 12; i++) packet = ipv4({ protocol: 4, payload: packet, ttl: 20 + i });
    // From 31 on the outside, nine headers further in.
    expect(walk(packet, true).ttl).toBe(31 - 8);
  });

  test('a frame inside that carries no IP leaves the header outside', () => {
    const packet = udp4(4789, vxlan(5, ethernet(0x0806, arp(1))));
    expect(walk(packet, true)).toMatchObject({ network: NETWORK.ipv4, dstPort: 4789, nested: 1 });
  });

  test('what an ICMP error quotes is no tunnel', () => {
    const packet = over4(1, icmp(3, 1, concat(zeros(4), inner4)));
    expect(walk(packet, true)).toMatchObject({ ipProto: 1, ttl: 64, nested: 1 });
    expect(walk(over4(1, icmp(8, 0, zeros(12))), false).nested).toBe(0);
  });

  test('a fragment may hold more than it shows', () => {
    expect(walk(ipv4({ protocol: 17, payload: udp(), flagsAndOffset: 0x2000 }), false).nested).toBe(1);
    expect(walk(ipv6({ next: 44, payload: fragmentHeader(17, 8, 1, udp()) }), false).nested).toBe(1);
    expect(walk(over4(17, udp()), false).nested).toBe(0);
  });

  test('the Ethernet header inside becomes that of the record, with its tags', () => {
    const packet = ethernet(0x8100, vlan(1, 0x0800, udp4(4789, vxlan(5, ethernet(0x0800, inner4)))));
    const layers = new Layers();
    walkRecord(packet, 0, packet.length, packet.length, 1, layers, true);
    expect(layers.ethernet).toBe(18 + 20 + 8 + 8);
    expect(layers.vlan).toBe(-1);
  });

  test('the payload of a header inside is not shortened by a snap length', () => {
    const packet = over4(47, gre(0x0800, ipv4({ protocol: 17, payload: udp({ payload: zeros(500) }) })));
    expect(walk(packet.subarray(0, 60), true, packet.length)).toMatchObject({ payloadLength: 500, dstPort: 9999 });
  });
});

const FUZZ_ROUNDS = Number(process.env.FUZZ_ROUNDS ?? 800);

describe('hostile tunnels', () => {
  test('changed bytes: the walk stays inside, the tree ends', () => {
    for (let seed = 0; seed < FUZZ_ROUNDS; seed++) {
      const [, packet] = TUNNELS[seed % TUNNELS.length]!;
      const bytes = mutated(packet, seed);
      const layers = walk(bytes, true);
      const { networkOffset, payload, payloadEnd, end } = layers;
      const inside = networkOffset <= end && payload <= end && payloadEnd <= end && end <= 3 + bytes.length;
      if (!inside || layers.payloadLength > bytes.length) expect({ seed, layers }).toEqual('inside of the record');
      treeOf(bytes, { linkType: 101 });
    }
  });

  test('random bytes behind every port', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1701, 2123, 2152, 3544, 4341, 4500, 4754, 4789, 4790, 6081, 6635),
        fc.uint8Array({ maxLength: 90 }),
        (port, payload) => {
          const packet = udp4(port, payload);
          expect(walk(packet, true).end).toBeLessThanOrEqual(3 + packet.length);
          treeOf(packet, { linkType: 101 });
        },
      ),
      { numRuns: Math.ceil(FUZZ_ROUNDS / 5) },
    );
  });
});
