// The graph of many hosts: groups, parts of it, what it is saved as.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Sent, traffic } from '../build/traffic.ts';
import { type App, lane, openApp } from './support/app.ts';
import { addresses, clickHost, seenGraph, settled } from './support/window.ts';

const folder = mkdtempSync(join(tmpdir(), 'burstscope-graph-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let app: App | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

/** A server with 400 clients in four networks, the clients of 10.3.0.0/24 with the least traffic; and a chain beside it. */
function crowd(): string {
  const clients = Array.from({ length: 400 }, (_, i): Sent => {
    const net = Math.floor(i / 100);
    return {
      at: (1 + i / 1000).toFixed(3),
      src: `10.${net}.0.${(i % 100) + 1}`,
      dst: '192.0.2.1',
      payload: 1000 - 200 * net,
    };
  });
  const chain = [1, 2, 3].map(
    (i): Sent => ({ at: `2.${i}`, src: `172.16.0.${i}`, dst: `172.16.0.${i + 1}`, payload: 1400 }),
  );
  const path = join(folder, 'crowd.pcap');
  writeFileSync(path, traffic([...clients, ...chain]));
  return path;
}

/** How far some hosts lie from the server, in distances of the first of them: the same at any zoom. */
async function shape(page: App['page']): Promise<number[]> {
  const { nodes } = await seenGraph(page);
  const at = (address: string) => nodes.find(node => node.address === address)!;
  const server = at('192.0.2.1');
  const far = ['10.0.0.1', '10.0.0.2', '10.0.0.3', '172.16.0.1'].map(address => {
    const { x, y } = at(address);
    return Math.hypot(x - server.x, y - server.y);
  });
  return far.map(distance => distance / far[0]!);
}

describe('a graph of many hosts', () => {
  it('folds them into groups; a click takes a group apart, a button folds it again', async () => {
    app = await openApp(crowd());
    const { page } = app;
    const groups = async () => (await seenGraph(page)).groups.map(({ key }) => key).sort();
    await expect.poll(groups).toEqual(['10.0.0.0/24', '10.1.0.0/24', '10.2.0.0/24', '10.3.0.0/24']);
    const folded = await page.getByTestId('graph-folded').innerText();
    const [, shown, others] = /^Busiest (\d+) hosts, (\d+) others in 4 groups/.exec(folded)!.map(Number);
    expect(shown! + others!).toBe(405);
    expect(shown).toBeGreaterThanOrEqual(48);
    const group = (await seenGraph(page)).groups.find(({ key }) => key === '10.3.0.0/24')!;
    const before = await shape(page);
    await page.mouse.click(group.x, group.y);
    const ofGroup = async () => (await addresses(page)).filter(address => address.startsWith('10.3.')).length;
    await expect.poll(ofGroup).toBeGreaterThanOrEqual(60);
    // The others stay where they are: the picture is moved and scaled at most.
    (await shape(page)).forEach((ratio, i) => {
      expect(ratio).toBeCloseTo(before[i]!, 1);
    });
    await page.getByRole('button', { name: 'Fold 1 group again' }).click();
    await expect.poll(ofGroup).toBe(0);
  });

  it('shows the neighbours of a host alone, the way between two, and all again', async () => {
    app = await openApp(crowd());
    const { page } = app;
    const whole = (await addresses(page)).length;
    await clickHost(page, '172.16.0.1');
    await page.getByTestId('graph-around').click();
    await expect.poll(() => addresses(page)).toEqual(['172.16.0.1', '172.16.0.2']);
    await page.getByRole('button', { name: 'and theirs' }).click();
    await expect.poll(() => addresses(page)).toEqual(['172.16.0.1', '172.16.0.2', '172.16.0.3']);
    await page.getByRole('button', { name: 'Show the whole graph again' }).click();
    await expect.poll(async () => (await addresses(page)).length).toBe(whole);
    await page.keyboard.down('Shift');
    await clickHost(page, '172.16.0.4');
    await page.keyboard.up('Shift');
    await expect.poll(() => page.getByTestId('graph-part').innerText()).toContain('3 conversations apart');
    await expect.poll(() => addresses(page)).toEqual(['172.16.0.1', '172.16.0.2', '172.16.0.3', '172.16.0.4']);
    expect((await seenGraph(page)).nodes.filter(({ isFaded }) => isFaded)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await addresses(page)).length).toBe(whole);
    expect((await seenGraph(page)).nodes.some(({ isFaded }) => isFaded)).toBe(true);
  });

  it.runIf(lane === 'web').each([
    ['Drawing (SVG)', /<svg [\s\S]*>172\.16\.0\.4<\/text>/],
    ['All hosts and edges (GraphML)', /<graphml [\s\S]*>172\.16\.0\.4<\/data>/],
    ['Picture (PNG), twice the size', /^.PNG/],
  ])('is saved: %s', async (entry, expected) => {
    app = await openApp(crowd());
    const { page } = app;
    await settled(page);
    await page.getByTestId('save-graph').click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: entry }).click();
    expect(readFileSync(await (await downloading).path(), 'latin1')).toMatch(expected);
  });
});
