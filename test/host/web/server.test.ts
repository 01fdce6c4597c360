// What the browser host does for its windows: calls, events, bulk answers, uploads and downloads.
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { basename, dirname } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { privateFolder } from '../../../main/host/private-folder.ts';
import { receiveUpload } from '../../../main/host/web/body.ts';
import { contentDisposition } from '../../../main/host/web/downloads.ts';
import { decodeFrame, encodeFrame } from '../../../shared/contract/frame.ts';
import { ProblemError } from '../../../shared/contract/problem.ts';
import { DEFAULT_BURST_PARAMS } from '../../../shared/model/burst.ts';
import { type FakeEngine, fakeEngine, sourceInfo } from '../fake-engine.ts';
import { ask } from './ask.ts';
import { type Started, startWith } from './start.ts';

let started: Started | undefined;
const windows: WebSocket[] = [];

afterEach(async () => {
  for (const socket of windows.splice(0)) socket.terminate();
  await started?.close();
  started = undefined;
});

async function start(engine: FakeEngine, more: Partial<Parameters<typeof startWith>[0]> = {}): Promise<Started> {
  started = await startWith({ engine, ...more });
  return started;
}

interface Window {
  readonly heard: Record<string, unknown>[];
  send(message: unknown): void;
  ask(call: string, input: unknown): Promise<Record<string, unknown>>;
  until(found: (message: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
  socket: WebSocket;
}

async function openWindow({ server, token }: Started): Promise<Window> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/socket?token=${token}`);
  windows.push(socket);
  const heard: Record<string, unknown>[] = [];
  socket.on('message', data => heard.push(JSON.parse(String(data))));
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  let id = 0;
  const until: Window['until'] = found => vi.waitUntil(() => heard.find(found), { timeout: 5000 });
  const send = (message: unknown) => socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  return {
    heard,
    send,
    until,
    socket,
    ask(call, input) {
      const own = ++id;
      send({ id: own, call, input });
      return until(message => message.id === own);
    },
  };
}

const request1 = { report: 'bursts', bursts: DEFAULT_BURST_PARAMS, by: 'pair' };

describe('calls over the socket', () => {
  it('are answered by result or problem under their own id', async () => {
    const engine = fakeEngine({
      info: ({ source }) => {
        if (source !== 1) throw new ProblemError('no-such-source', 'Closed.');
        return sourceInfo();
      },
    });
    const window = await openWindow(await start(engine, { files: ['/captures/a.pcap'] }));
    expect(await window.ask('info', { source: 1 })).toEqual({ id: 1, result: sourceInfo() });
    expect(await window.ask('info', { source: 2 })).toEqual({
      id: 2,
      problem: { kind: 'no-such-source', message: 'Closed.' },
    });
    expect(await window.ask('initial', null)).toMatchObject({ result: { paths: ['/captures/a.pcap'], host: 'web' } });
    expect(await window.ask('chooseCapture', null)).toEqual({ id: 4, result: [] });
  });

  it('that are garbage are answered and harm nothing', async () => {
    const window = await openWindow(await start(fakeEngine({ info: () => sourceInfo() })));
    for (const text of ['{', 'null', '[]', '{"id":{}}', '"x"']) window.send(text);
    await vi.waitUntil(() => window.heard.length === 5);
    expect(window.heard.every(message => message.id === null && 'problem' in message)).toBe(true);
    expect(await window.ask('info', { source: 1 })).toHaveProperty('result');
  });

  it('may end after their window has gone', async () => {
    let finish = (): void => undefined;
    const engine = fakeEngine({ info: () => new Promise(done => (finish = () => done(sourceInfo()))) });
    const running = await start(engine);
    const gone = await openWindow(running);
    gone.send({ id: 1, call: 'info', input: { source: 1 } });
    await vi.waitUntil(() => engine.asked.length === 1);
    gone.socket.terminate();
    await new Promise(done => gone.socket.on('close', done));
    finish();
    const next = await openWindow(running);
    expect(await next.ask('recent', null)).toEqual({ id: 1, result: [] });
  });

  it('tell events to every window', async () => {
    const engine = fakeEngine({});
    const running = await start(engine);
    const both = [await openWindow(running), await openWindow(running)];
    engine.say('changed', sourceInfo());
    for (const window of both) {
      expect(await window.until(message => message.event === 'changed')).toEqual({
        event: 'changed',
        payload: sourceInfo(),
      });
    }
  });

  it('remember opened captures, but not the sample', async () => {
    const window = await openWindow(await start(fakeEngine({ open: () => sourceInfo() })));
    await window.ask('open', { path: '/sample.pcapng' });
    await window.ask('open', { path: '/a.pcap' });
    expect(await window.ask('recent', null)).toMatchObject({ result: ['/a.pcap'] });
  });

  it('report to the terminal what could not be opened', async () => {
    const engine = fakeEngine({
      open() {
        throw new ProblemError('not-found', 'There is no such file.');
      },
    });
    const onProblem = vi.fn();
    const window = await openWindow(await start(engine, { onProblem }));
    await window.ask('open', { path: '/a.pcap' });
    expect(onProblem).toHaveBeenCalledWith('open', expect.objectContaining({ message: 'There is no such file.' }));
  });
});

describe('bulk answers', () => {
  it('come as the engine made them', async () => {
    const frame = encodeFrame({ meta: { a: 1 }, columns: { time: Float64Array.of(1.5, 2.5) } });
    const { server, token } = await start(fakeEngine({}, () => frame));
    const body = JSON.stringify({ source: 1, pixels: 10, maxSeries: 1, bursts: DEFAULT_BURST_PARAMS });
    const answer = await ask(server.port, `/bulk/timeline?token=${token}`, { method: 'POST', body });
    expect(answer.headers['content-type']).toBe('application/octet-stream');
    const copy = new Uint8Array(answer.body).buffer;
    expect(decodeFrame(copy)).toEqual({ meta: { a: 1 }, columns: { time: Float64Array.of(1.5, 2.5) } });
  });
});

describe('uploads', () => {
  it('are kept under their own name in a folder for this user alone', async () => {
    const engine = fakeEngine({ open: () => sourceInfo() });
    const running = await start(engine);
    const { server, token } = running;
    const body = Buffer.alloc(3_000_000, 7);
    const path = `/upload?name=${encodeURIComponent('../../../home net.pcap')}&token=${token}`;
    const answer = await ask(server.port, path, { method: 'POST', body });
    const uploaded = (answer.json() as { path: string }).path;
    expect(basename(uploaded)).toBe('home net.pcap');
    expect(readFileSync(uploaded).equals(body)).toBe(true);
    expect(statSync(uploaded).mode & 0o777).toBe(0o600);
    const window = await openWindow(running);
    await window.ask('open', { path: uploaded });
    expect(await window.ask('recent', null)).toMatchObject({ result: [] });
    await running.close();
    started = undefined;
    expect(existsSync(uploaded)).toBe(false);
  });

  it('that announce too much are refused before a byte is taken', async () => {
    const { server, token } = await start(fakeEngine({}));
    const status = await new Promise((resolve, reject) => {
      const headers = { 'x-burstscope-token': token, 'content-length': String(65 * 2 ** 30) };
      const sent = request({ port: server.port, path: '/upload?name=a', method: 'POST', headers }, response => {
        resolve(response.statusCode);
        sent.destroy();
      });
      sent.on('error', reject);
      sent.flushHeaders();
    });
    expect(status).toBe(400);
  });

  it('that turn out too large leave nothing behind', async () => {
    const folder = privateFolder();
    const placed = vi.spyOn(folder, 'placeFor');
    const { Readable } = await import('node:stream');
    const incoming = Object.assign(Readable.from([Buffer.alloc(600), Buffer.alloc(600)]), { headers: {} });
    await expect(receiveUpload(incoming as never, 'a.pcap', folder, 1000)).rejects.toMatchObject({ kind: 'usage' });
    const path = await placed.mock.results[0]!.value;
    expect(existsSync(dirname(path))).toBe(true);
    expect(existsSync(path)).toBe(false);
    folder.remove();
  });
});

describe('exports', () => {
  const write = ({ path }: { path: string }) => {
    writeFileSync(path, 'burst\n1\n');
    return { rows: 1 };
  };

  it('are downloaded once, under the suggested name', async () => {
    const running = await start(fakeEngine({ write }));
    const window = await openWindow(running);
    const reply = await window.ask('export', { source: 1, request: request1, suggestedName: '../a b.csv' });
    const result = reply.result as { rows: number; path: string; download: string };
    expect(result).toMatchObject({ rows: 1, path: 'a b.csv' });
    const first = await ask(running.server.port, result.download);
    expect(first.status).toBe(200);
    expect(first.body.toString()).toBe('burst\n1\n');
    expect(first.headers['content-disposition']).toContain('filename="a b.csv"');
    const again = await ask(running.server.port, result.download);
    expect(again.status).toBe(404);
    expect(again.json()).toMatchObject({ problem: { kind: 'not-found' } });
  });

  it('name any file safely in the header', () => {
    expect(contentDisposition('Füße "x".csv')).toBe(
      `attachment; filename="F__e _x_.csv"; filename*=UTF-8''F%C3%BC%C3%9Fe%20%22x%22.csv`,
    );
  });
});

describe('starting', () => {
  it('says so when the port is taken', async () => {
    const { server } = await start(fakeEngine({}));
    await expect(startWith({ engine: fakeEngine({}), port: server.port })).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringContaining('--port'),
    });
  });
});
