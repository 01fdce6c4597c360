// `npm run bench -- window [--hosts 20,500,50000] [--records 10000000] [--rounds N]`: the window itself, in headless Chromium
// over the built browser host, moved by real input: frames, time to what is painted. Writes out/bench/result-window.json.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildParts } from '../../main/tool/build.mjs';
import { requireNode, root } from '../../main/tool/checkout.mjs';
import { dragAround, framesDuring, openWindow, startBrowser, untilPainted, wheelAt } from './bench-window.mjs';
import { makeCapture } from './make-capture.mjs';
import { makeHosts } from './make-hosts.mjs';
import { warm } from './processes.mjs';
import { framesRow, printTable, timeRow } from './window-report.mjs';

/** DESIGN sections 4 and 5; a frame of issue 5. Milliseconds. */
const MUST = {
  frame: 50,
  moving: 1000 / 30,
  timeline: 50,
  filter: 500,
  threshold: 300,
  start: 1500,
  first: 1000,
  click: 300,
};
const FEW = 40;
const CLICKED = 6;
/** The name of the drawn graph, which says how many hosts it shows: looking at it costs nothing, unlike asking for its nodes. */
const GRAPH_NAME = '() => document.querySelector("[data-testid=graph] [role=application]")?.ariaLabel ?? ""';

const { values } = parseArgs({
  options: {
    hosts: { type: 'string', default: '20,500,50000' },
    records: { type: 'string', default: '10000000' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: 'start,graph,timeline,work' },
  },
});
const rounds = Number(values.rounds);
if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error('--rounds is a number from 1 on.');
const only = new Set(values.only.split(','));

requireNode();
await buildParts(['main', 'renderer'], { ifStale: true, quiet: true });
const folder = join(tmpdir(), 'burstscope-bench');
const browser = await startBrowser();
const result = {};
const say = text => process.stderr.write(`${text}\n`);

/** A point of the graph's panel where no node is near. */
async function emptyPlace(window) {
  const { nodes, groups } = await window.page.evaluate(() => window.__burstscope.graph());
  const box = await window.page.getByTestId('graph').boundingBox();
  const taken = [...nodes, ...groups];
  let best = { x: box.x + box.width / 2, y: box.y + box.height / 2, far: -1 };
  for (let i = 1; i < FEW; i++) {
    for (let j = 2; j < FEW - 2; j++) {
      const x = box.x + (box.width * i) / FEW;
      const y = box.y + (box.height * j) / FEW;
      const far = Math.min(...taken.map(node => Math.hypot(node.x - x, node.y - y)));
      if (far > best.far) best = { x, y, far };
    }
  }
  return best;
}

/** Clicks the nodes that stand freest, so that no other is hit, each after the others were let go of. */
async function clickNodes(window) {
  const { page } = window;
  const { nodes } = await page.evaluate(() => window.__burstscope.graph());
  const box = await page.getByTestId('graph').boundingBox();
  const inSight = nodes.filter(
    ({ x, y }) => x > box.x && x < box.x + box.width - 60 && y > box.y + 30 && y < box.y + box.height,
  );
  const room = ({ x, y }) =>
    Math.min(...nodes.filter(node => node.x !== x || node.y !== y).map(node => Math.hypot(node.x - x, node.y - y)));
  inSight.sort((a, b) => room(b) - room(a));
  const millis = [];
  for (const { x, y, address } of inSight.slice(0, CLICKED)) {
    await page.keyboard.press('Escape');
    await window.settled();
    millis.push(await untilPainted(window, () => page.mouse.click(x, y), hostIsPainted(address)));
    await window.settled();
  }
  return millis;
}

const hostIsPainted = address =>
  `() => [...document.querySelectorAll('[data-testid=inspector] dd')].some(e => e.textContent === ${JSON.stringify(address)})
    && document.querySelectorAll('[data-testid=peer-row]').length > 0`;

async function graphOf(hosts) {
  const path = makeHosts(folder, hosts);
  warm(path);
  const window = await openWindow(browser, path);
  const { page } = window;
  await window.settled();
  const { nodes, groups, edges } = await page.evaluate(() => window.__burstscope.graph());
  const place = await emptyPlace(window);
  const pan = await framesDuring(window, () => dragAround(window, place));
  await page.keyboard.press('f');
  await window.settled();
  const zoom = await framesDuring(window, () => wheelAt(window, place, 12));
  await page.keyboard.press('f');
  await window.settled();
  const click = await clickNodes(window);
  await window.close();
  return { hosts, drawn: nodes.length, groups: groups.length, edges: edges.length, pan, zoom, click };
}

