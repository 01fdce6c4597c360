// What the report commands ask of the engine, and how they end.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { infoJson, infoText } from '../../../main/host/cli/info-text.ts';
import type { ReportRequest } from '../../../shared/contract/calls.ts';
import { ProblemError } from '../../../shared/contract/problem.ts';
import { DEFAULT_BURST_PARAMS } from '../../../shared/model/burst.ts';
import { type FakeEngine, fakeEngine, sourceInfo } from '../fake-engine.ts';
import { run } from './run.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'burstscope-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const CSV = 'burst,scope\n1,stream\n';

function engineOf(info = sourceInfo()): FakeEngine {
  return fakeEngine({
    open: () => info,
    info: () => info,
    write({ path }) {
      writeFileSync(path, CSV);
      return { rows: 1 };
    },
  });
}

const requestOf = (engine: FakeEngine): ReportRequest =>
  (engine.asked.find(({ name }) => name === 'write')!.input as { request: ReportRequest }).request;

describe('report commands', () => {
  it('write to standard output and close the engine', async () => {
    const engine = engineOf();
    expect(await run(['bursts', 'a.pcap'], engine)).toEqual({ status: 0, out: CSV, err: '' });
    expect(engine.asked[0]).toEqual({ name: 'open', input: { path: resolve('a.pcap'), more: [], inner: false } });
    expect(engine.closed()).toBe(true);
  });

  it('write to a file with --csv, and nothing to standard output', async () => {
    const path = join(folder, 'out.csv');
    expect(await run(['hosts', 'a.pcap', '--csv', path], engineOf())).toEqual({ status: 0, out: '', err: '' });
    expect(readFileSync(path, 'utf8')).toBe(CSV);
  });

  it('ask with the defaults of the definitions', async () => {
    const engine = engineOf();
    await run(['bursts', 'a.pcap'], engine);
    expect(requestOf(engine)).toEqual({
      report: 'bursts',
      by: 'pair',
      bursts: DEFAULT_BURST_PARAMS,
      format: 'csv',
      raw: false,
    });
  });

  it('hand on every option, times and gaps exactly', async () => {
    const engine = engineOf();
    const options =
      '--gap 0.000000001 --min-payload auto --min-packets 5 --scope host-in --compat notebook ' +
      '--from 1617818153.220411648 --to 2021-04-07T17:55:54.1-02:00 --raw --json';
    expect((await run(['bursts', 'a.pcap', ...options.split(' ')], engine)).status).toBe(0);
    expect(requestOf(engine)).toEqual({
      report: 'bursts',
      by: 'pair',
      bursts: { gapNanos: 1, minPayload: 'auto', minPackets: 5, scope: 'host-in', compat: 'notebook' },
      range: { from: [1_617_818_153, 220_411_648], to: [Date.UTC(2021, 3, 7, 19, 55, 54) / 1000, 100_000_000] },
      format: 'json',
      raw: true,
    });
  });

  it('choose rows and columns', async () => {
    const flows = engineOf();
    await run(['conversations', 'a.pcap', '--by', 'flow', '--gap', '2'], flows);
    expect(requestOf(flows)).toMatchObject({ report: 'conversations', by: 'flow', bursts: { gapNanos: 2e9 } });
    const packets = engineOf();
    await run(['packets', 'a.pcap', '--fields', 'number, ip.src', '--names', 'scapy'], packets);
    expect(requestOf(packets)).toMatchObject({ report: 'packets', fields: ['number', 'ip.src'], names: 'scapy' });
  });

  it('read standard input for -', async () => {
    let seen = '';
    const engine = fakeEngine({
      open({ path }) {
        seen = readFileSync(path, 'utf8');
        throw new ProblemError('not-a-capture', `${path} is not a packet capture.`);
      },
    });
    const { status, err } = await run(['info', '-'], engine, 'hello');
    expect(seen).toBe('hello');
    expect([status, err]).toEqual([1, 'burstscope: standard input is not a packet capture.\n']);
  });
});

