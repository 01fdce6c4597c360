// The checkout that the tools work on, and what they need before anything else: a Node that is new enough.
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's top folder, with a separator at the end. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Ends the process with one sentence when Node is too old to run anything here. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  process.stderr.write(`Burstscope needs Node.js 20.19 or newer, and this is ${process.versions.node}.\n`);
  process.exit(1);
}

/** npm runs scripts in the top folder; paths that the user names count from where npm was called. */
export function returnToCallersFolder(script) {
  const { INIT_CWD, npm_lifecycle_event } = process.env;
  const atTop = process.cwd() + sep === root;
  if (atTop && INIT_CWD && npm_lifecycle_event === script) process.chdir(INIT_CWD);
}
