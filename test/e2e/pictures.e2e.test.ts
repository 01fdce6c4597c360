// Pictures of what is seen: saved as SVG and PNG from every place that has one, with names that try to be more than text.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import { workspaceText } from '../../shared/model/workspace.ts';
import { xmlText } from '../../shared/unit/xml.ts';
import { type Sent, traffic } from '../build/traffic.ts';
import { type App, type AppOptions, lane, openApp } from './support/app.ts';
import { settled } from './support/window.ts';

const SAMPLE = join(fileURLToPath(new URL('../../', import.meta.url)), 'assets/sample.pcapng');
const HOSTILE = '<script>a</script>"&\u{1f4f7}';
const folder = mkdtempSync(join(tmpdir(), 'burstscope-pictures-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let app: App | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

function write(name: string, bytes: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function open(file: string, place?: string, options?: AppOptions): Promise<Page> {
  app = await openApp(file, options);
  const { page } = app;
  await settled(page);
  if (place) {
    await page.getByTestId(`place-${place}`).click();
    await settled(page);
  }
  return page;
}

/** Saves a picture that is on the screen as the export menu does. */
async function save(page: Page, name: string, form: 'svg' | 'png'): Promise<Buffer> {
  await page.getByTestId('export').click();
  await page.getByTestId('export-pictures').click();
  await page.getByTestId(`export-picture-as-${form}`).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name, exact: true }).click(),
  ]);
  const bytes = readFileSync(await download.path());
  await settled(page);
  return bytes;
}

interface SeenSvg {
  readonly width: number;
  readonly height: number;
  /** Of the text elements, in order. */
  readonly texts: readonly string[];
  /** Elements that have a shape. */
  readonly shapes: number;
  /** What a picture must not have: what runs, what is foreign, what is fetched. */
  readonly strange: readonly string[];
  readonly background: string | null;
}

