// The built programs as processes: exit statuses, pipes, signals and the one line of the browser host.
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytes, concat, numbers, pcapFile } from '../build/pcap.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cli = join(root, 'main/tool/cli.mjs');

/** A UDP datagram from 10.0.0.1 to 10.0.0.2 in an Ethernet frame. */
function datagram(payload: number): Uint8Array {
  const ethernet = bytes('020000000002 020000000001 0800');
  const ip = [
    [1, 0x45],
    [1, 0],
    [2, 28 + payload],
    [4, 0],
    [1, 64],
    [1, 17],
    [2, 0],
    [4, 0x0a000001],
    [4, 0x0a000002],
  ];
  const udp = [
    [2, 4000],
    [2, 53],
    [2, 8 + payload],
    [2, 0],
  ];
  const fields = [...ip, ...udp] as [1 | 2 | 4, number][];
  return concat(ethernet, numbers(true, ...fields), new Uint8Array(payload));
}

const records = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ seconds: 1_600_000_000 + i, fraction: 5, data: datagram(400) }));

let folder: string;
let temporary: string;
const path = (name: string): string => join(folder, name);
/** A home of its own, and a folder for temporary files that must be empty again afterwards. */
const env = () => ({ ...process.env, XDG_CONFIG_HOME: folder, TMPDIR: temporary, npm_lifecycle_event: '' });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'burstscope-built-'));
  temporary = mkdtempSync(join(tmpdir(), 'burstscope-built-'));
  execFileSync(process.execPath, [join(root, 'main/tool/build.mjs'), '--if-stale'], { stdio: 'pipe' });
  const good = pcapFile({ records: records(3) });
  writeFileSync(path('good.pcap'), good);
  writeFileSync(path('cut.pcap'), good.subarray(0, good.length - 10));
  writeFileSync(path('notes.txt'), 'not a capture');
  writeFileSync(path('many.pcap'), pcapFile({ records: records(20_000) }));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(temporary, { recursive: true });
});

function run(args: readonly string[], input?: Uint8Array) {
  const options = { cwd: folder, env: env(), encoding: 'utf8', ...(input ? { input } : {}) } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], options);
  return { status, stdout, stderr };
}

