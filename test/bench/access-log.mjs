// `npm run bench -- access-log [--size MB] [--rounds N]`: the four reports of an access log, whole commands from start to
// written file, against pandas on the same file in the same run (but for anomalies). Writes out/bench/result-access-log.json.
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { requireNode, root } from '../../main/tool/checkout.mjs';
import { buildEntries } from './build-entries.mjs';
import { makeAccessLog } from './make-access-log.mjs';
import { run, warm } from './processes.mjs';

const MUST = { speed: 150, ratio: 10 };
const script = fileURLToPath(new URL('./pandas-access-log.py', import.meta.url));
const { values } = parseArgs({
  options: { size: { type: 'string', default: '220' }, rounds: { type: 'string', default: '3' } },
});
const [size, rounds] = [Number(values.size), Number(values.rounds)];
if (!(size > 0)) throw new Error('--size is a size in MB.');
if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error('--rounds is a number from 1 on.');

requireNode();
const folder = join(tmpdir(), 'burstscope-bench');
const built = await buildEntries('access-log', { cli: 'main/host/cli/main.ts' });
const path = makeAccessLog(folder, size * 1e6);
const csv = join(folder, 'answer.csv');
const bytes = warm(path);

async function findPandas() {
  for (const python of ['python3', '/usr/bin/python3']) {
    const found = await run(python, ['-c', 'import pandas']).catch(() => undefined);
    if (found) return python;
  }
}

const best = runs => ({
  seconds: Math.min(...runs.map(one => one.seconds)),
  cpu: Math.min(...runs.map(one => one.cpu)),
});
async function times(count, start) {
  const runs = [];
  for (let i = 0; i < count; i++) runs.push(await start());
  return best(runs);
}

const figure = n => n.toFixed(n < 10 ? 2 : 1);
const python = await findPandas();
if (python === undefined) console.log('Left out: pandas (no python3 here has it).');
const result = [];
for (const report of ['values', 'pairs', 'requests', 'anomalies']) {
  const us = await times(rounds, () =>
    run(process.execPath, [join(built, 'cli.js'), 'access-log', path, '--report', report, '--csv', csv]),
  );
  // One run of pandas takes long enough to tell.
  const hasRival = python !== undefined && report !== 'anomalies';
  const them = hasRival ? await times(1, () => run(python, [script, report, path, csv])) : undefined;
  const speed = bytes / 1e6 / us.seconds;
  const ratio = them ? them.seconds / us.seconds : 0;
  const holds = speed >= MUST.speed || ratio >= MUST.ratio;
  console.log(
    `${report}: ${figure(bytes / 1e6)} MB in ${figure(us.seconds)} s (processor ${figure(us.cpu)} s), ${figure(speed)} MB/s; ` +
      (them ? `pandas ${figure(them.seconds)} s (processor ${figure(them.cpu)} s), ${figure(ratio)} x; ` : '') +
      `must be ≥ ${MUST.speed} MB/s or ≥ ${MUST.ratio} x: ${holds ? 'holds' : 'MISSED'}`,
  );
  result.push({ report, bytes, us, them: them ?? null });
}
mkdirSync(join(root, 'out/bench'), { recursive: true });
writeFileSync(join(root, 'out/bench/result-access-log.json'), `${JSON.stringify(result, null, 2)}\n`);
