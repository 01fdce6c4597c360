// The main job in a real window: open, look, click, change a threshold, export, read back.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { hasShared, sharedPath } from '../build/shared-data.ts';
import { type Sent, traffic } from '../build/traffic.ts';
import { type App, type AppOptions, lane, openApp } from './support/app.ts';
import { addresses, clickHost, seenGraph, seenTimeline, settled, texts } from './support/window.ts';

const cli = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'burstscope-window-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let app: App | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

async function open(file?: string, options?: AppOptions) {
  app = await openApp(file, options);
  await settled(app.page);
  return app.page;
}

const file = (name: string, bytes: Uint8Array | string): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

/** A camera that sends three bursts to a cloud host, a sensor that pings it, and a broadcast that is hidden at first. */
const SENT: Sent[] = [
  { at: '1000', src: '0.0.0.0', dst: '255.255.255.255', sport: 68, dport: 67, payload: 300 },
  ...[0, 10, 20].flatMap(start =>
    [0, 0.1, 0.2].map(
      (t): Sent => ({ at: (1001 + start + t).toFixed(3), src: '192.168.1.2', dst: '203.0.113.9', payload: 900 }),
    ),
  ),
  ...[5, 15, 25].map(
    (t): Sent => ({ at: String(1001 + t), src: '192.168.1.3', dst: '203.0.113.9', sport: 9, payload: 40 }),
  ),
  { at: '1030', src: '203.0.113.9', dst: '192.168.1.2', sport: 2000, dport: 1000, payload: 20 },
].sort((a, b) => Number(a.at) - Number(b.at));

const small = (): string => file('small.pcap', traffic(SENT));

/** What `bursts --csv` writes for the same file and options. */
function cliBursts(capture: string, ...options: string[]): string {
  const path = join(folder, 'cli.csv');
  execFileSync(process.execPath, [cli, 'bursts', capture, '--csv', path, ...options]);
  return readFileSync(path, 'utf8');
}

const burstCount = async (): Promise<number> => {
  await settled(app!.page);
  return Number((await app!.page.getByTestId('burst-count').innerText()).replace(/\D/g, ''));
};

