// Opens the built app as a user would, in the browser or in Electron, and fails whoever leaves an error behind.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type BrowserContext, chromium, type Page } from 'playwright-core';
import { electronFlags, findElectron } from '../../../main/tool/electron-runtime.mjs';
import { findChromium } from './chromium.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const VIEWPORT = { width: 1440, height: 900 };

export interface App {
  readonly page: Page;
  /** Address of the page; in the browser it carries the token. */
  readonly url: string;
  /** Errors of the page, its console and its security policy so far. */
  readonly problems: readonly string[];
  /** Ends the app. Throws when the page had problems that were not expected. */
  close(): Promise<void>;
}

export interface AppOptions {
  /** Problems that the spec provokes. */
  readonly expected?: readonly RegExp[];
  readonly colorScheme?: 'dark' | 'light';
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** Which of the two hosts the specs run against: BURSTSCOPE_LANE=electron, else the browser. */
export const lane = process.env.BURSTSCOPE_LANE === 'electron' ? 'electron' : 'web';

/** Opens the app with a file, or with what it shows first. Settings start empty and are thrown away. */
export async function openApp(file?: string, options: AppOptions = {}): Promise<App> {
  const settings = mkdtempSync(join(tmpdir(), 'burstscope-e2e-'));
  const env = { ...process.env, XDG_CONFIG_HOME: settings, APPDATA: settings } as Record<string, string>;
  const files = file === undefined ? [] : [file];
  const opened = await (lane === 'electron' ? openElectron(files, settings, env) : openWeb(files, env, options));
  const { page, problems, url, end } = opened;
  return {
    page,
    url,
    problems,
    async close() {
      await end();
      rmSync(settings, { recursive: true, force: true });
      const unexpected = problems.filter(problem => !options.expected?.some(pattern => pattern.test(problem)));
      if (unexpected.length > 0) throw new Error(`The page had problems:\n${unexpected.join('\n')}`);
    },
  };
}

interface Opened extends Pick<App, 'page' | 'url'> {
  readonly problems: string[];
  end(): Promise<void>;
}

/** Must be called before the page loads for violations of the policy to be heard. */
async function watch(context: BrowserContext): Promise<string[]> {
  const problems: string[] = [];
  context.on('page', page => watchPage(page, problems));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', event => {
      console.error(`content security policy: ${event.violatedDirective} refuses ${event.blockedURI || 'inline'}`);
    });
  });
  return problems;
}

function watchPage(page: Page, problems: string[]): void {
  page.on('pageerror', error => problems.push(error.stack ?? String(error)));
  page.on('crash', () => problems.push('the page crashed'));
  page.on('console', message => {
    if (message.type() === 'error') problems.push(`${message.text()} (${message.location().url})`);
  });
}

async function openWeb(files: string[], env: Record<string, string>, options: AppOptions): Promise<Opened> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('There is no Chromium: install it, or name it with CHROMIUM=PATH.');
  const host = spawn(process.execPath, [join(root, 'out/main/web.js'), '--no-open', ...files], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  try {
    const url = await addressOf(host);
    const browser = await chromium.launch({
      executablePath,
      headless: true,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
      ],
    });
    const { colorScheme = 'dark', viewport = VIEWPORT } = options;
    const context = await browser.newContext({ viewport, colorScheme, acceptDownloads: true, reducedMotion: 'reduce' });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(url).origin });
    const problems = await watch(context);
    const page = await context.newPage();
    await page.goto(url);
    const end = async (): Promise<void> => {
      await browser.close();
      await stop(host);
    };
    return { page, url, problems, end };
  } catch (error) {
    await stop(host);
    throw error;
  }
}

/** The address in the one line that the browser host prints. */
function addressOf(host: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = '';
    let err = '';
    host.stderr!.on('data', part => {
      err += part;
    });
    host.stdout!.on('data', part => {
      out += part;
      const found = /^Burstscope is open at (\S+)\n/.exec(out);
      if (found) resolve(found[1]!);
    });
    host.on('exit', code => reject(new Error(`The browser host ended with status ${code}: ${err || out}`)));
  });
}

async function stop(host: ChildProcess): Promise<void> {
  if (host.exitCode !== null || host.signalCode !== null) return;
  const ended = new Promise(resolve => host.once('exit', resolve));
  host.kill('SIGTERM');
  await ended;
}

async function openElectron(files: string[], settings: string, env: Record<string, string>): Promise<Opened> {
  const executablePath = findElectron(root);
  if (executablePath === null) throw new Error('There is no Electron runtime in node_modules/electron.');
  const args = [...electronFlags(), `--user-data-dir=${settings}`, root, ...files];
  const app = await _electron.launch({ executablePath, args, env });
  const problems = await watch(app.context());
  const page = await app.firstWindow();
  watchPage(page, problems);
  // The first load may have gone before anyone listened.
  await page.reload();
  await page.setViewportSize(VIEWPORT);
  return { page, url: page.url(), problems, end: () => app.close() };
}
