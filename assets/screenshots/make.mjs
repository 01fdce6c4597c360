// Takes the README's pictures of the window, of the sample and of a made capture of 50,000 hosts: npm run screenshots.
// Needs a build and Chromium (or CHROMIUM=PATH).
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { makeHosts } from '../../test/bench/make-hosts.mjs';
import { findChromium } from '../../test/e2e/support/chromium.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const SAMPLE = join(root, 'assets/sample.pcapng');
const VIEWPORT = { width: 1440, height: 900 };
const MANY = 50_000;
/** For a machine that is busy with other things, in milliseconds. */
const PATIENCE = 180_000;

const settled = page => page.evaluate(() => window.__burstscope.settled());

async function click(page, testId) {
  await page.getByTestId(testId).first().click();
  await settled(page);
}

/** The pictures: name, theme, what is open, and the way there. */
const PICTURES = [
  { name: 'overview-dark', theme: 'dark', open: () => SAMPLE, go: async () => {} },
  { name: 'host-light', theme: 'light', open: () => SAMPLE, go: page => click(page, 'talker') },
  { name: 'beacons-dark', theme: 'dark', open: () => SAMPLE, go: page => click(page, 'place-beacons') },
  { name: 'windows-light', theme: 'light', open: () => SAMPLE, go: page => click(page, 'place-windows') },
  {
    name: 'timing-dark',
    theme: 'dark',
    open: () => SAMPLE,
    async go(page) {
      await click(page, 'place-timing');
      await click(page, 'gap-row');
      await click(page, 'keep-sample');
      await page.getByTestId('gap-row').nth(1).click();
      await settled(page);
    },
  },
  { name: 'hosts-light', theme: 'light', open: folder => makeHosts(folder, MANY), go: async () => {} },
];

/** The browser host on a file, with settings that are thrown away: its address and its end. */
async function serve(file, folder) {
  const host = spawn(process.execPath, [join(root, 'out/main/web.js'), '--no-open', file], {
    env: { ...process.env, XDG_CONFIG_HOME: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise((resolve, reject) => {
    let out = '';
    host.stdout.on('data', part => {
      out += part;
      const found = /open at (\S+)\n/.exec(out);
      if (found) resolve(found[1]);
    });
    host.on('exit', code => reject(new Error(`The browser host ended with status ${code}: is there a build?`)));
  });
  return { url, end: () => host.kill() };
}

async function take(browser, { name, theme, open, go }, folder) {
  const host = await serve(open(folder), folder);
  const context = await browser.newContext({ viewport: VIEWPORT, colorScheme: theme, reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    await page.goto(host.url);
    await page.waitForFunction(() => '__burstscope' in window);
    await settled(page);
    await go(page);
    // No hint of what the pointer was on last, no frame around what was clicked.
    await page.mouse.move(VIEWPORT.width / 2, 2);
    await page.evaluate(() => document.activeElement?.blur());
    await settled(page);
    await page.screenshot({ path: join(here, `${name}.png`), animations: 'disabled' });
    process.stdout.write(`${name}.png\n`);
  } finally {
    await context.close();
    host.end();
  }
}

const executablePath = findChromium();
if (executablePath === null) throw new Error('There is no Chromium: install it, or name it with CHROMIUM=PATH.');
const folder = mkdtempSync(join(tmpdir(), 'burstscope-screenshots-'));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const wanted = process.argv.slice(2);
try {
  for (const picture of PICTURES) {
    if (wanted.length === 0 || wanted.includes(picture.name)) await take(browser, picture, folder);
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
