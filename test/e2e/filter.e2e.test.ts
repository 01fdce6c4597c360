// The filter box: completed, checked while typing, in force everywhere, and undone.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { traffic } from '../build/traffic.ts';
import { type App, openApp } from './support/app.ts';
import { addresses, seenTimeline, settled, texts } from './support/window.ts';

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
    await expect.poll(() => addresses(page)).toEqual(['10.0.0.1', '10.0.0.9']);
    await expect.poll(async () => (await seenTimeline(page))?.points).toBe(10);
    await expect.poll(() => page.getByTestId('burst-count').innerText()).toMatch(/^1\b/);
    await expect.poll(() => page.getByTestId('chip-filter').innerText()).toContain('udp.dstport == 53');
    await page.getByTestId('chip-filter').getByRole('button').click();
    await expect.poll(() => addresses(page)).toHaveLength(3);
    await expect.poll(() => page.getByTestId('filter').inputValue()).toBe('');
  });

  it('completes fields, and says at its column what is wrong', async () => {
    app = await openApp(capture());
    const { page } = app;
    await settled(page);
    await page.getByTestId('filter').click();
    await page.keyboard.type('udp.dst');
    await page.getByRole('option', { name: 'udp.dstport' }).waitFor();
    await page.keyboard.press('Tab');
    await expect.poll(() => page.getByTestId('filter').inputValue()).toBe('udp.dstport ');
    await page.getByTestId('filter').fill('ip.adr == 10.0.0.1');
    await expect.poll(async () => (await texts(page, 'filter-error'))[0]).toMatch(/^Column 1: .*ip\.adr/);
    await page.getByRole('button', { name: 'Use ip.addr' }).click();
    await expect.poll(() => page.getByTestId('filter').inputValue()).toBe('ip.addr == 10.0.0.1');
    await page.keyboard.press('Enter');
    await settled(page);
    await expect.poll(() => addresses(page)).toHaveLength(2);
  });
});
