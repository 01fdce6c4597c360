// `npm run bench`: opening a capture, measured against other tools on the same file in the same run.
//   --records N (1500000)   --small: records of 42 to 68 bytes   --times N (3)
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { makeCapture } from './make-capture.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const out = join(root, 'out/bench');
const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '1500000' },
    small: { type: 'boolean', default: false },
    times: { type: 'string', default: '3' },
  },
});
const records = Number(values.records);
const times = Number(values.times);
/** pcap-parser and tshark are so slow that a part of the file tells their speed. */
const SLICE = Math.min(records, 100_000);

const folder = tmpdir();
const name = n => join(folder, `burstscope-bench-${n}${values.small ? '-small' : ''}.pcap`);
console.log(`Making ${records.toLocaleString('en')} records in ${folder} (kept for the next run) …`);
const capture = name(records);
const size = makeCapture(capture, records, values.small);
const slice = name(SLICE);
makeCapture(slice, SLICE, values.small);

mkdirSync(out, { recursive: true });
await build({
  root,
  configFile: false,
  logLevel: 'error',
  ssr: { noExternal: true },
  build: { ssr: 'test/bench/open.ts', outDir: out, target: 'node20', minify: false, emptyOutDir: false },
});

/** Reads the file once, so that every tool finds it in the page cache. */
function warm(path) {
  const file = openSync(path, 'r');
  const block = Buffer.alloc(8 << 20);
  while (readSync(file, block) > 0);
  closeSync(file);
}

/** Runs a program; undefined when it is not installed. Throws when it fails. */
function run(program, args) {
  const started = performance.now();
  const done = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (done.error?.code === 'ENOENT') return undefined;
  if (done.status !== 0) throw new Error(`${program} failed: ${done.stderr}`);
  return { seconds: (performance.now() - started) / 1000, text: done.stdout };
}

/** The best of some runs, each in a process of its own. */
function best(program, args, secondsOf = done => done.seconds) {
  const runs = [];
  for (let i = 0; i < times; i++) {
    const done = run(program, args);
    if (!done) return undefined;
    runs.push({ seconds: secondsOf(done), text: done.text });
  }
  runs.sort((a, b) => a.seconds - b.seconds);
  return { ...runs[0], worst: runs.at(-1).seconds };
}

warm(capture);
const json = done => JSON.parse(done.text);
const empty = run(process.execPath, ['-e', 'console.log(process.resourceUsage().maxRSS * 1024)']);
const ours = best(process.execPath, [join(out, 'open.js'), capture], done => json(done).open);
const figures = json(ours);
const tcpdump = best('tcpdump', ['-r', capture, '-w', '/dev/null']);
const capinfos = best('capinfos', ['-c', capture]);
const parser = best(process.execPath, [join(root, 'test/bench/pcap-parser.mjs'), slice], done => json(done).seconds);
const fields = ['frame.number', 'ip.src', 'ip.dst', 'tcp.srcport', 'udp.srcport', 'frame.len'].flatMap(f => ['-e', f]);
const tshark = best('tshark', ['-r', slice, '-T', 'fields', ...fields]);

const perSecond = n => `${Math.round(n).toLocaleString('en')} records/s`;
const speed = records / figures.open;
const beyond = figures.rss - Number(empty.text);
const MB = 1e6;
const rows = [
  [
    'open: columns, hosts, flows, IAT/IDT, bursts',
    `${figures.open.toFixed(2)} s (worst ${ours.worst.toFixed(2)} s), ${perSecond(speed)}`,
    '',
  ],
  ['  of that reading and dissecting', `${figures.load.toFixed(2)} s`, ''],
  tcpdump && [
    'tcpdump -r F -w /dev/null',
    `${tcpdump.seconds.toFixed(2)} s`,
    `ours takes ${(figures.open / tcpdump.seconds).toFixed(2)} x as long (must: at most 1.5)`,
  ],
  capinfos && [
    'capinfos -c F',
    `${capinfos.seconds.toFixed(2)} s`,
    `ours takes ${(figures.open / capinfos.seconds).toFixed(2)} x as long (aim: at most 1)`,
  ],
  parser && [
    'pcap-parser, splitting records',
    perSecond(SLICE / parser.seconds),
    `ours is ${(speed / (SLICE / parser.seconds)).toFixed(1)} x as fast (must: at least 5)`,
  ],
  tshark && [
    'tshark -T fields, six fields',
    perSecond(SLICE / tshark.seconds),
    `ours is ${(speed / (SLICE / tshark.seconds)).toFixed(0)} x as fast (must: at least 100)`,
  ],
  [
    'memory at its peak',
    `${(figures.rss / MB).toFixed(0)} MB`,
    `${((beyond - 150 * MB) / records).toFixed(1)} bytes a record beyond 150 MB (must: at most 64)`,
  ],
  ['first picture: open and graph', `${figures.firstPicture.toFixed(0)} ms`, 'must: at most 1,000 ms for 1 GB'],
  [
    'timeline, 1,200 pixels, first and again',
    `${figures.timelineFirst.toFixed(0)} ms, ${figures.timelineAgain.toFixed(1)} ms`,
    'must: at most 50 ms for 10 million records',
  ],
  ['bursts at another threshold', `${figures.threshold.toFixed(0)} ms`, 'must: at most 300 ms for 10 million records'],
].filter(Boolean);

console.log(
  `\n${records.toLocaleString('en')} records, ${(size / 1e9).toFixed(2)} GB, best of ${times}, ${availableParallelism()} cores, Node ${process.version}`,
);
const width = Math.max(...rows.map(([what]) => what.length));
const second = Math.max(...rows.map(([, figure]) => figure.length));
for (const [what, figure, ratio] of rows) console.log(`  ${what.padEnd(width)}  ${figure.padEnd(second)}  ${ratio}`);
for (const [tool, done] of Object.entries({ tcpdump, capinfos, tshark }))
  if (!done) console.log(`  left out: ${tool} is not installed`);
writeFileSync(
  join(out, 'result.json'),
  `${JSON.stringify({ records, size, figures, tcpdump: tcpdump?.seconds, capinfos: capinfos?.seconds, pcapParserPerSecond: parser && SLICE / parser.seconds, tsharkPerSecond: tshark && SLICE / tshark.seconds }, null, 2)}\n`,
);
