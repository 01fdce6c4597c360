// `npm test`: everything that must hold, and one last line with the tests that passed and failed.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { requireNode, root } from '../main/tool/checkout.mjs';
import { electronFlags, findElectron, hasDisplay } from '../main/tool/electron-runtime.mjs';
import { ensureInstalled } from '../main/tool/ensure-installed.mjs';
import { hasProgram, installPackage } from './debian.mjs';
import { findChromium } from './e2e/support/chromium.mjs';

const rows = [];
const notes = [];
const inCi = process.env.CI === 'true';

function run(program, args, env = {}) {
  return spawnSync(program, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;
}
const tool = name => join(root, 'node_modules', name);

/** A check passes or fails as a whole. It is no test, but a failed one counts as one that failed. */
function check(name, program, args) {
  console.log(`\n— ${name}`);
  const good = run(program, args);
  rows.push({ name, state: good ? 'passed' : 'failed', passed: 0, failed: good ? 0 : 1, leftOut: 0 });
  return good;
}

const leaveOut = (name, reason) => {
  rows.push({ name, state: `left out: ${reason}`, passed: 0, failed: 0, leftOut: 0 });
};

/** Runs vitest and adds a row for each folder (or file of the end-to-end tests) that it ran. */
function vitest(name, args, rowOf, env = {}) {
  console.log(`\n— ${name}`);
  const folder = mkdtempSync(join(tmpdir(), 'burstscope-results-'));
  const file = join(folder, 'results.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const good = run(process.execPath, [tool('vitest/vitest.mjs'), 'run', ...args, ...reporters], env);
  const results = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).testResults : [];
  rmSync(folder, { recursive: true });
  const bySuite = new Map();
  for (const { name: path, status, assertionResults } of results) {
    const inside = relative(root, path).split('\\').join('/');
    const suite = rowOf(inside);
    if (!bySuite.has(suite)) bySuite.set(suite, { name: suite, state: '', passed: 0, failed: 0, leftOut: 0 });
    const row = bySuite.get(suite);
    const count = wanted => assertionResults.filter(one => wanted.includes(one.status)).length;
    const failed = count(['failed']);
    const leftOut = count(['skipped', 'pending', 'todo', 'disabled']);
    row.passed += count(['passed']);
    // A file that cannot even be loaded holds no tests, but it failed.
    row.failed += status === 'failed' && failed === 0 ? 1 : failed;
    row.leftOut += leftOut;
    if (leftOut > 0) noteLeftOut(inside, assertionResults);
  }
  rows.push(...[...bySuite.values()].sort((a, b) => a.name.localeCompare(b.name)));
  const failed = [...bySuite.values()].some(row => row.failed > 0);
  if (results.length === 0 || (!good && !failed)) {
    rows.push({ name, state: results.length === 0 ? 'ran no test' : 'ended badly', passed: 0, failed: 1, leftOut: 0 });
  }
}

function noteLeftOut(file, tests) {
  const suites = new Map();
  for (const { status, ancestorTitles, title } of tests) {
    if (status === 'passed' || status === 'failed') continue;
    const suite = ancestorTitles[0] ?? title;
    suites.set(suite, (suites.get(suite) ?? 0) + 1);
  }
  for (const [suite, count] of suites) notes.push(`${file}: ${suite} (${count})`);
}

function browserTests() {
  if (findChromium() === null && !process.env.CHROMIUM) installPackage('chromium', 'the end-to-end tests');
  if (findChromium() !== null) {
    vitest('end to end, browser', ['--config', 'vitest.e2e.config.ts'], file => file, { BURSTSCOPE_LANE: 'web' });
    return;
  }
  const how = 'no Chromium: install it (Debian: apt-get install chromium) or name it with CHROMIUM=PATH';
  if (inCi) rows.push({ name: 'end to end, browser', state: how, passed: 0, failed: 1, leftOut: 0 });
  else leaveOut('end to end, browser', how);
}

function electronTests() {
  const name = 'end to end, Electron';
  if (findElectron(root) === null) return leaveOut(name, 'no Electron runtime');
  if (!hasDisplay()) return leaveOut(name, 'no display');
  console.log(`Electron runs with ${electronFlags().join(' ') || 'its sandbox'}.`);
  vitest(name, ['--config', 'vitest.e2e.config.ts'], file => `${file} (Electron)`, { BURSTSCOPE_LANE: 'electron' });
}

function report() {
  const width = Math.max(...rows.map(row => row.name.length));
  console.log(`\n${'suite'.padEnd(width)}  passed  failed  left out`);
  for (const { name, state, passed, failed, leftOut } of rows) {
    const counts = [passed, failed, leftOut].map((n, i) => String(n).padStart([6, 6, 8][i])).join('  ');
    console.log(`${name.padEnd(width)}  ${state === '' ? counts : state}`);
  }
  if (notes.length > 0) {
    const absent = !existsSync(join(root, '../shared/captures/MANIFEST.tsv'));
    console.log(`\nLeft out${absent ? ' (the real captures, ../shared, are not here)' : ''}:`);
    for (const note of notes) console.log(`  ${note}`);
  }
  const sum = key => rows.reduce((total, row) => total + row[key], 0);
  if (sum('passed') === 0 || sum('failed') > 0) process.exitCode = 1;
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
}

requireNode();
ensureInstalled();
const node = process.execPath;
const built = check('build', node, ['main/tool/build.mjs', '--if-stale']);
check('types', node, ['main/tool/typecheck.mjs']);
check('format and lint (Biome)', node, [tool('@biomejs/biome/bin/biome'), 'check', '.']);
check('layers (dependency-cruiser)', node, [
  tool('dependency-cruiser/bin/dependency-cruise.mjs'),
  ...['main', 'renderer', 'shared', '--config', '.dependency-cruiser.cjs'],
]);
check('dead code (knip)', node, [tool('knip/bin/knip.js')]);
if (!hasProgram('tshark')) installPackage('tshark', 'the suites that compare with it');
vitest('unit', [], file => file.split('/').slice(0, 2).join('/'));
if (built) {
  browserTests();
  electronTests();
} else {
  leaveOut('end to end', 'the build failed');
}
report();