it('several files are one capture, standard input among them, and go by the names that were given', async () => {
  const { files } = sourceInfo();
  const info = sourceInfo({
    files: [files[0]!, files[0]!],
    damage: [{ file: 1, offset: 9, record: 1, reason: 'it ends' }],
  });
  const engine = engineOf(info);
  const { status, out, err } = await run(['info', '-', 'b.pcap', '--json'], engine, 'hello');
  expect(engine.asked[0]).toMatchObject({ name: 'open', input: { more: [resolve('b.pcap')] } });
  expect(JSON.parse(out)).toMatchObject({
    path: '-',
    name: 'standard input and 1 more',
    files: [{ path: '-', name: 'standard input' }, { path: files[0]!.path }],
  });
  expect([status, err]).toEqual([3, 'burstscope: b.pcap is damaged: byte 9, after 1 record: it ends\n']);
});

describe('waiting for the whole capture', () => {
  it('writes only once loading has ended', async () => {
    let state: 'loading' | 'ready' = 'loading';
    const engine = fakeEngine({
      open: () => sourceInfo({ state, records: 1 }),
      info: () => sourceInfo({ state }),
      write({ path }) {
        writeFileSync(path, state);
        return { rows: 0 };
      },
    });
    const running = run(['hosts', 'a.pcap'], engine);
    await vi.waitUntil(() => engine.asked.length > 0);
    for (const at of [1, 2, 3]) {
      await new Promise(setImmediate);
      engine.say('changed', sourceInfo({ state: 'loading', records: at }));
      engine.say('changed', sourceInfo({ source: 2, state: 'ready' }));
    }
    expect(engine.asked.map(({ name }) => name)).toEqual(['open']);
    state = 'ready';
    engine.say('changed', sourceInfo({ state }));
    expect((await running).out).toBe('ready');
  });

  it('misses no end that comes before the answer to open', async () => {
    const engine = fakeEngine({
      open() {
        engine.say('changed', sourceInfo({ state: 'ready' }));
        return sourceInfo({ state: 'loading' });
      },
      info: () => sourceInfo(),
    });
    expect((await run(['info', 'a.pcap'], engine)).status).toBe(0);
  });

  it('shows progress to whoever watches, and nobody else', async () => {
    const engineWithProgress = () => {
      const engine = fakeEngine({
        open() {
          engine.say('progress', { source: 1, records: 1234, bytes: 50, totalBytes: 200, elapsedMillis: 1 });
          return sourceInfo();
        },
        info: () => sourceInfo(),
      });
      return engine;
    };
    expect((await run(['info', 'a.pcap'], engineWithProgress(), '', true)).err).toContain('25 %, 1,234 records');
    expect((await run(['info', 'a.pcap'], engineWithProgress())).err).toBe('');
  });
});

describe('exit status', () => {
  it('is 1 when the file cannot be read or the report cannot be written', async () => {
    const missing = fakeEngine({
      open() {
        throw new ProblemError('not-found', 'There is no file x.');
      },
    });
    expect(await run(['bursts', 'x'], missing)).toEqual({
      status: 1,
      out: '',
      err: 'burstscope: There is no file x.\n',
    });
    expect(missing.closed()).toBe(true);
    const engine = fakeEngine({
      open: () => sourceInfo(),
      info: () => sourceInfo(),
      write() {
        throw new ProblemError('no-permission', 'You may not write there.');
      },
    });
    expect((await run(['bursts', 'x', '--csv', 'y'], engine)).status).toBe(1);
  });

  it('is 2 when the engine finds a wrong argument', async () => {
    const engine = fakeEngine({
      open: () => sourceInfo(),
      info: () => sourceInfo(),
      write() {
        throw new ProblemError('usage', 'There is no field ip.scr: did you mean ip.src?');
      },
    });
    const { status, err } = await run(['packets', 'x', '--fields', 'ip.scr'], engine);
    expect([status, err]).toEqual([
      2,
      'burstscope packets: There is no field ip.scr: did you mean ip.src?; see burstscope packets --help\n',
    ]);
  });

  it('is 3 when the capture is damaged, and the report is written all the same', async () => {
    const damage = [{ file: 0, offset: 4711, record: 12, reason: 'the record claims 9 bytes more than there are' }];
    const { status, out, err } = await run(['bursts', 'a.pcap'], engineOf(sourceInfo({ damage })));
    expect([status, out]).toEqual([3, CSV]);
    expect(err).toContain('byte 4711');
    expect(err).toContain('the record claims 9 bytes more than there are');
  });

  it('is 3 when loading broke off', async () => {
    const engine = fakeEngine({
      open: () => sourceInfo({ state: 'loading' }),
      info: () => sourceInfo({ state: 'stopped' }),
      write({ path }) {
        writeFileSync(path, CSV);
        return { rows: 1 };
      },
    });
    const running = run(['bursts', 'a.pcap'], engine);
    await vi.waitUntil(() => engine.asked.length > 0);
    engine.say('failed', { source: 1, problem: { kind: 'unreadable', message: 'The disk went away.' } });
    expect(await running).toEqual({ status: 3, out: CSV, err: 'burstscope: The disk went away.\n' });
  });
});

