// Shows an address in the user's own browser, when there is a user with a screen.
import { spawn } from 'node:child_process';
import { hasDisplay } from '../../tool/electron-runtime.mjs';

const OPENERS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Does nothing in CI and without a display. A browser that does not start is no failure: the address was printed. */
export function openBrowser(url: string, env: NodeJS.ProcessEnv = process.env): void {
  if (env.CI || !hasDisplay(env)) return;
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(command!, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
