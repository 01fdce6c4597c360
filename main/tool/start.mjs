// `npm start -- FILE…`: installs and builds what is missing, then opens the app (Electron, else the browser).
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildParts } from './build.mjs';
import { requireNode, returnToCallersFolder, root } from './checkout.mjs';
import { ensureInstalled } from './ensure-installed.mjs';

requireNode();
ensureInstalled();
await buildParts(['main', 'preload', 'renderer'], { ifStale: true, quiet: true });
returnToCallersFolder('start');
const cli = join(root, 'out/main/cli.js');
process.argv = [process.argv[0], cli, 'open', ...process.argv.slice(2)];
await import(pathToFileURL(cli).href);
