// Makes the benchmark's access log: the same bytes on every machine. A few hosts ask often and most seldom, paths carry
// queries that are never the same, some scanners get 404 alone.
import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { seeded } from './event-queue.mjs';

/** Changes whenever the bytes do, so that an old file is made again. */
const VERSION = 1;
const START = Date.UTC(2024, 3, 18) / 1000;
const PIECE = 1 << 20;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const SECTIONS = ['', 'blog/', 'images/', 'static/css/', 'api/v1/items/', 'presentations/logs-2013/images/'];
const BROWSERS = ['Chrome/32.0.1700.107 Safari/537.36', 'Firefox/27.0', 'Version/6.0 Mobile Safari/536.26', 'bot/2.1'];

const pad = n => String(n).padStart(2, '0');

function stamp(seconds) {
  const d = new Date(seconds * 1000);
  const day = `${pad(d.getUTCDate())}/${MONTHS[d.getUTCMonth()]}/${d.getUTCFullYear()}`;
  return `${day}:${d.toISOString().slice(11, 19)} +0000`;
}

/** The log of at least `size` bytes in a folder; answers with its path. */
export function makeAccessLog(folder, size) {
  const path = join(folder, `access-${VERSION}-${size}.log`);
  if (existsSync(path) && statSync(path).size >= size) return path;
  mkdirSync(folder, { recursive: true });
  const random = seeded(20_150_517);
  const pick = list => list[Math.floor(random() * list.length)];
  const hosts = Array.from({ length: 20_000 }, () => {
    const n = () => Math.floor(random() * 255);
    return `${n()}.${n()}.${n()}.${n()}`;
  });
  const agents = Array.from(
    { length: 800 },
    (_, i) => `Mozilla/5.0 (X11; Linux x86_64; rv:${i}) AppleWebKit/537.36 (KHTML, like Gecko) ${pick(BROWSERS)}`,
  );
  const paths = Array.from({ length: 3000 }, (_, i) => `/${pick(SECTIONS)}page-${i}.html`);
  const file = openSync(`${path}.new`, 'w');
  let written = 0;
  let seconds = START;
  let piece = '';
  while (written < size) {
    seconds += random() < 0.4 ? 1 : 0;
    const isScanner = random() < 0.01;
    const host = isScanner ? '203.0.113.66' : hosts[Math.floor(random() ** 4 * hosts.length)];
    const query = random() < 0.1 ? `?session=${Math.floor(random() * 1e9)}` : '';
    const asked = isScanner ? `/wp-admin/${Math.floor(random() * 500)}.php` : pick(paths) + query;
    const status = isScanner ? 404 : random() < 0.93 ? 200 : pick([301, 304, 404, 500]);
    const bytes = status === 304 ? '-' : Math.floor(random() ** 3 * 200_000);
    const referrer = random() < 0.4 ? '-' : `http://www.example.com${pick(paths)}`;
    piece += `${host} - - [${stamp(seconds)}] "GET ${asked} HTTP/1.1" ${status} ${bytes} "${referrer}" "${pick(agents)}"\n`;
    if (piece.length < PIECE) continue;
    written += writeSync(file, piece);
    piece = '';
  }
  closeSync(file);
  renameSync(`${path}.new`, path);
  return path;
}
