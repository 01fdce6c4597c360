// Windows in the window: numbers as the command line's, a click narrows every other panel, keys walk the cells.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import papa from 'papaparse';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { startLocalEngine } from '../../main/session/local-engine.ts';
import { formatCount } from '../../shared/unit/format.ts';
import { run } from '../host/cli/run.ts';
import { type App, openApp } from './support/app.ts';
import { settled } from './support/window.ts';

const SAMPLE = join(fileURLToPath(new URL('../../', import.meta.url)), 'assets/sample.pcapng');

let app: App | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

type Row = Readonly<Record<string, string>>;

async function command(...args: readonly string[]): Promise<readonly Row[]> {
  const { out, err } = await run(args, startLocalEngine());
  expect(err).toBe('');
  return papa.parse<Row>(out, { header: true, skipEmptyLines: true }).data;
}

async function openWindows(): Promise<Page> {
  app = await openApp(SAMPLE);
  const { page } = app;
  await settled(page);
  await page.getByTestId('place-windows').click();
  await settled(page);
  await expect.poll(() => page.getByTestId('heat-strip').count()).toBe(1);
  return page;
}

const shownValue = (page: Page): Promise<string | null> => page.getByTestId('window-value').getAttribute('data-value');

describe('windows', () => {
  it('say in the list which outliers are of windows that the capture fills only in part', async () => {
    const page = await openWindows();
    await page.getByText('60 s', { exact: true }).click();
    await settled(page);
    await page.getByRole('columnheader', { name: 'Window (UTC)' }).getByRole('button').click();
    await settled(page);
    await expect.poll(() => page.getByTestId('outlier-row').first().innerText()).toMatch(/00:02:00\.000\s*part\b/);
    await expect
      .poll(() => page.getByTitle('This window is filled only in part: the capture ends in it.').count())
      .toBeGreaterThan(0);
  });

  it('show the numbers of the command', async () => {
    const rows = await command('windows', SAMPLE);
    const page = await openWindows();
    await expect
      .poll(() => page.getByTestId('windows-total').textContent())
      .toContain(`${formatCount(rows.length)} windows`);
    await page.getByTestId('feature-search').fill('destination ports distinct');
    await settled(page);
    // The first key press shows the first cell; each other one goes on to the next window.
    await page.getByTestId('heat-strip').focus();
    const readout = () => page.getByTestId('window-readout').textContent();
    await page.keyboard.press('Home');
    await expect.poll(readout).toContain('filled only in part: the capture begins in it');
    await page.keyboard.press('End');
    await expect.poll(readout).toContain('filled only in part: the capture ends in it');
    await page.keyboard.press('Escape');
    await expect.poll(readout).not.toContain('in part');
    for (const row of rows.slice(0, 22)) {
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => shownValue(page)).toBe(row.count_dst_port);
    }
    const outliers = await command('windows', SAMPLE, '--outliers');
    const most = outliers
      .filter(row => row.kind === 'pair')
      .sort((a, b) => Number(b.value) / Number(b.upper) - Number(a.value) / Number(a.upper))[0]!;
    const first = page.getByTestId('outlier-row').first();
    await expect.poll(() => first.getByTestId('outlier-value').getAttribute('data-value')).toBe(most.value);
    await expect.poll(() => first.textContent()).toContain(`${most.value} is above ${most.upper}`);
    const scanners = await command('windows', SAMPLE, '--scanners');
    await page.getByTestId('windows-tab-scanners').click();
    await settled(page);
    await expect.poll(() => page.getByTestId('scanner-row').count()).toBe(scanners.length);
    await expect
      .poll(() => page.getByTestId('scanner-ports').allTextContents())
      .toEqual(scanners.map(r => r.dst_ports));
  });

  it('narrow the other panels by a click, and mark what is selected elsewhere', async () => {
    const rows = await command('windows', SAMPLE);
    const page = await openWindows();
    await page.getByTestId('windows-tab-rows').click();
    await expect.poll(() => page.locator('#windows-list').textContent()).toContain('Click a window');
    const strip = (await page.getByTestId('heat-strip').boundingBox())!;
    const place = rows.findIndex(row => row.num_entries === String(Math.max(...rows.map(r => Number(r.num_entries)))));
    await page.mouse.click(strip.x + (strip.width * (place + 0.5)) / rows.length, strip.y + 8);
    await settled(page);
    await expect
      .poll(() => page.locator('#windows-list').textContent())
      .toContain(`${rows[place]!.num_entries} IP records`);
    await expect.poll(() => page.getByTestId('windows-range').count()).toBeGreaterThan(0);
    await expect.poll(() => page.getByTestId('window-row').count()).toBeGreaterThan(0);
    // The picture keeps all windows; the place next to it counts the selected time alone.
    await page.getByTestId('place-conversations').click();
    await settled(page);
    const from = rows[place]!.start_epoch!;
    const to = String(Number(from) + 10);
    const narrowed = await command('conversations', SAMPLE, '--from', from, '--to', to);
    await expect.poll(() => page.getByText(`${narrowed.length} conversations`).count()).toBeGreaterThan(0);
    await page.getByTestId('place-windows').click();
    await settled(page);
    await expect.poll(() => page.getByTestId('windows-range').count()).toBeGreaterThan(0);
    await page.getByTestId('zoom-windows').click();
    await settled(page);
    await expect.poll(() => page.getByTestId('windows-total').textContent()).toContain('1 shown');
    await page.getByTestId('whole-windows').click();
    await settled(page);
    await expect.poll(() => page.getByTestId('windows-total').textContent()).not.toContain('shown');
  });

  it('take another length, and the batches of the notebook', async () => {
    const page = await openWindows();
    await page.getByTestId('window-length').fill('2.5');
    await page.keyboard.press('Enter');
    await settled(page);
    const rows = await command('windows', SAMPLE, '--seconds', '2.5');
    await expect
      .poll(() => page.getByTestId('windows-total').textContent())
      .toContain(`${formatCount(rows.length)} windows`);
    await page.getByRole('group', { name: 'Windows' }).getByText('10 s', { exact: true }).click();
    await page.getByTestId('windows-notebook').click();
    await settled(page);
    const batches = await command('windows', SAMPLE, '--compat', 'notebook');
    await expect
      .poll(() => page.getByTestId('windows-total').textContent())
      .toContain(`${formatCount(batches.length)} batches`);
    await page.getByTestId('feature-entropy_dst_ip').click();
    await expect.poll(() => page.getByTestId('line-entropy_dst_ip').count()).toBe(0);
  });
});
