// Workspaces: what is read is what was written, hostile ones are refused, both places, and never the capture itself.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPicked, workspaceFiles, writePicked } from '../../main/host/workspace-files.ts';
import { problemOf } from '../../shared/contract/problem.ts';
import type { SourceInfo } from '../../shared/model/source.ts';
import { keptText, parseWorkspace, type Workspace, workspaceText } from '../../shared/model/workspace.ts';
import { fakeEngine } from './fake-engine.ts';

const bursts = { gapNanos: 300_000_000, minPayload: 300, minPackets: 2, scope: 'stream' } as const;
const EXAMPLE: Workspace = {
  version: 1,
  capture: { name: 'home.pcap', size: 7, start: [1000, 5] },
  hosts: { '10.0.0.1': { name: 'Camera', colour: 3 } },
  notes: [
    { on: { kind: 'host', address: '10.0.0.1' }, text: 'the one\nin the hall', written: 5 },
    { on: { kind: 'record', number: 7 }, text: 'look', written: 6 },
    {
      on: { kind: 'burst', burst: 2, start: [1001, 0], end: [1002, 0], params: bursts, filter: 'udp' },
      text: 'b',
      written: 7,
    },
    { on: { kind: 'range', from: [1000, 5], to: [1003, 0] }, text: 'r', written: 8, of: 'other.pcap' },
  ],
  view: {
    filter: 'tcp',
    range: { from: [1000, 5] },
    bursts: { ...bursts, minPayload: 'auto', compat: 'notebook' },
    place: 'bursts',
    timeline: { by: 'stream', gaps: true, rate: false },
    graph: { showHidden: true, minPackets: 4, places: { '10.0.0.1': [1.5, -20] } },
    marks: [
      { seconds: 1_159_228_800, key: null },
      { seconds: 5, key: '10.0.0.1' },
    ],
  },
};
const TEXT = workspaceText(EXAMPLE);
const refusal = (text: string): string => {
  try {
    parseWorkspace(text, 'w.json');
    return '';
  } catch (thrown) {
    return problemOf(thrown).kind === 'unreadable' ? problemOf(thrown).message : `thrown: ${thrown}`;
  }
};

describe('a workspace as text', () => {
  it('comes back as it was, whatever the words in it', () => {
    expect(parseWorkspace(TEXT, 'w.json')).toEqual(EXAMPLE);
    const word = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(fc.dictionary(fc.ipV6(), word, { maxKeys: 9 }), fc.array(word), fc.nat(7), (names, notes, colour) => {
        const hosts = Object.entries(names).map(([address, name]) => {
          const kept = keptText(name, 80);
          return [address, { ...(kept && { name: kept }), colour }];
        });
        const workspace = {
          ...EXAMPLE,
          hosts: Object.fromEntries(hosts),
          notes: notes.map(text => ({ ...EXAMPLE.notes[0]!, text: keptText(text, 2000, true) })),
        };
        expect(parseWorkspace(workspaceText(workspace), 'w.json')).toEqual(workspace);
      }),
    );
  });

  it('is refused by name and reason, or read, whatever is changed in it', () => {
    fc.assert(
      fc.property(fc.nat(TEXT.length - 1), fc.string({ maxLength: 4 }), fc.nat(6), (at, put, cut) => {
        const why = refusal(TEXT.slice(0, at) + put + TEXT.slice(at + cut));
        expect(why === '' || why.startsWith('w.json is not a workspace that can be read: ')).toBe(true);
      }),
      { numRuns: 1000 },
    );
    for (const [text, why] of [
      ['', 'not JSON'],
      ['[]', 'not an object'],
      [TEXT.replace('"version": 1', '"version": 2'), 'version is not 1'],
      [TEXT.replace('"colour": 3', '"colour": 99'), 'a colour'],
      [TEXT.replace('"kind": "record"', '"kind": "toString"'), 'what a note is on'],
      [`${' '.repeat(600_000)}{}`, 'longer than'],
      ['['.repeat(200_000), 'not JSON'],
      [TEXT.replace('1159228800', '"soon"'), 'a marked date'],
    ] as const) {
      expect(refusal(text)).toContain(why);
    }
  });

  it('keeps an address named like a property as an address', () => {
    const { hosts } = parseWorkspace(TEXT.replace('"10.0.0.1": {\n   "name"', '"__proto__": {\n   "name"'), 'w.json');
    expect(Object.keys(hosts)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).colour).toBeUndefined();
  });

  it('has no control characters or turned-round text', () => {
    expect(keptText(' a\u0000b\u202ec\nd ', 80)).toBe('a b c d');
    expect(keptText('a\r\nb\u0007\tc', 80, true)).toBe('a\nb\tc');
    expect(keptText('😀😀😀', 2)).toBe('😀😀');
  });
});

