// A log of flows in the window: what it holds, its broken lines, its hosts.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type App, openApp } from './support/app.ts';
import { clickHost, seenGraph, settled, texts } from './support/window.ts';

const folder = mkdtempSync(join(tmpdir(), 'burstscope-log-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let app: App | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

describe('a log of flows', () => {
  it('shows its flows, broken lines and hosts', async () => {
    const path = join(folder, 'flows.csv');
    const row = (second: number): string =>
      `2024-04-18 23:59:${10 + second},tcp,closed,192.168.1.2,4000,203.0.113.9,443,5000,700\n`;
    writeFileSync(path, `${row(1)}nonsense\n${row(2)}${row(30)}`);
    app = await openApp(path);
    const { page } = app;
    await settled(page);
    await expect.poll(() => page.getByTestId('record-count').textContent()).toContain('3');
    await expect.poll(() => page.getByTestId('bad-lines').textContent()).toContain('Line 2: it has 1 column and not 9');
    await expect.poll(() => page.getByTestId('bad-lines-banner').textContent()).toContain('1 line could not be read');
    await expect.poll(() => page.getByTestId('file').textContent()).toContain('3 flows');
    const graph = await seenGraph(page);
    expect(JSON.stringify(graph)).toContain('203.0.113.9');
    // What is offered as an example can be asked of a log.
    await expect.poll(() => page.getByTestId('filter').getAttribute('placeholder')).toContain('tcp.dstport');
    await expect.poll(() => page.getByTestId('filter').getAttribute('title')).toContain('A log can be filtered by');
    await clickHost(page, '192.168.1.2');
    await settled(page);
    await expect.poll(() => page.locator('body').textContent()).not.toContain('Something went wrong');
  });

  it('says which lines of its logs of HTTP could not be read, and which log a request is in', async () => {
    const zeek = join(folder, 'zeek');
    mkdirSync(zeek);
    const http = (path: string): string =>
      [
        '#separator \\x09',
        '#set_separator\t,',
        '#empty_field\t(empty)',
        '#unset_field\t-',
        '#path\thttp',
        '#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tmethod\turi\tversion\tuser_agent\tresponse_body_len\tstatus_code',
        '#types\ttime\taddr\tport\taddr\tport\tstring\tstring\tstring\tstring\tcount\tcount',
        `1713484784.5\t10.0.0.1\t4000\t10.0.0.2\t80\tGET\t${path}\t1.1\tcurl\t12\t200\n`,
      ].join('\n');
    writeFileSync(
      join(zeek, 'conn.log'),
      http('/').replace('#path\thttp', '#path\tconn').replace('status_code', 'code'),
    );
    writeFileSync(join(zeek, 'http.log'), `${http('/one')}not a row\n`);
    writeFileSync(join(zeek, 'http.2.log'), http('/two'));
    app = await openApp(zeek);
    const { page } = app;
    await settled(page);
    expect(await page.getByTestId('bad-lines-banner').count()).toBe(0);
    await page.getByTestId('place-access-log').click();
    await settled(page);
    const logs = async () => (await texts(page, 'request-row')).map(text => text.split('\n').at(-1)).sort();
    await expect.poll(logs).toEqual(['http.2.log', 'http.log']);
    await expect.poll(() => page.getByTestId('bad-lines-banner').textContent()).toContain('1 line could not be read');
    await page.getByRole('tab', { name: 'Broken lines' }).click();
    await expect.poll(() => page.getByTestId('unreadable-lines').textContent()).toContain('http.log, line 9');
    await page.getByTestId('place-overview').click();
    await expect.poll(() => page.getByTestId('bad-lines').textContent()).toContain('http.log, line 9');
  });
});
