// The small files around the hosts: recent files, private folders, safe names, the window's files, places.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configFolder } from '../../main/host/config-folder.ts';
import { privateFolder } from '../../main/host/private-folder.ts';
import { recentFiles } from '../../main/host/recent-files.ts';
import { safeName } from '../../main/host/safe-name.ts';
import { spoolInput } from '../../main/host/spool-input.ts';
import { windowFiles, windowHeaders } from '../../main/host/window-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'burstscope-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('recent files', () => {
  it('lists the latest first, each once, at most twelve, over restarts', async () => {
    const file = join(folder, 'a/b/recent.json');
    const recent = recentFiles(file);
    await Promise.all(Array.from({ length: 14 }, (_, i) => recent.add(`/${i}`)));
    await recent.add('/5');
    const expected = ['/5', ...[13, 12, 11, 10, 9, 8, 7, 6, 4, 3, 2].map(i => `/${i}`)];
    expect(await recentFiles(file).list()).toEqual(expected);
    expect(readdirSync(dirname(file))).toEqual(['recent.json']);
  });

  it('takes a broken or foreign file for an empty list', async () => {
    const file = join(folder, 'recent.json');
    for (const text of ['{', '7', '{"a":1}', '[1, null]']) {
      writeFileSync(file, text);
      expect(await recentFiles(file).list()).toEqual([]);
    }
  });

  it('fails silently where it may not write', async () => {
    writeFileSync(join(folder, 'file'), '');
    const recent = recentFiles(join(folder, 'file/inside/recent.json'));
    await recent.add('/x');
    expect(await recent.list()).toEqual([]);
  });

  it('lives where each platform keeps settings', () => {
    expect(configFolder({ XDG_CONFIG_HOME: '/cfg' }, 'linux')).toBe(join('/cfg', 'burstscope'));
    expect(configFolder({ APPDATA: '/app' }, 'win32')).toBe(join('/app', 'Burstscope'));
    expect(configFolder({}, 'darwin')).toContain(join('Library', 'Application Support'));
  });
});

describe('private folders', () => {
  it('are for this user alone, keep the name, and go', async () => {
    const own = privateFolder();
    const first = await own.placeFor('same.pcap');
    const second = await own.placeFor('same.pcap');
    expect(first).not.toBe(second);
    expect(first.endsWith(`${sep}same.pcap`)).toBe(true);
    const top = dirname(dirname(first));
    expect(statSync(top).mode & 0o777).toBe(0o700);
    expect(own.holds(first)).toBe(true);
    expect(own.holds('/elsewhere')).toBe(false);
    own.remove();
    expect(existsSync(top)).toBe(false);
  });

  it('take standard input as a file', async () => {
    const own = privateFolder();
    const path = await spoolInput(own, Readable.from([Buffer.from('ab'), Buffer.from('c')]));
    expect(readFileSync(path, 'utf8')).toBe('abc');
    own.remove();
  });
});

describe('safe names', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\captures\\home.pcap', 'home.pcap'],
    ['a\0b\nc.pcap', 'abc.pcap'],
    ['..', 'capture'],
    ['', 'capture'],
    ['.hidden', 'hidden'],
    ['what?<>.csv', 'what___.csv'],
    ['Füße 日本.pcap', 'Füße 日本.pcap'],
  ])('makes %j to %j', (given, expected) => expect(safeName(given, 'capture')).toBe(expected));

  it('keep the end of a name that is too long for a file system', () => {
    const name = safeName(`${'日'.repeat(300)}.pcap`, 'capture');
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    expect(name.endsWith('日.pcap')).toBe(true);
  });
});

describe('the window’s files', () => {
  it('are listed once, by their URL path and type', () => {
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '');
    writeFileSync(join(folder, 'assets/a.js'), '');
    const files = windowFiles(folder);
    expect([...files.keys()].sort()).toEqual(['/', '/assets/a.js', '/index.html']);
    expect(files.get('/assets/a.js')?.type).toBe('text/javascript; charset=utf-8');
    expect(files.get('/')).toBe(files.get('/index.html'));
  });

  it('run no script but their own and go nowhere', () => {
    const policy = windowHeaders()['Content-Security-Policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(windowHeaders(['ws://127.0.0.1:1'])['Content-Security-Policy']).toContain(
      "connect-src 'self' ws://127.0.0.1:1;",
    );
  });
});
