// What the filter box offers at the cursor.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complete } from '../../shared/filter/complete.ts';
import { isLogField } from '../../shared/filter/log-fields.ts';

/** The texts offered at the bar. */
const offered = (text: string): readonly string[] => {
  const cursor = text.indexOf('|');
  return complete(text.replace('|', ''), cursor).suggestions.map(suggestion => suggestion.text);
};

describe('offers', () => {
  it('fields by their beginning, protocols first', () => {
    expect(offered('tcp|')[0]).toBe('tcp');
    expect(offered('ip && tcp.p|')).toContain('tcp.port');
    expect(offered('!(tcp.sr|')).toEqual(['tcp.srcport']);
  });
  it('fields by a part of their name', () => expect(offered('srcp|')).toContain('tcp.srcport'));
  it('our own fields, and functions', () => {
    expect(offered('payload|')).toContain('payload_length');
    expect(offered('low|')).toContain('lower(');
  });
  it('operators that the type of the field has', () => {
    expect(offered('tcp.port |')).toEqual(expect.arrayContaining(['==', 'in', '&&']));
    expect(offered('tcp.port |')).not.toContain('contains');
    expect(offered('dns.qry.name c|')).toEqual(['contains']);
  });
  it('only logic behind a test', () => expect(offered('tcp.port == 80 |')).toEqual(['&&', '||', '^^']));
  it('values with a name', () => {
    expect(offered('tcp.flags.syn == |')).toEqual(expect.arrayContaining(['True', 'False']));
    expect(offered('payload_kind == |')).toContain('"DNS"');
  });
  it('a set after in', () => expect(offered('tcp.port in |')).toEqual(['{']));
  it('nothing inside of quotes', () => expect(offered('frame contains "tc|')).toEqual([]));
});

it('takes the place of the word at the cursor', () => {
  expect(complete('ip && tcp.po == 1', 10)).toMatchObject({ from: 6, to: 12 });
});

it('never throws', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(30), (text, cursor) => {
      const { from, to } = complete(text, Math.min(cursor, text.length));
      expect(from).toBeLessThanOrEqual(to);
    }),
  );
});

describe('offers values that the source holds', () => {
  const held = (
    field: string,
    ...values: readonly (readonly [string, number, string | null])[]
  ): NonNullable<Parameters<typeof complete>[2]> => ({
    held: { field, counted: 'packets', values: values.map(([value, count, note]) => ({ value, count, note })) },
  });
  const texts = (text: string, known: Parameters<typeof complete>[2]): readonly string[] => {
    const cursor = text.indexOf('|');
    return complete(text.replace('|', ''), cursor, known).suggestions.map(one => `${one.text} (${one.note})`);
  };

  it.each([
    ['ip.src == |', { field: 'ip.src', typed: '' }],
    ['ip.src == 10.0|', { field: 'ip.src', typed: '10.0' }],
    ['tcp.port in {80, 4|', { field: 'tcp.port', typed: '4' }],
    ['eth.src == 00:11|', { field: 'eth.src', typed: '00:11' }],
    ['ipv6.addr == 2001:db8::|', { field: 'ipv6.addr', typed: '2001:db8::' }],
    ['http.host contains "cam|', { field: 'http.host', typed: 'cam' }],
    ['http.host == r"cam|"', { field: 'http.host', typed: 'cam' }],
    ['dns && ip.dst != |', { field: 'ip.dst', typed: '' }],
    ['http.host matches "cam|', null],
    ['tcp.port == 80 |', null],
    ['tcp.po|', null],
    ['frame contains "x|', null],
  ])('%s', (text, wanted) => {
    expect(complete(text.replace('|', ''), text.indexOf('|')).wanted).toEqual(wanted);
  });

  it('first, with what they are and how often; text in quotes', () => {
    expect(texts('tcp.port == |', held('tcp.port', ['443', 1234, 'https'], ['80', 1, null]))).toEqual([
      '443 (https, 1,234 packets)',
      '80 (1 packet)',
    ]);
    expect(texts('http.host == |', held('http.host', ['a"b', 2, null]))[0]).toBe('"a\\"b" (2 packets)');
    expect(texts('ip.proto == |', held('ip.proto', ['6', 5, 'TCP'])).slice(0, 2)).toEqual([
      '6 (TCP, 5 packets)',
      expect.stringMatching(/^0 /),
    ]);
  });

  it('that still match, of this field alone', () => {
    const known = held('ip.src', ['10.0.0.1', 3, 'camera'], ['10.0.0.2', 2, null]);
    expect(texts('ip.src == 10.0.0.2|', known)).toEqual(['10.0.0.2 (2 packets)']);
    expect(texts('ip.src == cam|', known)[0]).toBe('10.0.0.1 (camera, 3 packets)');
    expect(texts('ip.dst == |', known)).toEqual([]);
  });

  it('in place of all that is quoted', () => {
    expect(complete('http.host == "ca" && tcp', 16)).toMatchObject({ from: 13, to: 17 });
  });

  it('and what goes on with a set', () => {
    expect(texts('tcp.port in {80 |', {})).toEqual([', (another value)', '} (the end of the set)', '.. (up to)']);
    expect(texts('tcp.port in {80} |', {})[0]).toBe('&& (both)');
  });
});

it('offers of a log only the fields that it has', () => {
  const offeredOf = (text: string) =>
    complete(text, text.length, { has: isLogField }).suggestions.map(suggestion => suggestion.text);
  expect(offeredOf('ip.')).toEqual(['ip.addr', 'ip.dst', 'ip.proto', 'ip.src']);
  expect(offeredOf('tls.')).toEqual([]);
  expect(offeredOf('tcp.po')).toContain('tcp.port');
});
