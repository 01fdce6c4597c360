// Gaps and bursts as places of the window: what stands on the screen is what the command line writes.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { formatCount, formatDuration, threeDigits } from '../../shared/unit/format.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';
import { type Sent, traffic } from '../build/traffic.ts';
import { type App, lane, openApp } from './support/app.ts';
import { clickHost, settled, texts } from './support/window.ts';

const cli = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'burstscope-timing-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let app: App | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

/** A camera that sends 24 bursts of 12 records, ten seconds apart; a sensor every five seconds; keep-alives. */
const SENT: readonly Sent[] = [
  ...Array.from({ length: 24 }, (_, burst) => [
    ...Array.from({ length: 12 }, (_, i) => ({
      at: (1000 + burst * 10 + i * 0.02 + ((burst * 7 + i * 3) % 5) / 1000).toFixed(3),
      src: '192.168.1.2',
      dst: '203.0.113.9',
      payload: 900 + ((burst * 13 + i * 29) % 300),
    })),
    ...Array.from({ length: 6 }, (_, i) => ({
      at: (1001 + burst * 10 + i).toFixed(3),
      src: '192.168.1.2',
      dst: '203.0.113.9',
      payload: 18 + ((burst + i) % 6),
    })),
  ]).flat(),
  ...Array.from({ length: 48 }, (_, i) => ({
    at: (1000.5 + i * 5).toFixed(3),
    src: '192.168.1.3',
    dst: '203.0.113.9',
    sport: 9,
    payload: 40,
  })),
].sort((a, b) => Number(a.at) - Number(b.at));

function write(name: string, sent: readonly Sent[] = SENT): string {
  const path = join(folder, name);
  writeFileSync(path, traffic(sent));
  return path;
}

const run = (...args: string[]): string => execFileSync(process.execPath, [cli, ...args], { encoding: 'utf8' });
const rowsOf = (csv: string): Record<string, string>[] =>
  Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;

async function open(capture: string, place: string): Promise<Page> {
  app = await openApp(capture);
  await settled(app.page);
  await app.page.getByTestId(`place-${place}`).click();
  await settled(app.page);
  return app.page;
}

async function downloaded(page: Page, button: string): Promise<string> {
  const downloading = page.waitForEvent('download');
  await page.getByTestId(button).click();
  const text = readFileSync(await (await downloading).path(), 'utf8');
  await settled(page);
  return text;
}

/** A row of the timing report as the table shows it. */
const shown = (row: Record<string, string>): string[] => [
  formatCount(Number(row.n)),
  ...['mean_s', 'median_s', 'sd_s'].map(name => (row[name] ? formatDuration(Number(row[name]) * 1e9) : '')),
  row.cv ? threeDigits(Number(row.cv)) : '',
  ...['burstiness', 'memory'].map(name => (row[name] ? Number(row[name]).toFixed(2).replace('-0.00', '0.00') : '')),
];

async function expectRanking(page: Page, report: string): Promise<void> {
  const rows = rowsOf(report);
  await expect.poll(async () => (await texts(page, 'gap-row')).length).toBe(rows.length);
  const cells = await page
    .getByTestId('gap-row')
    .evaluateAll(found => found.map(row => [...row.querySelectorAll('[role=gridcell]')].map(c => c.textContent ?? '')));
  expect(cells.map(row => row.slice(1))).toEqual(rows.map(shown));
}

