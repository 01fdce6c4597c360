// The frame of the window: places on the rail, panels, the selection as chips and as text, back and forward, the palette.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { pcapFile } from '../build/pcap.ts';
import { type Sent, traffic } from '../build/traffic.ts';
import { type App, type AppOptions, openApp } from './support/app.ts';
import { clickHost, seenGraph, settled, texts } from './support/window.ts';

const folder = mkdtempSync(join(tmpdir(), 'burstscope-shell-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let app: App | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

async function open(bytes?: Uint8Array, options?: AppOptions) {
  const path = join(folder, 'shell.pcap');
  if (bytes) writeFileSync(path, bytes);
  app = await openApp(bytes && path, options);
  await settled(app.page);
  return app.page;
}

/** A sensor that calls home every minute, and one burst of a camera. */
const SENT: readonly Sent[] = [
  ...Array.from(
    { length: 20 },
    (_, i): Sent => ({
      at: String(1000 + i * 60),
      src: '192.168.1.7',
      dst: '203.0.113.9',
      sport: 4000 + i,
      dport: 443,
      payload: 40,
      protocol: 'tcp',
      flags: 2,
    }),
  ),
  ...['1500.0', '1500.1', '1500.2'].map((at): Sent => ({ at, src: '192.168.1.2', dst: '203.0.113.5', payload: 900 })),
].sort((a, b) => Number(a.at) - Number(b.at));

const place = (page: App['page']) =>
  page.locator('nav[aria-label="Views"] [aria-current="page"]').getAttribute('data-testid');

describe('the rail', () => {
  it('leads to places by click, by Alt and a number, by g and a letter, and remembers', async () => {
    const page = await open(traffic([...SENT]));
    const before = await seenGraph(page);
    await page.getByTestId('place-bursts').click();
    await settled(page);
    await expect.poll(() => place(page)).toBe('place-bursts');
    await page.keyboard.press('Alt+2');
    await expect.poll(() => place(page)).toBe('place-conversations');
    await page.keyboard.press('g');
    await page.keyboard.press('n');
    await expect.poll(() => place(page)).toBe('place-names');
    await page.reload();
    await settled(page);
    await expect.poll(() => place(page)).toBe('place-names');
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await settled(page);
    await expect.poll(async () => (await seenGraph(page)).nodes.length).toBe(before.nodes.length);
  });

  it('keeps the graph where it was while other places are shown', async () => {
    const page = await open(traffic([...SENT]));
    await expect.poll(async () => (await seenGraph(page)).nodes.length).toBe(4);
    const places = async () =>
      (await seenGraph(page)).nodes.map(({ address, x, y }) => [address, Math.round(x), Math.round(y)]);
    const before = await places();
    await page.keyboard.press('Alt+2');
    await settled(page);
    await page.keyboard.press('Alt+1');
    await settled(page);
    await expect.poll(places).toEqual(before);
  });

  it('folds to icons', async () => {
    const page = await open(traffic([...SENT]));
    await page.getByTestId('fold-rail').click();
    await expect.poll(() => page.getByTestId('place-bursts').innerText()).toBe('');
    await page.reload();
    await settled(page);
    await expect.poll(() => page.getByTestId('place-bursts').innerText()).toBe('');
  });
});

describe('the panels', () => {
  it('close and open by key and button, the inspector at its old width', async () => {
    const page = await open(traffic([...SENT]));
    const width = async () => Math.round((await page.getByTestId('inspector-panel').boundingBox())?.width ?? 0);
    const before = await width();
    await page.keyboard.press('i');
    await expect.poll(width).toBe(0);
    await page.getByTestId('toggle-inspector').click();
    await expect.poll(width).toBe(before);
    const height = async () => Math.round((await page.getByTestId('timeline').boundingBox())?.height ?? 0);
    const tall = await height();
    await page.keyboard.press('l');
    await expect.poll(height).toBe(0);
    await page.keyboard.press('l');
    await expect.poll(height).toBe(tall);
  });
});

describe('the overview', () => {
  it('names the regular pair and the largest burst, each a click from its evidence', async () => {
    const page = await open(traffic([...SENT]));
    await expect.poll(() => texts(page, 'finding-beacon')).toHaveLength(1);
    expect((await texts(page, 'finding-beacon'))[0]).toContain('every 60.0 s');
    await expect.poll(() => texts(page, 'finding-burst')).toHaveLength(1);
    await page.getByTestId('finding-burst').click();
    await settled(page);
    await expect.poll(() => place(page)).toBe('place-bursts');
    await expect.poll(() => page.getByTestId('chip-pair').innerText()).toContain('192.168.1.2 → 203.0.113.5');
    await expect.poll(() => page.getByTestId('chip-burst').innerText()).toContain('Burst 1');
  });

  it('ranks hosts and ports by what they sent or received, and filters by port', async () => {
    const page = await open(traffic([...SENT]));
    await expect.poll(async () => (await texts(page, 'talker'))[0]).toContain('192.168.1.2');
    await page
      .getByRole('button', { name: /^Received/ })
      .first()
      .click();
    await expect.poll(async () => (await texts(page, 'talker'))[0]).toContain('203.0.113.5');
    await page.getByTestId('port-tcp').filter({ hasText: '4000' }).first().click();
    await settled(page);
    await expect.poll(() => page.getByTestId('chip-filter').innerText()).toContain('tcp.port == 4000');
    await expect.poll(() => page.getByTestId('record-count').innerText()).toBe('1');
  });

  it('says what a capture without IP holds, and leads to its records', async () => {
    const page = await open(pcapFile({ linkType: 1, records: [{ seconds: 1, data: new Uint8Array(60) }] }));
    await expect.poll(() => page.getByTestId('no-hosts').innerText()).toContain('1 record, none with IP');
    await page.getByRole('button', { name: 'See the records' }).click();
    await settled(page);
    await expect.poll(() => place(page)).toBe('place-records');
    await page.getByTestId('place-bursts').click();
    await expect.poll(() => page.getByTestId('unserved').innerText()).toContain('no hosts');
  });
});

describe('the selection', () => {
  it('is shown as a filter, can become the filter, and be left out', async () => {
    const page = await open(traffic([...SENT]));
    await clickHost(page, '192.168.1.2');
    await expect.poll(() => page.getByTestId('selection-filter').innerText()).toBe('ip.addr == 192.168.1.2');
    await page.getByTestId('exclude').click();
    await settled(page);
    await expect.poll(() => page.getByTestId('filter').inputValue()).toBe('!(ip.addr == 192.168.1.2)');
    await expect.poll(() => page.getByTestId('record-count').innerText()).toBe('20');
    await page.keyboard.press('Alt+ArrowLeft');
    await settled(page);
    await expect.poll(() => page.getByTestId('chip-host').innerText()).toContain('192.168.1.2');
    await page.getByTestId('only-this').click();
    await settled(page);
    await expect.poll(() => page.getByTestId('record-count').innerText()).toBe('3');
  });

  it('is copied as a filter and as a command line', async () => {
    const page = await open(traffic([...SENT]));
    await clickHost(page, '192.168.1.2');
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await page.getByTestId('copy-selection').click();
    await page.getByRole('menuitem', { name: /display filter/ }).click();
    await expect.poll(clipboard).toBe('ip.addr == 192.168.1.2');
    await page.keyboard.press('g');
    await page.keyboard.press('b');
    await settled(page);
    await page.getByTestId('copy-selection').click();
    await page.getByRole('menuitem', { name: /command line/ }).click();
    await expect.poll(clipboard).toMatch(/^burstscope bursts \S*shell\.pcap --gap 0\.3 .*--host 192\.168\.1\.2$/);
  });

  it('goes back and forward with the place', async () => {
    const page = await open(traffic([...SENT]));
    await clickHost(page, '192.168.1.7');
    await page.getByTestId('place-conversations').click();
    await settled(page);
    await page.getByTestId('go-back').click();
    await expect.poll(() => place(page)).toBe('place-overview');
    await expect.poll(() => page.getByTestId('chip-host').count()).toBe(1);
    await page.getByTestId('go-back').click();
    await expect.poll(() => page.getByTestId('chip-host').count()).toBe(0);
    await page.keyboard.press('Alt+ArrowRight');
    await page.keyboard.press('Alt+ArrowRight');
    await expect.poll(() => place(page)).toBe('place-conversations');
    await expect.poll(() => page.getByTestId('chip-host').innerText()).toContain('192.168.1.7');
  });
});

describe('the palette', () => {
  it('finds places, hosts, ports and records by typing', async () => {
    const page = await open(traffic([...SENT]));
    const say = async (text: string) => {
      await page.keyboard.press('Control+k');
      await page.getByTestId('palette-input').fill(text);
      await settled(page);
    };
    await say('nam');
    await page.keyboard.press('Enter');
    await expect.poll(() => place(page)).toBe('place-names');
    await say('1.7');
    await page.getByTestId('palette-entry').filter({ hasText: '192.168.1.7' }).click();
    await expect.poll(() => page.getByTestId('chip-host').innerText()).toContain('192.168.1.7');
    await say('record 5');
    await page.keyboard.press('Enter');
    await expect.poll(() => place(page)).toBe('place-records');
    await expect.poll(() => page.getByTestId('chip-record').innerText()).toContain('Record 5');
    await say(':443');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByTestId('filter').inputValue()).toBe('tcp.port == 443');
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByTestId('palette').count()).toBe(0);
  });
});

