// Hostile records: whatever the bytes, the walk ends, throws nothing, stays inside, and looks at nothing outside.
// FUZZ_ROUNDS sets how many (default 20,000 a suite).
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DECODED_LINK_TYPES } from '../../main/capture/link-type.ts';
import { fieldWriter } from '../../main/decode/field-values.ts';
import { Layers, NETWORK } from '../../main/decode/layers.ts';
import { walkRecord } from '../../main/decode/walk.ts';
import { FIELDS } from '../../shared/model/field.ts';
import {
  arp,
  ascii,
  authentication,
  concat,
  ethernet,
  extension,
  fragmentHeader,
  hex,
  icmp,
  ipv4,
  ipv6,
  snap,
  tcp,
  u16,
  u32,
  udp,
  vlan,
  zeros,
} from '../build/packet.ts';
import { mutated, randomFrom } from './mutate.ts';

const iterations = Number(process.env.FUZZ_ROUNDS ?? 20_000);
const linkTypes = [...DECODED_LINK_TYPES];
const writers = FIELDS.flatMap(field => fieldWriter(field.name) ?? []);

/** A byte array that notes the lowest and highest place that was read. */
function watched(bytes: Uint8Array): { bytes: Uint8Array; reads: { low: number; high: number } } {
  const reads = { low: Number.POSITIVE_INFINITY, high: -1 };
  const proxy = new Proxy(bytes, {
    get(target, key) {
      if (typeof key === 'string' && /^-?\d+$/.test(key)) {
        reads.low = Math.min(reads.low, Number(key));
        reads.high = Math.max(reads.high, Number(key));
      }
      return Reflect.get(target, key, target);
    },
  });
  return { bytes: proxy, reads };
}

const OFFSETS = 'ethernet vlanOffset networkOffset transport ipEnd payload payloadEnd'.split(
  ' ',
) as readonly (keyof Layers)[];

function problems(layers: Layers, start: number, end: number, frameLength: number): string[] {
  const found: string[] = [];
  for (const name of OFFSETS) {
    const offset = layers[name] as number;
    if (offset !== -1 && (offset < start || offset > end)) found.push(`${name} ${offset} outside [${start}, ${end})`);
  }
  for (const [name, value] of Object.entries(layers)) {
    if (!Number.isInteger(value)) found.push(`${name} is ${value}`);
  }
  if (layers.payloadLength < 0 || layers.payloadLength > Math.max(frameLength, end - start)) {
    found.push(`payload length ${layers.payloadLength} of a frame of ${frameLength}`);
  }
  if (layers.payload >= 0 && layers.payloadEnd - layers.payload > layers.payloadLength) found.push('payload too long');
  if (layers.payload >= 0 !== layers.payloadEnd >= 0) found.push('half a payload');
  const size = [0, 20, 40, 8][layers.network]!;
  if (layers.network !== NETWORK.other && layers.networkOffset + size > end) found.push('network header not captured');
  const header = layers.ipProto === 6 ? 20 : 8;
  if (layers.transportRead === 1 && layers.ipEnd - layers.transport < header)
    found.push('transport header not captured');
  return found;
}

const layers = new Layers();
const other = new Layers();

/** Walks a record between two different surroundings, and compares what was found. */
function check(record: Uint8Array, linkType: number, originalLength: number, random: () => number): void {
  const before = Math.floor(random() * 8);
  const place = (filler: () => number): Uint8Array =>
    Uint8Array.from({ length: before + record.length + 64 }, (_, i) => record[i - before] ?? filler());
  const end = before + record.length;
  const noise = place(() => Math.floor(random() * 256));
  const blank = place(() => 0);
  walkRecord(noise, before, end, originalLength, linkType, layers);
  const found = problems(layers, before, end, originalLength);
  const texts = writers.map(write => write(noise, layers));
  walkRecord(blank, before, end, originalLength, linkType, other);
  const otherTexts = writers.map(write => write(blank, other));
  if (found.length > 0 || texts.some((text, i) => text !== otherTexts[i])) {
    expect({ linkType, originalLength, record, found, texts }).toEqual({
      linkType,
      originalLength,
      record,
      found: [],
      texts: otherTexts,
    });
  }
  for (const [name, value] of Object.entries(layers)) {
    if (value !== other[name as keyof Layers]) expect(layers).toEqual(other);
  }
}

