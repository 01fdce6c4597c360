import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { table } from '../../main/export/html-page.ts';
import { plot, text } from '../../main/export/page/plot.ts';
import type { OwnMarks } from '../../shared/contract/calls.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import { REPORT_SECTIONS, type ReportSection } from '../../shared/model/report-section.ts';
import type { TimeRange } from '../../shared/unit/time.ts';
import { type Opened, openBytes, openFully, type Sent, temporaryFolder, traffic } from '../build/traffic.ts';

const ACCESS_LOG = Array.from(
  { length: 30 },
  (_, i) =>
    `10.0.0.${i % 3} - - [10/Oct/2020:13:55:${10 + i} +0000] "GET /index.html HTTP/1.1" ${i % 5 ? 200 : 404} 100 "-" "x"\n`,
).join('');

const SENT: Sent[] = [
  ...[0, 60, 120, 180, 240, 300].flatMap(start =>
    [0, 0.1, 0.2].map(
      (t): Sent => ({ at: (1000 + start + t).toFixed(1), src: '10.0.0.1', dst: '192.0.2.9', payload: 900 }),
    ),
  ),
];

async function pageOf(
  { engine, source }: Opened,
  {
    filter,
    ...asked
  }: { filter?: string; sections?: readonly ReportSection[]; range?: TimeRange; marks?: OwnMarks } = {},
): Promise<string> {
  const path = join(temporaryFolder(), 'report.html');
  const request = { report: 'summary', format: 'html', by: 'pair', bursts: DEFAULT_BURST_PARAMS, ...asked } as const;
  await engine.call('write', { source, request, path, ...(filter && { filter }) });
  return readFileSync(path, 'utf8');
}

const page = async (sent: readonly Sent[], asked?: Parameters<typeof pageOf>[1]): Promise<string> =>
  pageOf(await openBytes(traffic(sent)), asked);

const sectionIds = (html: string): string[] => [...html.matchAll(/<section id="([^"]+)"/g)].map(found => found[1]!);

describe('the page to hand on', () => {
  it('stands alone: it loads and runs nothing', async () => {
    const html = await page(SENT);
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(html).not.toMatch(/<script|<link|<img|src=|href="[^#]|url\(/);
  });

  it('has the totals, the bursts and a bar for every time something was sent', async () => {
    const html = await page(SENT);
    expect(html).toContain('<dt>Records</dt><dd>18</dd>');
    expect(html).toContain('<dt>Payload</dt><dd>16.2 kB</dd>');
    expect(html.match(/<td class="n">1970-01-01 00:16:40\.000<\/td>/g)).toHaveLength(1);
    const timeline = await page(SENT, { sections: ['timeline'] });
    const columns = new Set(SENT.map(({ at }) => Math.min(239, Math.floor(((Number(at) - 1000) / 300.2) * 240))));
    expect(timeline.match(/<rect class="bar"/g)).toHaveLength(columns.size);
    expect(timeline.match(/<rect class="burst"/g)).toHaveLength(6);
  });

  it('calls hosts as the user does, in tables and pictures, and says that the command does not', async () => {
    const marks = { '10.0.0.1': { name: 'Hall <camera>' }, '10.0.0.2': { colour: 3 }, '192.0.2.9': { colour: 1 } };
    const html = await page(SENT, { marks });
    const named = 'Hall &lt;camera&gt; (10.0.0.1)';
    for (const id of ['talkers', 'conversations', 'bursts', 'timing']) {
      const [, section] = new RegExp(`<section id="${id}">([^]*?)</section>`).exec(html)!;
      expect(section, id).toContain(`<td>${named}</td>`);
    }
    expect(html).toContain(`${named}</text>`);
    expect(html).not.toContain('<td>10.0.0.1</td>');
    expect(html).toContain('<dt>Own names</dt><dd>of 1 host; the command does not know them</dd>');
    expect(await page(SENT)).not.toContain('Own names');
    const log = await openBytes(new TextEncoder().encode(ACCESS_LOG), 'access.log');
    expect(await pageOf(log, { marks })).toContain(`<td>${named}</td>`);
  });

  it('is about what filter and range choose, says so, and says how it is made again', async () => {
    const range = { from: [1000, 0], to: [2000, 5] } as const;
    const html = await page(SENT, { filter: 'frame.number <= 3 && ip', range, sections: ['overview'] });
    expect(html).toContain('<dt>Filter</dt><dd><code>frame.number &lt;= 3 &amp;&amp; ip</code>');
    expect(html).toContain('<dd>1970-01-01T00:16:40.000000000Z to 1970-01-01T00:33:20.000000005Z</dd>');
    expect(html).toContain(
      "burstscope report test.pcap --html report.html --sections overview --filter 'frame.number &lt;= 3 &amp;&amp; ip' --from 1000.000000000 --to 2000.000000005",
    );
    expect(html).toContain('<dt>Records</dt><dd>3</dd>');
  });

  it('has the sections that are asked for, in that order, and else all that the source can fill', async () => {
    const sections = ['beacons', 'overview'] as const;
    expect(sectionIds(await page(SENT, { sections }))).toEqual(sections);
    expect(sectionIds(await page(SENT))).toEqual(REPORT_SECTIONS);
    const log = openBytes(new TextEncoder().encode(ACCESS_LOG), 'access.log');
    expect(sectionIds(await pageOf(await log))).toEqual(['overview', 'series', 'requests']);
  });

  it('says in a section why it is empty, and fills the others', async () => {
    const log = await openBytes(new TextEncoder().encode(ACCESS_LOG), 'access.log');
    const html = await pageOf(log, { sections: ['bursts', 'requests'] });
    expect(html).toMatch(/<section id="bursts">\n<h2>Largest bursts<\/h2>\n<p>access\.log is an access log/);
    expect(html).toContain('<td>/index.html</td>');
  });

  it('draws all of the sample', async () => {
    const html = await pageOf(await openFully('assets/sample.pcapng'));
    expect(html.match(/<svg /g)!.length).toBeGreaterThanOrEqual(9);
    expect(html).not.toMatch(/NaN|Infinity|undefined|\[object/);
    expect(html).not.toMatch(/<p>[^<]*Something went wrong/);
  });

  it('holds nothing but sentences where there is nothing', async () => {
    const html = await page([]);
    expect(html).toContain('<dt>From</dt><dd>no records</dd>');
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('takes texts for texts', async () => {
    const columns = [{ title: '<b>', text: (row: string) => row }];
    expect(table(columns, ['<script>"&'])).toContain('<td>&lt;script&gt;&quot;&amp;</td>');
    expect(plot('"<&', 10, text(0, 0, '<b>"'))).not.toMatch(/<b>|"<&/);
    const opened = await openBytes(traffic(SENT), '<img src=x onerror=alert(1)>&quot;.pcap');
    expect(await pageOf(opened)).not.toContain('<img');
  });

  it('draws one record, and many at one time', async () => {
    const one: Sent = { at: '5', src: '10.0.0.1', dst: '10.0.0.2', payload: 500 };
    for (const sent of [[one], Array.from({ length: 50 }, () => one)])
      expect(await page(sent)).not.toMatch(/NaN|Infinity|undefined/);
  });
});
