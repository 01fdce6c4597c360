// Beacons and flows as wholes in the window: what stands on the screen is what the command line writes, and clicks select.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { chanceText, periodText } from '../../renderer/views/beacons/beacon-text.ts';
import { formatCount, formatShare } from '../../shared/unit/format.ts';
import { type App, lane, openApp } from './support/app.ts';
import { settled, texts } from './support/window.ts';

const cli = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'burstscope-beacons-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let app: App | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

const CLIENT = '192.168.1.2';
const SERVER = '203.0.113.9';

interface Row {
  readonly at: number;
  readonly line: string;
}

/** A flow record `second` after midnight. */
const row = (second: number, src: string, sport: number, state = 'closed'): Row => ({
  at: second,
  line: `${new Date(1_713_484_800_000 + second * 1000).toISOString().slice(0, 19).replace('T', ' ')},tcp,${state},${src},${sport},${SERVER},443,${500 + (second % 7)},700\n`,
});

/** A clock of 60 s that misses two of 100 ticks; a host that connects when it likes; the same flow three times. */
const ROWS: readonly Row[] = [
  ...Array.from({ length: 100 }, (_, i) => row(i * 60, CLIENT, 2000 + i)).filter((_, i) => i !== 30 && i !== 70),
  ...Array.from({ length: 60 }, (_, i) =>
    row(Math.round(i * 90 + ((i * 7919) % 83)), '192.168.1.3', 3000 + i, 'reset'),
  ),
  row(10, '192.168.1.4', 9),
  row(20, '192.168.1.4', 9, 'reset'),
  row(500, '192.168.1.4', 9),
].sort((a, b) => a.at - b.at);

function write(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, ROWS.map(({ line }) => line).join(''));
  return path;
}

const run = (...args: string[]): string => execFileSync(process.execPath, [cli, ...args], { encoding: 'utf8' });
const rowsOf = (csv: string): Record<string, string>[] =>
  Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;

async function openPlace(path: string, letter: string): Promise<Page> {
  app = await openApp(path);
  const { page } = app;
  await settled(page);
  await page.keyboard.press('g');
  await page.keyboard.press(letter);
  await settled(page);
  return page;
}

describe('beacons', () => {
  it('stand ranked on the screen as the command line writes them, and a click selects the pair', async () => {
    const path = write('ranked.csv');
    const page = await openPlace(path, 'e');
    const expected = rowsOf(run('beacons', path, '--sort', 'score'));
    expect(expected).toHaveLength(2);
    const rows = page.getByTestId('beacon-row');
    await expect.poll(() => rows.count()).toBe(2);
    for (const [i, one] of expected.entries()) {
      const text = await rows.nth(i).innerText();
      expect(text).toContain(one.src);
      expect(text).toContain(Number(one.score).toFixed(3));
      expect(text).toContain(one.score_severity);
      expect(text).toContain(chanceText(Number(one.p_value)));
      expect(text).toContain(periodText(Number(one.period_s) * 1e9));
      expect(text).toContain(formatShare(Number(one.ticks_seen)));
      expect(text).toContain(formatCount(Number(one.connections)));
    }
    const clock = expected.find(one => one.src === CLIENT)!;
    await rows.filter({ hasText: CLIENT }).click();
    await settled(page);
    await expect.poll(() => page.getByTestId('beacon-pair').innerText()).toContain(CLIENT);
    const found = await page.getByTestId('beacon-found').innerText();
    expect(found).toContain('About every 60 s');
    expect(found).toContain('98 of 100');
    expect(await page.getByTestId('beacon-mean').innerText()).toBe(periodText(Number(clock.gap_mean_s) * 1e9));
    expect(await page.getByTestId('beacon-sd').innerText()).toBe(periodText(Number(clock.gap_sd_s) * 1e9));
    expect(await page.getByTestId('beacon-part').count()).toBe(4);
    // The selection is that of all panels.
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await settled(page);
    await expect
      .poll(() => page.locator('[data-testid="conversation-row"][aria-selected="true"]').innerText())
      .toContain(CLIENT);
  });

  it('a tick chooses its time and stays in the picture; the search narrows', async () => {
    const page = await openPlace(write('tick.csv'), 'e');
    await page.getByTestId('beacon-row').filter({ hasText: CLIENT }).click();
    await settled(page);
    const plot = page.getByTestId('tick-plot');
    await plot.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.getByTestId('tick-readout').innerText()).toContain('2: ');
    await page.keyboard.press('Enter');
    await settled(page);
    await expect.poll(() => page.getByTestId('tick-range').count()).toBe(1);
    await expect.poll(() => page.getByTestId('beacon-found').innerText()).toContain('98 of 100');
    await page.getByTestId('beacon-time').getByText('Time range', { exact: true }).click();
    await settled(page);
    await expect.poll(() => page.getByTestId('beacon-count').innerText()).toContain('0 pairs in this time range');
    await page.getByTestId('beacon-time').getByText('All of the time', { exact: true }).click();
    await settled(page);
    await page.getByTestId('beacon-search').fill('1.3');
    await settled(page);
    await expect.poll(() => page.getByTestId('beacon-count').innerText()).toContain('1 pair');
  });

  it.runIf(lane === 'web')('are exported in the order of the screen', async () => {
    const path = write('export.csv');
    const page = await openPlace(path, 'e');
    const download = page.waitForEvent('download');
    await page.getByTestId('export-beacons').click();
    const saved = join(folder, 'saved.csv');
    await (await download).saveAs(saved);
    await settled(page);
    expect(readFileSync(saved, 'utf8')).toBe(run('beacons', path, '--sort', 'score'));
  });
});

describe('flows as wholes', () => {
  it('come to what the command line says', async () => {
    const path = write('flows.csv');
    const page = await openPlace(path, 'c');
    await page.getByText('Entries and states', { exact: true }).click();
    await settled(page);
    const all = rowsOf(run('flows', path, '--rows'));
    const several = all.filter(one => Number(one.entries) > 1);
    expect(several).toMatchObject([{ src: '192.168.1.4', entries: '3', states: 'closed reset closed', closed: 'yes' }]);
    await expect.poll(() => page.getByTestId('flow-entry-row').count()).toBe(1);
    const [shown] = await texts(page, 'flow-entry-row');
    expect(shown).toContain('192.168.1.4:9');
    expect(shown).toContain('closed, reset, closed');
    const closed = all.filter(one => one.closed === 'yes').length;
    expect(await page.getByTestId('flows-closed').innerText()).toBe(
      `${formatCount(closed)} (${formatShare(closed / all.length)})`,
    );
    expect(run('flows', path)).toContain(`${formatCount(closed)} (${formatShare(closed / all.length)}) of the flows`);
  });
});