const text = ascii('GET / HTTP/1.1\r\n\r\n');
const syn = tcp({ flags: 2, options: hex('020405b4 0402080a ffffffff 00000001 01030307') });
const jumbo = extension(17, udp({ payload: zeros(40), length: 0 }), concat(hex('c204'), u32(56)));
const ip = [
  ipv4({ protocol: 6, payload: tcp({ payload: text }) }),
  ipv4({ protocol: 6, payload: tcp({ payload: hex('1603014800010000c40303') }) }),
  ipv4({ protocol: 17, payload: udp({ payload: concat(hex('c3 00000001 08'), zeros(20)) }) }),
  ipv4({ protocol: 17, payload: udp({ payload: concat(hex('0001 0000 2112a442'), zeros(12)) }) }),
  ipv4({ protocol: 17, payload: udp({ dst: 67, payload: concat(hex('01010600'), zeros(232), hex('63825363')) }) }),
  ipv4({ protocol: 6, payload: syn, options: zeros(12) }),
  ipv4({
    protocol: 17,
    payload: udp({ dst: 53, payload: hex('1234 0100 0001 0000 0000 0000 03777777 00 0001 0001') }),
  }),
  ipv4({ protocol: 17, payload: udp({ payload: text }), flagsAndOffset: 0x2000 }),
  ipv4({ protocol: 1, payload: icmp(8, 0, zeros(12)) }),
  ipv4({ protocol: 51, payload: authentication(6, tcp({ payload: text })) }),
  ipv4({ protocol: 6, payload: tcp({ payload: text }), totalLength: 0 }),
  ipv6({ next: 0, payload: extension(43, extension(60, extension(6, tcp({ payload: text })))) }),
  ipv6({ next: 44, payload: fragmentHeader(17, 1, 9, udp({ payload: text })) }),
  ipv6({ next: 0, payload: jumbo, payloadLength: 0 }),
  ipv6({ next: 58, payload: icmp(128, 0, zeros(12)) }),
];

/** Every packet behind every link layer that can carry it. */
const samples: readonly (readonly [linkType: number, frame: Uint8Array])[] = ip.flatMap(packet => {
  const type = packet[0]! >> 4 === 4 ? 0x0800 : 0x86dd;
  const family = u32(type === 0x0800 ? 2 : 30);
  const ppp = concat(hex(type === 0x0800 ? '0021' : '0057'), packet);
  return [
    [1, ethernet(type, packet)],
    [1, ethernet(0x88a8, vlan(2, 0x8100, vlan(3, type, packet)))],
    [1, ethernet(8 + packet.length, snap(type, packet))],
    [1, ethernet(0x8847, concat(hex('0001 0140'), packet))],
    [1, ethernet(0x8864, concat(hex('1100 0001'), u16(ppp.length), ppp))],
    [0, concat(family.slice().reverse(), packet)],
    [108, concat(family, packet)],
    [101, packet],
    [9, concat(hex('ff03'), ppp)],
    [104, concat(hex('0f00'), u16(type), packet)],
    [113, concat(hex('0000 0001 0006 020000000001 0000'), u16(type), packet)],
    [276, concat(u16(type), hex('0000 00000003 0001 00 06 020000000001 0000'), packet)],
  ] as const;
});

describe('hostile records', () => {
  test('mutations of good ones', () => {
    for (let seed = 0; seed < iterations; seed++) {
      const random = randomFrom(seed ^ 0x5bd1e995);
      const [linkType, frame] = samples[Math.floor(random() * samples.length)]!;
      const record = mutated(frame, seed);
      const longer = random() < 0.3 ? Math.floor(random() * 2 ** 32) : 0;
      check(record, linkType, Math.min(record.length + longer, 0xffffffff), random);
    }
  });

  test('random bytes under every link type', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom(...linkTypes),
        fc.integer({ min: 0, max: 0xffffffff }),
        fc.integer(),
        (record, linkType, originalLength, seed) => check(record, linkType, originalLength, randomFrom(seed)),
      ),
      { numRuns: Math.ceil(iterations / 4) },
    );
  });

  test('every cut of every sample', () => {
    for (const [linkType, frame] of samples) {
      for (let size = 0; size <= frame.length; size++)
        check(frame.subarray(0, size), linkType, frame.length, randomFrom(size));
    }
  });

  test('no byte outside of the record is read', () => {
    const look = (record: Uint8Array, linkType: number, originalLength: number): void => {
      const { bytes, reads } = watched(concat(zeros(9), record, zeros(9)));
      const end = 9 + record.length;
      walkRecord(bytes, 9, end, originalLength, linkType, layers);
      for (const write of writers) write(bytes, layers);
      if (reads.high >= end || reads.low < 9) expect({ linkType, record, reads }).toEqual('reads inside the record');
    };
    for (let seed = 0; seed < Math.ceil(iterations / 20); seed++) {
      const [linkType, frame] = samples[seed % samples.length]!;
      const record = mutated(frame, seed);
      look(record, linkType, record.length);
    }
    for (const [linkType, frame] of samples) {
      for (let size = 0; size <= Math.min(frame.length, 120); size++)
        look(frame.subarray(0, size), linkType, frame.length);
    }
  });

  test('an ARP header is read where it is', () => {
    check(ethernet(0x0806, arp(1)), 1, 42, randomFrom(1));
    expect(layers.network).toBe(NETWORK.arp);
  });

  test('a record of only tags, labels or extension headers is walked once through', () => {
    const long = 200_000;
    for (const frame of [
      ethernet(0x8100, new Uint8Array(long).fill(0x81)),
      ethernet(0x8847, zeros(long)),
      ethernet(
        0x86dd,
        ipv6({
          next: 60,
          payload: concat(...Array.from({ length: long / 8 }, () => hex('3c00000000000000'))),
          payloadLength: 0,
        }),
      ),
    ]) {
      walkRecord(frame, 0, frame.length, frame.length, 1, layers);
      expect(problems(layers, 0, frame.length, frame.length)).toEqual([]);
    }
  });
});
