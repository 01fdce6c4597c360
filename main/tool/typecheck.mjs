// Type-checks the four projects side by side. Exit status 1 when any of them has an error.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { requireNode, root } from './checkout.mjs';
import { ensureInstalled } from './ensure-installed.mjs';

requireNode();
ensureInstalled();
const tsc = join(root, 'node_modules/typescript/bin/tsc');
const codes = await Promise.all(
  ['shared', 'main', 'renderer', 'test'].map(async project => {
    const child = spawn(process.execPath, [tsc, '-p', project], { cwd: root, stdio: 'inherit' });
    const [code] = await once(child, 'exit');
    return code;
  }),
);
process.exitCode = codes.every(code => code === 0) ? 0 : 1;
