// Programs that tests run against, installed where that needs no question: as root on Debian.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Whether a program can be started. */
export const hasProgram = name => spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined;

/** Installs a package of Debian's and says so; does nothing elsewhere. */
export function installPackage(name, purpose) {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return;
  process.stderr.write(`Installing ${name} for ${purpose} with apt-get.\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', name],
  ]) {
    if (spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env }).status !== 0) return;
  }
}
