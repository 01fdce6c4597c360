// The built browser host with a capture in headless Chromium, as the window's benchmark drives it.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { root } from '../../main/tool/checkout.mjs';
import { findChromium } from '../e2e/support/chromium.mjs';
import { recorder } from './in-page.mjs';

const VIEWPORT = { width: 1920, height: 1080 };

export async function startBrowser() {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('There is no Chromium: install it, or name it with CHROMIUM=PATH.');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
}

/** Hosts that run: none may outlive the benchmark, however it ends. */
const running = new Set();
process.on('exit', () => {
  for (const host of running) host.kill();
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

function addressOf(host) {
  return new Promise((resolve, reject) => {
    let out = '';
    host.stdout.on('data', part => {
      out += part;
      const found = /^Burstscope is open at (\S+)\n/.exec(out);
      if (found) resolve(found[1]);
    });
    host.on('exit', code => reject(new Error(`The browser host ended with status ${code}.`)));
  });
}

/** Opens files (or none) in a window of its own. `spawned`: when the host was started, as performance.now(). */
export async function openWindow(browser, ...files) {
  const settings = mkdtempSync(join(tmpdir(), 'burstscope-bench-window-'));
  const spawned = performance.now();
  const host = spawn(process.execPath, [join(root, 'out/main/web.js'), '--no-open', ...files], {
    env: { ...process.env, XDG_CONFIG_HOME: settings, APPDATA: settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(host);
  host.once('exit', () => running.delete(host));
  const url = await addressOf(host);
  const context = await browser.newContext({ viewport: VIEWPORT, colorScheme: 'dark' });
  await context.addInitScript(recorder);
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(() => '__burstscope' in window);
  return {
    page,
    spawned,
    settled: () => page.evaluate(() => window.__burstscope.settled()),
    async close() {
      await context.close();
      const ended = new Promise(resolve => host.once('exit', resolve));
      host.kill();
      await ended;
      rmSync(settings, { recursive: true, force: true });
    },
  };
}

/** Frames while `move` goes on. */
export async function framesDuring({ page }, move) {
  await page.evaluate(() => window.__bench.startFrames());
  await move();
  return page.evaluate(() => window.__bench.stopFrames());
}

/** Drags the pointer from a point in a circle, in real moves. */
export async function dragAround({ page }, { x, y }, radius = 120, moves = 90) {
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let i = 1; i <= moves; i++) {
    const turn = (i / moves) * 4 * Math.PI;
    await page.mouse.move(x + Math.sin(turn) * radius, y + ((Math.cos(turn) - 1) * radius) / 3);
  }
  await page.mouse.up();
}

/** Turns the wheel over a point: `notches` in, and as many out. */
export async function wheelAt({ page }, { x, y }, notches = 30, delta = 60) {
  await page.mouse.move(x, y);
  for (let i = 0; i < notches; i++) await page.mouse.wheel(0, -delta);
  for (let i = 0; i < notches; i++) await page.mouse.wheel(0, delta);
}

/** After this many milliseconds something is taken for broken. */
const PATIENCE = 30_000;

/** Milliseconds from the input that `act` makes to the painted frame in which `check` (a function of the page) holds. */
export async function untilPainted({ page }, act, check) {
  await act();
  // As text: the page's policy lets no code be made from it, the debugger does.
  const millis = await page.evaluate(`(async () => {
    const holds = ${check};
    const until = performance.now() + ${PATIENCE};
    while (!holds()) {
      if (performance.now() > until) return null;
      await new Promise(requestAnimationFrame);
    }
    return (await window.__bench.painted()) - window.__bench.lastInput();
  })()`);
  if (millis === null) throw new Error(`This never came about: ${check}`);
  return millis;
}
