// Records in the real window: the same values as the command line, fields and bytes linked both ways, all of it with the
// keyboard alone; the stream of a flow; a selection saved and read back.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import Papa from 'papaparse';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { RecordTree } from '../../shared/model/tree.ts';
import { type App, openApp } from './support/app.ts';
import { settled, texts } from './support/window.ts';

const cli = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url));
const sample = fileURLToPath(new URL('../../assets/sample.pcapng', import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const command = (...args: readonly string[]): string =>
  execFileSync(process.execPath, [cli, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });

const folder = mkdtempSync(join(tmpdir(), 'burstscope-records-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let app: App | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

async function openRecords(): Promise<Page> {
  app = await openApp(sample, { viewport: { width: 1920, height: 1080 } });
  const { page } = app;
  await settled(page);
  await page.getByTestId('place-records').click();
  await expect.poll(() => page.getByTestId('records-count').innerText()).toBe('8,672 records');
  await settled(page);
  return page;
}

const press = async (page: Page, ...keys: readonly string[]): Promise<void> => {
  for (const key of keys) {
    await page.keyboard.press(key);
    await settled(page);
  }
};

const clipboard = (page: Page): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

/** Goes to a record by its number, by keys alone from the field for it on. */
async function goTo(page: Page, number: number): Promise<void> {
  await page.getByTestId('go-to-record').fill(String(number));
  await press(page, 'Enter');
  await expect.poll(() => page.locator(`[data-record="${number}"]`).count()).toBe(1);
}

describe('the table of records', () => {
  it('says what the command packets says, and copies it', async () => {
    const page = await openRecords();
    const csv = command(
      'packets',
      sample,
      '--fields',
      'number,time,ip.src,ip.dst,original_length,payload_length,flow,iat_s,idt_s,burst',
    );
    const wanted = Papa.parse<Record<string, string>>(csv.trimEnd(), { header: true }).data;
    await page.getByRole('button', { name: 'Columns of records' }).click();
    for (const name of ['Payload', 'Flow', 'IDT']) {
      await page.getByRole('menuitemcheckbox', { name, exact: true }).click();
    }
    await press(page, 'Escape');
    await page.getByRole('grid', { name: 'Records' }).focus();
    await press(page, 'Home', 'Shift+PageDown', 'Shift+PageDown', 'Shift+F10');
    await page.getByRole('menuitem', { name: /^Copy \d+ rows as CSV$/ }).click();
    await expect.poll(() => clipboard(page)).toContain('No.,Time');
    const copied = Papa.parse<Record<string, string>>((await clipboard(page)).trimEnd(), { header: true }).data;
    expect(copied.length).toBeGreaterThan(20);
    copied.forEach((row, i) => {
      const truth = wanted[i]!;
      const { number, time, iat_s, idt_s } = truth;
      expect(row).toMatchObject({ 'No.': number, Time: time, IAT: iat_s, IDT: idt_s });
      expect(row).toMatchObject({
        Length: truth.original_length,
        Payload: truth.payload_length,
        Flow: truth.flow,
        Burst: truth.burst,
      });
      if (truth['ip.src'] !== '') expect(row).toMatchObject({ Source: truth['ip.src'], Destination: truth['ip.dst'] });
      expect(row.Info).not.toBe('');
    });
  });

  it('is sorted, filtered by a cell, and shows any field', async () => {
    const page = await openRecords();
    await page.getByRole('button', { name: 'Length' }).click();
    await settled(page);
    const lengths = async (): Promise<number[]> =>
      (await page.getByTestId('record-row').locator('[aria-colindex="7"]').allInnerTexts()).map(text =>
        Number(text.replaceAll(',', '')),
      );
    await expect.poll(lengths).toEqual((await lengths()).toSorted((a, b) => b - a));
    await expect.poll(async () => (await lengths())[0]).toBe(1514);

    const kind = page.getByTestId('record-row').first().locator('[aria-colindex="5"]');
    await kind.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Only this value' }).click();
    const found = command('packets', sample, '--filter', 'tcp', '--fields', 'number').trimEnd().split('\n').length - 1;
    await expect.poll(() => page.getByTestId('filter').inputValue()).toBe('tcp');
    await expect
      .poll(() => page.getByTestId('records-count').innerText())
      .toBe(`${found.toLocaleString('en-US')} records`);

    await page.getByRole('button', { name: 'Columns of records' }).click();
    await page.getByTestId('any-field').click();
    await page.getByTestId('add-field').fill('ip.ttl');
    await press(page, 'Enter');
    await expect.poll(() => page.getByRole('columnheader', { name: 'ip.ttl' }).count()).toBe(1);
    const number = (await page.getByTestId('record-row').first().locator('[aria-colindex="1"]').innerText()).replaceAll(
      ',',
      '',
    );
    const ttl = command('packets', sample, '--fields', 'number,ip.ttl')
      .split('\n')
      .find(line => line.startsWith(`${number},`))!
      .split(',')[1];
    await expect
      .poll(() => page.getByTestId('record-row').first().locator('[aria-colindex="8"]').innerText())
      .toBe(ttl);
  });
});

describe('a record', () => {
  it('has the tree of the command line, and its fields and bytes are chosen together', async () => {
    const page = await openRecords();
    await goTo(page, 5);
    const tree = JSON.parse(command('tree', sample, '5', '--json')) as RecordTree;
    await expect
      .poll(async () =>
        (await texts(page, 'tree-row'))
          .map(line => line.replace(/^[▾▸]\s*/, ''))
          .filter(line => tree.layers.some(l => l.line === line)),
      )
      .toEqual(tree.layers.map(({ line }) => line));

    // A byte chooses its field: the first of the DNS header is the transaction's number.
    const dns = tree.layers.at(-1)!;
    await page.locator(`[data-testid="byte"][data-at="${dns.start}"]`).click();
    await settled(page);
    await expect
      .poll(() => page.locator('[data-testid="tree-row"][aria-selected="true"]').innerText())
      .toContain('Transaction ID');
    await expect
      .poll(() => page.getByTestId('field-status').innerText())
      .toContain(`dns.id · Transaction ID: 0x58a3 · bytes ${dns.start}–${dns.start + 1} (2)`);
    // A field chooses its bytes.
    await page.locator('[data-name="ip"]').click();
    const ip = tree.layers.find(({ name }) => name === 'ip')!;
    const chosen = () =>
      page
        .locator('[data-testid="byte"][data-chosen]')
        .evaluateAll(all => all.map(one => Number(one.getAttribute('data-at'))));
    await expect.poll(chosen).toEqual(Array.from({ length: ip.length }, (_, i) => ip.start + i));
    // One that is pointed at shows where it is without being chosen.
    await page.locator('[data-name="udp"]').hover();
    const udp = tree.layers.find(({ name }) => name === 'udp')!;
    await expect.poll(() => page.locator('[data-testid="byte"][data-hovered]').count()).toBe(udp.length);
    await expect.poll(chosen).toHaveLength(ip.length);
  });

  it('copies the row that was clicked, rows marked with Shift, and before both what is selected as text', async () => {
    const page = await openRecords();
    const cell = (row: number) => page.locator(`[aria-rowindex="${row + 1}"] [role=gridcell]`).nth(2);
    await cell(3).click();
    await settled(page);
    await press(page, 'Control+c');
    await expect.poll(() => clipboard(page)).toMatch(/^3\t/);
    await cell(5).click({ modifiers: ['Shift'] });
    await press(page, 'Control+c');
    await expect
      .poll(async () => (await clipboard(page)).split('\n').map(line => line.split('\t')[0]))
      .toEqual(['3', '4', '5']);
    const box = (await cell(4).boundingBox())!;
    await page.mouse.move(box.x + 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 2, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    await press(page, 'Control+c');
    const text = await cell(4).innerText();
    await expect.poll(() => clipboard(page)).toSatisfy((copied: string) => copied !== '' && text.includes(copied));
  });

  it('has one stop for all titles, which arrow keys go through, sort, widen and move', async () => {
    const page = await openRecords();
    await page.getByTestId('record-row').first().click();
    await page.locator('[data-record]').waitFor();
    const focused = () =>
      page.evaluate(() => document.activeElement!.closest('[role=columnheader]')?.textContent ?? '');
    const titles = async () =>
      (await page.getByRole('columnheader').allInnerTexts()).map(text => text.replace(/ [▲▼]$/, ''));
    const first = await titles();
    await page.getByRole('grid', { name: 'Records' }).focus();
    let stops = 0;
    while (!(await page.evaluate(() => document.activeElement!.matches('[role=tree]')))) {
      await press(page, 'Tab');
      stops++;
    }
    expect(stops).toBeLessThan(8);
    await page.getByRole('grid', { name: 'Records' }).focus();
    await press(page, 'Tab');
    expect(await focused()).toContain(first[0]);
    await press(page, 'ArrowRight', 'ArrowRight', 'ArrowLeft');
    expect(await focused()).toContain(first[1]);
    await press(page, 'Enter');
    const sorted = () => page.getByRole('columnheader').nth(1).getAttribute('aria-sort');
    await expect.poll(sorted).toBe('descending');
    const width = async () => Math.round((await page.getByRole('columnheader').nth(1).boundingBox())!.width);
    const before = await width();
    await press(page, 'Control+ArrowRight', 'Control+ArrowRight');
    expect(await width()).toBeGreaterThan(before);
    await press(page, 'Alt+Shift+ArrowRight');
    expect(await titles()).toEqual([first[0], first[2], first[1], ...first.slice(3)]);
    expect(await focused()).toContain(first[1]);
    await press(page, 'Shift+Tab', 'Tab');
    expect(await focused()).toContain(first[1]);
    await press(page, 'ArrowDown', 'Control+c');
    await expect.poll(async () => (await clipboard(page)).split('\t').length).toBe(first.length);
  });

  it('is walked with the keyboard alone: rows, tree, bytes, a filter', async () => {
    const page = await openRecords();
    await page.getByRole('grid', { name: 'Records' }).focus();
    await press(page, 'Home', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown');
    await expect.poll(() => page.locator('[data-record="5"]').count()).toBe(1);
    await page.getByRole('tree').focus();
    await press(page, 'Home', 'u');
    const active = () => page.locator('[data-testid="tree-row"][data-active]').innerText();
    await expect.poll(active).toContain('User Datagram Protocol');
    await press(page, 'ArrowRight');
    await expect.poll(() => page.locator('[data-name="udp"]').getAttribute('aria-expanded')).toBe('true');
    await press(page, 'ArrowRight');
    await expect.poll(active).toContain('Source Port: 53');
    await press(page, 'Control+Shift+C');
    await expect.poll(() => clipboard(page)).toBe('udp.srcport == 53');
    await press(page, 'Control+c');
    await expect.poll(() => clipboard(page)).toBe('53');
    await press(page, 'ArrowLeft', 'ArrowLeft');
    await expect.poll(() => page.locator('[data-name="udp"]').getAttribute('aria-expanded')).toBe('false');

    await page.getByTestId('record-bytes').focus();
    await press(page, 'Home', 'ArrowDown', 'ArrowRight', 'Enter');
    // Byte 17: the second of the total length of IP.
    await expect.poll(() => page.getByTestId('field-status').innerText()).toContain('ip.len');
    await page.getByRole('tree').focus();
    await press(page, 'Control+Enter');
    await expect.poll(() => page.getByTestId('filter').inputValue()).toBe('ip.len == 80');
    const found =
      command('packets', sample, '--filter', 'ip.len == 80', '--fields', 'number').trimEnd().split('\n').length - 1;
    await expect.poll(() => page.getByTestId('records-count').innerText()).toBe(`${found} records`);
  });

  it('offends no rule of accessibility, nor does its stream', async () => {
    const page = await openRecords();
    await goTo(page, 5);
    const found: string[] = [];
    const look = async (state: string): Promise<void> => {
      await settled(page);
      await page.evaluate(axe);
      const { violations } = (await page.evaluate(() =>
        (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
      )) as AxeResults;
      found.push(...violations.map(v => `${state}: ${v.id}: ${v.nodes.map(n => n.html).join(' ')}`));
    };
    await look('record');
    await page.getByRole('grid', { name: 'Records' }).focus();
    await press(page, 'Shift+F10');
    await look('menu of a cell');
    await page.getByRole('menuitem', { name: 'Follow the stream of this flow' }).click();
    await look('stream');
    expect(found).toEqual([]);
  });
});

describe('a stream', () => {
  it('says what the command stream says, finds text and leads to its records', async () => {
    const page = await openRecords();
    const flow = command('packets', sample, '--filter', 'http.request', '--fields', 'flow').split('\n')[1]!;
    const first = command('packets', sample, '--filter', `flow == ${flow} && http.request`, '--fields', 'number').split(
      '\n',
    )[1]!;
    await goTo(page, Number(first));
    await page.getByRole('grid', { name: 'Records' }).focus();
    await press(page, 'Shift+F10');
    await page.getByRole('menuitem', { name: 'Follow the stream of this flow' }).click();
    await expect.poll(() => page.getByTestId('stream').count()).toBe(1);
    await settled(page);
    const said = command('stream', sample, '--flow', flow);
    const wanted = said.split(/\r?\n/).slice(0, 3);
    await expect.poll(async () => (await texts(page, 'stream-line')).slice(0, 3)).toEqual(wanted);

    await page.getByLabel('Search in the stream').fill('content-type');
    await press(page, 'Enter');
    await expect.poll(() => page.locator('mark').allInnerTexts()).toEqual(['Content-Type']);
    await page
      .getByRole('button', { name: new RegExp(`record ${Number(first).toLocaleString('en-US')}$`) })
      .first()
      .click();
    await expect.poll(() => page.locator(`[data-record="${first}"]`).count()).toBe(1);
  });
});

describe('a selection', () => {
  it('is saved as pcapng that holds the same records', async () => {
    const page = await openRecords();
    await page.getByTestId('filter').fill('dns');
    await press(page, 'Enter');
    await page.getByTestId('export').click();
    const download = page.waitForEvent('download');
    await page.getByTestId('save-selection').click();
    const path = join(folder, 'saved.pcapng');
    await (await download).saveAs(path);
    const fields = ['--fields', 'time,captured_length,original_length,ip.id'];
    expect(command('packets', path, ...fields)).toBe(command('packets', sample, '--filter', 'dns', ...fields));
  });
});
