// Every link type and tag leads to the packet behind it, in the walk and in the tree; the captures have few of them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DECODED_LINK_TYPES } from '../../main/capture/link-type.ts';
import { Layers, NETWORK } from '../../main/decode/layers.ts';
import { OPAQUE_LINKS } from '../../main/decode/link/opaque.ts';
import { LINK_LAYERS } from '../../main/decode/tree/link-layers.ts';
import { walkRecord } from '../../main/decode/walk.ts';
import { CATALOGUE } from '../../shared/catalogue/catalogue.ts';
import { LINK_FIELDS } from '../../shared/catalogue/link-layers.ts';
import { macText } from '../../shared/net/address.ts';
import { LINK_SAMPLES, type LinkSample, PACKET } from '../build/link-samples.ts';
import { concat, ethernet, hex, snap, zeros } from '../build/packet.ts';
import { epb, idb, pcapngFile, shb } from '../build/pcapng.ts';
import { hasTshark, tsharkFields } from '../build/tshark.ts';
import { mutated, randomFrom } from './mutate.ts';
import { dissectOne, treeOf } from './tree-of.ts';
import { walk } from './walk-one.ts';

const NETWORK_NAMES = new Set(['ip', 'ipv6', 'arp']);
const named = LINK_SAMPLES.map(sample => [sample.name, sample] as const);

describe('link types and tags lead to IP', () => {
  test.each(named)('%s', (_, { frame, linkType, behind = 0, source }) => {
    const { layers, start } = walk(frame, { linkType });
    const at = frame.length - behind - PACKET.length;
    expect(layers).toMatchObject({ network: NETWORK.ipv4, networkOffset: start + at, payloadLength: 8, faults: 0 });
    const tree = dissectOne(frame, { linkType });
    expect(tree.items.find(({ name }) => NETWORK_NAMES.has(name))).toMatchObject({ name: 'ip', start: at });
    expect(tree.protocols.some(name => name.startsWith('_ws.'))).toBe(false);
    const mac = layers.linkSource < 0 ? undefined : layers.linkSource - start;
    expect(mac === undefined ? undefined : macText(frame.subarray(mac, mac + 6))).toBe(source);
  });

  test('every dissected link type has a dissector, every other at most a name', () => {
    const dissected = [...LINK_LAYERS.keys()].filter(linkType => !OPAQUE_LINKS.has(linkType));
    for (const linkType of dissected) expect([linkType, DECODED_LINK_TYPES.has(linkType)]).toEqual([linkType, true]);
    for (const linkType of DECODED_LINK_TYPES) expect([linkType, LINK_LAYERS.has(linkType)]).toEqual([linkType, true]);
  });
});

describe('what carries no packet that can be read', () => {
  const management = hex('8000 0000 ffffffffffff 02000000000a 02000000000a 1000');
  test.each([
    ['a beacon', 105, concat(management, zeros(40))],
    [
      'a protected frame',
      105,
      concat(hex('0841 2c00 02000000000b 02000000000a 02000000000c 1000'), snap(0x0800, PACKET)),
    ],
    [
      'a later fragment',
      105,
      concat(hex('0801 2c00 02000000000b 02000000000a 02000000000c 1100'), snap(0x0800, PACKET)),
    ],
    [
      'a first fragment',
      105,
      concat(hex('0805 2c00 02000000000b 02000000000a 02000000000c 1000'), snap(0x0800, PACKET)),
    ],
    ['raw IPX', 1, ethernet(30, concat(hex('ffff'), zeros(28)))],
    ['LLC that is no information', 1, ethernet(43, concat(hex('0606bf'), PACKET))],
    ['SLARP, which has the number of RARP', 104, concat(hex('0f008035'), zeros(18))],
    ['encrypted MACsec', 1, ethernet(0x88e5, concat(hex('0c00 00000001'), zeros(60)))],
    ['an MPLS channel', 1, ethernet(0x8847, concat(hex('0000d140'), PACKET))],
    ['half of a multilink packet', 9, concat(hex('ff03 003d 80000001 0021'), PACKET)],
    ['CAN', 227, hex('0000012b 04000000 01020304')],
    ['vsock', 271, zeros(32)],
    ['netlink', 253, concat(hex('0000 0338 0000 000000000000 0000 0000 10000000'), zeros(12))],
  ] as const)('%s', (_, linkType, frame) => {
    expect(walk(frame, { linkType }).layers).toMatchObject({ network: NETWORK.other, networkOffset: -1 });
    const { items } = dissectOne(frame, { linkType });
    expect(items.some(({ name }) => NETWORK_NAMES.has(name))).toBe(false);
    expect(items.length).toBeGreaterThan(1);
  });
});

