// What all actors share: the clock of the sample, repeatable chance, and running curl.

import { spawn } from 'node:child_process';

const start = Number(process.env.SAMPLE_START_MS);

export const LENGTH_S = Number(process.env.SAMPLE_LENGTH_S);

/** Resolves `seconds` after the start of the capture; at once when that is past. */
export function at(seconds) {
  return new Promise(resolve => setTimeout(resolve, Math.max(0, start + seconds * 1000 - Date.now())));
}

/** Seconds since the start of the capture. */
export const now = () => (Date.now() - start) / 1000;

export const sleep = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

/** Numbers evenly spread over [low, high), the same for the same seed (mulberry32). */
export function chance(seed) {
  let state = seed;
  return (low, high) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return low + ((high - low) * ((t ^ (t >>> 14)) >>> 0)) / 4294967296;
  };
}

/** Runs curl to its end, whatever becomes of it: a device that gets no answer tries again later. */
export function curl(...args) {
  const all = ['--silent', '--insecure', '--max-time', '15', ...args];
  const child = spawn('curl', all, { stdio: ['ignore', 'ignore', 'ignore'] });
  return new Promise(resolve => child.on('close', resolve));
}

/** curl for several paths of one site over one connection, as a browser does; `--output` once for each. */
export function browse(agent, site, paths) {
  return curl('--user-agent', agent, ...paths.flatMap(path => ['--output', '/dev/null', site + path]));
}
