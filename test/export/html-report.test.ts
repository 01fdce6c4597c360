import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bars, table } from '../../main/export/html-page.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import { openBytes, type Sent, temporaryFolder, traffic } from '../build/traffic.ts';

const SENT: Sent[] = [
  ...[0, 60, 120, 180, 240, 300].flatMap(start =>
    [0, 0.1, 0.2].map(
      (t): Sent => ({ at: (1000 + start + t).toFixed(1), src: '10.0.0.1', dst: '192.0.2.9', payload: 900 }),
    ),
  ),
];

async function page(sent: readonly Sent[], filter?: string): Promise<string> {
  const { engine, source } = await openBytes(traffic(sent));
  const path = join(temporaryFolder(), 'report.html');
  const request = { report: 'summary', format: 'html', by: 'pair', bursts: DEFAULT_BURST_PARAMS } as const;
  await engine.call('write', { source, request, path, ...(filter && { filter }) });
  return readFileSync(path, 'utf8');
}

describe('the page to hand on', () => {
  it('stands alone: it loads and runs nothing', async () => {
    const html = await page(SENT);
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(html).not.toMatch(/<script|<link|<img|src=|href=|url\(/);
  });

  it('has the totals, the bursts and a bar for every time something was sent', async () => {
    const html = await page(SENT);
    expect(html).toContain('<dt>Records</dt><dd>18</dd>');
    expect(html).toContain('<dt>Payload</dt><dd>16.2 kB</dd>');
    expect(html.match(/<td>1970-01-01T00:16:40\.000000000Z<\/td>/g)).toHaveLength(1);
    const columns = new Set(SENT.map(({ at }) => Math.min(199, Math.floor(((Number(at) - 1000) / 300.2) * 200))));
    expect(html.match(/<rect /g)).toHaveLength(columns.size);
    expect(html).toContain('<td>10.0.0.1</td><td>192.0.2.9</td>');
  });

  it('is about what the filter chooses, and says so', async () => {
    const html = await page(SENT, 'frame.number <= 3 && ip');
    expect(html).toContain('records that pass frame.number &lt;= 3 &amp;&amp; ip');
    expect(html).toContain('<dt>Records</dt><dd>3</dd>');
  });

  it('holds nothing but a sentence where there is nothing', async () => {
    const html = await page([]);
    expect(html).toContain('<dt>From</dt><dd>no records</dd>');
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('takes texts for texts', () => {
    const columns = [{ title: '<b>', text: (row: string) => row }];
    expect(table(columns, ['<script>"&'])).toContain('<td>&lt;script&gt;&quot;&amp;</td>');
    expect(bars([1], { label: '"', left: '<', right: '>', most: '&' })).toContain('aria-label="&quot;"');
  });
});
