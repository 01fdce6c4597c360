// axe finds nothing in any place of the window, its dialogs and menus: dark and light, with and without a selection, at 100
// and at 200 %; and nothing is set smaller than 12 px.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { type App, type AppOptions, openApp } from './support/app.ts';
import { clickHost, seenGraph, settled } from './support/window.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let app: App | undefined;
const folders: string[] = [];
afterEach(async () => {
  await app?.close();
  app = undefined;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function open(options: AppOptions, file?: string): Promise<Page> {
  app = await openApp(file, options);
  await settled(app.page);
  return app.page;
}

function written(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'burstscope-axe-'));
  folders.push(folder);
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Texts that are set smaller than 12 px, as they are computed. */
const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter(element =>
        [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()),
      )
      .filter(element => Number.parseFloat(getComputedStyle(element).fontSize) < 12)
      .map(element => `smaller than 12 px: ${element.outerHTML.slice(0, 120)}`),
  );

/**
 * What axe says of the window as it is, each with the state it was in. Contrasts take most of its time: they are left out
 * (`shapes`) where the same colours were looked at in another state.
 */
async function violations(page: Page, state: string, of: 'all' | 'shapes' = 'all'): Promise<string[]> {
  await settled(page);
  // Through the debugger, which the page's policy does not bind: no script is added to the page.
  await page.evaluate(axe);
  const { violations: found } = (await page.evaluate(
    enabled =>
      (window as unknown as { axe: { run(options: unknown): Promise<AxeResults> } }).axe.run({
        rules: { 'color-contrast': { enabled } },
      }),
    of === 'all',
  )) as AxeResults;
  const small = await tooSmall(page);
  return [
    ...found.map(v => `${state}: ${v.id}: ${v.nodes.map(n => n.html).join(' ')}`),
    ...small.map(text => `${state}: ${text}`),
  ];
}

const PLACES = 'nav[aria-label="Views"] button[data-testid^="place-"]';

/** Every second place of the rail, so that a slow machine is done in time. */
async function inPlaces(page: Page, half: number, of: 'all' | 'shapes'): Promise<string[]> {
  const places = page.locator(PLACES);
  const found: string[] = [];
  for (let i = half; i < (await places.count()); i += 2) {
    await places.nth(i).click();
    found.push(...(await violations(page, (await places.nth(i).getAttribute('data-testid'))!, of)));
  }
  return found;
}

describe.each(['dark', 'light'] as const)('in the %s theme axe finds nothing', colorScheme => {
  it('in the overview, with a host, a conversation, and in the tables', async () => {
    const page = await open({ colorScheme });
    await expect.poll(async () => (await seenGraph(page)).nodes.length).toBeGreaterThan(0);
    const found = await violations(page, 'overview');
    const { nodes } = await seenGraph(page);
    await clickHost(page, nodes[0]!.address);
    found.push(...(await violations(page, 'host')));
    await page.getByTestId('peer-row').first().click();
    found.push(...(await violations(page, 'conversation')));
    for (const tab of ['conversations', 'hosts']) {
      await page.getByTestId(`tab-${tab}`).click();
      found.push(...(await violations(page, tab)));
    }
    expect(found).toEqual([]);
  });

  it('in the palette and the sheet of keys', async () => {
    const page = await open({ colorScheme });
    const found: string[] = [];
    for (const key of ['Control+k', '?']) {
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      found.push(...(await violations(page, `behind ${key}`)));
      await page.keyboard.press('Escape');
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    }
    expect(found).toEqual([]);
  });

  it('in the dialogs of notes and marks, in menus, and in a record', async () => {
    const page = await open({ colorScheme });
    const found: string[] = [];
    await page.getByTestId('talker').first().click();
    await settled(page);
    for (const [place, button] of [
      ['overview', 'note'],
      ['series', 'series-marks'],
    ] as const) {
      await page.getByTestId(`place-${place}`).click();
      await settled(page);
      await page.getByTestId(button).click();
      await page.getByRole('dialog').waitFor();
      found.push(...(await violations(page, button)));
      await page.keyboard.press('Escape');
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    }
    await page.getByTestId('place-records').click();
    await settled(page);
    await page.getByTestId('record-row').first().click();
    await page.locator('[data-record]').waitFor();
    found.push(...(await violations(page, 'record')));
    await page.getByRole('button', { name: 'Columns of records' }).click();
    await page.getByRole('menu').waitFor();
    found.push(...(await violations(page, 'columns')));
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('menu').count()).toBe(0);
    await page.getByTestId('copy-selection').click();
    await page.getByRole('menu').waitFor();
    found.push(...(await violations(page, 'copy')));
    expect(found).toEqual([]);
  });

  it.each([0, 1])('in places 2 n + %i of the rail, with a host selected', async half => {
    const page = await open({ colorScheme });
    await page.getByTestId('talker').first().click();
    expect(await inPlaces(page, half, 'all')).toEqual([]);
  });

  it('in every place with nothing selected', async () => {
    const page = await open({ colorScheme });
    expect([...(await inPlaces(page, 0, 'shapes')), ...(await inPlaces(page, 1, 'shapes'))]).toEqual([]);
  });

  it('in every place at 200 %, with a host selected', async () => {
    const page = await open({ colorScheme, viewport: { width: 720, height: 450 } });
    await page.getByTestId('talker').first().click();
    expect([...(await inPlaces(page, 0, 'shapes')), ...(await inPlaces(page, 1, 'shapes'))]).toEqual([]);
  });

  it('with an access log, where most places say what they would need', async () => {
    const line = (second: number, path: string, status: number): string =>
      `192.0.2.${1 + (second % 3)} - - [20/Nov/2026:23:57:${String(second).padStart(2, '0')} +0000] "GET ${path} HTTP/1.1" ${status} ${100 * second} "-" "tool/1.0"`;
    const lines = Array.from({ length: 60 }, (_, i) => line(i, `/page/${i % 4}`, i % 7 === 0 ? 404 : 200));
    const page = await open({ colorScheme }, written('access.log', `${lines.join('\n')}\nnot a request\n`));
    const found = await violations(page, 'overview of an access log');
    for (const place of ['access-log', 'series', 'beacons']) {
      await page.getByTestId(`place-${place}`).click();
      found.push(...(await violations(page, place)));
    }
    expect(found).toEqual([]);
  });
});
