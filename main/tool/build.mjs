// Builds out/: the Node side, the preload script and the renderer; with --if-stale only what is out of date.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { requireNode, root } from './checkout.mjs';
import { ensureInstalled } from './ensure-installed.mjs';

const COMMON = ['package-lock.json', 'package.json', 'tsconfig.base.json', 'shared'];
const PARTS = {
  main: { config: 'vite.main.config.ts', sources: ['main'], output: 'main/cli.js' },
  preload: { config: 'vite.preload.config.ts', sources: ['main/host/electron'], output: 'preload/preload.cjs' },
  renderer: { config: 'vite.renderer.config.ts', sources: ['renderer'], output: 'renderer/index.html' },
};

function newestChange(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestChange(join(path, name))), stat.mtimeMs);
}

const stampOf = name => join(root, `out/.built-${name}`);

function isStale(name) {
  const part = PARTS[name];
  const stamp = stampOf(name);
  if (!existsSync(stamp) || !existsSync(join(root, 'out', part.output))) return true;
  const built = statSync(stamp).mtimeMs;
  return [...COMMON, part.config, ...part.sources].some(path => newestChange(join(root, path)) > built);
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** One build at a time in one checkout: a build empties its folder first. */
async function withLock(work) {
  const lock = join(root, 'out/.lock');
  mkdirSync(join(root, 'out'), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    try {
      const owner = Number(readFileSync(lock, 'utf8'));
      if (owner > 0 && !isRunning(owner)) rmSync(lock, { force: true });
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
    }
    await sleep(100);
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Builds the named parts (`main`, `preload`, `renderer`). Rejects when a build fails. */
export async function buildParts(names, { ifStale, quiet }) {
  if (ifStale && !names.some(isStale)) return;
  await withLock(async () => {
    const wanted = ifStale ? names.filter(isStale) : names;
    if (wanted.length === 0) return;
    if (ifStale) process.stderr.write(`Building ${wanted.join(', ')}.\n`);
    const { build } = await import('vite');
    const folder = process.cwd();
    process.chdir(root);
    for (const name of wanted) {
      const began = new Date();
      await build({ configFile: join(root, PARTS[name].config), logLevel: quiet ? 'error' : 'warn' });
      writeFileSync(stampOf(name), '');
      utimesSync(stampOf(name), began, began);
    }
    process.chdir(folder);
  });
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  requireNode();
  ensureInstalled();
  const named = Object.keys(PARTS).filter(name => process.argv.includes(name));
  try {
    await buildParts(named.length > 0 ? named : Object.keys(PARTS), { ifStale: process.argv.includes('--if-stale') });
  } catch (error) {
    process.stderr.write(`${error.stack ?? error}\nThe build failed.\n`);
    process.exitCode = 1;
  }
}
