// `npm run -s cli -- COMMAND …`: the command line of this checkout, built first when that is out of date.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildParts } from './build.mjs';
import { requireNode, returnToCallersFolder, root } from './checkout.mjs';
import { ensureInstalled } from './ensure-installed.mjs';

requireNode();
ensureInstalled();
// `open` shows the window too, so everything must be built.
await buildParts(process.argv[2] === 'open' ? ['main', 'preload', 'renderer'] : ['main'], {
  ifStale: true,
  quiet: true,
});
returnToCallersFolder('cli');
process.argv[1] = join(root, 'out/main/cli.js');
await import(pathToFileURL(process.argv[1]).href);
