// Who the browser host refuses, over real HTTP and WebSockets.
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { makeToken, sameText } from '../../../main/host/web/guard.ts';
import { DEFAULT_BURST_PARAMS } from '../../../shared/model/burst.ts';
import { fakeEngine, sourceInfo } from '../fake-engine.ts';
import { ask } from './ask.ts';
import { SECRET, type Started, startWith } from './start.ts';

const engine = fakeEngine({ info: () => sourceInfo() });
const timeline = JSON.stringify({ source: 1, pixels: 10, maxSeries: 1, bursts: DEFAULT_BURST_PARAMS });
let started: Started;
let port: number;
let token: string;

beforeAll(async () => {
  started = await startWith({ engine });
  port = started.server.port;
  token = started.token;
});
afterAll(() => started.close());

describe('the token', () => {
  it('has 128 bits and is another one at every start', () => {
    expect(Buffer.from(token, 'base64url')).toHaveLength(16);
    expect(makeToken()).not.toBe(makeToken());
  });

  it('is compared whole', () => {
    expect(sameText('abc', 'abc')).toBe(true);
    expect(sameText('abc', 'abd')).toBe(false);
    expect(sameText('abc', 'ab')).toBe(false);
    expect(sameText('', '')).toBe(true);
  });

  it.each([
    ['GET', '/'],
    ['GET', '/index.html'],
    ['POST', '/bulk/timeline'],
    ['POST', '/upload?name=a.pcap'],
    ['GET', '/download/1'],
    ['GET', '/nothing'],
  ])('is needed for %s %s', async (method, path) => {
    const body = method === 'POST' ? timeline : undefined;
    const before = engine.asked.length;
    expect((await ask(port, path, { method, ...(body ? { body } : {}) })).status).toBe(403);
    const wrong = { 'x-burstscope-token': token.replace(/.$/, c => (c === 'A' ? 'B' : 'A')) };
    expect((await ask(port, path, { method, headers: wrong, ...(body ? { body } : {}) })).status).toBe(403);
    expect(engine.asked).toHaveLength(before);
  });

  it('is taken from the header or the query', async () => {
    expect((await ask(port, `/?token=${token}`)).status).toBe(200);
    const headers = { 'x-burstscope-token': token };
    expect((await ask(port, '/bulk/timeline', { method: 'POST', headers, body: timeline })).status).toBe(200);
  });
});

describe('other places', () => {
  const post = (headers: Record<string, string>) =>
    ask(port, `/bulk/timeline?token=${token}`, { method: 'POST', headers, body: timeline });

  it.each([
    'evil.example',
    'evil.example:80',
    '127.0.0.1.evil.example',
    'localhost.evil.example:1',
    '10.0.0.1',
    '0.0.0.0',
  ])('are refused by Host %j, token or not', async host => {
    expect((await post({ host })).status).toBe(403);
    expect((await ask(port, '/assets/main.js', { headers: { host } })).status).toBe(403);
  });

  it('are refused by Origin, token or not', async () => {
    for (const origin of ['http://evil.example', 'null', `http://127.0.0.1:${port + 1}`, `https://127.0.0.1:${port}`]) {
      expect((await post({ origin })).status).toBe(403);
    }
  });

  it('are not what the page itself is, also behind a tunnel that ends at another port', async () => {
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, 'localhost:9000']) {
      expect((await post({ host, origin: `http://${host}` })).status).toBe(200);
    }
  });

  it('cannot reach it: only loopback listens', async () => {
    const outside = Object.values(networkInterfaces())
      .flatMap(list => list ?? [])
      .find(one => one.family === 'IPv4' && !one.internal);
    if (!outside) return;
    await expect(
      new Promise((resolve, reject) => connect(port, outside.address, () => resolve('in')).on('error', reject)),
    ).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('paths', () => {
  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%5c..%5csecret.txt',
    '//secret.txt',
    '/secret.txt%00.js',
    '/assets/',
    '/constructor',
    '/download/../secret.txt',
    '/download/%2e%2e%2fsecret.txt',
    'http://evil.example/index.html',
  ])('%s leads nowhere', async path => {
    const answer = await ask(port, path + (path.includes('?') ? '' : `?token=${token}`));
    expect(answer.status).toBe(404);
    expect(answer.body.toString()).not.toContain(SECRET);
  });

  it('of the page itself lead to its files, for GET alone', async () => {
    expect((await ask(port, '/assets/main.js')).body.toString()).toBe('export {};');
    expect((await ask(port, `/assets/main.js?token=${token}`, { method: 'POST' })).status).toBe(404);
    expect((await ask(port, `/assets/main.js?token=${token}`, { method: 'PUT', body: 'x' })).status).toBe(404);
  });
});

describe('headers', () => {
  it.each(['/assets/main.js', '/nothing', '/', 'page', 'bulk'])('of %s are strict', async what => {
    const path = { page: `/?token=${token}`, bulk: `/bulk/timeline?token=${token}` }[what] ?? what;
    const { headers } = await ask(port, path, what === 'bulk' ? { method: 'POST', body: timeline } : {});
    expect(headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'self';/);
    expect(headers['content-security-policy']).toContain(`connect-src 'self' ws://127.0.0.1:${port};`);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('bodies', () => {
  const post = (path: string, body: string) =>
    ask(port, path, { method: 'POST', headers: { 'x-burstscope-token': token }, body });

  it('that are no JSON, no input or too large are problems with a sentence', async () => {
    for (const [body, word] of [
      ['{', 'JSON'],
      ['', 'JSON'],
      ['{}', 'source'],
      [`"${'x'.repeat(1 << 20)}"`, 'too large'],
    ] as const) {
      const answer = await post('/bulk/timeline', body);
      expect(answer.status).toBe(400);
      expect(answer.json()).toMatchObject({ problem: { kind: 'usage', message: expect.stringContaining(word) } });
    }
  });

  it('for calls that nobody knows are problems too', async () => {
    for (const name of ['info', '__proto__', 'toString', '']) {
      expect((await post(`/bulk/${name}`, timeline)).json()).toMatchObject({ problem: { kind: 'usage' } });
    }
  });
});

describe('WebSockets', () => {
  const outcome = (path: string, headers: Record<string, string> = {}) =>
    new Promise<string>(resolve => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
      socket.on('open', () => {
        socket.close();
        resolve('open');
      });
      socket.on('unexpected-response', (_request, response) => {
        resolve(String(response.statusCode));
        socket.on('error', () => undefined);
        socket.terminate();
      });
      socket.on('error', error => resolve(error.message));
    });

  it('open for the page that knows the token', async () => {
    expect(await outcome(`/socket?token=${token}`)).toBe('open');
    expect(await outcome(`/socket?token=${token}`, { origin: `http://127.0.0.1:${port}` })).toBe('open');
  });

  it('are refused to everyone else', async () => {
    expect(await outcome('/socket')).toBe('403');
    expect(await outcome('/socket?token=x')).toBe('403');
    expect(await outcome(`/elsewhere?token=${token}`)).toBe('403');
    expect(await outcome(`/socket?token=${token}`, { origin: 'http://evil.example' })).toBe('403');
    expect(await outcome(`/socket?token=${token}`, { host: 'evil.example' })).toBe('403');
  });
});
