// Makes the benchmark's logs of flows: the same bytes on every machine. Most sources come a few times and go, as in what a
// server on the internet sees; some pairs talk like clockwork; a few scan ports.
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { seeded } from './event-queue.mjs';

/** Changes whenever the bytes do, so that an old file is made again. */
const VERSION = 1;
const SEED = 20_160_815;
const START = Date.UTC(2024, 3, 18) / 1000;
const PIECE = 1 << 20;
const SERVERS = 600;
const SERVER_PORTS = [80, 443, 443, 443, 22, 25, 53, 123, 3389, 8080];
const STATES = ['closed', 'closed', 'closed', 'reset', 'reset', 'established', 'connecting', 'closing'];

const dotted = n => `${n >>> 24}.${(n >>> 16) & 255}.${(n >>> 8) & 255}.${n & 255}`;
const pad = (n, width) => String(n).padStart(width, '0');

/** What can come next: a source that is seldom seen, one often seen, a clockwork, a scanner. */
function makePairs(random, rows) {
  const any = () => 0x0b00_0000 + Math.floor(random() * 0xb000_0000);
  const server = () => 0x0a01_0000 + Math.floor(random() ** 3 * SERVERS);
  const pair = port => ({ src: dotted(any()), dst: dotted(server()), port });
  const serverPort = () => SERVER_PORTS[Math.floor(random() * SERVER_PORTS.length)];
  return {
    seldom: Array.from({ length: Math.ceil(rows / 12) }, () => pair(serverPort())),
    often: Array.from({ length: 2000 }, () => pair(serverPort())),
    clockwork: Array.from({ length: 300 }, () => pair(443)),
    scanner: Array.from({ length: 40 }, () => pair(0)),
  };
}

function* rowsOf(count, seconds) {
  const random = seeded(SEED);
  const pairs = makePairs(random, count);
  const gap = (seconds * 1e6) / count;
  const pick = (list, power) => list[Math.floor(random() ** power * list.length)];
  let micros = 0;
  for (let n = 0; n < count; n++) {
    micros += -Math.log(1 - random()) * gap;
    const kind = random();
    const clock = kind > 0.95;
    const pair = clock
      ? pairs.clockwork[n % pairs.clockwork.length]
      : kind > 0.85
        ? pick(pairs.scanner, 1)
        : kind > 0.4
          ? pick(pairs.often, 2)
          : pick(pairs.seldom, 1);
    const tcp = random() < 0.9;
    yield {
      micros: Math.floor(micros),
      tcp,
      src: pair.src,
      srcPort: 1024 + Math.floor(random() * 64_000),
      dst: pair.dst,
      dstPort: pair.port || 1 + Math.floor(random() * 20_000),
      up: 40 + Math.floor(random() ** 6 * 200_000),
      down: 40 + Math.floor(random() ** 8 * 3_000_000),
      packets: 1 + Math.floor(random() ** 4 * 60),
      lasted: Math.floor(random() ** 4 * 60e6),
      state: tcp ? STATES[Math.floor(random() * STATES.length)] : 'closed',
    };
  }
}

/** `2024-04-18-23:59:44.962686`, or with a space and without decimals. */
const stampCache = new Map();
function stamp(micros, separator, decimals) {
  const second = Math.floor(micros / 1e6);
  const key = `${separator}${second}`;
  let text = stampCache.get(key);
  if (text === undefined) {
    if (stampCache.size > 1000) stampCache.clear();
    text = new Date((START + second) * 1000).toISOString().slice(0, 19).replace('T', separator);
    stampCache.set(key, text);
  }
  return decimals ? `${text}.${pad(micros - second * 1e6, 6)}` : text;
}

const LINES = {
  conversations: row =>
    `${row.src} ${row.dst} ${row.tcp ? 6 : 17} ${row.srcPort} ${row.dstPort} ${row.down} ${row.up} ` +
    `${row.packets} ${row.packets} ${stamp(row.micros, '-', true)} ${stamp(row.micros + row.lasted, '-', true)} 1 2\n`,
  'flow-records': row =>
    `${stamp(row.micros, ' ', false)},${row.tcp ? 'tcp' : 'udp'},${row.state},` +
    `${row.src},${row.srcPort},${row.dst},${row.dstPort},${row.up},${row.down}\n`,
};
/** About what a line holds, and the time that the log spans. */
const LINE_BYTES = { conversations: 122, 'flow-records': 77 };
const SPAN_SECONDS = { conversations: 4 * 86_400, 'flow-records': 4 * 86_400 };

function write(path, kind, bytes) {
  const file = openSync(path, 'w', 0o600);
  let piece = '';
  for (const row of rowsOf(Math.round(bytes / LINE_BYTES[kind]), SPAN_SECONDS[kind])) {
    piece += LINES[kind](row);
    if (piece.length < PIECE) continue;
    writeSync(file, piece);
    piece = '';
  }
  writeSync(file, piece);
  closeSync(file);
}

function isMade(path, bytes) {
  if (!existsSync(path) || !existsSync(`${path}.json`)) return false;
  const made = JSON.parse(readFileSync(`${path}.json`, 'utf8'));
  return made.version === VERSION && made.wanted === bytes && made.bytes === statSync(path).size;
}

/** Makes a log of about `bytes` bytes in `folder`, or finds it there. `kind` is 'conversations' or 'flow-records'. */
export function makeLog(folder, kind, bytes) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${kind}-${bytes}.log`);
  if (!isMade(path, bytes)) {
    write(`${path}.tmp`, kind, bytes);
    const size = statSync(`${path}.tmp`).size;
    renameSync(`${path}.tmp`, path);
    writeFileSync(`${path}.json`, JSON.stringify({ version: VERSION, wanted: bytes, bytes: size }));
  }
  return { path, bytes: statSync(path).size };
}