async function plotCentre({ page }) {
  const box = await page.getByTestId('timeline').getByRole('application').first().boundingBox();
  return { x: box.x + box.width * 0.5, y: box.y + box.height / 2 };
}

async function timelineOf(path) {
  const window = await openWindow(browser, path);
  const { page } = window;
  await window.settled();
  const first = await page.evaluate(() => window.__bench.answers());
  const centre = await plotCentre(window);
  const zoom = await framesDuring(window, () => wheelAt(window, centre, 40));
  await window.settled();
  // In the middle of the zoom, so that there is something to move to on both sides.
  await page.mouse.move(centre.x, centre.y);
  for (let i = 0; i < 16; i++) await page.mouse.wheel(0, -100);
  await window.settled();
  const pan = await framesDuring(window, () => dragAround(window, centre, 250));
  await window.settled();
  await page.evaluate(() => window.__bench.clearAnswers());
  await page.getByTestId('timeline').getByRole('application').first().focus();
  await page.keyboard.press('0');
  await window.settled();
  const warmAnswers = await page.evaluate(() => window.__bench.answers());
  await window.close();
  return { first, warm: warmAnswers, zoom, pan };
}

/** Clicks, a filter, and a threshold over many records. */
async function workOf(path) {
  const window = await openWindow(browser, path);
  const { page } = window;
  await window.settled();
  await page.getByTestId('burst-min-payload').waitFor();
  await page.getByTestId('burst-auto').check();
  await window.settled();
  const node = await clickNodes(window);
  await page.keyboard.press('Escape');
  await window.settled();
  const count = () => page.getByTestId('burst-count').innerText();
  const threshold = [];
  for (const gap of ['0.05', '2', '0.01', '1', '0.2']) {
    const before = await count();
    const field = page.getByTestId('burst-gap');
    await field.fill(gap);
    threshold.push(
      await untilPainted(
        window,
        () => field.press('Enter'),
        `() => document.querySelector('[data-testid=burst-count]').textContent !== ${JSON.stringify(before)}
          && [...document.querySelectorAll('[data-testid=timeline] [data-idle]')].every(e => e.dataset.idle === 'true')`,
      ),
    );
    await window.settled();
  }
  const burst = [];
  for (let i = 0; i < 4; i++) {
    const row = page.getByTestId('burst-row').nth(i);
    burst.push(
      await untilPainted(
        window,
        () => row.click(),
        () => document.querySelector('[data-testid=selection]')?.textContent.includes('urst'),
      ),
    );
    await window.settled();
    await page.keyboard.press('Escape');
    await window.settled();
  }
  const filter = [];
  for (const text of [
    'frame.len > 70',
    'udp',
    'tcp.flags.syn == 1 || ip.src == 10.0.0.0/16',
    'ip.ttl < 65 && frame.len < 66',
  ]) {
    const before = await page.getByTestId('record-count').innerText();
    const field = page.getByTestId('filter');
    await field.fill(text);
    filter.push(
      await untilPainted(
        window,
        () => field.press('Enter'),
        `() => document.querySelector('[data-testid=record-count]').textContent !== ${JSON.stringify(before)}`,
      ),
    );
    await window.settled();
  }
  await page.getByTestId('filter').fill('');
  await page.getByTestId('filter').press('Enter');
  await window.settled();
  await page.getByTestId('place-conversations').click();
  await window.settled();
  const row = [];
  for (let i = 0; i < CLICKED; i++) {
    const line = page.getByTestId('conversation-row').nth(i);
    row.push(await untilPainted(window, () => line.click(), isPairPainted));
    await window.settled();
    await page.keyboard.press('Escape');
    await window.settled();
  }
  await window.close();
  return { node, row, burst, threshold, filter };
}

const isPairPainted = () =>
  [...document.querySelectorAll('[data-testid=inspector] h2')].some(e => e.textContent.startsWith('→')) &&
  document.querySelectorAll('[data-testid=inspector] dd').length > 3;

/** Opens a file in a window that shows the sample; until the file's first hosts are painted. */
async function openedIn(window, path) {
  const { page } = window;
  await window.settled();
  await page.getByRole('button', { name: 'Recent files and other ways to open' }).click();
  await page.getByRole('menuitem', { name: 'Open a path on this computer' }).click();
  const field = page.getByRole('textbox', { name: 'Path of the capture' });
  await field.fill(path);
  const before = await page.evaluate(`(${GRAPH_NAME})()`);
  return untilPainted(
    window,
    () => field.press('Enter'),
    `() => ![${JSON.stringify(before)}, ""].includes((${GRAPH_NAME})()) && !(${GRAPH_NAME})().startsWith("Graph of 0 ")`,
  );
}

