// What a window cannot do, what its protocol serves, and which arguments are files.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProtocolHandler } from '../../../main/host/electron/app-protocol.ts';
import { filesOf } from '../../../main/host/electron/file-argument.ts';
import { lockDown } from '../../../main/host/electron/window.ts';
import { windowFiles } from '../../../main/host/window-files.ts';
import { ProblemError } from '../../../shared/contract/problem.ts';
import { FakeContents } from './fake-electron.ts';

describe('a locked window', () => {
  const contents = new FakeContents();
  lockDown(contents as unknown as Parameters<typeof lockDown>[0]);

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])('refuses %s', name => {
    const event = { preventDefault: vi.fn(), url: 'https://evil.example/' };
    contents.emit(name, event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
  });

  it('opens no further window', () => {
    expect(contents.openHandler!({ url: 'https://evil.example/' })).toEqual({ action: 'deny' });
  });

  it('is permitted nothing but to copy', () => {
    const asked = (permission: string) => {
      let given: boolean | undefined;
      contents.session.request(null, permission, yes => {
        given = yes;
      });
      return [given, contents.session.check(null, permission)];
    };
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'openExternal',
      'clipboard-read',
      'fileSystem',
    ]) {
      expect(asked(permission)).toEqual([false, false]);
    }
    expect(asked('clipboard-sanitized-write')).toEqual([true, true]);
  });
});

describe('app://burstscope/', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'burstscope-test-'));
    mkdirSync(join(folder, 'window'));
    writeFileSync(join(folder, 'window/index.html'), 'page');
    writeFileSync(join(folder, 'secret.txt'), 'secret');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const bulk = async (name: unknown, input: unknown): Promise<ArrayBuffer> => {
    if (name !== 'timeline') throw new ProblemError('usage', 'There is no such call.');
    return new TextEncoder().encode(JSON.stringify(input)).buffer;
  };
  const get = (url: string, init?: RequestInit) =>
    createProtocolHandler(windowFiles(join(folder, 'window')), bulk)(new Request(url, init));
  const post = (url: string, body: string) => get(url, { method: 'POST', body });

  it('serves the page under a strict policy', async () => {
    for (const url of ['app://burstscope/', 'app://burstscope/index.html']) {
      const response = await get(url);
      expect([response.status, await response.text()]).toEqual([200, 'page']);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self';/);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it.each([
    'app://burstscope/../secret.txt',
    'app://burstscope/%2e%2e/secret.txt',
    'app://burstscope/..%2fsecret.txt',
    'app://elsewhere/index.html',
    'app://burstscope/bulk/timeline',
  ])('has nothing at %s', async url => {
    const response = await get(url);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('secret');
  });

  it('answers bulk calls, and problems as the browser host does', async () => {
    const good = await post('app://burstscope/bulk/timeline', '{"a":1}');
    expect([good.status, await good.text()]).toEqual([200, '{"a":1}']);
    const bad = await post('app://burstscope/bulk/other', '{}');
    expect([bad.status, await bad.json()]).toEqual([
      400,
      { problem: { kind: 'usage', message: 'There is no such call.' } },
    ]);
    expect(await (await post('app://burstscope/bulk/timeline', '{')).json()).toMatchObject({
      problem: { kind: 'usage' },
    });
    const large = `"${'x'.repeat(1 << 20)}"`;
    expect(await (await post('app://burstscope/bulk/timeline', large)).json()).toMatchObject({
      problem: { message: 'The request is too large.' },
    });
    expect((await post('app://elsewhere/bulk/timeline', '{}')).status).toBe(404);
  });
});

describe('files among the arguments', () => {
  it.each([
    [['burstscope', 'a.pcap'], false, ['/home/a.pcap']],
    [['burstscope'], false, []],
    [['electron', '.', 'a.pcap', '/b.pcap'], true, ['/home/a.pcap', '/b.pcap']],
    [['electron', '--no-sandbox', '/app', 'a.pcap'], true, ['/home/a.pcap']],
    [['burstscope', '--ozone-platform=x11', 'a.pcap', ''], false, ['/home/a.pcap']],
    [['burstscope', '--', '--odd.pcap'], false, ['/home/--odd.pcap']],
  ])('%j (default app: %j)', (argv, isDefaultApp, expected) => {
    expect(filesOf(argv, isDefaultApp, '/home')).toEqual(expected.map(path => resolve(path)));
  });
});
