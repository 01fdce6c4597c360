// Who is measured, and how each is run. Each answers with seconds, processor seconds and what it said.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './processes.mjs';

/** pcap-parser is stopped after this long. */
const PATIENCE_SECONDS = 60;
const TSHARK_FIELDS = ['frame.number', 'ip.src', 'ip.dst', 'tcp.srcport', 'udp.srcport', 'frame.len'];
const splitter = fileURLToPath(new URL('./pcap-parser.mjs', import.meta.url));

async function node(args) {
  const done = await run(process.execPath, args, { keepOutput: true });
  return { seconds: done.seconds, cpu: done.cpu, said: JSON.parse(done.output) };
}

/** AppArmor or the user that tcpdump becomes may not be let to the file: then it gets it as its input. */
async function tcpdump(path) {
  try {
    return await run('tcpdump', ['-r', path, '-w', '/dev/null']);
  } catch {
    const done = await run('tcpdump', ['-r', '-', '-w', '/dev/null'], { input: path });
    return done && { ...done, said: { note: 'from its standard input' } };
  }
}

/** `capture` is the file, `slice` its first records, `built` the folder of the built entries. */
export function contenders({ capture, slice, built, size }) {
  const fields = ['-T', 'fields', ...TSHARK_FIELDS.flatMap(field => ['-e', field])];
  const open = join(built, 'open.js');
  return {
    empty: () => node([open]),
    open: () => node([open, capture.path]),
    answers: () => node([join(built, 'answers.js'), capture.path, size]),
    filters: () => node([join(built, 'filters.js'), capture.path]),
    tcpdump: () => tcpdump(capture.path),
    capinfos: () => run('capinfos', ['-c', capture.path]),
    'pcap-parser': () => node(['--no-deprecation', splitter, capture.path, String(PATIENCE_SECONDS)]),
    tshark: () => run('tshark', ['-r', slice.path, ...fields]),
    'tshark, one record': () => run('tshark', ['-r', slice.path, '-c', '1', ...fields]),
  };
}

/** Runs all of them in turn, `rounds` times, so that what else the machine does falls on everyone. */
export async function measure(all, rounds, onRun) {
  const runs = {};
  const missing = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, start] of Object.entries(all)) {
      if (missing[name]) continue;
      onRun(name, round);
      const done = await start().catch(error => ({ failed: error.message }));
      if (done === undefined) missing[name] = 'is not installed';
      else if (done.failed) missing[name] = done.failed;
      else {
        runs[name] ??= [];
        runs[name].push(done);
      }
    }
  }
  return { runs, missing };
}
