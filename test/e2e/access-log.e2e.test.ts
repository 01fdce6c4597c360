// An access log in the window: the numbers of the command, one host's story from an anomaly on, lines that could not be read.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { startLocalEngine } from '../../main/session/local-engine.ts';
import { run } from '../host/cli/run.ts';
import { type App, openApp } from './support/app.ts';
import { settled } from './support/window.ts';

const folder = mkdtempSync(join(tmpdir(), 'burstscope-access-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let app: App | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

const line = (second: number, ip: string, path: string, status: number): string => {
  const two = (n: number): string => String(n).padStart(2, '0');
  const at = `17/May/2015:10:${two(Math.floor(second / 60))}:${two(second % 60)} +0000`;
  return `${ip} - - [${at}] "GET ${path} HTTP/1.1" ${status} 100 "-" "curl/8"\n`;
};

function writeLog(): string {
  let text = '';
  for (let i = 0; i < 600; i++) text += line(i, `192.168.1.${i % 10}`, `/page-${i % 7}`, i % 50 === 0 ? 304 : 200);
  text += 'nonsense\n';
  for (let i = 0; i < 30; i++) text += line(600 + i, '203.0.113.9', `/admin/${i}`, 404);
  const path = join(folder, 'access.log');
  writeFileSync(path, text);
  return path;
}

describe('an access log', () => {
  it('shows what the command says, and the story of the host that stands out', async () => {
    const path = writeLog();
    const command = await run(
      ['access-log', path, '--report', 'values', '--field', 'status', '--raw'],
      startLocalEngine(),
    );
    const statuses = command.out.trim().split('\n').slice(1);
    app = await openApp(path);
    const { page } = app;
    await settled(page);
    await expect.poll(() => page.getByTestId('request-count').textContent()).toBe('630');
    const values = page.getByTestId('value-row');
    await expect.poll(() => values.count()).toBe(statuses.length);
    for (const [i, row] of statuses.entries()) {
      const [, value, count] = row.split(',');
      await expect.poll(() => values.nth(i).textContent()).toContain(`${value}${count}`);
    }
    await expect.poll(() => page.getByTestId('request-row').first().textContent()).toContain('192.168.1.0');
    await page.getByTestId('tab-lines').click();
    await settled(page);
    await expect.poll(() => page.getByTestId('unreadable-lines').textContent()).toContain('Line 601');

    await page.getByTestId('tab-anomalies').click();
    await settled(page);
    const unlike = page.getByTestId('request-anomaly').filter({ hasText: '30 of its 30 answers (100 %) are not 2xx' });
    await expect.poll(() => unlike.count()).toBe(1);
    await unlike.click();
    await settled(page);
    await expect.poll(() => page.getByTestId('request-count').textContent()).toBe('30');
    await expect.poll(() => page.getByTestId('request-row').first().textContent()).toContain('/admin/0');
    await expect.poll(() => page.getByTestId('inspected-requests').textContent()).toBe('30');
    await page.getByTestId('all-requests').click();
    await settled(page);
    await expect.poll(() => page.getByTestId('request-count').textContent()).toBe('630');

    await page.getByTestId('place-overview').click();
    await settled(page);
    await expect.poll(() => page.locator('main').textContent()).toContain('does not say which hosts talked');
  });
});
