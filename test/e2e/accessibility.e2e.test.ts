// axe finds nothing in any state of the window, dark or light.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { type App, openApp } from './support/app.ts';
import { clickHost, seenGraph, settled } from './support/window.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let app: App | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

async function open(colorScheme: 'dark' | 'light'): Promise<Page> {
  app = await openApp(undefined, { colorScheme });
  const { page } = app;
  await settled(page);
  return page;
}

/** What axe says of the window as it is, each with the state it was in. */
async function violations(page: Page, state: string): Promise<string[]> {
  await settled(page);
  // Through the debugger, which the page's policy does not bind: no script is added to the page.
  await page.evaluate(axe);
  const { violations: found } = (await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  )) as AxeResults;
  return found.map(v => `${state}: ${v.id}: ${v.nodes.map(n => n.html).join(' ')}`);
}

const PLACES = 'nav[aria-label="Views"] button[data-testid^="place-"]';

describe.each(['dark', 'light'] as const)('in the %s theme axe finds nothing', colorScheme => {
  it('in the overview, with a host, a conversation, and in the tables', async () => {
    const page = await open(colorScheme);
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
    const page = await open(colorScheme);
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

  // Each half in its own window, so that a slow machine is done in time.
  it.each([0, 1])('in places 2 n + %i of the rail', async half => {
    const page = await open(colorScheme);
    await page.getByTestId('talker').first().click();
    const places = page.locator(PLACES);
    const found: string[] = [];
    for (let i = half; i < (await places.count()); i += 2) {
      await places.nth(i).click();
      found.push(...(await violations(page, (await places.nth(i).getAttribute('data-testid'))!)));
    }
    expect(found).toEqual([]);
  });
});