/** A strict parser's view of an SVG: throws what it says of text that is not XML. */
const parsed = (page: Page, svg: string): Promise<SeenSvg> =>
  page.evaluate(text => {
    const document = new DOMParser().parseFromString(text, 'image/svg+xml');
    const error = document.querySelector('parsererror');
    if (error) throw new Error(error.textContent ?? 'not XML');
    const all = [...document.querySelectorAll('*')];
    const strange = all.flatMap(element => [
      ...(/^(script|foreignObject|iframe|a|use|animate)$/i.test(element.localName) ? [element.localName] : []),
      ...[...element.attributes].flatMap(({ name, value }) => {
        const isOutside = /(^|:)href$/.test(name) && !/^(#|data:image\/png)/.test(value);
        const isFetched = [...value.matchAll(/url\(([^)]*)\)/g)].some(([, to]) => !to!.startsWith('#'));
        return isOutside || isFetched || /^on/.test(name) ? [`${name}=${value}`] : [];
      }),
      ...(element.localName === 'style' && /@import|url\(/.test(element.textContent ?? '') ? ['style'] : []),
    ]);
    const root = document.documentElement;
    return {
      width: Number(root.getAttribute('width')),
      height: Number(root.getAttribute('height')),
      texts: [...document.querySelectorAll('text')].map(one => one.textContent ?? ''),
      shapes: document.querySelectorAll('path, rect, circle, line, polygon, polyline').length,
      strange,
      background: document.querySelector('svg > rect')?.getAttribute('fill') ?? null,
    };
  }, svg);

/** Size of a PNG, and how many colours a hundred by a hundred of its dots have. */
const seenPng = (page: Page, png: Buffer): Promise<{ width: number; height: number; colours: number }> =>
  page.evaluate(async base64 => {
    const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
    const { width, height } = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(100, 100);
    const context = canvas.getContext('2d')!;
    context.drawImage(await createImageBitmap(new Blob([bytes], { type: 'image/png' })), 0, 0, 100, 100);
    const dots = new Set(new Uint32Array(context.getImageData(0, 0, 100, 100).data.buffer));
    return { width, height, colours: dots.size };
  }, png.toString('base64'));

/** Saves a picture in both forms and checks what holds for every one; answers with its texts, joined. */
async function checked(page: Page, name: string): Promise<SeenSvg & { readonly text: string }> {
  const svg = await save(page, name, 'svg');
  const seen = await parsed(page, svg.toString('utf8'));
  expect(seen.strange, name).toEqual([]);
  expect(seen.shapes, name).toBeGreaterThan(3);
  expect(seen.texts.join(' ').startsWith(name), name).toBe(true);
  const png = await save(page, name, 'png');
  expect([...png.subarray(0, 8)], name).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const { width, height, colours } = await seenPng(page, png);
  expect([width, height], name).toEqual([2 * seen.width, 2 * seen.height]);
  expect(colours, name).toBeGreaterThan(8);
  return { ...seen, text: seen.texts.join('\n') };
}

/** Two hosts that talk for a minute, one with a name that is markup, a note on one moment and one on a stretch. */
function named(): string {
  const sent = Array.from({ length: 60 }, (_, i): Sent[] => [
    { at: `${100 + i}.0`, src: '10.0.0.1', dst: '10.0.0.80', sport: 5001, dport: 443, payload: 100 + i * 10 },
    { at: `${100 + i}.1`, src: '10.0.0.80', dst: '10.0.0.1', sport: 443, dport: 5001, payload: 700 },
  ]).flat();
  const bytes = traffic(sent);
  const path = write('named.pcap', bytes);
  const workspace = workspaceText({
    version: 1,
    capture: { name: 'named.pcap', size: bytes.length, start: [100, 0] },
    hosts: { '10.0.0.1': { name: HOSTILE, colour: 2 } },
    notes: [
      { on: { kind: 'record', number: 41 }, text: 'It begins here', written: 1 },
      { on: { kind: 'range', from: [140, 0], to: [150, 0] }, text: `Quiet ${HOSTILE}`, written: 2 },
    ],
    view: {
      filter: null,
      range: null,
      bursts: DEFAULT_BURST_PARAMS,
      place: 'overview',
      timeline: { by: 'stream', gaps: true, rate: true },
      graph: { showHidden: false, minPackets: 0, places: {} },
    },
  });
  writeFileSync(`${path}.burstscope.json`, workspace);
  return path;
}

describe.runIf(lane === 'web')('pictures', () => {
  it('of graph and timeline hold names as text and the flags of notes, in either theme', async () => {
    const path = named();
    const backgrounds: (string | null)[] = [];
    for (const colorScheme of ['dark', 'light'] as const) {
      const page = await open(path, undefined, { colorScheme });
      await expect.poll(() => page.getByTestId('note-flag').count()).toBe(2);
      const timeline = await checked(page, 'Timeline');
      expect(timeline.texts).toContain('named.pcap');
      expect(timeline.text).toContain(HOSTILE.slice(0, 8));
      // The axes of all three panels, which have to be scrolled to, and the notes below their flags.
      for (const text of ['600 B', 'Gaps', '10.0 s', 'Rate', '1.50 kB/s']) expect(timeline.text).toContain(text);
      expect(timeline.text).toContain('It begins here');
      expect(timeline.text).toContain(`Quiet ${HOSTILE}`.slice(0, 12));
      const graph = await checked(page, 'Graph');
      expect(graph.texts).toContain(HOSTILE);
      expect(graph.texts).toContain('10.0.0.80');
      expect(graph.texts).toContain('Private');
      backgrounds.push(graph.background, timeline.background);
      await app!.close();
    }
    app = undefined;
    expect(backgrounds).toEqual(['#151a21', '#151a21', '#ffffff', '#ffffff']);
  });

  it('of the places of a capture have their axes, names and legends', async () => {
    const page = await open(SAMPLE);
    const see = async (place: string, name: string, ...texts: readonly string[]): Promise<void> => {
      await page.getByTestId(`place-${place}`).click();
      await settled(page);
      const seen = await checked(page, name);
      for (const text of texts) expect(seen.text, name).toContain(text);
    };
    await see('overview', 'Hosts by payload', 'camera', '2.40 MB', 'Received');
    await see('overview', 'Protocols', 'TCP', 'UDP');
    await see('timing', 'Histogram of gaps', 'sample.pcapng', '100 µs', '1 min');
    await see('bursts', 'Histogram of payload sizes', '200 B', 'auto 692 B');
    await see('windows', 'Windows', 'Bytes up', 'Entropy of states', 'high rank in its row', '00:01');
    await see('series', 'Series by host', 'tv.local', 'Forecast band', 'Luminol');
    await page.getByTestId('place-beacons').click();
    await settled(page);
    await page.getByTestId('beacon-row').first().click();
    await settled(page);
    await see('beacons', 'Beacon in full', 'host 192.168.20.22', 'expected, not seen', '00:02');
    await page.keyboard.press('Escape');
    await settled(page);
    await page.getByTestId('place-compare').click();
    await page.getByTestId('compare-path').fill(SAMPLE);
    await page.getByTestId('compare-path').press('Enter');
    await expect.poll(() => page.getByTestId('compare-overlays').count()).toBe(1);
    await see('compare', 'Cumulative curve of gaps before and after', '●\nbefore\n●\nafter', '100%', '1 ms');
  });

  it('of an access log and of counts with hostile keys are XML, too', async () => {
    const line = (second: number, status: number): string =>
      `192.168.1.${second % 9} - - [17/May/2015:10:00:${String(second).padStart(2, '0')} +0000] "GET / HTTP/1.1" ${status} 100 "-" "curl/8"\n`;
    const log = write('access.log', Array.from({ length: 60 }, (_, i) => line(i, i % 9 === 0 ? 404 : 200)).join(''));
    let page = await open(log);
    const requests = await checked(page, 'Requests over time');
    for (const text of ['Bytes of answers', 'not 2xx', 'Per 1 s.']) expect(requests.text).toContain(text);
    const statuses = await checked(page, 'Status by host');
    expect(statuses.texts).toContain('192.168.1.8');
    await app!.close();
    const key = `"${HOSTILE.replaceAll('"', '""')}\u0001"`;
    const day = (i: number): string => new Date(1.6e12 + i * 86_400_000).toISOString().slice(0, 10);
    const rows = Array.from({ length: 30 }, (_, i) => `${day(i)},${key},${30 + (i % 7)}\n${day(i)},b,${9 + (i % 5)}\n`);
    page = await open(write('counts.csv', `date,host,n\n${rows.join('')}`), 'series');
    const series = await checked(page, 'Series by host');
    expect(series.text).toContain(HOSTILE.slice(0, 10));
  });

  it('and the page to hand on calls hosts by their own names, as text', async () => {
    const page = await open(named());
    await page.getByTestId('export').click();
    await page.getByTestId('export-page').click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('write-report').click()]);
    const html = readFileSync(await download.path(), 'utf8');
    expect(html).toContain(`<td>${xmlText(HOSTILE)} (10.0.0.1)</td>`);
    expect(html).not.toContain('<script>');
  });
});
