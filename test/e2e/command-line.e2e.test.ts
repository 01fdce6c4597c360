// The command line of every place, run as it is printed, writes what the window exports there: byte for byte.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type App, openApp } from './support/app.ts';
import { settled } from './support/window.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sample = join(root, 'assets/sample.pcapng');
const folder = mkdtempSync(join(tmpdir(), 'burstscope-line-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let app: App | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

async function lineOf(page: Page): Promise<string> {
  await page.getByTestId('copy-selection').click();
  await page.getByTestId('copy-command').click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^burstscope /);
  return page.evaluate(() => navigator.clipboard.readText());
}

async function exported(page: Page): Promise<string> {
  await page.getByTestId('export').click();
  const downloading = page.waitForEvent('download');
  await page.getByTestId('export-shown').click();
  const text = readFileSync(await (await downloading).path(), 'utf8');
  await settled(page);
  return text;
}

const run = (line: string): string =>
  execFileSync('sh', ['-c', line.replace(/^burstscope /, `"${process.execPath}" out/main/cli.js `)], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });

/** Sets a filter, a host and, by the time of a burst, a range. */
async function select(page: Page): Promise<void> {
  await page.getByTestId('filter').fill('ip && !icmp');
  await page.keyboard.press('Escape');
  await page.getByTestId('filter').press('Enter');
  await settled(page);
  await page.getByTestId('host-search').fill('camera');
  await settled(page);
  await page.getByRole('option').first().click();
  await settled(page);
  await expect.poll(() => page.getByTestId('chip-host').count()).toBe(1);
}

describe('the command line', () => {
  it.each(['conversations', 'records', 'timing', 'bursts', 'beacons', 'windows', 'series', 'access-log'])(
    'of %s, with a host and a filter selected, writes what is exported there',
    async place => {
      app = await openApp(sample);
      const { page } = app;
      await settled(page);
      await select(page);
      await page.getByTestId(`place-${place}`).click();
      await settled(page);
      const line = await lineOf(page);
      const text = await exported(page);
      expect(text.split('\n').length).toBeGreaterThan(2);
      expect([line, run(line)]).toEqual([line, text]);
    },
  );

  it('of a comparison names both files', async () => {
    const after = join(folder, 'after.pcapng');
    run(`burstscope save '${sample}' --filter tcp --out '${after}'`);
    app = await openApp(sample);
    const { page } = app;
    await settled(page);
    await page.getByTestId('place-compare').click();
    await page.getByTestId('compare-path').fill(after);
    await page.getByTestId('compare-path').press('Enter');
    await settled(page);
    await expect.poll(() => page.getByTestId('compare-row').count()).toBeGreaterThan(0);
    const line = await lineOf(page);
    expect(line).toContain(after);
    expect([line, run(line)]).toEqual([line, await exported(page)]);
  });
});

describe('the selection', () => {
  it('is taken back one part at a time, and cleared at once', async () => {
    app = await openApp(sample);
    const { page } = app;
    await settled(page);
    await select(page);
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByTestId('palette').count()).toBe(0);
    await expect.poll(() => page.getByTestId('chip-host').count()).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByTestId('chip-host').count()).toBe(0);
    await expect.poll(() => page.getByTestId('chip-filter').count()).toBe(1);
    await page.keyboard.press('Alt+ArrowLeft');
    await expect.poll(() => page.getByTestId('chip-host').count()).toBe(1);
    await page.keyboard.press('x');
    await expect.poll(() => page.getByTestId('selection').count()).toBe(0);
    await page.getByTestId('filter').click();
    await expect.poll(() => page.getByRole('option', { name: 'ip && !icmp' }).count()).toBe(1);
  });
});

describe('columns', () => {
  it('are moved by keys and by dragging, hidden, remembered, and put back', async () => {
    app = await openApp(sample);
    const { page } = app;
    await settled(page);
    await page.getByTestId('place-conversations').click();
    await settled(page);
    const titles = async (): Promise<string[]> =>
      (await page.getByRole('columnheader').allInnerTexts()).map(title => title.replace(/ [▲▼]$/, ''));
    const first = await titles();
    await page.getByRole('grid').focus();
    for (const key of ['ArrowDown', 'ArrowRight', 'Alt+Shift+ArrowRight']) await page.keyboard.press(key);
    await expect.poll(titles).toEqual([first[1], first[0], ...first.slice(2)]);
    const head = page.getByRole('columnheader');
    const [from, to] = [await head.nth(1).boundingBox(), await head.nth(3).boundingBox()];
    await page.mouse.move(from!.x + 12, from!.y + 12);
    await page.mouse.down();
    await page.mouse.move(to!.x + 12, to!.y + 12, { steps: 5 });
    await page.mouse.up();
    await expect.poll(titles).toEqual([first[1], first[2], first[3], first[0], ...first.slice(4)]);
    await page.reload();
    await settled(page);
    await expect.poll(titles).toEqual([first[1], first[2], first[3], first[0], ...first.slice(4)]);
    await page.getByRole('button', { name: /^Columns of/ }).click();
    await page.getByRole('menuitem', { name: 'Columns as at first' }).click();
    await expect.poll(titles).toEqual(first);
  });
});
