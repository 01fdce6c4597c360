// The timeline's series and panels, and the page that is handed on.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Sent, traffic } from '../build/traffic.ts';
import { type App, lane, openApp } from './support/app.ts';
import { seenTimeline, settled, texts } from './support/window.ts';

const cli = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'burstscope-timeline-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let app: App | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

/** Two hosts that ask a web server every second, and one that asks for names. */
function capture(): string {
  const sent = Array.from({ length: 20 }, (_, i): Sent[] => [
    { at: `${10 + i}.0`, src: '10.0.0.1', dst: '10.0.0.80', sport: 5001, dport: 443, payload: 600 },
    { at: `${10 + i}.2`, src: '10.0.0.2', dst: '10.0.0.80', sport: 5002, dport: 443, payload: 300 },
    { at: `${10 + i}.4`, src: '10.0.0.2', dst: '10.0.0.53', sport: 5003, dport: 53, payload: 40 },
  ]).flat();
  const path = join(folder, 'asking.pcap');
  writeFileSync(path, traffic(sent));
  return path;
}

describe('the timeline', () => {
  it.each([
    [1440, 900],
    [1024, 700],
  ])(
    'shows its panels of gaps and rates whole in a window of %i x %i, and gives the height back',
    async (width, height) => {
      app = await openApp(capture(), { viewport: { width, height } });
      const { page } = app;
      await settled(page);
      const panel = page.getByTestId('timeline');
      const tall = async () => Math.round((await panel.boundingBox())!.height);
      const before = await tall();
      for (const name of ['Gaps', 'Rate'])
        await panel.getByRole('button', { name, exact: true, pressed: false }).click();
      await settled(page);
      const ends = async () => {
        const box = (await panel.boundingBox())!;
        const plots = await panel.getByRole('application').all();
        const boxes = await Promise.all(plots.map(async plot => (await plot.boundingBox())!));
        return boxes.map(plot => [plot.height >= 60, plot.y + plot.height <= box.y + box.height]);
      };
      await expect.poll(ends).toEqual(Array(3).fill([true, true]));
      const scrolled = () =>
        panel.locator('[data-panels]').evaluate(charts => charts.scrollHeight - charts.clientHeight);
      expect(await scrolled()).toBe(0);
      for (const name of ['Gaps', 'Rate'])
        await panel.getByRole('button', { name, exact: true, pressed: true }).click();
      await expect.poll(tall).toBe(before);
    },
  );

  it('draws series by what is chosen, with panels of gaps and rates below', async () => {
    app = await openApp(capture());
    const { page } = app;
    const by = async (title: string) => {
      await page.getByTestId('timeline-by').click();
      await page.getByRole('option', { name: title }).click();
    };
    const names = async () => (await texts(page, 'timeline-stream')).map(text => text.split('\n')[0]);
    await expect.poll(async () => (await seenTimeline(page))?.series).toBe(3);
    await by('by destination');
    await expect.poll(names).toEqual(['→ 10.0.0.80', '→ 10.0.0.53']);
    await by('by port');
    await expect.poll(names).toEqual(['443/UDP', '53/UDP']);
    await expect.poll(async () => (await seenTimeline(page))?.points).toBe(60);
    const panel = page.getByTestId('timeline');
    await panel.getByRole('button', { name: 'Gaps' }).click();
    await panel.getByRole('button', { name: 'Rate' }).click();
    await settled(page);
    await expect.poll(() => panel.getByRole('application').count()).toBe(3);
    await expect
      .poll(() => panel.getByRole('img', { name: /^Gaps between records over time of 2 series/ }).count())
      .toBe(1);
    // They move as one.
    const view = async () => {
      const seen = await seenTimeline(page);
      return seen && seen.to - seen.from;
    };
    const before = (await view())!;
    await panel.getByRole('application', { name: /^Gaps/ }).focus();
    await page.keyboard.press('+');
    await expect.poll(view).toBeLessThan(before);
  });
});

describe.runIf(lane === 'web')('the report to hand on', () => {
  it('is the page that the command writes', async () => {
    const path = capture();
    app = await openApp(path);
    const { page } = app;
    await settled(page);
    await page.getByTestId('export').click();
    await page.getByTestId('export-page').click();
    const downloading = page.waitForEvent('download');
    await page.getByTestId('write-report').click();
    const html = readFileSync(await (await downloading).path(), 'utf8');
    const chosen = 'overview,timeline,talkers,ports,conversations,bursts,beacons';
    const args = [cli, 'report', path, '--sections', chosen];
    expect(html).toBe(execFileSync(process.execPath, args, { encoding: 'utf8' }));
    expect(html).toContain('<dt>Records</dt><dd>60</dd>');
  });
});
