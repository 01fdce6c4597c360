import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeDecimal, writeHex } from '../../main/decode/ascii.ts';
import { fieldWriter } from '../../main/decode/field-values.ts';
import { headerRow } from '../../main/decode/header-row.ts';
import { Layers } from '../../main/decode/layers.ts';
import { walkRecord } from '../../main/decode/walk.ts';
import { FIELDS, fieldByName } from '../../shared/model/field.ts';
import { ethernet, hex, ipv4, tcp, u32, udp, vlan, zeros } from '../build/packet.ts';
import { mutated } from './mutate.ts';

const headerFields = FIELDS.map(field => field.name).filter(name => fieldWriter(name) !== undefined);

describe('the field catalogue', () => {
  test('names are unique, in both vocabularies', () => {
    expect(new Set(FIELDS.map(field => field.name)).size).toBe(FIELDS.length);
    expect(new Set(FIELDS.map(field => field.scapy)).size).toBe(FIELDS.length);
    expect(fieldByName('ip.ttl')?.scapy).toBe('IP_ttl');
    expect(fieldByName('nonsense')).toBeUndefined();
  });

  test('every field with a layer in its name comes from headers', () => {
    const layered = FIELDS.map(field => field.name).filter(name => /^(ip|ipv6|tcp|udp|icmp|icmpv6)\./.test(name));
    expect(layered.filter(name => !headerFields.includes(name))).toEqual([]);
    expect(['eth_src', 'eth_dst', 'vlan'].filter(name => !headerFields.includes(name))).toEqual([]);
  });
});

describe('a row of header fields', () => {
  const layers = new Layers();

  function row(frame: Uint8Array, names: readonly string[], separator: string): string {
    walkRecord(frame, 0, frame.length, frame.length, 1, layers);
    const writer = headerRow(names, separator);
    const room = writer.room(layers);
    const out = new Uint8Array(room + 8).fill(0x7e);
    const end = writer.write(frame, layers, out, 0);
    expect(end).toBeLessThanOrEqual(room);
    expect(out.subarray(end)).toEqual(new Uint8Array(out.length - end).fill(0x7e));
    return String.fromCharCode(...out.subarray(0, end));
  }

  test('holds the texts of the single fields', () => {
    const options = hex('0101 0512 00000001 00000002 fffffffe ffffffff');
    const frames = [
      ethernet(0x0800, ipv4({ protocol: 6, payload: tcp({ options, payload: zeros(9) }) })),
      ethernet(0x8100, vlan(1, 0x8100, vlan(4095, 0x0800, ipv4({ protocol: 17, payload: udp() })))),
      ethernet(0x0806, zeros(28)),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...frames), fc.integer(), (frame, seed) => {
        const bytes = mutated(frame, seed);
        const expected = headerFields.map(name => {
          walkRecord(bytes, 0, bytes.length, bytes.length, 1, layers);
          return `${fieldWriter(name)!(bytes, layers)}\t`;
        });
        expect(row(bytes, headerFields, '\t')).toBe(expected.join(''));
      }),
      { numRuns: 500 },
    );
  });

  test('quotes a list that holds the separator', () => {
    const frame = ethernet(0x8100, vlan(1, 0x8100, vlan(2, 0x0800, ipv4({ protocol: 17, payload: udp() }))));
    expect(row(frame, ['vlan', 'udp.srcport'], ',')).toBe('"1,2",40000,');
    expect(row(frame, ['vlan', 'udp.srcport'], ';')).toBe('1,2;40000;');
  });

  test('has room for as many tags as a record holds', () => {
    let frame = zeros(4);
    for (let i = 0; i < 400; i++) frame = vlan(4000, 0x8100, frame);
    expect(row(ethernet(0x8100, frame), ['vlan'], '\t').length).toBeGreaterThan(400 * 5 - 1);
  });

  test('knows no field that does not come from headers', () => {
    expect(() => headerRow(['time'], ',')).toThrow('time');
  });
});

test('numbers in ASCII are the numbers', () => {
  const out = new Uint8Array(16);
  const text = (end: number): string => String.fromCharCode(...out.subarray(0, end));
  const edges = [0, 9, 10, 99, 100, 65535, 0x7fffffff, 0x80000000, 0xffffffff, 999999999, 1000000000];
  for (const value of edges) expect(text(writeDecimal(out, 0, value))).toBe(String(value));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffffffff }), value => {
      expect(text(writeDecimal(out, 0, value))).toBe(String(value));
      expect(text(writeHex(out, 0, value, 8))).toBe(`0x${hexOf(u32(value))}`);
    }),
  );
});

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
