// `npm run bench -- logs [--conversations MB] [--flow-records MB] [--rounds N]`: beacons and windows of logs of flows, whole
// commands from start to written file, against pandas on the same file in the same run. Writes out/bench/result-logs.json.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { requireNode, root } from '../../main/tool/checkout.mjs';
import { buildEntries } from './build-entries.mjs';
import { makeLog } from './make-logs.mjs';
import { run, warm } from './processes.mjs';

const DATASETS = join(root, '../shared/datasets');
const MUST = 10;
const script = fileURLToPath(new URL('./pandas-logs.py', import.meta.url));
const { values } = parseArgs({
  options: {
    conversations: { type: 'string', default: '200' },
    'flow-records': { type: 'string', default: '100' },
    rounds: { type: 'string', default: '3' },
  },
});
const [conversations, flowRecords, rounds] = [values.conversations, values['flow-records'], values.rounds].map(Number);
if (!(conversations > 0 && flowRecords > 0)) throw new Error('--conversations and --flow-records are sizes in MB.');
if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error('--rounds is a number from 1 on.');

requireNode();
const folder = join(tmpdir(), 'burstscope-bench');
const built = await buildEntries('logs', { cli: 'main/host/cli/main.ts' });
const csv = join(folder, 'answer.csv');

/** A Python that has pandas; undefined without one. */
async function findPandas() {
  for (const python of ['python3', '/usr/bin/python3']) {
    const found = await run(python, ['-c', 'import pandas']).catch(() => undefined);
    if (found) return python;
  }
}

const ours = (command, path) =>
  run(process.execPath, [join(built, 'cli.js'), command, path, '--csv', csv]).catch(partly);
/** Broken lines end a command with status 3. */
const partly = error => {
  if (!/status 3:/.test(error.message)) throw error;
  throw new Error(`${error.message}: the benchmark wants files without broken lines.`);
};
const pandas = (python, work, path) => run(python, [script, work, path, csv], { keepOutput: true });

const best = (runs, value) => Math.min(...runs.map(value));

/** Runs all in turn, `rounds` times. Answers with the best seconds and processor seconds of each. */
async function measure(all) {
  const runs = all.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, start] of all.entries()) {
      // pandas takes long on large files: its first run will do after two.
      if (i > 0 && round > 1) continue;
      runs[i].push(await start());
    }
  }
  return runs.map(list => ({ seconds: best(list, one => one.seconds), cpu: best(list, one => one.cpu) }));
}

const figure = n => n.toFixed(n < 10 ? 2 : 1);
const megabytes = bytes => `${figure(bytes / 1e6)} MB`;

const work = [
  ...[join(DATASETS, 'conversation-log/real.txt')].map(path => ({
    command: 'beacons',
    with: ['pairs', 'beacons'],
    path,
  })),
  { command: 'beacons', with: ['pairs', 'beacons'], ...makeLog(folder, 'conversations', conversations * 1e6) },
  ...[join(DATASETS, 'flow-records/flows.csv')].map(path => ({ command: 'windows', with: ['windows'], path })),
  { command: 'windows', with: ['windows'], ...makeLog(folder, 'flow-records', flowRecords * 1e6) },
].filter(({ path }) => existsSync(path));

const python = await findPandas();
if (python === undefined) console.log('Left out: pandas (no python3 here has it).');
const rows = [];
const result = [];
for (const { command, with: rivals, path } of work) {
  const bytes = warm(path);
  process.stderr.write(`${command} ${path}\n`);
  const names = python ? rivals : [];
  const [us, ...them] = await measure([
    () => ours(command, path),
    ...names.map(name => () => pandas(python, name, path)),
  ]);
  rows.push([
    `${command} ${path}`,
    `${megabytes(bytes)} in ${figure(us.seconds)} s (processor ${figure(us.cpu)} s)`,
    `${figure(bytes / 1e6 / us.seconds)} MB/s`,
  ]);
  for (const [i, name] of names.entries()) {
    const ratio = them[i].seconds / us.seconds;
    const judged = `${ratio.toFixed(1)} x as fast (processor ${(them[i].cpu / us.cpu).toFixed(1)} x), must be ≥ ${MUST}: ${ratio >= MUST ? 'holds' : 'MISSED'}`;
    rows.push([`  pandas, ${name}`, `${figure(them[i].seconds)} s (processor ${figure(them[i].cpu)} s)`, judged]);
  }
  result.push({ command, path, bytes, us, pandas: Object.fromEntries(names.map((name, i) => [name, them[i]])) });
}
const widths = [0, 1].map(i => Math.max(...rows.map(row => row[i].length)));
console.log(
  `\n${rows
    .map(row =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')}\n`,
);
console.log(
  `Best of ${rounds} (pandas: of ${Math.min(2, rounds)}), each a process with its start, from the page cache.`,
);
mkdirSync(join(root, 'out/bench'), { recursive: true });
writeFileSync(join(root, 'out/bench/result-logs.json'), `${JSON.stringify(result, null, 2)}\n`);
