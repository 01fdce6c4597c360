// Files as users have them: missing, forbidden, empty, folders, pipes, and gone while being read.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFile } from '../../main/bytes/file-source.ts';
import { memorySource } from '../../main/bytes/memory-source.ts';
import { ProblemError } from '../../shared/contract/problem.ts';
import { filler } from '../build/pcap.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'burstscope-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const failing = (code: string) => async (): Promise<never> => {
  throw Object.assign(new Error(`${code}: it did not work`), { code });
};

const problemOf = async (work: Promise<unknown>): Promise<ProblemError> => {
  const thrown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (thrown instanceof ProblemError) return thrown;
  throw new Error(`no problem but ${String(thrown)}`);
};

test('gives the bytes at any offset, as far as there are any', async () => {
  const path = join(folder, 'plain');
  writeFileSync(path, filler(100));
  const source = await openFile(path);
  expect(source.size()).toBe(100);
  const into = new Uint8Array(30);
  expect(await source.read(80, into)).toBe(20);
  expect(into.subarray(0, 20)).toEqual(filler(100).subarray(80));
  expect(await source.read(3, into)).toBe(30);
  expect(into).toEqual(filler(100).subarray(3, 33));
  expect(await source.read(100, into)).toBe(0);
  await source.close();
});

test.each([
  ['not-found', 'no file of that name', 'missing'],
  ['not-found', 'a file in place of a folder', 'file/below'],
  ['is-directory', 'a folder', '.'],
  ['empty-file', 'an empty file', 'empty'],
])('%s: %s', async (kind, _, name) => {
  writeFileSync(join(folder, 'file'), 'x');
  writeFileSync(join(folder, 'empty'), '');
  const path = join(folder, name);
  const problem = await problemOf(openFile(path));
  expect(problem.kind).toBe(kind);
  expect(problem.message).toContain(path);
});

test.each([
  ['EACCES', 'no-permission'],
  ['EPERM', 'no-permission'],
  ['EISDIR', 'is-directory'],
  ['EMFILE', 'unreadable'],
  ['EIO', 'unreadable'],
])('%s at opening is %s', async (code, kind) => {
  const problem = await problemOf(openFile('some/file.pcap', failing(code)));
  expect(problem.kind).toBe(kind);
  expect(problem.message).toMatch(/some\/file\.pcap.*\.$/);
});

test('a file that gets shorter while it is read is unreadable, not at its end', async () => {
  const path = join(folder, 'shrinks');
  writeFileSync(path, filler(100));
  const source = await openFile(path);
  truncateSync(path, 40);
  expect(await source.read(0, new Uint8Array(100))).toBe(40);
  const problem = await problemOf(source.read(40, new Uint8Array(100)));
  expect(problem.kind).toBe('unreadable');
  expect(problem.message).toContain('byte 40');
  await source.close();
});

test('a medium that fails while it is read is unreadable', async () => {
  const path = join(folder, 'fails');
  writeFileSync(path, filler(10));
  const openBadly = async (name: string, flags: 'r'): Promise<FileHandle> => {
    const handle = await open(name, flags);
    handle.read = failing('EIO');
    return handle;
  };
  const source = await openFile(path, openBadly);
  const problem = await problemOf(source.read(0, new Uint8Array(10)));
  expect(problem.kind).toBe('unreadable');
  expect(problem.message).toContain(path);
  await source.close();
});

test.runIf(process.platform === 'linux')('a pipe has no size and is read from front to back', async () => {
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  const [source] = await Promise.all([
    openFile(path),
    open(path, 'w').then(async handle => {
      await handle.write(filler(50));
      await handle.close();
    }),
  ]);
  expect(source.size()).toBe(undefined);
  const into = new Uint8Array(30);
  expect(await source.read(0, into)).toBe(30);
  expect(into).toEqual(filler(50).subarray(0, 30));
  expect((await problemOf(source.read(0, into))).kind).toBe('unreadable');
  expect(await source.read(30, into)).toBe(20);
  expect(await source.read(50, into)).toBe(0);
  await source.close();
});

test('memory is read like a file', async () => {
  const source = memorySource(filler(10));
  const into = new Uint8Array(8);
  expect([source.size(), await source.read(4, into), await source.read(10, into)]).toEqual([10, 6, 0]);
  expect(into.subarray(0, 6)).toEqual(filler(10).subarray(4));
  await source.close();
});
