import { execFileSync } from 'node:child_process';
import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeAtomically } from '../../main/export/atomic-file.ts';
import { temporaryFolder } from '../build/traffic.ts';

const write = (path: string, text: string): Promise<void> => writeAtomically(path, append => append(text));

describe('what stands at the path already', () => {
  it('a link goes on leading to its file, which is written anew', async () => {
    const folder = temporaryFolder();
    const [file, link] = [join(folder, 'file'), join(folder, 'link')];
    writeFileSync(file, 'old');
    symlinkSync(file, link);
    await write(link, 'new');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe('new');
  });

  it('a file keeps its permissions', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, 'old');
    chmodSync(file, 0o600);
    await write(file, 'new');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('a pipe is written to and stays one', async () => {
    const pipe = join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const [text] = await Promise.all([readFile(pipe, 'utf8'), write(pipe, 'through')]);
    expect(text).toBe('through');
    expect(statSync(pipe).isFIFO()).toBe(true);
  });

  it('a pipe that was given up stays, too', async () => {
    const pipe = join(temporaryFolder(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reader = await open(pipe, 'r+');
    await expect(
      writeAtomically(pipe, async () => {
        throw new Error('given up');
      }),
    ).rejects.toThrow('given up');
    await reader.close();
    expect(statSync(pipe).isFIFO()).toBe(true);
  });
});
