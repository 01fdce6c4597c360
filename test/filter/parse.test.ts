// The filter language: what text means, what is refused where and why, and that printing and parsing are inverse.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Filter } from '../../shared/filter/ast.ts';
import { parseFilter } from '../../shared/filter/filter.ts';
import { parse } from '../../shared/filter/parse.ts';
import { printFilter } from '../../shared/filter/print.ts';
import { anyFilterText } from './any-filter.ts';

const printed = (text: string): string => {
  const parsed = parseFilter(text);
  return 'ast' in parsed ? printFilter(parsed.ast) : `${parsed.error.column}: ${parsed.error.message}`;
};

/** The tree without places and values, for comparison. */
const shape = (filter: Filter): unknown =>
  JSON.parse(JSON.stringify(filter, (key, value) => (['at', 'end', 'value'].includes(key) ? undefined : value)));

describe('what binds how', () => {
  const table: readonly (readonly [string, string])[] = [
    ['tcp or udp and ip', 'tcp || udp && ip'],
    ['(tcp or udp) and ip', '(tcp || udp) && ip'],
    ['tcp xor udp or arp', 'tcp ^^ udp || arp'],
    ['not tcp and udp', '!tcp && udp'],
    ['!tcp.port == 80', '!(tcp.port == 80)'],
    ['tcp.port not in {80}', '!(tcp.port in {80})'],
    ['ip.ttl < ip.len <= 9', 'ip.ttl < ip.len && ip.len <= 9'],
    ['udp.length + 1 * 2 & 3 == 3', 'udp.length + 1 * 2 & 3 == 3'],
    ['{udp.length + 1} * 2 == 4', '{udp.length + 1} * 2 == 4'],
    ['udp.length - {1 - 2} == 4', 'udp.length - {1 - 2} == 4'],
    ['tcp.port in {1,2 .. 3, 0x10}', 'tcp.port in {1, 2 .. 3, 0x10}'],
    ['any tcp.port gt 5', 'any tcp.port > 5'],
    ['ip.addr#[1,3-4] eq 10.0.0.0/8', 'ip.addr#[1,3-4] == 10.0.0.0/8'],
    ['eth.src[0:3,5] == 00:00:83:01', 'eth.src[0:3,5] == 00:00:83:01'],
    ['.tcp.port any_eq 1', 'tcp.port == 1'],
    ['frame contains r"\\d"', 'frame contains "\\\\d"'],
    ['frame contains "\\x41é\\xff"', 'frame contains "A\\xc3\\xa9\\xff"'],
    ['frame contains "ü"', 'frame contains "ü"'],
    ["frame.len > '\\n'", "frame.len > '\\x0a'"],
    ['', ''],
  ];
  it.each(table)('%s', (text, canonical) => expect(printed(text)).toBe(canonical));
});

describe('errors', () => {
  const table: readonly (readonly [text: string, column: number, suggestion: string | undefined])[] = [
    ['tcp.prot == 80', 1, 'tcp.port'],
    ['ip && tcp.flags.sny', 7, 'tcp.flags.syn'],
    ['tcp.port = 80', 10, '=='],
    ['tcp | udp', 5, '||'],
    ['tcp AND udp', 5, 'and'],
    ['tcp.port == ', 13, undefined],
    ['(tcp', 5, ')'],
    ['tcp)', 4, undefined],
    ['ip.src == example.org', 11, undefined],
    ['ip.src == 10.0.0.0/33', 11, undefined],
    ['ip.ttl == 256', 11, undefined],
    ['tcp.port == http', 13, undefined],
    ['80 == tcp.port', 1, undefined],
    ['tcp contains "a', 14, '"'],
    ['eth.src[0:3', 9, ']'],
    ['eth.src[3-1] == 1', 9, undefined],
    ['ip.src contains "a"', 1, undefined],
    ['frame matches "(a"', 15, undefined],
    ['frame matches "(?=a)"', 15, undefined],
    ['frame contains "\\q"', 17, undefined],
    ['upper(ip.src) == "A"', 7, undefined],
    ['nothing(ip.src) == 1', 1, undefined],
    ['ip.src == ipv6.src', 11, undefined],
    ['ip.src == "10.0.0.1"', 11, undefined],
    ['ip.addr#x == 1', 9, undefined],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Wireshark's reference to the selected record.
    ['ip.src == ${ip.src}', 11, undefined],
  ];
  it.each(table)('%s', (text, column, suggestion) => {
    const parsed = parseFilter(text);
    expect(parsed).toMatchObject({ error: { column } });
    if ('error' in parsed) {
      expect(parsed.error.suggestion).toBe(suggestion);
      expect(parsed.error.message).toMatch(/[.?]$/);
    }
  });
});

describe('any text', () => {
  it('is a filter or has one error inside of it', () => {
    const words = fc.constantFrom(
      'tcp',
      'ip.src',
      '==',
      '(',
      ')',
      '{',
      '}',
      '[',
      '#',
      '"',
      "'",
      '..',
      '-',
      'in',
      '&',
      '0x',
      ':',
      '\\',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.oneof(words, fc.string({ maxLength: 3 }))).map(parts => parts.join(' ')),
    );
    fc.assert(
      fc.property(text, source => {
        const parsed = parseFilter(source);
        if ('error' in parsed) {
          expect(parsed.error.column).toBeGreaterThanOrEqual(1);
          expect(parsed.error.column).toBeLessThanOrEqual(source.length + 1);
        }
      }),
      { numRuns: Number(process.env.FUZZ_ROUNDS ?? 1000) },
    );
  });

  it.each([
    '('.repeat(30_000),
    '!'.repeat(30_000),
    '{'.repeat(19_000),
    `${'('.repeat(9_000)}tcp${')'.repeat(9_000)}`,
    `tcp.port == ${'-'.repeat(15_000)}1`,
    `tcp.port in {${'1,'.repeat(9_000)}1}`,
    `ip.ttl ${'< ip.ttl '.repeat(2_000)}`,
    `ip.ttl ${'+ {1 '.repeat(3_000)}`,
    'a'.repeat(20_000),
    `${'a:'.repeat(9_000)}`,
    `frame contains "${'\\x'.repeat(9_000)}"`,
    `len(${'max('.repeat(4_000)}`,
    `tcp${' && tcp'.repeat(2_000)}`,
  ])('that is long ends soon', text => {
    const start = performance.now();
    expect(parseFilter(text)).toBeDefined();
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('printing', () => {
  it('is undone by parsing', () => {
    fc.assert(
      fc.property(anyFilterText, text => {
        const filter = parse(text);
        expect(shape(parse(printFilter(filter)))).toEqual(shape(filter));
      }),
      { numRuns: Number(process.env.FUZZ_ROUNDS ?? 300) },
    );
  });
});
