// Where Electron's runtime lies, without importing electron (in plain Node that import starts a download and throws).
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const DEFAULT_NAMES = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/** The executable of the runtime that node_modules/electron of `root` would use; null when it is not on disk. */
export function findElectron(root, env = process.env) {
  const folder = join(root, 'node_modules/electron');
  const nameFile = join(folder, 'path.txt');
  const name = existsSync(nameFile)
    ? readFileSync(nameFile, 'utf8').trim()
    : (DEFAULT_NAMES[process.platform] ?? 'electron');
  const executable = join(env.ELECTRON_OVERRIDE_DIST_PATH || join(folder, 'dist'), name);
  return existsSync(executable) ? executable : null;
}

/** Whether a window can be shown at all: on Linux and the BSDs that takes a display server. */
export function hasDisplay(env = process.env) {
  if (process.platform === 'darwin' || process.platform === 'win32') return true;
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** Chromium refuses to start as root with its sandbox on. */
export const electronFlags = () => (process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []);
