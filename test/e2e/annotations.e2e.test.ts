// Own names everywhere, flags of notes on the timeline, marks in rows, undo, the file of notes, and workspaces of other captures.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parseWorkspace, workspaceText } from '../../shared/model/workspace.ts';
import { type Sent, traffic } from '../build/traffic.ts';
import { type App, openApp } from './support/app.ts';
import { clickHost, settled, texts } from './support/window.ts';

const SENT: readonly Sent[] = ['100.0', '100.1', '100.2', '200.0', '200.1'].map(
  (at): Sent => ({ at, src: '192.168.1.2', dst: '203.0.113.5', payload: 900 }),
);
let folder: string;
let app: App | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'burstscope-annotations-'));
  writeFileSync(join(folder, 'home.pcap'), traffic([...SENT]));
});
afterEach(async () => {
  await app?.close();
  app = undefined;
  rmSync(folder, { recursive: true });
});

async function open() {
  app = await openApp(join(folder, 'home.pcap'));
  await settled(app.page);
  return app.page;
}

async function nameHost(page: App['page'], name: string): Promise<void> {
  await page.getByTestId('host-own-name').fill(name);
  await page.keyboard.press('Enter');
  await settled(page);
}

async function writeNote(page: App['page'], text: string): Promise<void> {
  await page.getByTestId('note').click();
  await page.getByTestId('note-text').fill(text);
  await page.getByTestId('note-keep').click();
  await settled(page);
}

async function showPlace(page: App['page'], place: string): Promise<void> {
  await page.getByTestId(`place-${place}`).click();
  await settled(page);
}

it('shows an own name in chips, legend, tables and searches, and finds the host by it', async () => {
  const page = await open();
  await clickHost(page, '192.168.1.2');
  await nameHost(page, 'Hall camera');
  await expect.poll(() => page.getByTestId('chip-host').innerText()).toContain('Hall camera');
  await expect.poll(() => page.getByLabel('Where you are').innerText()).toContain('Hall camera');
  await page.keyboard.press('Escape');
  await settled(page);
  await expect.poll(() => page.getByTestId('timeline-stream').first().innerText()).toContain('Hall camera');
  await showPlace(page, 'bursts');
  await expect.poll(() => page.getByTestId('burst-row').first().innerText()).toContain('Hall camera');
  expect(await page.getByTestId('burst-row').first().innerText()).toContain('192.168.1.2');
  await page.getByTestId('host-search').fill('hall cam');
  await settled(page);
  await expect.poll(() => page.getByRole('option').allInnerTexts()).toHaveLength(1);
  await page.keyboard.press('Enter');
  await settled(page);
  await expect.poll(() => page.getByTestId('chip-host').innerText()).toContain('Hall camera');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('hall cam');
  await settled(page);
  await expect.poll(async () => (await texts(page, 'palette-entry')).join()).toContain('Hall camera (192.168.1.2)');
});

it('flags a note on the timeline and in its row; deleted, it can be brought back', async () => {
  const page = await open();
  await showPlace(page, 'records');
  await page.getByTestId('record-row').nth(3).click();
  await settled(page);
  await writeNote(page, 'The second upload.');
  await expect.poll(() => page.getByTestId('note-mark').count()).toBe(1);
  expect(await page.getByTestId('record-row').nth(3).getByTestId('note-mark').getAttribute('title')).toBe(
    'The second upload.',
  );
  await page.keyboard.press('Escape');
  await showPlace(page, 'overview');
  await expect.poll(() => page.getByTestId('note-flag').count()).toBe(1);
  const flag = page.getByTestId('note-flag');
  expect(await flag.getAttribute('aria-label')).toBe('Note on record 4: The second upload.');
  // Hints come to what the keyboard reached.
  await page.keyboard.press('Escape');
  await flag.focus();
  await expect.poll(() => page.getByRole('tooltip').allInnerTexts()).toContain('record 4: The second upload.');
  await page.keyboard.press('Enter');
  await settled(page);
  await expect.poll(() => page.getByTestId('chip-record').innerText()).toContain('Record 4');

  await showPlace(page, 'notes');
  await page.getByTestId('note-search').fill('nothing of the kind');
  await expect.poll(() => page.getByTestId('note-row').count()).toBe(0);
  await page.getByTestId('note-search').fill('UPLOAD');
  await expect.poll(() => page.getByTestId('note-row').count()).toBe(1);
  const download = page.waitForEvent('download');
  await page.getByTestId('export-notes').click();
  const file = await (await download).path();
  expect(readFileSync(file, 'utf8').split('\n')[1]).toMatch(
    /^note,record,,,,4,,1970-01-01T00:03:20.000000000Z,,The second upload\.,/,
  );
  await page.getByTestId('note-delete').click();
  await settled(page);
  expect(await page.getByTestId('note-row').count()).toBe(0);
  await page.getByTestId('notice-action').click();
  await settled(page);
  await page.getByTestId('note-search').fill('');
  await expect.poll(() => page.getByTestId('note-row').count()).toBe(1);
});

it('loads a workspace by the palette; one of another capture changes nothing until it is asked to', async () => {
  const page = await open();
  await clickHost(page, '192.168.1.2');
  await nameHost(page, 'Hall camera');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('save the workspace as');
  const saved = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const workspace = parseWorkspace(readFileSync(await (await saved).path(), 'utf8'), 'saved');
  expect(workspace.hosts).toEqual({ '192.168.1.2': { name: 'Hall camera' } });

  const other = join(folder, 'other.json');
  const hosts = { '203.0.113.5': { name: 'Cloud' } };
  writeFileSync(other, workspaceText({ ...workspace, hosts, capture: { ...workspace.capture, start: [9, 9] } }));
  await page.getByTestId('workspace-input').setInputFiles(other);
  await settled(page);
  await expect.poll(() => page.getByText('is of another capture, home.pcap: nothing was changed').count()).toBe(1);
  await showPlace(page, 'notes');
  expect(await page.getByTestId('note-count').innerText()).toContain('1 host named');
  await page.getByTestId('notice-action').click();
  await settled(page);
  await expect.poll(() => page.getByTestId('note-count').innerText()).toContain('2 hosts named');

  writeFileSync(other, '{"name": "package", "version": "1.0.0"}');
  await page.getByTestId('workspace-input').setInputFiles(other);
  await settled(page);
  await expect.poll(() => page.getByText('other.json is not a workspace that can be read').count()).toBe(1);
});
