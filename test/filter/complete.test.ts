// What the filter box offers at the cursor.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complete } from '../../shared/filter/complete.ts';

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
