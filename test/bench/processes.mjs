// Programs run one at a time, each in a process of its own, with the time that passed and the processor time they took.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readSync } from 'node:fs';

/** Reads a file once, so that everyone finds it in the page cache. Answers with its bytes. */
export function warm(path) {
  const file = openSync(path, 'r');
  const block = Buffer.alloc(4 << 20);
  let bytes = 0;
  for (let got = readSync(file, block); got > 0; got = readSync(file, block)) bytes += got;
  closeSync(file);
  return bytes;
}

/** `times` of a shell: its own, then that of what it ran, as `0m1.234s`. */
function processorSeconds(text) {
  const lines = [...text.matchAll(/^(\d+)m([\d.]+)s (\d+)m([\d.]+)s$/gm)];
  const ran = lines.at(-1)?.slice(1).map(Number);
  return ran ? ran[0] * 60 + ran[1] + ran[2] * 60 + ran[3] : undefined;
}

/** The line of what a program complained about that says why. */
function reasonIn(text) {
  const lines = text.trim().split('\n');
  return lines.find(line => /error|cannot|denied|permi/i.test(line)) ?? lines.at(-1);
}

/**
 * Runs a program and answers with seconds, processor seconds (not on Windows) and its output where `keepOutput`.
 * Undefined when it is not installed. Rejects when it fails.
 */
export async function run(program, args, { keepOutput = false, input } = {}) {
  const windows = process.platform === 'win32';
  // The shell only waits and then says what its child took.
  const script = 'command -v "$0" >/dev/null || exit 127; "$0" "$@"; status=$?; { times; } >&3; exit $status';
  const [file, list] = windows ? [program, args] : ['/bin/sh', ['-c', script, program, ...args]];
  const stdin = input === undefined ? 'ignore' : openSync(input, 'r');
  const started = performance.now();
  const child = spawn(file, list, { stdio: [stdin, keepOutput ? 'pipe' : 'ignore', 'pipe', 'pipe'] });
  const texts = ['', '', '', ''];
  for (const n of [1, 2, 3]) {
    child.stdio[n]?.setEncoding('utf8').on('data', text => {
      texts[n] += text;
    });
  }
  const status = await new Promise((resolve, reject) => {
    child.on('error', error => (error.code === 'ENOENT' ? resolve(127) : reject(error)));
    child.on('close', resolve);
  });
  const seconds = (performance.now() - started) / 1000;
  if (input !== undefined) closeSync(stdin);
  if (status === 127) return undefined;
  if (status !== 0) throw new Error(`${program} ended with status ${status}: ${reasonIn(texts[2])}`);
  return { seconds, cpu: processorSeconds(texts[3]), output: texts[1] };
}
