import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readClientHello, readServerHello } from '../../../main/decode/app/tls.ts';
import { ja4 } from '../../../main/decode/app/tls-ja4.ts';
import { concat, hex, u16 } from '../../build/packet.ts';
import { alpn, clientHello, extension, serverHello, signatures, sni, versions } from '../../build/tls.ts';
import { mutated } from '../mutate.ts';

const rounds = Number(process.env.FUZZ_ROUNDS ?? 2_000);
const read = (message: Uint8Array) => readClientHello(message, 0, message.length);

// FoxIO's published example, with GREASE put in front of each list.
const CIPHERS = [
  0xdada, 0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014, 0x009c, 0x009d,
  0x002f, 0x0035,
];
const SIGNATURES = [0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601];
const PLAIN = [0x33, 0x4469, 0x17, 0x2d, 0x05, 0x23, 0x12, 0xff01, 0x0b, 0x0a, 0x15, 0x1b];
const chrome = [
  extension(0x3a3a),
  sni('www.example.com'),
  ...PLAIN.map(type => extension(type)),
  alpn('h2', 'http/1.1'),
  versions(0x8a8a, 0x0304, 0x0303),
];

describe('client hello', () => {
  test('says who is asked for and what is offered', () => {
    const hello = read(clientHello({ ciphers: CIPHERS, extensions: [...chrome, signatures(...SIGNATURES)] }))!;
    expect(hello).toMatchObject({
      version: 0x0303,
      versions: [0x8a8a, 0x0304, 0x0303],
      ciphers: CIPHERS,
      signatures: SIGNATURES,
      alpn: ['h2', 'http/1.1'],
      serverName: 'www.example.com',
      whole: true,
    });
  });

  test('without extensions', () => {
    expect(read(clientHello())).toMatchObject({ serverName: null, alpn: [], extensions: [], whole: true });
  });

  test('cut behind the name: the name is kept, the rest is missing', () => {
    const message = clientHello({ extensions: [sni('a.example'), alpn('h2')] });
    expect(readClientHello(message, 0, message.length - 3)).toMatchObject({ serverName: 'a.example', whole: false });
    expect(readClientHello(message, 0, 60)).toBeUndefined();
  });

  test('a name must be one', () => {
    const name = (text: string) => read(clientHello({ extensions: [sni(text)] }))!.serverName;
    expect([name('a b'), name(''), name('\u0000'), name('x'.repeat(300)), name('xn--a_b.example')]).toEqual([
      null,
      null,
      null,
      null,
      'xn--a_b.example',
    ]);
  });

  test('other messages are none', () => {
    expect(read(serverHello(0x1301))).toBeUndefined();
    expect(read(clientHello({ version: 0x4745 }))).toBeUndefined();
  });

  test('a lie in a length ends the reading', () => {
    const message = clientHello({ extensions: [sni('a.example'), extension(0xff)] });
    message[message.length - 1] = 9;
    expect(read(message)).toMatchObject({ serverName: 'a.example', whole: false });
  });
});

describe('server hello', () => {
  test('says version, cipher and protocol', () => {
    const of = (message: Uint8Array) => readServerHello(message, 0, message.length);
    expect(of(serverHello(0xc02f, [alpn('h2')]))).toEqual({ version: 0x0303, cipher: 0xc02f, alpn: 'h2' });
    expect(of(serverHello(0x1301, [extension(43, u16(0x0304))]))).toMatchObject({ version: 0x0304 });
    expect(of(serverHello(0x0035, [], 0x0301))).toEqual({ version: 0x0301, cipher: 0x35, alpn: null });
  });
});

describe('JA4', () => {
  const of = (extensions: readonly Uint8Array[], transport: 't' | 'q' | 'd' = 't', version?: number) =>
    ja4(read(clientHello({ ciphers: CIPHERS, extensions, ...(version === undefined ? {} : { version }) }))!, transport);

  test("FoxIO's example", () => {
    expect(of([...chrome, signatures(...SIGNATURES)])).toBe('t13d1516h2_8daaf6152771_e5627efa2ab1');
  });

  test('the order of extensions and ciphers does not matter', () => {
    const turned = [signatures(...SIGNATURES), ...chrome].reverse();
    expect(of(turned)).toBe('t13d1516h2_8daaf6152771_e5627efa2ab1');
  });

  test('without signature algorithms the list ends without an underscore', () => {
    expect(of([...chrome, extension(13)], 'q')).toBe('q13d1516h2_8daaf6152771_6d807ffa2a79');
  });

  test('nothing offered', () => {
    const bare = read(clientHello({ ciphers: [0x0a0a], version: 0x0301 }))!;
    expect(ja4(bare, 't')).toBe('t10i000000_000000000000_000000000000');
  });

  test('versions of DTLS count down', () => {
    expect(of([versions(0xfeff, 0xfefd)], 'd', 0xfeff).slice(0, 3)).toBe('dd2');
  });

  test('ends of the protocol: letters and digits, else hexadecimal digits', () => {
    const ends = (name: string) => of([alpn(name)]).slice(8, 10);
    expect([ends('h3'), ends('http/1.1'), ends('h'), ends('\xab'), ends('\x30\xab'), ends('0\x31\xab\x63')]).toEqual([
      'h3',
      'h1',
      'hh',
      'ab',
      '3b',
      '0c',
    ]);
  });
});

describe('hostile hellos', () => {
  const sample = concat(clientHello({ ciphers: CIPHERS, extensions: chrome }), hex('16030300'));

  test('any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(20), (bytes, skip) => {
        const at = Math.min(skip, bytes.length);
        readClientHello(bytes, at, bytes.length);
        readServerHello(bytes, at, bytes.length);
      }),
      { numRuns: rounds },
    );
  });

  test('damaged: never throws, and says the same whatever stands behind the end', () => {
    for (let seed = 0; seed < rounds; seed++) {
      const bytes = mutated(sample, seed);
      const end = Math.max(0, bytes.length - (seed % 9));
      const other = bytes.slice();
      other.fill(seed, end);
      const hello = readClientHello(bytes, 0, end);
      expect(readClientHello(other, 0, end)).toEqual(hello);
      if (hello !== undefined) expect(ja4(hello, 't')).toMatch(/^t.{9}_[0-9a-f]{12}_[0-9a-f]{12}$/s);
    }
  });
});