describe('the command line', () => {
  it('ends with the status that says how it went', () => {
    expect(run(['info', 'good.pcap'])).toMatchObject({ status: 0, stderr: '' });
    expect(run(['info', 'notes.txt'])).toMatchObject({ status: 1, stdout: '' });
    expect(run(['info', 'missing.pcap'])).toMatchObject({ status: 1, stdout: '' });
    expect(run(['info', 'good.pcap', '--wat'])).toMatchObject({ status: 2, stdout: '' });
    const cut = run(['info', 'cut.pcap', '--json']);
    expect(cut.status).toBe(3);
    expect(JSON.parse(cut.stdout)).toMatchObject({ records: 2, hosts: 2 });
    expect(cut.stderr).toMatch(/^burstscope: cut\.pcap is damaged: byte \d+, after 2 records: .+\n$/);
  });

  it('names what is wrong in one sentence', () => {
    for (const file of ['notes.txt', 'missing.pcap']) {
      expect(run(['bursts', file]).stderr).toMatch(
        new RegExp(`^burstscope: [^\\n]*${file.replace('.', '\\.')}[^\\n]*\\.\\n$`),
      );
    }
  });

  it('reads standard input like a file', () => {
    const file = run(['hosts', 'good.pcap']);
    expect(file.stdout.split('\n')).toHaveLength(4);
    expect(run(['hosts', '-'], readFileSync(path('good.pcap')))).toEqual(file);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it.runIf(process.platform !== 'win32')('reads a pipe like a file', () => {
    const options = { cwd: folder, env: env(), encoding: 'utf8' } as const;
    const script = '"$0" "$1" packets <(cat good.pcap) --fields number,ip.src';
    const { status, stdout, stderr } = spawnSync('bash', ['-c', script, process.execPath, cli], options);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toBe('number,ip.src\n1,10.0.0.1\n2,10.0.0.1\n3,10.0.0.1\n');
  });

  it('writes the same to a file as to standard output', () => {
    const { stdout } = run(['bursts', 'good.pcap', '--gap', '1.5']);
    expect(stdout.split('\n')).toHaveLength(3);
    expect(run(['bursts', 'good.pcap', '--gap', '1.5', '--csv', 'out.csv'])).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
    expect(readFileSync(path('out.csv'), 'utf8')).toBe(stdout);
  });

  it.runIf(process.platform !== 'win32')('ends quietly when its reader has had enough', () => {
    const script = `set -o pipefail; "$0" "$1" packets many.pcap | head -n 2`;
    const options = { cwd: folder, env: env(), encoding: 'utf8' } as const;
    const { status, stdout, stderr } = spawnSync('bash', ['-c', script, process.execPath, cli], options);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.split('\n')).toHaveLength(3);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('writes the same by several threads as by one, which compressed files take', () => {
    // Lengths and gaps differ from record to record, so that a part in the wrong place shows.
    const data = Array.from({ length: 7 }, (_, i) => datagram(i * 50));
    const numbered = Array.from({ length: 70_000 }, (_, i) => ({
      seconds: 1_600_000_000 + i,
      fraction: i,
      data: data[i % 7]!,
    }));
    const file = pcapFile({ records: numbered });
    writeFileSync(path('parts.pcap'), file);
    writeFileSync(path('parts.pcap.gz'), gzipSync(file));
    expect(run(['packets', 'parts.pcap', '--csv', 'threads.csv'])).toMatchObject({ status: 0, stderr: '' });
    expect(run(['packets', 'parts.pcap.gz', '--csv', 'one.csv'])).toMatchObject({ status: 0, stderr: '' });
    const [threads, one] = [readFileSync(path('threads.csv')), readFileSync(path('one.csv'))];
    expect(threads.toString().split('\n')).toHaveLength(70_002);
    expect(threads.equals(one)).toBe(true);
  });

  it('says which version it is', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(run(['--version']).stdout).toBe(`${version}\n`);
  });
});

describe('what Electron loads', () => {
  it('needs nothing beside Electron itself, and asks it for the one instance first', () => {
    writeFileSync(
      path('electron.mjs'),
      `export const app = { requestSingleInstanceLock: data => (console.log(JSON.stringify(data)), false), quit() { console.log('quit'); } };
       export const BrowserWindow = 0, dialog = 0, ipcMain = 0, Menu = 0, protocol = 0;`,
    );
    writeFileSync(
      path('hooks.mjs'),
      `export const resolve = (name, context, next) => next(name === 'electron' ? ${JSON.stringify(pathToFileURL(path('electron.mjs')).href)} : name, context);`,
    );
    const hooks = `process.defaultApp = true; import { register } from 'node:module'; register(${JSON.stringify(pathToFileURL(path('hooks.mjs')).href)});`;
    const args = [
      '--import',
      `data:text/javascript,${encodeURIComponent(hooks)}`,
      join(root, 'out/main/electron.js'),
      'good.pcap',
    ];
    const out = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    expect(out).toBe(`${JSON.stringify({ files: [join(realpathSync(folder), 'good.pcap')] })}\nquit\n`);
  });

  it('has a preload script that a sandbox can run: one CommonJS file', () => {
    const text = readFileSync(join(root, 'out/preload/preload.cjs'), 'utf8');
    expect(readdirSync(join(root, 'out/preload'))).toEqual(['preload.cjs']);
    expect([...text.matchAll(/require\(([^)]*)\)/g)].map(match => match[1])).toEqual(['"electron"']);
    expect(text).not.toMatch(/^\s*(import|export)\b/m);
  });
});

describe.runIf(process.platform === 'linux')('the app where Electron is', () => {
  it('starts Electron with the program and the file, and ends as it ends', () => {
    mkdirSync(path('runtime'));
    writeFileSync(path('runtime/electron'), '#!/bin/sh\nfor a in "$@"; do echo "$a"; done\nexit 7\n', { mode: 0o755 });
    const options = {
      cwd: folder,
      env: { ...env(), DISPLAY: ':9', ELECTRON_OVERRIDE_DIST_PATH: path('runtime') },
      encoding: 'utf8',
    } as const;
    const started = spawnSync(process.execPath, [join(root, 'main/tool/start.mjs'), 'good.pcap'], options);
    expect(started.status).toBe(7);
    expect(started.stdout.trim().split('\n').slice(-2)).toEqual([root, join(realpathSync(folder), 'good.pcap')]);
  });
});

describe('the app without a display', () => {
  const started: ChildProcess[] = [];
  afterAll(() => {
    for (const child of started) child.kill('SIGKILL');
  });

  function start(args: readonly string[]) {
    const child = spawn(process.execPath, [join(root, 'main/tool/start.mjs'), ...args], { cwd: folder, env: env() });
    started.push(child);
    const said = { out: '', err: '' };
    child.stdout.on('data', part => {
      said.out += part;
    });
    child.stderr.on('data', part => {
      said.err += part;
    });
    const ended = new Promise<number | null>(resolve => child.on('exit', resolve));
    const line = new Promise<string>((resolve, reject) => {
      child.stdout.on('data', () => said.out.includes('\n') && resolve(said.out));
      void ended.then(status => reject(new Error(`ended with ${status}: ${said.err}`)));
    });
    return { child, said, ended, line };
  }

  it('prints one line, serves its page there, and ends cleanly on a signal', async () => {
    const { child, said, ended, line } = start(['good.pcap', '--no-open']);
    const found = /^Burstscope is open at (http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{22})\n$/.exec(await line);
    expect(found).not.toBeNull();
    const page = await fetch(found![1]!);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(said).toEqual({ out: found![0], err: '' });
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('opens with a bad file all the same, and complains', async () => {
    const { child, said, ended, line } = start(['notes.txt', '--no-open']);
    await line;
    await expect
      .poll(() => said.err, { timeout: 10_000 })
      .toMatch(/^burstscope: .*notes\.txt is [^\n]*not a packet capture[^\n]*\n$/);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('refuses a port that is none', async () => {
    const { said, ended, line } = start(['--port', '99999', '--no-open']);
    line.catch(() => undefined);
    expect(await ended).toBe(2);
    expect(said.err).toContain('--port');
  });
});
