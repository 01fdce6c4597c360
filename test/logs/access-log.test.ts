import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessLog } from '../../main/logs/access-log.ts';
import { requestLogKind } from '../../main/logs/find-request-logs.ts';
import { LineSplitter } from '../../main/logs/line-splitter.ts';
import { type ReadRequest, RequestRow } from '../../main/logs/request-row.ts';
import { zeekHttp, zeekHttpJson } from '../../main/logs/zeek-http.ts';
import { requestRow } from '../../main/read/request-rows.ts';
import { RequestStore } from '../../main/store/request-store.ts';
import { mutate, randomFrom } from '../build/mutate.ts';

const ROUNDS = Number(process.env.FUZZ_ROUNDS ?? 300);
const encoder = new TextEncoder();

function readAll(text: string | Uint8Array, read: ReadRequest = accessLog(), block = 1 << 20) {
  const bytes = typeof text === 'string' ? encoder.encode(text) : text;
  const store = new RequestStore();
  const bad: [line: number, reason: string][] = [];
  let passed = 0;
  const row = new RequestRow();
  const lines = new LineSplitter((from, at, end, line) => {
    const reason = read(from, at, end, row);
    if (reason === null) store.append(row, line, 0);
    else if (reason === undefined) passed++;
    else bad.push([line, reason]);
  });
  for (let at = 0; at < bytes.length; at += block) lines.append(bytes.slice(at, at + block));
  lines.finish();
  const rows = Array.from({ length: store.length }, (_, i) => requestRow(store, i, i));
  return { rows, bad, store, lines: lines.lines, passed };
}

const one = (line: string) => readAll(line).rows[0];

const COMBINED =
  '83.149.9.216 - frank [17/May/2015:10:05:03 +0200] "GET /a?b=c HTTP/1.1" 200 203 "http://x.example/" "Mozilla/5.0 (X)"';
const COMMON = '83.149.9.216 - - [17/May/2015:10:05:03 +0000] "HEAD / HTTP/1.0" 304 -';

describe('an access log', () => {
  it('reads the combined format, with the zone of its clock', () => {
    expect(one(COMBINED)).toMatchObject({
      ip: '83.149.9.216',
      time: [1431849903, 0],
      zone: 120,
      method: 'GET',
      path: '/a?b=c',
      version: 'HTTP/1.1',
      status: 200,
      size: 203,
      referrer: 'http://x.example/',
      agent: 'Mozilla/5.0 (X)',
    });
  });

  it('reads the common format; a size of - is none and not 0', () => {
    expect(one(COMMON)).toMatchObject({ method: 'HEAD', status: 304, size: null, referrer: '', agent: '' });
    expect(one(COMMON.replace(' -', ' -').replace(/-$/, '0'))).toMatchObject({ size: 0 });
  });

  it.each([
    ['a virtual host with its port in front', `www.example.com:443 ${COMBINED}`, '83.149.9.216'],
    ['a virtual host in front of an address', `www.example.com ${COMBINED}`, '83.149.9.216'],
    ['IPv6', COMBINED.replace('83.149.9.216', '2001:db8::1'), '2001:db8::1'],
    ['IPv6 behind a virtual host', COMBINED.replace('83.149.9.216', 'a.example:80 ::1'), '::1'],
    ['a name for the host', COMBINED.replace('83.149.9.216', 'piweba3y.prodigy.com'), 'piweba3y.prodigy.com'],
    ['a user with a space', COMBINED.replace('frank', 'frank n stein'), '83.149.9.216'],
    ['the whole line in quotes', `"${COMBINED}"`, '83.149.9.216'],
    ['more behind the user agent', `${COMBINED} "-" 0.012`, '83.149.9.216'],
  ])('finds the client with %s', (_, line, ip) => {
    expect(one(line)).toMatchObject({ ip, path: '/a?b=c', agent: 'Mozilla/5.0 (X)' });
  });

  it('knows an escaped quote from the end', () => {
    const path = String.raw`/say?\"hi\"`;
    const agent = String.raw`() { :; }; echo \"x\" \\`;
    expect(one(COMBINED.replace('/a?b=c', path).replace('Mozilla/5.0 (X)', agent))).toMatchObject({
      path,
      status: 200,
      agent,
    });
    // Some servers escape nothing.
    expect(one(COMBINED.replace('/a?b=c', '/say?"hi" there'))).toMatchObject({ path: '/say?"hi" there', status: 200 });
  });

  it('keeps spaces of a path, requests without a version, decimals of the second, and lines that were cut off late', () => {
    expect(one(COMBINED.replace('/a?b=c', '/a b'))).toMatchObject({ path: '/a b', version: 'HTTP/1.1' });
    expect(one(COMMON.replace(' HTTP/1.0', ''))).toMatchObject({ path: '/', version: '' });
    expect(one(COMBINED.replace('05:03 ', '05:03.25 '))).toMatchObject({ time: [1431849903, 250_000_000] });
    expect(one(COMBINED.slice(0, -5))).toMatchObject({ agent: 'Mozilla/5.0' });
  });

  it.each([
    ['a request without a path', COMBINED.replace('/a?b=c', ''), 'column request'],
    ['bytes that are no HTTP', COMBINED.replace('GET /a?b=c HTTP/1.1', String.raw`\x16\x03\x01`), 'column request'],
    ['no request', COMBINED.replace('GET /a?b=c HTTP/1.1', '-'), 'column request'],
    ['no time', '1.2.3.4 - - "GET / HTTP/1.1" 200 1', 'no time in brackets'],
    ['a month that is none', COMBINED.replace('May', 'Mai'), 'column time'],
    ['a status that is none', COMBINED.replace(' 200 ', ' 20x '), 'column status'],
    ['a size that is none', COMBINED.replace(' 203 ', ' 2.03 '), 'column size'],
    ['an end inside of the request', COMBINED.slice(0, 70), 'ends before the status'],
  ])('names the line and why for %s', (_, line, reason) => {
    const { rows, bad } = readAll(`${COMBINED}\n${line}\n${COMMON}\n`);
    expect(rows).toHaveLength(2);
    expect(bad).toEqual([[2, expect.stringContaining(reason)]]);
  });

  it('is known by its first lines', () => {
    expect(requestLogKind(encoder.encode(`nonsense\n${COMMON}\n`))).toBe('access-log');
    expect(requestLogKind(encoder.encode('a,b,c\n1,2,3\n'))).toBeUndefined();
  });

  it('is the same in blocks of any size', () => {
    const text = encoder.encode(`${COMBINED}\nbroken\n\n${COMMON}\r\n${COMBINED}`);
    const whole = readAll(text);
    expect([whole.rows.length, whole.bad.length, whole.passed]).toEqual([3, 1, 1]);
    for (const block of [1, 2, 7, 64, 100]) {
      const { rows, bad } = readAll(text, accessLog(), block);
      expect([rows, bad]).toEqual([whole.rows, whole.bad]);
    }
  });

  it('reads back what is written of any request', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9_./-]{1,20}$/);
    const text = fc.stringMatching(/^[ -!#-[\]-~]{1,30}$/);
    const seconds = fc.integer({ min: 0, max: 4_102_444_799 });
    const request = fc.record({
      ip: word,
      seconds,
      path: word,
      status: fc.integer({ min: 100, max: 599 }),
      agent: text,
    });
    const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
    fc.assert(
      fc.property(request, fc.integer({ min: 0 }), fc.integer({ min: -14, max: 14 }), (r, size, hours) => {
        const d = new Date((r.seconds + hours * 3600) * 1000);
        fc.pre(d.getTime() >= 0);
        const two = (n: number): string => String(n).padStart(2, '0');
        const day = `${two(d.getUTCDate())}/${months[d.getUTCMonth()]}/${d.getUTCFullYear()}`;
        const zone = `${hours < 0 ? '-' : '+'}${two(Math.abs(hours))}00`;
        const line = `${r.ip} - - [${day}:${d.toISOString().slice(11, 19)} ${zone}] "GET /${r.path} HTTP/1.1" ${r.status} ${size} "-" "${r.agent}"`;
        expect(one(line)).toMatchObject({
          ip: r.ip,
          time: [r.seconds, 0],
          zone: hours === 0 ? 0 : hours * 60,
          path: `/${r.path}`,
          status: r.status,
          size,
          referrer: '-',
          agent: r.agent,
        });
      }),
      { numRuns: ROUNDS },
    );
  });
});

