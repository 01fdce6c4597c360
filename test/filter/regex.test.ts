// Regular expressions of `matches`: what they match beside JavaScript's own, and that none takes long.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteString } from '../../shared/filter/byte-string.ts';
import { Regex } from '../../shared/filter/regex.ts';
import { RegexProblem } from '../../shared/filter/regex-parse.ts';

const BYTES = /^[\x20-\x7e]*$/;

const part: fc.Arbitrary<string> = fc.letrec<{ part: string }>(tie => ({
  part: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      'a',
      'b',
      'A',
      '0',
      '.',
      ' ',
      '[ab]',
      '[^a]',
      '[a-c0]',
      '\\d',
      '\\w',
      '\\s',
      '\\b',
      '\\B',
      '^',
      '$',
      '[^\\w]',
      '\\x61',
      '\\.',
    ),
    fc.tuple(tie('part'), tie('part')).map(([a, b]) => a + b),
    fc.tuple(tie('part'), tie('part')).map(([a, b]) => `(?:${a}|${b})`),
    fc
      .tuple(tie('part'), fc.constantFrom('*', '+', '?', '{2}', '{1,}', '{0,2}', '*?', '+?'))
      .map(([a, times]) => `(${a})${times}`),
  ),
})).part;

describe('a pattern', () => {
  it('matches what JavaScript matches', () => {
    const subject = fc.array(fc.constantFrom('a', 'b', 'c', 'A', '0', ' ', '.', '_')).map(letters => letters.join(''));
    fc.assert(
      fc.property(part, subject, (pattern, text) => {
        expect(BYTES.test(text)).toBe(true);
        expect(new Regex(pattern).test(text)).toBe(new RegExp(pattern, 'i').test(text));
      }),
      { numRuns: Number(process.env.FUZZ_ROUNDS ?? 1000) },
    );
  });

  const table: readonly (readonly [pattern: string, text: string, found: boolean])[] = [
    ['abc', 'xABCx', true],
    ['(?-i)abc', 'xABCx', false],
    ['a(?-i)b', 'Ab', true],
    ['a(?-i)b', 'AB', false],
    ['(?i:A)(?-i:B)', 'aB', true],
    ['^b', 'a\nb', false],
    ['(?m)^b', 'a\nb', true],
    ['(?m)^b', 'a\n', false],
    ['a$', 'a\n', true],
    ['a\\z', 'a\n', false],
    ['a\\Z', 'a\n', true],
    ['a$', 'a\nb', false],
    ['(?m)a$', 'a\nb', true],
    ['a.b', 'a\nb', false],
    ['(?s)a.b', 'a\nb', true],
    ['(?x) a b # comment', 'ab', true],
    ['\\Qa.b\\E', 'a.b', true],
    ['\\Qa.b\\E', 'axb', false],
    ['[[:alpha:]]+\\d', 'ab1', true],
    ['[^[:alpha:]]', 'ab', false],
    ['[]a]', ']', true],
    ['[a-]', '-', true],
    ['\\xff', '\xff', true],
    ['\\x{e9}', '\xe9', true],
    ['\\x00\\x01', '\x00\x01', true],
    ['(?<name>a)\\b', 'a b', true],
    ['(?#note)a', 'a', true],
    ['x*', '', true],
    ['a{,2}', 'a{,2}', true],
    ['a{2', 'a{2', true],
    ['', 'anything', true],
    ['a|', 'b', true],
  ];
  it.each(table)('%s in %j: %s', (pattern, text, found) => expect(new Regex(pattern).test(text)).toBe(found));

  it.each([
    '(',
    ')',
    'a)',
    '[a',
    '*a',
    'a**',
    '(?=a)',
    '(?<!a)',
    '(?>a)',
    '(a)\\1',
    'a++',
    '\\',
    '(?R)',
    '[[:no:]]',
    '[z-a]',
    'a{1001}',
    '(*FAIL)',
    '\\p{L}',
  ])('%s is refused or harmless', pattern => {
    if (pattern === 'a**') expect(new Regex(pattern).test('')).toBe(true);
    else expect(() => new Regex(pattern)).toThrow(RegexProblem);
  });
});

describe('time', () => {
  it.each([
    '(a+)+b',
    '(a|aa)*b',
    '(a*)*b',
    '(.*a){20}b',
    '((a{1,30}){1,30}){1,30}b',
    '(a?){500}a{500}b',
    '(){1000}{1000}{1000}',
  ])('is linear for %s', pattern => {
    const start = performance.now();
    try {
      expect(new Regex(pattern).test('a'.repeat(3000))).toBe(pattern.startsWith('()'));
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(RegexProblem);
    }
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it('no pattern throws anything else', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), part), fc.uint8Array(), (pattern, bytes) => {
        try {
          new Regex(byteString(pattern)).test(bytes);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(RegexProblem);
        }
      }),
      { numRuns: Number(process.env.FUZZ_ROUNDS ?? 1000) },
    );
  });
});
