import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HttpMessages, headerOf, requestLineOf } from '../../main/read/http-messages.ts';
import { mutate, randomFrom } from '../build/mutate.ts';

const ROUNDS = Number(process.env.FUZZ_ROUNDS ?? 200);
const encoder = new TextEncoder();
const latin1 = new TextDecoder('latin1');

interface Piece {
  readonly bytes: Uint8Array;
  readonly missing: number;
}

/** What one side says, in pieces; answers know whether they have a body. */
function read(pieces: readonly Piece[], hasBody = () => true) {
  const requests: string[] = [];
  const answers: [status: number, size: number | null][] = [];
  const tags: number[] = [];
  const messages = new HttpMessages<number>({
    request({ bytes, at, body }, tag) {
      const line = requestLineOf(bytes, at).map(([from, to]) => latin1.decode(bytes.subarray(from, to)));
      const agent = headerOf(bytes, at, body, 'user-agent');
      requests.push([...line, agent && latin1.decode(bytes.subarray(...agent))].join(' '));
      tags.push(tag);
    },
    answer: (status, size) => answers.push([status, Number.isNaN(size) ? null : size]),
    hasBody,
  });
  for (const [tag, { bytes, missing }] of pieces.entries()) messages.piece(bytes, missing, tag);
  messages.end();
  return { requests, answers, tags };
}

const piece = (text: string | Uint8Array, missing = 0): Piece => ({
  bytes: typeof text === 'string' ? encoder.encode(text) : text,
  missing,
});
const cut = (text: string, size: number): Piece[] => {
  const bytes = encoder.encode(text);
  const out: Piece[] = [];
  for (let at = 0; at < bytes.length; at += size) out.push(piece(bytes.slice(at, at + size)));
  return out;
};

const GET = 'GET /a HTTP/1.1\r\nHost: x\r\nUser-Agent: curl/8 \r\n\r\n';
const POST = 'POST /b HTTP/1.1\r\nContent-Length: 5\r\n\r\nGET /';
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789';
const CHUNKED = 'HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nHTTP\r\n3;x=1\r\nabc\r\n0\r\n\r\n';
const NOT_MODIFIED = 'HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n';

describe('messages of HTTP', () => {
  it('are the same in pieces of any size', () => {
    const asked = GET + POST + GET;
    const said = `${OK}HTTP/1.1 100 Continue\r\n\r\n${CHUNKED}${NOT_MODIFIED}${OK}`;
    for (let size = 1; size < said.length + 1; size += size < 20 ? 1 : 37) {
      expect(read(cut(asked, size)).requests).toEqual([
        'GET /a HTTP/1.1 curl/8',
        'POST /b HTTP/1.1 ',
        'GET /a HTTP/1.1 curl/8',
      ]);
      expect(read(cut(said, size)).answers).toEqual([
        [200, 10],
        [404, 7],
        [304, 0],
        [200, 10],
      ]);
    }
  });

  it('know what answers HEAD, and what ends with the connection', () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n';
    expect(read([piece(head + OK)], () => false).answers[0]).toEqual([200, 0]);
    expect(read(cut('HTTP/1.0 200 OK\r\n\r\nuntil the end', 5)).answers).toEqual([[200, 13]]);
  });

  it('go on behind holes: in a body it is counted, in a head the first line is enough', () => {
    const body = 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n01234';
    expect(read([piece(body), piece('', 95), piece(OK)]).answers).toEqual([
      [200, 100],
      [200, 10],
    ]);
    expect(read([piece('HTTP/1.1 206 Partial\r\nContent-'), piece('', 50), piece('lost'), piece(OK)]).answers).toEqual([
      [206, null],
      [200, 10],
    ]);
    expect(read([piece('GET /x HTTP/1.1\r\nHos'), piece('', 9), piece(GET)])).toMatchObject({
      requests: ['GET /x HTTP/1.1 ', 'GET /a HTTP/1.1 curl/8'],
      tags: [0, 2],
    });
  });

  it('never throw, hang or say what was not said, whatever comes', () => {
    const random = randomFrom(9110);
    for (let round = 0; round < ROUNDS * 3; round++) {
      const bytes = mutate(encoder.encode(GET + POST + CHUNKED + OK + NOT_MODIFIED), random);
      const pieces: Piece[] = [];
      for (let at = 0; at < bytes.length; ) {
        const size = 1 + random(60);
        pieces.push(piece(bytes.slice(at, at + size), random(8) === 0 ? random(2000) : 0));
        at += size;
      }
      const { requests, answers } = read(pieces);
      expect(requests.length + answers.length).toBeLessThan(bytes.length);
      for (const [status, size] of answers) {
        // 0: its status line says none.
        expect(status === 0 || status >= 101).toBe(true);
        expect(size === null || size >= 0).toBe(true);
      }
    }
  });

  it('take bytes of any kind', () => {
    const any = fc.array(fc.record({ bytes: fc.uint8Array({ maxLength: 80 }), missing: fc.nat(300) }), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(any, pieces => {
        read(pieces);
      }),
      { numRuns: ROUNDS },
    );
  });
});
