// Two sources side by side in the window: the numbers are those of the command line.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Sent, traffic } from '../build/traffic.ts';
import { type App, lane, openApp } from './support/app.ts';
import { settled, texts } from './support/window.ts';

const cli = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'burstscope-compare-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let app: App | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

const file = (name: string, sent: readonly Sent[]): string => {
  const path = join(folder, name);
  writeFileSync(path, traffic(sent));
  return path;
};
const talk = (src: string, n: number): Sent[] =>
  Array.from({ length: n }, (_, i) => ({ at: (10 + i / n).toFixed(6), src, dst: '10.0.0.9', payload: 100 }));
const byTime = (sent: Sent[]): Sent[] => sent.sort((a, b) => Number(a.at) - Number(b.at));

describe('the comparison of two sources', () => {
  it('lists what is new, gone and more, as the command does, and writes the same file', async () => {
    const before = file('before.pcap', byTime([...talk('10.0.0.1', 10), ...talk('10.0.0.2', 10)]));
    const after = file('after.pcap', byTime([...talk('10.0.0.1', 50), ...talk('10.0.0.3', 10)]));
    app = await openApp(before);
    const { page } = app;
    await settled(page);
    await page.getByTestId('place-compare').click();
    await page.getByTestId('compare-path').fill(after);
    await page.getByTestId('compare-path').press('Enter');
    await expect.poll(() => texts(page, 'compare-row')).toHaveLength(4);
    const csv = execFileSync(process.execPath, [cli, 'compare', before, after], { encoding: 'utf8' });
    const rows = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;
    const words = { new: 'New', gone: 'Gone', more: 'More', less: 'Less', same: 'As before' } as const;
    const shown = (await texts(page, 'compare-row')).map(row => row.split('\n').slice(0, 2)).sort();
    expect(shown).toEqual(rows.map(row => [words[row.change as keyof typeof words], row.a]).sort());
    await expect.poll(() => page.getByTestId('change-more').innerText()).toBe('More 2');
    if (lane !== 'web') return;
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export CSV' }).click();
    expect(readFileSync(await (await downloading).path(), 'utf8')).toBe(csv);
  });

  it('says in one sentence why the second cannot be opened', async () => {
    app = await openApp(file('one.pcap', talk('10.0.0.1', 3)), { expected: [/40[0-9]|problem/i] });
    const { page } = app;
    await settled(page);
    await page.getByTestId('place-compare').click();
    await page.getByTestId('compare-path').fill(join(folder, 'missing.pcap'));
    await page.getByTestId('compare-path').press('Enter');
    await page.getByText('missing.pcap').first().waitFor();
  });
});