describe('timing in the window', () => {
  it('ranks keys as the command line does, in any scope and order', async () => {
    const capture = write('ranked.pcap');
    const page = await open(capture, 'timing');
    await expectRanking(page, run('timing', capture, '--direction', 'idt', '--sort', 'n'));
    await page.getByText('Received (IAT)').click();
    await page.getByRole('columnheader', { name: 'Mean' }).getByRole('button').click();
    await settled(page);
    await expectRanking(page, run('timing', capture, '--direction', 'iat', '--sort', 'mean'));
    await page.getByTestId('timing-scope').click();
    await page.getByRole('option', { name: 'Flows' }).click();
    await settled(page);
    await page.getByTestId('timing-search').fill('1.3');
    await settled(page);
    const flows = run('timing', capture, '--scope', 'flow', '--direction', 'iat', '--sort', 'mean', '--search', '1.3');
    expect(rowsOf(flows)).toHaveLength(1);
    await expectRanking(page, flows);
  });

  it('summarises what is selected, everywhere, and follows what is selected elsewhere', async () => {
    const capture = write('selected.pcap');
    const page = await open(capture, 'timing');
    await expect.poll(() => texts(page, 'gap-Gaps')).toEqual([formatCount(SENT.length - 2)]);
    await page.getByTestId('gap-row').filter({ hasText: '192.168.1.3' }).click();
    await settled(page);
    const [row] = rowsOf(run('timing', capture, '--direction', 'idt', '--search', '192.168.1.3'));
    await expect.poll(() => texts(page, 'gap-Gaps')).toEqual(['47']);
    for (const [label, name] of [
      ['Median', 'median_s'],
      ['p90', 'p90_s'],
      ['Max', 'max_s'],
      ['MAD', 'mad_s'],
    ] as const) {
      expect(await texts(page, `gap-${label}`), label).toEqual([formatDuration(Number(row![name]) * 1e9)]);
    }
    expect(await texts(page, 'gap-I(w)')).toEqual([threeDigits(Number(row!.dispersion))]);
    expect(await page.getByTestId('chip-host').innerText()).toContain('192.168.1.3');

    await page.getByTestId('place-overview').click();
    await clickHost(page, '192.168.1.2');
    await page.getByTestId('place-timing').click();
    await settled(page);
    const marked = page.locator('[data-testid="gap-row"][aria-selected="true"]');
    await expect.poll(() => marked.innerText()).toContain('192.168.1.2');
  });

  it('lays up to four keys over each other', async () => {
    const page = await open(write('kept.pcap'), 'timing');
    await page.getByTestId('gap-row').first().click();
    await settled(page);
    await page.getByTestId('keep-sample').click();
    await settled(page);
    await page.getByTestId('gap-row').nth(1).click();
    await expect.poll(async () => (await texts(page, 'gap-Gaps')).length).toBe(2);
    expect((await page.getByTestId('samples').innerText()).match(/192\.168\.1\.\d/g)).toEqual([
      '192.168.1.3',
      '192.168.1.2',
    ]);
  });

  it.skipIf(lane !== 'web')('exports what is shown, and the bins', async () => {
    const capture = write('exported.pcap');
    const page = await open(capture, 'timing');
    expect(await downloaded(page, 'export-timing')).toBe(run('timing', capture, '--direction', 'idt', '--sort', 'n'));
    expect(await downloaded(page, 'export-histogram')).toBe(run('timing', capture, '--histogram'));
    await page.getByTestId('gap-row').first().click();
    await settled(page);
    expect(await downloaded(page, 'export-histogram')).toBe(
      run('timing', capture, '--histogram', '--key', '192.168.1.2'),
    );
  });

  it('says what is missing where there are no gaps', async () => {
    const page = await open(write('one.pcap', SENT.slice(0, 1)), 'timing');
    await expect.poll(() => page.getByTestId('no-gaps').innerText()).toContain('There are no gaps');
  });
});

interface Suggested {
  readonly gap_s: number | null;
  readonly gap_reason: string;
  readonly min_payload: number | null;
  readonly min_payload_reason: string;
}

const suggestionsFor = (capture: string): Suggested =>
  JSON.parse(run('bursts', capture, '--suggest', '--json')) as Suggested;

async function expectReasons(page: Page, found: Suggested): Promise<void> {
  await expect.poll(() => page.getByTestId('reason-gap').innerText()).toBe(found.gap_reason);
  expect(await page.getByTestId('reason-min-payload').innerText()).toBe(found.min_payload_reason);
}

