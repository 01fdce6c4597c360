// Makes the benchmark's captures: TCP and UDP among a few hundred hosts in 5,000 flows, always the same bytes.
import { closeSync, existsSync, openSync, renameSync, statSync, writeSync } from 'node:fs';

const HOSTS = 300;
const FLOWS = 5000;
const BLOCK = 8 << 20;
const LARGEST = 1600;
const ETHERNET_IP = 34;
const TCP = 20;
const UDP = 8;

/** A small fast generator with a fixed seed (mulberry32): the same file on every machine. */
function seeded(seed) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Bytes of payload: half of the records nearly full, so that 1.5 million come to about a gigabyte; or all small. */
function payloadOf(kind, small) {
  if (small) return Math.floor(kind * 14);
  if (kind < 0.3) return 0;
  return kind < 0.5 ? Math.floor(kind * 800) : 1000 + Math.floor(kind * 440);
}

/** Makes the capture of `records` records at `path` unless it is there. Answers with its size in bytes. */
export function makeCapture(path, records, small) {
  if (existsSync(path)) return statSync(path).size;
  const random = seeded(7);
  const flows = Array.from({ length: FLOWS }, () => {
    const tcp = random() < 0.7;
    const a = Math.floor(random() * HOSTS);
    const b = (a + 1 + Math.floor(random() * (HOSTS - 1))) % HOSTS;
    return { tcp, a, b, aPort: 1024 + Math.floor(random() * 60_000), bPort: tcp ? 443 : 5000, seq: [1, 1] };
  });
  const temporary = `${path}.tmp`;
  const file = openSync(temporary, 'w');
  const block = Buffer.alloc(BLOCK + LARGEST);
  block.writeUInt32LE(0xa1b2c3d4, 0);
  block.writeUInt16LE(2, 4);
  block.writeUInt16LE(4, 6);
  block.writeUInt32LE(262_144, 16);
  block.writeUInt32LE(1, 20);
  let at = 24;
  let micros = 1_700_000_000_000_000;
  for (let i = 0; i < records; i++) {
    // A few flows carry most of the traffic, as in life.
    const flow = flows[Math.floor(random() ** 3 * FLOWS)];
    const forward = random() < 0.6;
    micros += Math.floor(random() ** 6 * 4000);
    at = putRecord(block, at, flow, forward, payloadOf(random(), small), micros);
    if (at >= BLOCK) {
      writeSync(file, block, 0, at);
      at = 0;
    }
  }
  writeSync(file, block, 0, at);
  closeSync(file);
  renameSync(temporary, path);
  return statSync(path).size;
}

function putRecord(block, start, flow, forward, payload, micros) {
  const headers = ETHERNET_IP + (flow.tcp ? TCP : UDP);
  const length = headers + payload;
  const [src, dst] = forward ? [flow.a, flow.b] : [flow.b, flow.a];
  const [srcPort, dstPort] = forward ? [flow.aPort, flow.bPort] : [flow.bPort, flow.aPort];
  block.writeUInt32LE(Math.floor(micros / 1e6), start);
  block.writeUInt32LE(micros % 1e6, start + 4);
  block.writeUInt32LE(length, start + 8);
  block.writeUInt32LE(length, start + 12);
  const at = start + 16;
  block.fill(0, at, at + headers);
  block.writeUInt32BE(0x02000000 + dst, at);
  block.writeUInt32BE(0x02000000 + src, at + 6);
  block.writeUInt16BE(0x0800, at + 12);
  const ip = at + 14;
  block[ip] = 0x45;
  block.writeUInt16BE(length - 14, ip + 2);
  block[ip + 8] = 64;
  block[ip + 9] = flow.tcp ? 6 : 17;
  block.writeUInt32BE(0x0a000000 + src, ip + 12);
  block.writeUInt32BE(0x0a000000 + dst, ip + 16);
  const transport = ip + 20;
  block.writeUInt16BE(srcPort, transport);
  block.writeUInt16BE(dstPort, transport + 2);
  if (flow.tcp) {
    const side = forward ? 0 : 1;
    block.writeUInt32BE(flow.seq[side] >>> 0, transport + 4);
    flow.seq[side] += payload;
    block.writeUInt16BE(0x5018, transport + 12);
    block.writeUInt16BE(65_535, transport + 14);
  } else block.writeUInt16BE(UDP + payload, transport + 4);
  return at + length;
}
