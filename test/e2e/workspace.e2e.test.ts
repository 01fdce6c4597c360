// Names, colours and notes: kept beside the capture from the first one on, and back with the whole view when it is opened again.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseWorkspace } from '../../shared/model/workspace.ts';
import { type Sent, traffic } from '../build/traffic.ts';
import { type App, openApp } from './support/app.ts';
import { clickHost, seenGraph, settled, texts } from './support/window.ts';

const SENT: readonly Sent[] = ['100.0', '100.1', '100.2', '200.0', '200.1'].map(
  (at): Sent => ({ at, src: '192.168.1.2', dst: '203.0.113.5', payload: 900 }),
);
let folder: string;
let capture: string;
let kept: string;
let app: App | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'burstscope-workspace-'));
  capture = join(folder, 'home.pcap');
  kept = `${capture}.burstscope.json`;
  writeFileSync(capture, traffic([...SENT]));
});
afterEach(async () => {
  await app?.close();
  app = undefined;
  rmSync(folder, { recursive: true });
});

async function open() {
  app = await openApp(capture);
  await settled(app.page);
  return app.page;
}

async function typeNote(page: App['page'], text: string): Promise<void> {
  await page.getByTestId('note-text').fill(text);
  await page.getByTestId('note-keep').click();
  await settled(page);
}

/** How steep the line between the two hosts is, in radians. */
async function slope(page: App['page']): Promise<number> {
  const [a, b] = [...(await seenGraph(page)).nodes].sort((m, n) => (m.address < n.address ? -1 : 1));
  return Math.atan((b!.y - a!.y) / (b!.x - a!.x));
}

it('writes nothing when nothing was annotated', async () => {
  const page = await open();
  await clickHost(page, '192.168.1.2');
  await page.getByTestId('place-bursts').click();
  await settled(page);
  await app!.close();
  app = undefined;
  expect(existsSync(kept)).toBe(false);
});

it('restores names, colours, notes, filter, place and where nodes lie; the capture stays as it was', async () => {
  const bytes = readFileSync(capture);
  const page = await open();
  await clickHost(page, '192.168.1.2');
  await page.getByTestId('host-own-name').fill('Hall <b>camera</b>');
  await page.keyboard.press('Enter');
  await page.getByTestId('host-colour-3').click();
  await page.getByTestId('host-note').click();
  await typeNote(page, 'Uploads in bursts.\nSince May.');
  await page.keyboard.press('Control+/');
  await page.keyboard.type('udp');
  await page.keyboard.press('Enter');
  await settled(page);
  const level = await slope(page);
  const { x, y } = (await seenGraph(page)).nodes[0]!;
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 20, y + 90, { steps: 5 });
  await page.mouse.up();
  await settled(page);
  const lay = await slope(page);
  expect(Math.abs(lay - level)).toBeGreaterThan(0.1);
  await page.getByTestId('place-notes').click();
  await settled(page);
  expect(await texts(page, 'note-row')).toHaveLength(1);
  await app!.close();

  const written = parseWorkspace(readFileSync(kept, 'utf8'), kept);
  expect(written.hosts).toEqual({ '192.168.1.2': { name: 'Hall <b>camera</b>', colour: 3 } });
  expect(written.notes.map(({ on, text }) => ({ on, text }))).toEqual([
    { on: { kind: 'host', address: '192.168.1.2' }, text: 'Uploads in bursts.\nSince May.' },
  ]);
  expect(written.view).toMatchObject({ filter: 'udp', place: 'notes' });
  expect(readFileSync(capture).equals(bytes)).toBe(true);

  const again = await open();
  await expect.poll(() => texts(again, 'note-row')).toHaveLength(1);
  expect(await again.getByTestId('note-row').innerText()).toContain('Uploads in bursts.');
  await again.getByTestId('note-show').click();
  await settled(again);
  expect(await again.getByTestId('host-own-name').inputValue()).toBe('Hall <b>camera</b>');
  expect(await again.getByTestId('host-colour-3').getAttribute('aria-pressed')).toBe('true');
  expect(await texts(again, 'host-note-text')).toEqual(['Uploads in bursts.\nSince May.']);
  expect(await again.getByTestId('selection-filter').innerText()).toContain('udp');
  // The graph is fitted to its panel, so its scale may be another; the hand turned it.
  expect(await slope(again)).toBeCloseTo(lay, 1);
  expect(readFileSync(capture).equals(bytes)).toBe(true);
});

it('says what is wrong with a damaged workspace and leaves it alone', async () => {
  writeFileSync(kept, '{"version": 1, "hosts"');
  const page = await open();
  await expect.poll(() => page.getByText('is not a workspace that can be read').count()).toBe(1);
  await clickHost(page, '192.168.1.2');
  await page.getByTestId('host-colour-1').click();
  await settled(page);
  await expect.poll(() => page.getByText('The workspace was not saved.').count()).toBe(1);
  expect(readFileSync(kept, 'utf8')).toBe('{"version": 1, "hosts"');
});
