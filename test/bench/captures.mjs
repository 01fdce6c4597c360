// `npm run bench [-- --records N] [--size normal|small] [--rounds N]`: DESIGN section 5, measured against other tools on
// the same file in the same run. Makes the capture, builds what is measured, prints a table, writes out/bench/result*.json.
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { requireNode, root } from '../../main/tool/checkout.mjs';
import { buildEntries } from './build-entries.mjs';
import { contenders, measure } from './contenders.mjs';
import { makeCapture, sliceCapture } from './make-capture.mjs';
import { warm } from './processes.mjs';
import { figuresOf, table } from './report.mjs';

const SLICE = 100_000;
const JUDGED_FROM = 1_500_000;
function options() {
  const { values } = parseArgs({
    options: {
      records: { type: 'string', default: '1500000' },
      size: { type: 'string', default: 'normal' },
      rounds: { type: 'string', default: '3' },
    },
  });
  const records = Number(values.records);
  const rounds = Number(values.rounds);
  if (!Number.isSafeInteger(records) || records < 10_000) throw new Error('--records is a number from 10000 on.');
  if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error('--rounds is a number from 1 on.');
  if (values.size !== 'normal' && values.size !== 'small') throw new Error('--size is normal or small.');
  return { records, rounds, size: values.size };
}

requireNode();
const { records, rounds, size } = options();
const folder = join(tmpdir(), 'burstscope-bench');
const built = await buildEntries('built', {
  open: 'test/bench/open.ts',
  answers: 'test/bench/answers.ts',
  filters: 'test/bench/filters.ts',
  'session.worker': 'main/session/session.worker.ts',
});
console.log(`Making ${records.toLocaleString('en')} records, unless they are there already.`);
const capture = makeCapture(folder, records, size);
const slice = sliceCapture(capture, SLICE);
console.log(
  `${capture.path}: ${capture.bytes.toLocaleString('en')} bytes${capture.reused ? ', from an earlier run' : ''}`,
);
warm(capture.path);
warm(slice.path);

const load = [loadavg()[0]];
const all = contenders({ capture, slice, built, size });
const { runs, missing } = await measure(all, rounds, (name, round) => {
  process.stderr.write(`Round ${round + 1} of ${rounds}: ${name}\n`);
});
load.push(loadavg()[0]);
for (const name of ['empty', 'open', 'answers', 'filters'])
  if (missing[name]) throw new Error(`${name}: ${missing[name]}`);

const figures = figuresOf(runs, records, slice.records);
console.log(`\n${table(figures, records).join('\n')}\n`);
for (const [name, why] of Object.entries(missing)) console.log(`Left out: ${name} (${why})`);
if (runs['pcap-parser']?.some(run => !run.said.whole))
  console.log('pcap-parser was stopped before the end of the file.');
console.log(`tshark was given the first ${slice.records.toLocaleString('en')} records.`);
if (records < JUDGED_FROM)
  console.log('The limits are meant for 1.5 million records and more: starting weighs more here.');
console.log(
  `Best and median of ${rounds}; load of the machine ${load.map(n => n.toFixed(1)).join(' before, ')} after.`,
);

const machine = { node: process.version, processor: cpus()[0]?.model, processors: cpus().length, load };
const result = { records, size, bytes: capture.bytes, rounds, machine, figures, missing, runs };
const file = join(root, 'out/bench', size === 'small' ? 'result-small.json' : 'result.json');
writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
