// A log of flows in the window: what it holds, its broken lines, its hosts.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type App, openApp } from './support/app.ts';
import { clickHost, seenGraph, settled } from './support/window.ts';

const folder = mkdtempSync(join(tmpdir(), 'burstscope-log-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let app: App | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

describe('a log of flows', () => {
  it('shows its flows, broken lines and hosts', async () => {
    const path = join(folder, 'flows.csv');
    const row = (second: number): string =>
      `2024-04-18 23:59:${10 + second},tcp,closed,192.168.1.2,4000,203.0.113.9,443,5000,700\n`;
    writeFileSync(path, `${row(1)}nonsense\n${row(2)}${row(30)}`);
    app = await openApp(path);
    const { page } = app;
    await settled(page);
    await expect.poll(() => page.getByTestId('record-count').textContent()).toContain('3');
    await expect.poll(() => page.getByTestId('bad-lines').textContent()).toContain('Line 2: it has 1 column and not 9');
    await expect.poll(() => page.getByTestId('bad-lines-banner').textContent()).toContain('1 line could not be read');
    await expect.poll(() => page.getByTestId('file').textContent()).toContain('3 flows');
    const graph = await seenGraph(page);
    expect(JSON.stringify(graph)).toContain('203.0.113.9');
    await clickHost(page, '192.168.1.2');
    await settled(page);
    await expect.poll(() => page.locator('body').textContent()).not.toContain('Something went wrong');
  });
});
