// Series in the window: the same numbers as the command, detectors held against marks, a click that selects time.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import papa from 'papaparse';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { startLocalEngine } from '../../main/session/local-engine.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';
import { run } from '../host/cli/run.ts';
import { type App, openApp } from './support/app.ts';
import { settled, texts } from './support/window.ts';

const folder = mkdtempSync(join(tmpdir(), 'burstscope-series-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let app: App | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const dayText = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** Three hosts on 60 days, of which one jumps on day 40; dates could be read in two ways. */
function counts(): string {
  let text = 'when;host;as;n\n';
  for (let day = 0; day < 60; day++) {
    const [year, month, date] = dayText(day).split('-');
    for (const host of ['a', 'b', 'c']) {
      const n = host === 'b' && day === 40 ? 900 : 30 + ((day * host.charCodeAt(0)) % 9);
      text += `${date}.${month}.${year};${host};${64_500 + (day % 3)};${n}\n`;
    }
  }
  return file('counts.csv', text);
}

interface Command {
  readonly anomalies: number;
  readonly err: string;
}

/** What the command says of each detector. */
async function commandSays(path: string, by: string, detector: string, marks: string): Promise<Command> {
  const { out, err } = await run(
    ['series', path, '--by', by, '--detect', detector, '--marked', marks],
    startLocalEngine(),
  );
  const rows = papa.parse<Record<string, string>>(out, { header: true, skipEmptyLines: true }).data;
  return { anomalies: rows.filter(row => row.anomaly !== '').length, err };
}

async function openSeries(path: string): Promise<App['page']> {
  app = await openApp(path);
  await settled(app.page);
  await app.page.getByTestId('place-series').click();
  await settled(app.page);
  return app.page;
}

async function sameAsCommand(page: App['page'], path: string, by: string, marks: string): Promise<void> {
  await page.getByTestId('marks-input').setInputFiles(marks);
  await settled(page);
  for (const [detector, name] of [
    ['forecast', 'Forecast band'],
    ['luminol', 'Luminol'],
  ] as const) {
    const { anomalies, err } = await commandSays(path, by, detector, marks);
    const [, precision, recall] = /precision ([\d.]+|none).*recall ([\d.]+)/.exec(err)!;
    const shown = async () => (await page.getByTestId('judgements').innerText()).replaceAll(/\s+/g, ' ');
    await expect.poll(shown).toContain(`${name} ${anomalies} anomal`);
    await expect.poll(shown).toContain(`precision ${precision}`);
    await expect.poll(shown).toContain(`recall ${recall}`);
  }
}

describe('series', () => {
  it('of a file of counts: totals, one key large, its anomalies, and their time for all panels', async () => {
    const path = counts();
    const page = await openSeries(path);
    await expect.poll(() => page.getByTestId('count-rows').innerText()).toBe('180');
    await expect.poll(() => page.getByTestId('count-dates').innerText()).toContain('60 in when');
    await expect.poll(() => texts(page, 'multiple')).toHaveLength(3);
    const marks = file('marks.csv', `date,host\n${dayText(40)},b\n${dayText(20)},a\n`);
    await sameAsCommand(page, path, 'host', marks);

    await expect.poll(async () => (await texts(page, 'anomaly-row'))[0]).toContain('900');
    await page.getByTestId('anomaly-row').first().click();
    await settled(page);
    await expect.poll(() => page.getByTestId('series-large').innerText()).toContain('b');
    await expect.poll(() => page.getByTestId('chip-range').count()).toBe(1);
    await expect.poll(() => page.getByTestId('series-mark').innerText()).toContain(`Remove the mark of ${dayText(40)}`);
    await expect.poll(() => page.getByTestId('series-large').locator('[data-anomaly="a"]').count()).toBeGreaterThan(0);
    // The second key within the chosen first.
    await expect.poll(() => texts(page, 'series-second-key')).toHaveLength(3);
  });

  it('the columns of a file can be chosen anew', async () => {
    const page = await openSeries(
      file('dates.csv', 'd,k,n\n01/02/2020,x,1\n02/02/2020,x,2\n03/02/2020,y,3\n04/02/2020,y,4\n'),
    );
    await expect.poll(() => page.locator('body').innerText()).toContain('The format of the dates is a guess');
    await page.getByTestId('series-columns').click();
    await settled(page);
    await page.getByTestId('columns-format').click();
    await page.getByRole('option', { name: 'Month first: 09/26/2006' }).click();
    await page.getByTestId('columns-read').click();
    await settled(page);
    await expect.poll(() => page.getByTestId('inspector').innerText()).toContain('2020-04-02');
  });

  it('of a capture: records of a host per interval', async () => {
    const page = await openSeries(new URL('../../assets/sample.pcapng', import.meta.url).pathname);
    await expect.poll(() => texts(page, 'multiple')).toHaveLength(12);
    await page.getByTestId('series-key').first().click();
    await settled(page);
    await expect
      .poll(() => page.getByTestId('series-large').getByRole('slider').getAttribute('data-points'))
      .not.toBeNull();
    await page.getByTestId('series-large').getByRole('slider').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await settled(page);
    await expect.poll(() => page.getByTestId('chip-range').count()).toBe(1);
  });

  it.runIf(hasShared())('of the daily flows (beside the checkout) as the command has them', async () => {
    const path = sharedPath('datasets/daily-flows/cs448b_ipasn.csv');
    const page = await openSeries(path);
    await expect.poll(() => page.getByTestId('count-rows').innerText()).toBe('20,803');
    await expect.poll(() => page.getByTestId('count-dates').innerText()).toContain('92');
    await expect.poll(() => page.getByTestId('count-key-1').innerText()).toContain('10');
    await expect.poll(() => page.getByTestId('count-key-2').innerText()).toContain('2,005');
    await expect.poll(() => texts(page, 'multiple')).toHaveLength(10);
    const list = '2006-08-24,1\n2006-09-04,5\n2006-09-18,4\n2006-09-26,3\n2006-09-26,6\n';
    await sameAsCommand(page, path, 'l_ipn', file('true.csv', `date,l_ipn\n${list}`));
  });
});