describe('the keyboard', () => {
  const hosts = (page: App['page']) => page.getByTestId('chip-host').count();

  it('goes back and forward with Alt and an arrow, also from the timeline and from a cell of a table', async () => {
    const page = await open(traffic([...SENT]));
    await clickHost(page, '192.168.1.7');
    for (const stand of [
      () => page.getByRole('application', { name: /^Timeline/ }).focus(),
      async () => {
        await page.getByRole('grid').focus();
        await page.keyboard.press('ArrowRight');
      },
      () => page.getByTestId('tab-bursts').focus(),
    ]) {
      await stand();
      await settled(page);
      expect(await hosts(page)).toBe(1);
      await page.keyboard.press('Alt+ArrowLeft');
      await settled(page);
      expect(await hosts(page)).toBe(0);
      await page.keyboard.press('Alt+ArrowRight');
      await settled(page);
    }
  });

  it('takes the first host that is found, also when Enter came before the list', async () => {
    const page = await open(traffic([...SENT]));
    await page.keyboard.press('/');
    await page.keyboard.insertText('203.0.113.5');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByTestId('chip-host').allInnerTexts())
      .toEqual([expect.stringMatching('203.0.113.5')]);
    // What was listed for the text before is not taken.
    await page.getByTestId('host-search').fill('168.1.2');
    await page.getByRole('option', { name: '192.168.1.2' }).waitFor();
    await page.getByTestId('host-search').fill('168.1.7');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByTestId('chip-host').allInnerTexts())
      .toEqual([expect.stringMatching('192.168.1.7')]);
    await page.keyboard.press('Control+k');
    await page.keyboard.insertText('203.0.113.9');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.getByTestId('chip-host').allInnerTexts())
      .toEqual([expect.stringMatching('203.0.113.9')]);
  });

  it('takes back with the first Escape, also while a hint is shown', async () => {
    const page = await open(traffic([...SENT]));
    await clickHost(page, '192.168.1.7');
    await page.getByTestId('fold-rail').hover();
    await page.getByRole('tooltip').waitFor();
    await page.keyboard.press('Escape');
    await settled(page);
    expect([await hosts(page), await page.getByRole('tooltip').count()]).toEqual([0, 0]);
  });

  it('goes along to the place that is shown by key, by the palette, or by what was there before', async () => {
    const page = await open(traffic([...SENT]));
    const focused = () =>
      page.evaluate(() => {
        const { ariaLabel, textContent, localName } = document.activeElement as HTMLElement;
        return localName === 'body' ? 'nothing' : (ariaLabel ?? textContent);
      });
    await page.getByRole('grid').focus();
    await page.keyboard.press('g');
    await page.keyboard.press('c');
    await settled(page);
    expect(await focused()).toBe('Conversations');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('[aria-label="Conversations"]') !== null)).toBe(
      true,
    );
    await page.keyboard.press('Alt+6');
    await settled(page);
    expect(await focused()).toBe('Beacons');
    await page.keyboard.press('Control+k');
    await page.keyboard.insertText('names');
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('Names');
    await page.getByRole('grid').focus();
    await page.keyboard.press('Alt+ArrowLeft');
    await settled(page);
    expect(await focused()).toBe('Beacons');
    // A click on the rail leaves it there.
    await page.getByTestId('place-bursts').click();
    await settled(page);
    expect(await focused()).toBe('Bursts');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('place-bursts');
  });
});

describe('names', () => {
  it('are listed with what said them, and lead to their hosts', async () => {
    const page = await open();
    await page.getByTestId('place-names').click();
    await page.getByTestId('name-search').fill('camera');
    await settled(page);
    await expect.poll(() => texts(page, 'name-row')).toHaveLength(1);
    expect((await texts(page, 'name-row'))[0]).toContain('DHCP client');
    await page.getByTestId('name-row').click();
    await settled(page);
    await expect.poll(() => page.getByTestId('chip-host').innerText()).toContain('camera');
  });
});

it.each([
  ['at 200 %', { width: 720, height: 450 }],
  ['on a large screen', { width: 1920, height: 1080 }],
])('fits its window %s: nothing is wider than it', async (_, viewport) => {
  const page = await open(undefined, { viewport });
  for (const testId of await page
    .locator('nav[aria-label="Views"] button[data-testid^="place-"]')
    .evaluateAll(buttons => buttons.map(b => b.getAttribute('data-testid')!))) {
    await page.getByTestId(testId).click();
    await settled(page);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect([testId, wider]).toEqual([testId, 0]);
  }
});