/** From the host's start to the first picture of the window, and to hosts drawn of a file. */
async function startOf(path) {
  const empty = await openWindow(browser);
  await empty.page.waitForFunction(() =>
    document.querySelector('[data-testid=open], [data-testid=sample], main, button'),
  );
  await empty.page.evaluate(() => window.__bench.painted());
  const start = performance.now() - empty.spawned;
  const opened = await openedIn(empty, path);
  await empty.close();
  const window = await openWindow(browser, path);
  const graph = window.page.getByTestId('graph').getByRole('application', { name: /^Graph of [1-9]/ });
  await graph.waitFor();
  const first = await window.page.evaluate(() => window.__bench.painted());
  await window.settled();
  const whole = await window.page.evaluate(() => performance.now());
  await window.close();
  return { start, opened, first, whole };
}

const rowsOf = [];
if (only.has('start')) {
  const capture = makeCapture(folder, 1_500_000, 'normal');
  warm(capture.path);
  const runs = [];
  for (let i = 0; i < rounds; i++) {
    say(`Start, round ${i + 1}`);
    runs.push(await startOf(capture.path));
  }
  result.start = runs;
  rowsOf.push(
    timeRow(
      'start of the host to window (browser runs already)',
      runs.map(run => run.start),
      MUST.start,
    ),
  );
  rowsOf.push(
    timeRow(
      '1 GB opened in the window until first hosts are painted',
      runs.map(run => run.opened),
      MUST.first,
    ),
  );
  rowsOf.push(
    timeRow(
      '1 GB opened with the window: from the page on until first hosts are painted',
      runs.map(run => run.first),
    ),
  );
  rowsOf.push(
    timeRow(
      '  until all is read, asked and drawn',
      runs.map(run => run.whole),
    ),
  );
}
if (only.has('graph')) {
  for (const hosts of values.hosts.split(',').map(Number)) {
    say(`Graph of ${hosts} hosts`);
    const done = await graphOf(hosts);
    result[`graph ${hosts}`] = done;
    const title = `graph, ${hosts} hosts (${done.drawn} + ${done.groups} groups, ${done.edges} edges)`;
    rowsOf.push(framesRow(`${title}: pan`, done.pan, MUST.moving, MUST.frame));
    rowsOf.push(framesRow(`${title}: zoom`, done.zoom, MUST.moving, MUST.frame));
    rowsOf.push(timeRow('  click on a host to painted inspector', done.click, MUST.click));
  }
}
if (only.has('timeline') || only.has('work')) {
  const { path, records } = makeCapture(folder, Number(values.records), 'small');
  warm(path);
  const title = `${records.toLocaleString('en')} records`;
  if (only.has('timeline')) {
    say(`Timeline of ${title}`);
    const done = await timelineOf(path);
    result.timeline = done;
    rowsOf.push(framesRow(`timeline, ${title}: zoom`, done.zoom, MUST.moving, MUST.frame));
    rowsOf.push(framesRow(`timeline, ${title}: pan`, done.pan, MUST.moving, MUST.frame));
    rowsOf.push(timeRow('  answers while zooming', done.zoom.answers, MUST.timeline));
    rowsOf.push(timeRow('  answers while panning', done.pan.answers, MUST.timeline));
    rowsOf.push(timeRow('  first answers (of two views), whole', done.first));
    rowsOf.push(timeRow('  whole again', done.warm, MUST.timeline));
  }
  if (only.has('work')) {
    say(`Work on ${title}`);
    const done = await workOf(path);
    result.work = done;
    rowsOf.push(timeRow(`${title}: click on a host to painted inspector`, done.node, MUST.click));
    rowsOf.push(timeRow('  click on a conversation to painted inspector', done.row, MUST.click));
    rowsOf.push(timeRow('  click on a burst until it is selected', done.burst, MUST.click));
    rowsOf.push(timeRow('  gap changed until counts and timeline are painted', done.threshold, MUST.threshold));
    rowsOf.push(timeRow('  filter until the overview is painted', done.filter, MUST.filter));
  }
}
await browser.close();
console.log(`\n${printTable(rowsOf)}\n`);
console.log('Headless Chromium at 1920x1080 draws without a graphics card: frames of a desktop are shorter.');
const machine = { node: process.version, processor: cpus()[0]?.model, processors: cpus().length, load: loadavg()[0] };
mkdirSync(join(root, 'out/bench'), { recursive: true });
writeFileSync(join(root, 'out/bench/result-window.json'), `${JSON.stringify({ machine, rounds, result }, null, 2)}\n`);
