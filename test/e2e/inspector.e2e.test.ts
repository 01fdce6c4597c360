// Small tables as CSV, tabs that count what their tables hold, hosts by name where rows know their addresses alone.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import { afterEach, expect, it } from 'vitest';
import { type App, openApp } from './support/app.ts';
import { clickHost, settled, texts } from './support/window.ts';

const sample = fileURLToPath(new URL('../../assets/sample.pcapng', import.meta.url));
const CAMERA = '192.168.20.21';

let app: App | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

async function open() {
  app = await openApp(sample);
  await settled(app.page);
  return app.page;
}

const rowsOf = (csv: string) => Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;

/** Chosen by keyboard alone. */
async function choose(page: App['page'], table: string, item: 'Copy as CSV' | 'Save CSV'): Promise<void> {
  await page.getByRole('button', { name: `${table} as CSV`, exact: true }).press('Enter');
  await page.getByRole('menuitem', { name: item }).press('Enter');
}

async function copied(page: App['page'], table: string, header: string) {
  await choose(page, table, 'Copy as CSV');
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(clipboard).toMatch(new RegExp(`^${header}`));
  return rowsOf(await clipboard());
}

const countOf = async (page: App['page'], tab: string): Promise<number> => {
  await settled(page);
  return Number(/\d+/.exec(await page.getByTestId(`tab-${tab}`).innerText())?.[0]);
};

it('has every small table of the overview and of a host as CSV, with exact numbers', async () => {
  const page = await open();
  const talkers = await copied(page, 'Top talkers', 'address,name,');
  expect(talkers.find(({ address }) => address === CAMERA)).toMatchObject({ name: 'camera' });
  expect(talkers.every(({ payload_sent }) => /^\d+$/.test(payload_sent!))).toBe(true);
  expect((await copied(page, 'Ports', 'protocol,port,')).map(({ protocol }) => protocol)).toContain('UDP');
  expect((await copied(page, 'Protocols', 'field,value,')).map(({ value }) => value)).toContain('TCP');
  expect((await copied(page, 'Busiest conversations', 'a,b,a_name,')).length).toBe(
    (await texts(page, 'busiest')).length,
  );
  const findings = await copied(page, 'Findings', 'kind,src,');
  expect(findings.filter(({ kind }) => kind === 'beacon').length).toBe((await texts(page, 'finding-beacon')).length);

  await clickHost(page, CAMERA);
  const peers = await copied(page, 'Conversations of the host', 'a,b,a_name,b_name,packets_ab,');
  expect(peers).toHaveLength((await texts(page, 'peer-row')).length);
  expect((await copied(page, 'Gaps of the host', 'scope,key,direction,n,')).map(({ direction }) => direction)).toEqual([
    'idt',
    'iat',
  ]);
  const saving = page.waitForEvent('download');
  await choose(page, 'Traffic of the host', 'Save CSV');
  const download = await saving;
  expect(download.suggestedFilename()).toBe('sample.host.csv');
  expect(rowsOf(readFileSync(await download.path(), 'utf8'))).toMatchObject([{ address: CAMERA, name: 'camera' }]);

  await page.getByTestId('peer-row').first().click();
  await settled(page);
  const flows = await copied(page, 'Flows of the pair', 'a,a_port,b,b_port,');
  expect(flows).toHaveLength((await texts(page, 'flow-row')).length);
  const bursts = await copied(page, 'Bursts of the pair', 'burst,scope,');
  expect(bursts).toHaveLength((await texts(page, 'inspector-burst')).length);
});

it('counts on the tabs what the tables hold: of a host, a time range, a filter', async () => {
  const page = await open();
  const all = { conversations: await countOf(page, 'conversations'), hosts: await countOf(page, 'hosts') };
  await clickHost(page, CAMERA);
  await settled(page);
  const peers = (await texts(page, 'peer-row')).length;
  expect(await countOf(page, 'conversations')).toBe(peers);
  expect(await countOf(page, 'hosts')).toBe(all.hosts);

  await page.getByTestId('peer-row').first().click();
  await settled(page);
  await page.getByTestId('inspector-burst').first().click();
  await settled(page);
  await page.getByTestId('tab-conversations').click();
  const inRange = await countOf(page, 'conversations');
  expect(inRange).toBeLessThan(peers);
  expect((await texts(page, 'conversation-row')).length).toBe(inRange);
  await page.getByTestId('tab-hosts').click();
  const hosts = await countOf(page, 'hosts');
  expect(hosts).toBeLessThan(all.hosts);
  expect((await texts(page, 'host-row')).length).toBe(hosts);
});

it('calls hosts by their names in series and requests, their addresses in tooltips', async () => {
  const page = await open();
  await clickHost(page, CAMERA);
  await page.getByTestId('host-own-name').fill('Hall camera');
  await page.keyboard.press('Enter');
  await settled(page);
  await page.keyboard.press('Escape');
  await page.getByTestId('place-series').click();
  await settled(page);
  const multiples = await texts(page, 'multiple');
  expect(multiples.join()).toContain('Hall camera');
  expect(multiples.join()).toContain('nas.local');
  const key = page.getByTestId('series-key').getByText('Hall camera');
  expect(await key.getAttribute('title')).toBe(`Hall camera (${CAMERA})`);
  await key.click();
  await settled(page);
  expect(await page.getByTestId('series-large').innerText()).toContain('Hall camera');

  await page.getByPlaceholder('Search host', { exact: true }).fill('hall CAM');
  await settled(page);
  expect(await texts(page, 'series-key')).toHaveLength(1);
  await page.getByPlaceholder('Search host', { exact: true }).fill('nas.local');
  await settled(page);
  expect((await texts(page, 'series-key')).join()).toContain('nas.local');

  await page.getByTestId('place-access-log').click();
  await settled(page);
  const known = (await texts(page, 'request-row')).join();
  expect(known).toMatch(/laptop|phone|desktop|tv\.local|nas\.local/);
});
