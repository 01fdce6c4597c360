// The filter box: completed, checked while typing, in force everywhere, and undone.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { traffic } from '../build/traffic.ts';
import { type App, openApp } from './support/app.ts';
import { seenGraph, seenTimeline, settled, texts } from './support/window.ts';

const folder = mkdtempSync(join(tmpdir(), 'burstscope-filter-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let app: App | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

/** Two hosts write to a third: one over UDP port 53, one over TCP port 443. */
function capture(): string {
  const path = join(folder, 'two.pcap');
  const at = (n: number): string => (1000 + n / 10).toFixed(1);
  const records = Array.from({ length: 20 }, (_, i) =>
    i % 2 === 0
      ? { at: at(i), src: '10.0.0.1', dst: '10.0.0.9', dport: 53, payload: 400 }
      : { at: at(i), src: '10.0.0.2', dst: '10.0.0.9', dport: 443, payload: 500, protocol: 'tcp' as const },
  );
  writeFileSync(path, traffic(records));
  return path;
}

describe('the filter box', () => {
  it('leaves in every panel only what the filter chooses, until the chip is removed', async () => {
    app = await openApp(capture());
    const { page } = app;
    await settled(page);
    await page.keyboard.press('Control+/');
    await page.keyboard.type('udp.dstport == 53');
    await page.keyboard.press('Enter');
    await settled(page);
    const { nodes } = await seenGraph(page);
    expect(nodes.map(n => n.address).sort()).toEqual(['10.0.0.1', '10.0.0.9']);
    // Its part of the program may still be on its way.
    await expect.poll(async () => (await seenTimeline(page))?.points, { timeout: 20_000 }).toBe(10);
    expect(await page.getByTestId('burst-count').innerText()).toMatch(/^1\b/);
    expect(await page.getByTestId('chip-filter').innerText()).toContain('udp.dstport == 53');
    await page.getByTestId('chip-filter').getByRole('button').click();
    expect((await seenGraph(page)).nodes).toHaveLength(3);
    expect(await page.getByTestId('filter').inputValue()).toBe('');
  });

  it('completes fields, and says at its column what is wrong', async () => {
    app = await openApp(capture());
    const { page } = app;
    await settled(page);
    await page.getByTestId('filter').click();
    await page.keyboard.type('udp.dst');
    await page.getByRole('option', { name: 'udp.dstport' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.getByTestId('filter').inputValue()).toBe('udp.dstport ');
    await page.getByTestId('filter').fill('ip.adr == 10.0.0.1');
    await page.getByTestId('filter-error').waitFor();
    expect((await texts(page, 'filter-error'))[0]).toMatch(/^Column 1: .*ip\.adr/);
    await page.getByRole('button', { name: 'Use ip.addr' }).click();
    expect(await page.getByTestId('filter').inputValue()).toBe('ip.addr == 10.0.0.1');
    await page.keyboard.press('Enter');
    await settled(page);
    expect((await seenGraph(page)).nodes).toHaveLength(2);
  });
});
