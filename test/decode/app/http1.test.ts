import { describe, expect, test } from 'vitest';
import { httpMessageLength, readHttpHost, serverNameOf } from '../../../main/decode/app/http1.ts';
import { dissectHttpMessage, HTTP } from '../../../main/decode/app/http1-tree.ts';
import { dissectSsdp } from '../../../main/decode/app/ssdp.ts';
import { ascii, concat } from '../../build/packet.ts';
import { dissectPayload, valuesOf } from './dissect-payload.ts';
import { bearsHostileBytes, readsOnlyInside } from './hostile.ts';

const request = ascii(
  'GET /a?x=1&y=%20 HTTP/1.1\r\nHost: www.example.com\r\nUser-Agent: t\r\nCookie: a=1; b=2\r\nX-Own: z\r\nAuthorization: Basic dXNlcjpwYXNz\r\n\r\n',
);
const post = ascii('POST /p HTTP/1.1\r\nContent-Length: 5\r\n\r\nhelloGET / HTTP/1.1\r\n\r\n');
const chunked = ascii(
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n4;x=y\r\nabcd\r\n2\r\nef\r\n0\r\nT: 1\r\n\r\nHTTP/1.1 304 Not Modified\r\n\r\n',
);
const open = ascii('HTTP/1.0 200 OK\r\nServer: s\r\n\r\nbody');
const notify = ascii(
  'NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nNT: upnp:rootdevice\r\nLocation: http://192.0.2.1/d.xml\r\n\r\n',
);
const http = (d: Parameters<typeof dissectHttpMessage>[0], at: number): void => dissectHttpMessage(d, at, 'http');
const lengthOf = (bytes: Uint8Array, at = 0, end = bytes.length): number => httpMessageLength(bytes, at, end);