describe('info', () => {
  it('reads well', () => {
    const text = infoText(sourceInfo({ outOfOrder: 3, undissected: 1, size: 12_345, compression: 'gzip' }));
    for (const line of [
      'Format         pcap, microseconds, little endian, gzip-compressed',
      'Size           12,345 bytes (12.3 kB)',
      'Records        12 (10 IP, 2 ARP, 1 of link types that are not dissected)',
      'Start          2021-04-07T17:55:53.220411648Z',
      'Span           1.000000001 s (1.00 s)',
      'Interfaces     0: Ethernet (1), resolution 10^-6 s, snap length 65,535',
      'Clock          3 records lie before the one in front',
      'Damage         none',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
  });

  it('says where the damage is', () => {
    const damage = [{ file: 0, offset: 1000, record: 7, reason: 'the file ends inside a record' }];
    expect(infoText(sourceInfo({ damage }))).toContain('Damage         byte 1,000, after 7 records: the file ends');
  });

  it('says what the capture says beside its records', () => {
    const [one] = sourceInfo().interfaces;
    const spoken = { ...one!, name: 'eth0', description: 'up\x1b[2Jlink', filter: 'tcp', received: 1200, dropped: 3 };
    const text = infoText(
      sourceInfo({
        interfaces: [spoken],
        comments: ['first\nline'],
        writers: ['Dumpcap'],
        commentedRecords: 2,
        commentsLeftOut: 1,
        untimed: 5,
        names: 7,
        skipped: { secrets: 1, custom: 0, unknown: 2 },
      }),
    );
    for (const line of [
      'Interfaces     0: eth0, Ethernet (1), resolution 10^-6 s, snap length 65,535, up\\033[2Jlink, filter tcp, ' +
        '1,200 received, 3 dropped',
      'Written by     Dumpcap',
      'Comments       first\\nline',
      '               (and on 2 records)',
      '               (1 more were left out)',
      'Names          7 in the capture itself',
      'Untimed        5 records without a time, shown with that of the record before',
      'Passed over    blocks: 1 of secrets, 2 of other types',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
  });

  it('says which file an interface and a damage are of, when there are several', () => {
    const { files, interfaces } = sourceInfo();
    const second = {
      ...files[0]!,
      path: '/b.pcapng.zst',
      name: 'b.pcapng.zst',
      formatText: 'pcapng',
      compression: 'zstd',
    } as const;
    const info = sourceInfo({
      files: [files[0]!, second],
      interfaces: [interfaces[0]!, { ...interfaces[0]!, id: 1, file: 1, snapLength: 0 }],
      damage: [{ file: 1, offset: 1000, record: 7, reason: 'the file ends inside a record' }],
    });
    for (const line of [
      'Files          /captures/small.pcap: pcap, microseconds, little endian, 1.23 kB',
      '               /b.pcapng.zst: pcapng, zstd-compressed, 1.23 kB',
      '               1: Ethernet (1), resolution 10^-6 s, of b.pcapng.zst',
      'Damage         b.pcapng.zst, byte 1,000, after 7 records: the file ends inside a record',
    ]) {
      expect(infoText(info).split('\n')).toContain(line);
    }
    expect(infoJson(info)).toMatchObject({
      files: [{}, { compression: 'zstd' }],
      interfaces: [{ file: 0 }, { file: 1 }],
    });
  });

  it('copes with a capture that holds nothing', () => {
    const empty = sourceInfo({ start: null, end: null, records: 0, interfaces: [] });
    expect(infoText(empty)).not.toContain('Span');
    expect(infoJson(empty)).toMatchObject({ start: null, end_epoch: null, duration_s: null });
  });

  it('gives programs exact times', async () => {
    const { out } = await run(['info', join('some', 'small.pcap'), '--json'], engineOf());
    const json = JSON.parse(out);
    expect(json).toMatchObject({ start_epoch: '1617818153.220411648', duration_s: '1.000000001', ip_records: 10 });
    expect(basename(json.path)).toBe('small.pcap');
  });
});