describe('bursts as a place', () => {
  it('suggests the thresholds of the command line, and takes them over with one click', async () => {
    const capture = write('suggested.pcap');
    const page = await open(capture, 'bursts');
    const found = suggestionsFor(capture);
    expect(found.gap_s).not.toBeNull();
    await expectReasons(page, found);
    await page.getByTestId('use-gap').click();
    await page.getByTestId('use-min-payload').click();
    await expect.poll(() => page.getByTestId('burst-gap').inputValue()).toBe(String(found.gap_s));
    expect(await page.getByTestId('burst-min-payload').inputValue()).toBe(String(found.min_payload));
    await settled(page);
    const bursts = rowsOf(run('bursts', capture, '--gap', 'auto', '--min-payload', String(found.min_payload)));
    await expect.poll(() => page.getByTestId('burst-count').innerText()).toBe(String(bursts.length));
  });

  it('moves a threshold by its line: with the arrow keys, and dragged', async () => {
    const page = await open(write('moved.pcap'), 'bursts');
    const handle = page.getByTestId('threshold-gap');
    await handle.focus();
    await page.keyboard.press('PageDown');
    await expect.poll(() => page.getByTestId('burst-gap').inputValue()).toBe('0.15');
    await settled(page);
    const box = (await handle.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 60, box.y + 40, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => Number(await page.getByTestId('burst-gap').inputValue())).toBeGreaterThan(0.15);
  });

  it('compares two sets of thresholds as the command line does', async () => {
    const capture = write('compared.pcap');
    const page = await open(capture, 'bursts');
    await page.getByText('Compare thresholds').click();
    await page.getByTestId('other-gap').fill('0.02');
    await page.getByTestId('other-gap').press('Enter');
    await settled(page);
    const csv = run('bursts', capture, '--compare-gap', '0.02');
    const rows = rowsOf(csv);
    expect(new Set(rows.map(row => row.relation)).has('split')).toBe(true);
    for (const relation of ['same', 'split', 'vanished']) {
      const bursts = new Set(rows.filter(row => row.relation === relation).map(row => row.burst_a));
      await expect
        .poll(async () => (await page.getByTestId(`relation-${relation}`).innerText()).replace(/\D/g, ''))
        .toBe(String(bursts.size));
    }
    const first = await page
      .getByTestId('compared-row')
      .first()
      .evaluate(row => [...row.querySelectorAll('[role=gridcell]')].slice(0, 4).map(cell => cell.textContent));
    const { burst_a = '', burst_b = '', relation = '', shared_packets = '' } = rows[0]!;
    expect(first.map(text => text?.toLowerCase())).toEqual([burst_a, burst_b || '–', relation, shared_packets]);
    if (lane === 'web') expect(await downloaded(page, 'export-comparison')).toBe(csv);
  });

  it('says honestly that there is no valley', async () => {
    const capture = write('few.pcap', SENT.slice(0, 12));
    const page = await open(capture, 'bursts');
    const found = suggestionsFor(capture);
    expect(found.gap_s).toBeNull();
    await expectReasons(page, found);
    expect(await page.getByTestId('use-gap').count()).toBe(0);
  });

  it('brings a burst that was chosen elsewhere into view', async () => {
    const many = Array.from({ length: 120 }, (_, i) =>
      [0, 0.1].map(t => ({ at: (1000 + i * 10 + t).toFixed(3), src: '10.0.0.1', dst: '10.0.0.2', payload: 700 })),
    ).flat();
    const page = await open(write('many.pcap', many), 'overview');
    await clickHost(page, '10.0.0.1');
    await page.getByTestId('peer-row').first().click();
    await expect.poll(async () => (await texts(page, 'inspector-burst')).length).toBe(50);
    await page.getByTestId('inspector-burst').last().click();
    await settled(page);
    await page.getByTestId('place-bursts').click();
    const marked = page.locator('[data-testid="burst-row"][aria-selected="true"]');
    await expect.poll(() => marked.count()).toBe(1);
    expect(await marked.innerText()).toMatch(/^50\b/);
  });

  it.skipIf(!hasShared())('agrees with the command line over a real capture (beside the checkout)', async () => {
    const capture = sharedPath('captures/intl-iot/model/yi_camera_sample.pcap');
    const page = await open(capture, 'bursts');
    await expectReasons(page, suggestionsFor(capture));
    await page.getByTestId('place-timing').click();
    await settled(page);
    await expectRanking(page, run('timing', capture, '--direction', 'idt', '--sort', 'n'));
  });
});