describe('where HTTP messages end', () => {
  test.each([
    ['a request without a body', request, request.length],
    ['a request with one', post, post.length - 'GET / HTTP/1.1\r\n\r\n'.length],
    ['chunks and a trailer', chunked, chunked.length - 'HTTP/1.1 304 Not Modified\r\n\r\n'.length],
    ['a response without a length', open, Number.POSITIVE_INFINITY],
    ['no message at all', ascii('\x01\x02\x03'), 3],
    ['a response that has no body whatever it says', ascii('HTTP/1.1 304 X\r\nContent-Length: 9\r\n\r\nHT'), 37],
    ['lines that end with LF alone', ascii('GET / HTTP/1.1\nA: b\n\nrest'), 21],
    [
      'a channel of remote procedure calls',
      ascii('RPC_IN_DATA / HTTP/1.1\r\nContent-Length: 1073741824\r\n\r\nxy'),
      56,
    ],
    ['an empty line in front', ascii('\r\nGET / HTTP/1.1\r\n\r\n'), 20],
    ['chunks that are none', ascii('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'), 51],
  ])('%s', (_, bytes, length) => {
    expect(lengthOf(bytes)).toBe(length);
  });

  test('a length beyond what is there is told, and headers or chunks that go on are waited for', () => {
    expect(lengthOf(ascii('POST / HTTP/1.1\r\nContent-Length: 1000\r\n\r\nx'))).toBe(41 + 1000);
    for (let end = 1; end < request.length; end++) expect(lengthOf(request, 0, end)).toBe(0);
    const body = chunked.length - 'HTTP/1.1 304 Not Modified\r\n\r\n'.length;
    for (let end = 80; end < body; end++) expect(lengthOf(chunked, 0, end)).toBe(0);
  });

  test('nothing outside is read', () => {
    readsOnlyInside([request, post, chunked, open], (bytes, at, end) => {
      const length = httpMessageLength(bytes, at, end);
      expect(length).toBeGreaterThanOrEqual(0);
      readHttpHost(bytes, at, end);
      HTTP.recognise(bytes, at, end, 80, 1);
    });
  });

  test('a megabyte of chunks of one byte is walked in linear time', () => {
    const bytes = concat(
      ascii('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'),
      ascii('1\r\nx\r\n'.repeat(170_000)),
    );
    const started = performance.now();
    expect(lengthOf(bytes)).toBe(0);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('what HTTP begins with', () => {
  test('a request and a response', () => {
    expect(readHttpHost(request, 0, request.length)).toEqual({
      method: 'GET',
      uri: '/a?x=1&y=%20',
      host: 'www.example.com',
      status: 0,
    });
    expect(readHttpHost(open, 0, open.length)).toEqual({ method: '', uri: '', host: '', status: 200 });
    expect(readHttpHost(ascii('hello'), 0, 5)).toBeUndefined();
  });

  test('the server is named where the request goes to it', () => {
    const named = (line: string, host: string): string | undefined => {
      const bytes = ascii(`${line} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      return serverNameOf(readHttpHost(bytes, 0, bytes.length)!);
    };
    expect([named('GET /', 'a.example:8080'), named('GET /', 'b')]).toEqual(['a.example', 'b']);
    expect([named('GET /', '192.0.2.1'), named('GET /', '[::1]:80'), named('GET /', '2001:db8::1')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect([named('GET http://a.example/', 'a.example'), named('CONNECT a.example:443', 'a.example')]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('values are cut and escaped', () => {
    const bytes = ascii(`GET /${'x'.repeat(300)} HTTP/1.1\r\nhOsT:  a\x01b \r\n\r\n`);
    const start = readHttpHost(bytes, 0, bytes.length)!;
    expect([start.uri.length, start.host]).toEqual([255, 'a\\001b']);
  });

  test('HTTP is known by its port, or anywhere by its version', () => {
    const known = (text: string, port: number): boolean => HTTP.recognise(ascii(text), 0, text.length, 40000, port);
    expect([known('GET / HTTP/1.1\r\n', 31337), known('HTTP/1.1 200 OK\r\n', 31337)]).toEqual([true, true]);
    expect([known('GET /', 80), known('GET /', 31337), known('SSH-2.0-x\r\n', 80)]).toEqual([true, false, false]);
  });
});

describe('tree of HTTP', () => {
  test('a request', () => {
    const values = valuesOf(request, http);
    expect(values.get('http.request.method')).toEqual(['GET']);
    expect(values.get('http.request.uri.query.parameter')).toEqual(['x=1', 'y=%20']);
    expect(values.get('http.request.version')).toEqual(['HTTP/1.1']);
    expect(values.get('http.request.full_uri')).toEqual(['http://www.example.com/a?x=1&y=%20']);
    expect(values.get('http.cookie_pair')).toEqual(['a=1', 'b=2']);
    expect(values.get('http.authbasic')).toEqual(['user:pass']);
    expect(values.get('http.request.line')).toEqual([
      'Host: www.example.com\\r\\n',
      'User-Agent: t\\r\\n',
      'Cookie: a=1; b=2\\r\\n',
      'X-Own: z\\r\\n',
      'Authorization: Basic dXNlcjpwYXNz\\r\\n',
    ]);
  });

  test('a response in chunks', () => {
    const end = lengthOf(chunked);
    const d = dissectPayload(chunked, http, { end });
    expect(d.sources.map(source => source.title)).toEqual(['Frame', 'De-chunked entity body']);
    const values = valuesOf(chunked, http, { end });
    expect(values.get('http.file_data')).toEqual(['abcdef']);
    expect(values.get('http.chunk_size')).toEqual(['4', '2', '0']);
    expect(values.get('http.chunked_trailer_part')).toEqual(['T: 1\\r\\n']);
    expect(values.get('http.response.code')).toEqual(['200']);
    expect(values.get('http.response.phrase')).toEqual(['OK']);
  });

  test('a body without a type is data', () => {
    const d = dissectPayload(open, http);
    expect(d.takeNext().map(({ table, at, end }) => [table, at, end])).toEqual([
      ['data', open.length - 4, open.length],
    ]);
    expect(valuesOf(open, http).get('http.file_data')).toEqual(['body']);
  });

  test('a notification by SSDP', () => {
    const values = valuesOf(notify, dissectSsdp);
    expect(values.has('ssdp')).toBe(true);
    expect(values.get('http.notification')).toEqual(['1']);
    expect(values.get('http.location')).toEqual(['http://192.0.2.1/d.xml']);
    expect(values.get('http.unknown_header')).toEqual(['NT: upnp:rootdevice\\r\\n']);
    expect(values.has('http.request.line')).toBe(false);
  });

  test('a header that is no name is noted', () => {
    const values = valuesOf(ascii('GET / HTTP/1.1\r\nbad name: x\r\n\r\n'), http);
    expect([values.get('http.request.line'), values.has('http.bad_header_name')]).toEqual([
      ['bad name: x\\r\\n'],
      true,
    ]);
  });

  test('a length that is too large for the body takes what is there', () => {
    expect(
      valuesOf(ascii('POST / HTTP/1.1\r\nContent-Length: 99999999999999\r\n\r\nxy'), http).get('http.file_data'),
    ).toEqual(['xy']);
  });

  test('hostile messages', () => {
    bearsHostileBytes([request, post, chunked, open], http);
    bearsHostileBytes([notify], dissectSsdp);
  });
});