describe('where workspaces lie', () => {
  let folder: string;
  let capture: string;
  const BYTES = 'capture';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'burstscope-workspace-'));
    mkdirSync(join(folder, 'captures'));
    capture = join(folder, 'captures/home.pcap');
    writeFileSync(capture, BYTES);
  });
  afterEach(() => {
    chmodSync(join(folder, 'captures'), 0o700);
    rmSync(folder, { recursive: true });
  });
  const filesOf = (path: string, isCopy = false) => {
    const info = { source: 1, path, size: BYTES.length, files: [{ path }] } as unknown as SourceInfo;
    return workspaceFiles(fakeEngine({ info: () => info }), () => isCopy, join(folder, 'settings'));
  };

  it('is beside the capture, which stays as it is', async () => {
    const files = filesOf(capture);
    expect(await files.workspace({ source: 1 })).toEqual({
      path: `${capture}.burstscope.json`,
      beside: true,
      workspace: null,
    });
    expect(readdirSync(join(folder, 'captures'))).toEqual(['home.pcap']);
    expect(await files.saveWorkspace({ source: 1, text: TEXT })).toEqual({
      path: `${capture}.burstscope.json`,
      beside: true,
    });
    expect((await files.workspace({ source: 1 })).workspace).toEqual(EXAMPLE);
    expect(readFileSync(capture, 'utf8')).toBe(BYTES);
    expect(readdirSync(join(folder, 'captures'))).toEqual(['home.pcap', 'home.pcap.burstscope.json']);
    expect(existsSync(join(folder, 'settings'))).toBe(false);
  });

  it('is in the settings for a copy, and found for the next copy of the same bytes, not of others', async () => {
    const saved = await filesOf(capture, true).saveWorkspace({ source: 1, text: TEXT });
    expect(saved.beside).toBe(false);
    expect(saved.path.startsWith(join(folder, 'settings/workspaces'))).toBe(true);
    const again = join(folder, 'home.pcap');
    writeFileSync(again, BYTES);
    expect((await filesOf(again, true).workspace({ source: 1 })).workspace).toEqual(EXAMPLE);
    writeFileSync(again, 'CAPTURE');
    expect((await filesOf(again, true).workspace({ source: 1 })).workspace).toBeNull();
    expect(readdirSync(join(folder, 'captures'))).toEqual(['home.pcap']);
  });

  it('is in the settings where nothing can be written beside the capture', async () => {
    // A path below a file cannot be written by anybody, the superuser among them.
    const files = filesOf(join(capture, 'inner.pcap'));
    expect((await files.saveWorkspace({ source: 1, text: TEXT })).beside).toBe(false);
    expect((await files.workspace({ source: 1 })).workspace).toEqual(EXAMPLE);
    expect(readFileSync(capture, 'utf8')).toBe(BYTES);
  });

  it('does not write over that of another capture: this one gets its place in the settings', async () => {
    const beside = `${capture}.burstscope.json`;
    const other = workspaceText({ ...EXAMPLE, capture: { ...EXAMPLE.capture, start: [2000, 0] } });
    writeFileSync(beside, other);
    const saved = await filesOf(capture).saveWorkspace({ source: 1, text: TEXT });
    expect(saved.beside).toBe(false);
    expect(readFileSync(beside, 'utf8')).toBe(other);
    // One that grew since is the same.
    const grown = workspaceText({ ...EXAMPLE, capture: { ...EXAMPLE.capture, size: 900 } });
    writeFileSync(beside, grown);
    expect((await filesOf(capture).saveWorkspace({ source: 1, text: TEXT })).beside).toBe(true);
  });

  it('may be where the user says, but never over another kind of file, the capture among them', async () => {
    const path = join(folder, 'mine.json');
    expect(await writePicked(path, TEXT)).toEqual({ path });
    expect(await readPicked(path)).toEqual({ name: 'mine.json', text: TEXT });
    expect(await writePicked(path, TEXT)).toEqual({ path });
    await expect(writePicked(capture, TEXT)).rejects.toThrow('is not a workspace that can be read');
    await expect(readPicked(capture)).rejects.toThrow('is not a workspace that can be read');
    expect(readFileSync(capture, 'utf8')).toBe(BYTES);
  });

  it('does not write over what it cannot read, nor write what is no workspace', async () => {
    const beside = `${capture}.burstscope.json`;
    writeFileSync(beside, '{"version": 2, "precious": true}');
    const files = filesOf(capture);
    await expect(files.workspace({ source: 1 })).rejects.toThrow('its version is not 1');
    await expect(files.saveWorkspace({ source: 1, text: TEXT })).rejects.toThrow('Rename it');
    expect(readFileSync(beside, 'utf8')).toBe('{"version": 2, "precious": true}');
    rmSync(beside);
    await expect(files.saveWorkspace({ source: 1, text: '{"version": 1}' })).rejects.toThrow('What the window sent');
    expect(existsSync(beside)).toBe(false);
  });
});