describe('a capture in the window', () => {
  it('shows its hosts and edges, 0.0.0.0 and 255.255.255.255 hidden', async () => {
    const page = await open(small());
    await expect.poll(() => addresses(page)).toEqual(['192.168.1.2', '192.168.1.3', '203.0.113.9']);
    expect((await seenGraph(page)).edges).toHaveLength(3);
    await expect.poll(() => page.getByTestId('file').innerText()).toContain('14 records');
  });

  it('opens the conversations of the host that is clicked, then the flows of a pair', async () => {
    const page = await open(small());
    await clickHost(page, '203.0.113.9');
    await expect.poll(() => page.getByTestId('chip-host').innerText()).toContain('203.0.113.9');
    await expect.poll(() => texts(page, 'peer-row')).toHaveLength(2);
    const peers = await texts(page, 'peer-row');
    expect(peers[0]).toContain('192.168.1.2');
    expect(peers[0]).toContain('3 bursts');
    await page.getByTestId('peer-row').first().click();
    await settled(page);
    await expect.poll(() => texts(page, 'flow-row')).toHaveLength(1);
    await expect.poll(() => texts(page, 'inspector-burst')).toHaveLength(3);
  });

  it('finds bursts again at once when a threshold changes, and exports what it shows', async () => {
    const capture = small();
    const page = await open(capture);
    await expect.poll(burstCount).toBe(3);
    await page.getByTestId('burst-gap').fill('0.05');
    await page.getByTestId('burst-gap').press('Enter');
    await expect.poll(burstCount).toBe(0);
    await page.getByTestId('burst-gap').fill('9.9');
    await page.getByTestId('burst-gap').press('Enter');
    await expect.poll(burstCount).toBe(1);
    if (lane !== 'web') return;

    const downloading = page.waitForEvent('download');
    await page.getByTestId('export-bursts').click();
    const text = readFileSync(await (await downloading).path(), 'utf8');
    expect(text).toBe(cliBursts(capture, '--gap', '9.9'));
    const [burst, ...others] = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
    expect(others).toEqual([]);
    expect(burst).toMatchObject({
      burst: '1',
      scope: 'stream',
      src: '192.168.1.2',
      dst: '203.0.113.9',
      start: '1970-01-01T00:16:41.000000000Z',
      start_epoch: '1001.000000000',
      end_epoch: '1021.200000000',
      duration_s: '20.200000000',
      packets: '9',
      payload_bytes: '8100',
    });
  });

  it('leaves a burst selected that is double-clicked, and lets it go with the next click', async () => {
    const page = await open(small());
    await page.getByTestId('burst-row').nth(1).dblclick();
    await settled(page);
    await expect.poll(() => page.getByTestId('chip-burst').innerText()).toContain('Burst 2');
    await page.getByTestId('burst-row').nth(1).click();
    await expect.poll(() => page.getByTestId('chip-burst').count()).toBe(0);
  });

  it('draws the bursts of the streams in the timeline', async () => {
    const page = await open(small());
    await expect.poll(() => seenTimeline(page)).toMatchObject({ series: 4, points: 14, bursts: 3 });
  });

  it('zooms the timeline by key and asks for what is then in view', async () => {
    const page = await open(small());
    await expect.poll(() => seenTimeline(page)).toMatchObject({ points: 14 });
    await page.getByRole('application', { name: /^Timeline/ }).focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('+');
    await expect.poll(async () => (await seenTimeline(page))?.points).toBeLessThan(14);
    await page.keyboard.press('0');
    await expect.poll(async () => (await seenTimeline(page))?.points).toBe(14);
  });

  it('brushes a time range that the other panels follow', async () => {
    const page = await open(small());
    await expect.poll(() => seenTimeline(page)).toMatchObject({ points: 14 });
    const box = (await page.getByRole('application', { name: /^Timeline/ }).boundingBox())!;
    await page.keyboard.down('Shift');
    await page.mouse.move(box.x + box.width / 2, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 4, box.y + 50, { steps: 5 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    await page.getByTestId('chip-range').waitFor();
    await expect.poll(burstCount).toBeLessThan(3);
  });

  it.runIf(lane === 'web')('can be picked in the window', async () => {
    const page = await open();
    await page.getByTestId('file-input').setInputFiles(small());
    await page.getByTestId('file').getByText('small.pcap').waitFor();
    await expect.poll(() => addresses(page)).toHaveLength(3);
  });
});

describe('the sample', () => {
  it('opens when the app starts without a file', async () => {
    const page = await open();
    await expect
      .poll(() => page.getByRole('region', { name: 'Selection' }).innerText())
      .toContain('This is the sample');
    await expect.poll(async () => (await addresses(page)).length).toBeGreaterThan(8);
    await expect.poll(burstCount).toBeGreaterThan(10);
  });
});

describe('bad input in the window', () => {
  const REFUSED = [/40[0-9]|problem/i];

  it.each([
    [
      'is not a packet capture',
      () =>
        file(
          'noise.pcap',
          Uint8Array.from({ length: 600 }, (_, i) => (i * 71 + 128) & 0xff),
        ),
    ],
    ['is empty', () => file('empty.pcap', '')],
    ['folder', () => folder],
    ['missing.pcap', () => join(folder, 'missing.pcap')],
  ])('gets one clear sentence: %s', async (words, path) => {
    const page = await open(path(), { expected: REFUSED });
    const problem = await page.getByTestId('problem').innerText();
    expect(problem).toContain(words);
    expect(problem).toContain(path());
  });

  it('that is cut shows what is before the damage, and where it is', async () => {
    const bytes = traffic(SENT);
    const page = await open(file('cut.pcap', bytes.subarray(0, bytes.length - 3)));
    await expect.poll(() => page.getByTestId('damage-banner').innerText()).toContain('13');
    await expect.poll(() => addresses(page)).toHaveLength(3);
  });

  it('without IP says what it holds instead', async () => {
    const page = await open(file('none.pcap', traffic([])));
    await expect.poll(() => page.getByTestId('no-records').innerText()).toContain('no records');
  });
});

describe.runIf(hasShared())('a real capture (left out without ../shared)', () => {
  it.each(['intl-iot/model/yi_camera_sample.pcap', 'nfstream/pcaps/zoom.pcap', 'zeek/http-vlan-0.pcap'])(
    'shows the hosts that the command line counts, and exports the same bytes: %s',
    async name => {
      const capture = sharedPath(`captures/${name}`);
      const page = await open(capture);
      const csv = execFileSync(process.execPath, [cli, 'hosts', capture], { encoding: 'utf8' });
      const hosts = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;
      const visible = hosts.map(h => h.address!).filter(a => a !== '0.0.0.0' && a !== '255.255.255.255');
      await expect.poll(() => addresses(page)).toEqual(visible.sort());
      if (lane !== 'web') return;
      const downloading = page.waitForEvent('download');
      await page.getByTestId('export-bursts').click();
      expect(readFileSync(await (await downloading).path(), 'utf8')).toBe(cliBursts(capture));
    },
  );
});