describe('fields', () => {
  test('padding, trailer and check sequence of Ethernet', () => {
    const short = ethernet(0x0800, concat(PACKET.subarray(0, 2), hex('001c'), PACKET.subarray(4, 28)));
    expect(treeOf(concat(short, zeros(18))).get('eth.padding')).toEqual(['00'.repeat(18)]);
    const long = concat(short, zeros(18), hex('a1b2c3d4'));
    expect(treeOf(long).get('eth.fcs')).toEqual(['0xa1b2c3d4']);
    expect(treeOf(concat(short, hex('ffff'))).get('eth.trailer')).toEqual(['ffff']);
  });

  test('all subframes of an A-MSDU', () => {
    const part = concat(hex('02000000000b 02000000000a 0038'), snap(0x0800, PACKET));
    const frame = concat(hex('8801 2c00 02000000000b 02000000000a 02000000000c 1000 8000'), part, hex('0000'), part);
    const tree = treeOf(frame, { linkType: 105 });
    expect(tree.get('ip')).toHaveLength(2);
    expect(tree.get('frame.protocols')).toEqual(['wlan:llc:ip:tcp:data:llc:ip:tcp']);
  });

  test('VLAN of a DSA tag', () => {
    const frame = concat(hex('02000000000b 02000000000a e0080105 0800'), PACKET);
    expect(walk(frame, { linkType: 284 }).field('vlan')).toBe('261');
    expect(treeOf(frame, { linkType: 284 }).get('dsa.vlan')).toEqual(['261']);
  });
});

const IPV6_HEADER_LEN = 40;

/** What is wrong when the walk and the tree look at the same bytes. */
function disagreement(frame: Uint8Array, linkType: number, originalLength: number): unknown {
  const layers = new Layers();
  walkRecord(frame, 0, frame.length, originalLength, linkType, layers);
  const { items } = dissectOne(frame, { linkType, originalLength });
  const at = items.find(({ name, source }) => source === 0 && NETWORK_NAMES.has(name))?.start ?? -1;
  // Of a header that was cut the tree opens no layer.
  const isCut = at < 0 && layers.network === NETWORK.other && layers.end - layers.networkOffset < IPV6_HEADER_LEN;
  if (at === layers.networkOffset || isCut) return undefined;
  return { linkType, frame, originalLength, tree: at, walk: layers.networkOffset };
}

describe('hostile frames', () => {
  const rounds = Number(process.env.FUZZ_ROUNDS ?? 6_000);

  test('walk and tree agree on mutations', { timeout: 3_600_000 }, () => {
    for (let seed = 0; seed < rounds; seed++) {
      const { frame, linkType } = LINK_SAMPLES[seed % LINK_SAMPLES.length]!;
      const record = mutated(frame, seed);
      const longer = randomFrom(seed)() < 0.3 ? 100 : 0;
      expect(disagreement(record, linkType, record.length + longer)).toBeUndefined();
    }
  });

  test('every cut', () => {
    for (const { frame, linkType } of LINK_SAMPLES) {
      for (let size = 0; size < Math.min(frame.length, 80); size++) {
        expect(disagreement(frame.subarray(0, size), linkType, frame.length)).toBeUndefined();
      }
    }
  });

  test('random bytes under every link type', { timeout: 3_600_000 }, () => {
    const linkTypes = [...LINK_LAYERS.keys()];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), fc.constantFrom(...linkTypes), (frame, linkType) => {
        expect(disagreement(frame, linkType, frame.length)).toBeUndefined();
      }),
      { numRuns: Math.ceil(rounds / 4) },
    );
  });
});

const HIDDEN_TWICE = new Set(['fddi.dst', 'fddi.src', 'tr.src']);
const upToIp = (protocols: string): string[] => protocols.replace(/\bip:.*/, 'ip').split(':');

/** One file of all samples, an interface each: one run of tshark. */
function tsharkRowsOf(samples: readonly LinkSample[], fields: readonly string[]): readonly (readonly string[])[] {
  const directory = mkdtempSync(join(tmpdir(), 'links-'));
  const path = join(directory, 'all.pcapng');
  const interfaces = samples.map(({ linkType }) => idb({ linkType }));
  const packets = samples.map(({ frame }, interfaceId) => epb({ interfaceId, data: frame }));
  writeFileSync(path, pcapngFile([shb(), ...interfaces, ...packets]));
  const rows = tsharkFields(path, fields);
  rmSync(directory, { recursive: true });
  return rows;
}

describe.runIf(hasTshark())('link types against tshark (installed here)', () => {
  const samples = LINK_SAMPLES.filter(({ notInTshark }) => !notInTshark);
  const fields = Object.keys(LINK_FIELDS).filter(field => {
    const def = CATALOGUE[field as keyof typeof CATALOGUE];
    const own = /^(dsa|brcmtag|mfr|slip)\./.test(field);
    return field.includes('.') && def.of === null && def.type !== 'none' && !own;
  });
  const rows = hasTshark() ? tsharkRowsOf(samples, ['frame.protocols', ...fields]) : [];

  test.each(samples.map((sample, i) => [sample.name, sample, i] as const))('%s', (_, { frame, linkType }, i) => {
    const [protocols, ...values] = rows[i]!;
    const tree = treeOf(frame, { linkType });
    expect(upToIp(tree.get('frame.protocols')![0]!)).toEqual(upToIp(protocols!));
    const ours = fields.map(field => [field, (tree.get(field) ?? []).join('|')] as const);
    // tshark adds some addresses a second time, hidden, with the other order of bits.
    const shown = (field: string, text = ''): string => (HIDDEN_TWICE.has(field) ? text.split('|')[0]! : text);
    const theirs = fields.map((field, at) => [field, shown(field, values[at])] as const);
    const present = (list: readonly (readonly [string, string])[]): object =>
      Object.fromEntries(list.filter(([, text]) => text !== ''));
    expect(present(ours)).toEqual(present(theirs));
  });
});
