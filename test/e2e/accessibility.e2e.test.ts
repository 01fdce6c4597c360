// axe finds nothing in any state of the window, dark or light.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { describe, expect, it } from 'vitest';
import { openApp } from './support/app.ts';
import { clickHost, seenGraph, settled } from './support/window.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.each(['dark', 'light'] as const)('in the %s theme', colorScheme => {
  it('axe finds nothing: overview, a host, a conversation, tables, every place, the palette, the sheet of keys', async () => {
    const app = await openApp(undefined, { colorScheme });
    const { page } = app;
    const violations = async (state: string): Promise<string[]> => {
      await settled(page);
      // Through the debugger, which the page's policy does not bind: no script is added to the page.
      await page.evaluate(axe);
      const { violations: found } = (await page.evaluate(() =>
        (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
      )) as AxeResults;
      return found.map(v => `${state}: ${v.id}: ${v.nodes.map(n => n.html).join(' ')}`);
    };
    await expect.poll(async () => (await seenGraph(page)).nodes.length).toBeGreaterThan(0);
    const found = await violations('overview');
    const { nodes } = await seenGraph(page);
    await clickHost(page, nodes[0]!.address);
    found.push(...(await violations('host')));
    await page.getByTestId('peer-row').first().click();
    found.push(...(await violations('conversation')));
    for (const tab of ['conversations', 'hosts']) {
      await page.getByTestId(`tab-${tab}`).click();
      found.push(...(await violations(tab)));
    }
    const places = page.locator('nav[aria-label="Views"] button[data-testid^="place-"]');
    for (let i = 0; i < (await places.count()); i++) {
      await places.nth(i).click();
      found.push(...(await violations((await places.nth(i).getAttribute('data-testid'))!)));
    }
    for (const key of ['Control+k', '?']) {
      await page.keyboard.press(key);
      await page.getByRole('dialog').waitFor();
      found.push(...(await violations(`behind ${key}`)));
      await page.keyboard.press('Escape');
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    }
    expect(found).toEqual([]);
    await app.close();
  });
});
