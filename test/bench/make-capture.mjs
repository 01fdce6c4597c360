// Makes the benchmark's captures (pcap, microseconds, Ethernet, IPv4): the same bytes on every machine. Hosts, flows and
// sizes are laid out as on an office network: few flows carry most, in bursts of milliseconds with seconds between them.
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { EventQueue, seeded } from './event-queue.mjs';
import { HEADERS, LARGEST_RECORD, putFileHeader, putRecord, recordLength } from './put-record.mjs';

/** Changes whenever the bytes do, so that an old file is made again. */
const VERSION = 1;
const SEED = 20_240_917;
const CLIENTS = 60;
const SERVERS = 240;
const FLOWS = 5000;
const START_MICROS = 1_700_000_000_000_000;
const SPAN_MICROS = 3_600_000_000;
const BLOCK = 4 << 20;

/** What flows do: their share, server port, least and most payload of a request, a reply and an answer to that. */
const KINDS = [
  { share: 0.22, tcp: true, port: 443, request: [180, 600], reply: [1448, 1448], back: [0, 0] },
  { share: 0.15, tcp: true, port: 49_500, request: [200, 500], reply: [900, 1448], back: [0, 0] },
  { share: 0.28, tcp: true, port: 49_600, request: [36, 120], reply: [36, 500], back: [0, 36] },
  { share: 0.2, tcp: false, port: 443, request: [60, 400], reply: [1200, 1350], back: [30, 60] },
  { share: 0.15, tcp: false, port: 49_700, request: [160, 220], reply: [160, 900], back: [160, 220] },
];

/** The kind at a point of [0, 1), on which the shares lie side by side. */
function kindAt(point) {
  let end = 0;
  for (const kind of KINDS) {
    end += kind.share;
    if (point < end) return kind;
  }
  return KINDS[0];
}

function makeFlows(random, records) {
  const flows = Array.from({ length: FLOWS }, (_, i) => {
    const kind = kindAt(random());
    return {
      kind,
      client: 0x0a000100 + Math.floor(random() * CLIENTS),
      server: 0x0a010000 + Math.floor(random() ** 2 * SERVERS),
      clientPort: 32_768 + (i % 28_000),
      seq: [Math.floor(random() * 2 ** 32), Math.floor(random() * 2 ** 32)],
      start: Math.floor(random() * SPAN_MICROS * 0.8),
      weight: (1 - random()) ** -0.8,
      sent: 0,
      left: 0,
      pause: 0,
      burst: 0,
    };
  });
  const total = flows.reduce((sum, flow) => sum + flow.weight, 0);
  let given = 0;
  for (const flow of flows) {
    flow.left = Math.max(1, Math.floor((flow.weight / total) * (records - FLOWS)));
    given += flow.left;
  }
  const largest = flows.reduce((a, b) => (b.left > a.left ? b : a));
  largest.left += records - given;
  for (const flow of flows) {
    flow.burstLength = 8 + Math.min(120, Math.sqrt(flow.left) * 2);
    flow.pause = Math.min(20e6, ((SPAN_MICROS - flow.start) / flow.left) * flow.burstLength);
  }
  return flows;
}

const between = (random, [least, most]) => least + Math.floor(random() * (most - least + 1));

/** Payload bytes and direction of the flow's next record: a burst is a request, then two replies for each answer. */
function nextRecord(random, flow, small) {
  if (flow.sent === 0 && flow.kind.tcp && !small) return { fromServer: false, size: 0 };
  const inBurst = flow.sent - flow.burst;
  const fromServer = inBurst > 0 && inBurst % 3 !== 0;
  const range = inBurst === 0 ? flow.kind.request : fromServer ? flow.kind.reply : flow.kind.back;
  // Frames of 60 to 80 bytes, whatever their headers.
  const size = small ? 60 + Math.floor(random() * 21) - HEADERS[flow.kind.tcp ? 'tcp' : 'udp'] : between(random, range);
  return { fromServer, size: Math.max(0, size) };
}

/** Microseconds to the flow's next record; begins a new burst when this one is over. */
function nextGap(random, flow) {
  const exponential = -Math.log(1 - random());
  if (flow.sent - flow.burst < flow.burstLength) return 20 + Math.floor(exponential * 800);
  flow.burst = flow.sent;
  return 1000 + Math.floor(exponential * flow.pause);
}

function write(path, records, small) {
  const random = seeded(SEED);
  const queue = new EventQueue();
  for (const flow of makeFlows(random, records)) queue.add(START_MICROS + flow.start, flow);
  const file = openSync(path, 'w', 0o600);
  const block = Buffer.alloc(BLOCK + LARGEST_RECORD);
  let at = putFileHeader(block);
  for (let next = queue.take(); next; next = queue.take()) {
    const { time, item: flow } = next;
    const { fromServer, size } = nextRecord(random, flow, small);
    at = putRecord(block, at, flow, fromServer, size, time);
    flow.sent++;
    if (--flow.left > 0) queue.add(time + nextGap(random, flow), flow);
    if (at < BLOCK) continue;
    writeSync(file, block, 0, at);
    at = 0;
  }
  writeSync(file, block, 0, at);
  closeSync(file);
}

/** Whether a file is there that was completed, by this version, and has not changed its size since. */
function isMade(path, records) {
  if (!existsSync(path) || !existsSync(`${path}.json`)) return false;
  const made = JSON.parse(readFileSync(`${path}.json`, 'utf8'));
  return made.version === VERSION && made.records === records && made.bytes === statSync(path).size;
}

/** Makes a capture of `records` records in `folder`, or finds it there. `size` is 'normal' or 'small'. */
export function makeCapture(folder, records, size) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${size}-${records}.pcap`);
  const reused = isMade(path, records);
  if (!reused) {
    const temporary = `${path}.tmp`;
    write(temporary, records, size === 'small');
    const bytes = statSync(temporary).size;
    renameSync(temporary, path);
    writeFileSync(`${path}.json`, JSON.stringify({ version: VERSION, records, bytes }));
  }
  return { path, records, bytes: statSync(path).size, reused };
}

/** The first `records` records of a capture made here, as a file of its own. */
export function sliceCapture(capture, records) {
  if (records >= capture.records) return capture;
  const file = openSync(capture.path, 'r');
  const bytes = Buffer.alloc(Math.min(capture.bytes, 24 + records * LARGEST_RECORD));
  readSync(file, bytes, 0, bytes.length, 0);
  closeSync(file);
  let end = 24;
  for (let i = 0; i < records; i++) end += recordLength(bytes, end);
  const path = capture.path.replace(/\.pcap$/, `-first-${records}.pcap`);
  writeFileSync(path, bytes.subarray(0, end), { mode: 0o600 });
  return { path, records, bytes: end, reused: false };
}
