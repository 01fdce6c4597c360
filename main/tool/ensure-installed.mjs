// Installs the packages of package-lock.json when they are missing or older than it. Needs nothing but Node.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireNode, root } from './checkout.mjs';

const lock = join(root, 'package-lock.json');
const installed = join(root, 'node_modules/.package-lock.json');
const stamp = join(root, 'node_modules/.burstscope-lock');

const hashOfLock = () => createHash('sha256').update(readFileSync(lock)).digest('hex');

/** Why an install is needed; null when it is not. A checkout touches the lock, so its content has the last word. */
export function reasonToInstall() {
  if (!existsSync(installed)) return 'packages are not installed yet';
  if (statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return null;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOfLock()) return null;
  return 'package-lock.json is newer than the installed packages';
}

/** Runs `npm ci` when needed, its output on standard error. Ends the process when that fails. */
export function ensureInstalled() {
  const reason = reasonToInstall();
  if (reason === null) return;
  process.stderr.write(`Installing packages with npm ci: ${reason}.\n`);
  const { status, error } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    process.stderr.write(`npm ci failed${error ? ` (${error.message})` : ''}; run it in ${root} to see why.\n`);
    process.exit(1);
  }
  writeFileSync(stamp, hashOfLock());
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  requireNode();
  ensureInstalled();
}