const ZEEK = [
  '#separator \\x09',
  '#unset_field\t-',
  '#path\thttp',
  '#fields\t_node\tts\tid.orig_h\tmethod\turi\tversion\tuser_agent\tresponse_body_len\tstatus_code',
  'n1\t1713484784.250000\t10.0.0.1\tGET\t/x\t1.1\tcurl\t12\t200',
  'n1\t1713484785.500000\t10.0.0.2\t-\t/y\t-\t-\t-\t-',
  '',
].join('\n');
const ZEEK_JSON =
  '{"ts":1713484784.25,"id.orig_h":"10.0.0.1","trans_depth":1,"method":"GET","uri":"/x","version":"1.1","user_agent":"curl","response_body_len":12,"status_code":200}\n' +
  '{"ts":1713484785.5,"id.orig_h":"10.0.0.2","trans_depth":1,"uri":"/y"}\n';

describe("Zeek's logs of HTTP", () => {
  it.each([
    ['text', ZEEK, zeekHttp, 'zeek-http'],
    ['JSON', ZEEK_JSON, zeekHttpJson, 'zeek-http-json'],
  ])('as %s give requests, with what is not there left out', (_, text, reader, kind) => {
    expect(requestLogKind(encoder.encode(text))).toBe(kind);
    const { rows, bad } = readAll(text, reader());
    expect(bad).toEqual([]);
    expect(rows).toMatchObject([
      { ip: '10.0.0.1', time: [1713484784, 250_000_000], path: '/x', version: 'HTTP/1.1', status: 200, size: 12 },
      { ip: '10.0.0.2', time: [1713484785, 500_000_000], method: '-', path: '/y', status: 0, size: null },
    ]);
  });

  it('are read with any separator that they name', () => {
    const commas = ZEEK.replace('#separator \\x09', '#separator ,').replaceAll('\t', ',');
    expect(readAll(commas, zeekHttp())).toEqual(readAll(ZEEK, zeekHttp()));
  });
});

describe('damaged logs of requests', () => {
  it('hold a request, a broken line or nothing in each line', () => {
    const random = randomFrom(20151);
    const samples = [
      [`${COMBINED}\n${COMMON}\n"${COMBINED}"\n`, accessLog],
      [ZEEK, zeekHttp],
      [ZEEK_JSON, zeekHttpJson],
    ] as const;
    for (let round = 0; round < ROUNDS * 3; round++) {
      const [text, reader] = samples[round % samples.length]!;
      const { rows, bad, lines, passed } = readAll(mutate(encoder.encode(text), random), reader());
      expect(rows.length + bad.length + passed).toBe(lines);
      for (const { time, status, size } of rows) {
        expect(time[0] >= 0 && time[1] >= 0 && time[1] < 1e9 && status >= 0 && status <= 999).toBe(true);
        expect(size === null || size >= 0).toBe(true);
      }
    }
  });
});
