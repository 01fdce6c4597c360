// Makes captures of many hosts (pcap, nanoseconds, raw IP): clients in some networks ask few servers, the first of these most
// often, over an hour. The same bytes on every machine.
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seeded } from './event-queue.mjs';

const VERSION = 1;
const SEED = 4;
const START = 1_700_000_000;
const SPAN_SECONDS = 3600;
const NANO_MAGIC = 0xa1b2_3c4d;
const RAW_IP = 101;
const HEADERS = 28;

/** Clients' addresses in about one network for every 60 of them, and the servers in 10.0.0.0/16. */
function makeAddresses(random, hosts) {
  const servers = Array.from(
    { length: Math.max(2, Math.floor(hosts / 250)) },
    (_, i) => 0x0a00_0001 + ((Math.floor(i / 200) << 8) | (i % 200)),
  );
  const any = limit => Math.floor(random() * limit);
  const networks = Array.from(
    { length: Math.max(3, Math.floor(hosts / 60)) },
    () => ((11 + any(200)) * 2 ** 24 + any(65_536) * 256) >>> 0,
  );
  const clients = new Set();
  while (clients.size < hosts - servers.length) clients.add(networks[any(networks.length)] + 1 + any(254));
  return { servers, clients: [...clients] };
}

/** Index of a server: the first are asked most. */
function pick(random, servers) {
  return servers[Math.floor(random() ** 3 * servers.length)];
}

function makeRecords(random, { servers, clients }) {
  const records = [];
  for (const client of clients) {
    const peers = [1, 1, 1, 2, 3][Math.floor(random() * 5)];
    for (let peer = 0; peer < peers; peer++) {
      const server = pick(random, servers);
      const asked = 1 + (Math.floor((1 - random()) ** (-1 / 1.2)) % 200);
      for (let i = 0; i < asked; i++) {
        const at = Math.floor(random() * SPAN_SECONDS * 1e6);
        records.push({ at, src: client, dst: server, payload: 30 + Math.floor(random() * 1170) });
        if (random() < 0.7)
          records.push({ at: at + 10_000, src: server, dst: client, payload: 30 + Math.floor(random() * 1370) });
      }
    }
  }
  return records.sort((a, b) => a.at - b.at);
}

function bytesOf(records) {
  const size = records.reduce((sum, { payload }) => sum + 16 + HEADERS + payload, 24);
  const out = Buffer.alloc(size);
  out.writeUInt32LE(NANO_MAGIC, 0);
  out.writeUInt16LE(2, 4);
  out.writeUInt16LE(4, 6);
  out.writeUInt32LE(65_535, 16);
  out.writeUInt32LE(RAW_IP, 20);
  let at = 24;
  for (const { at: micros, src, dst, payload } of records) {
    const length = HEADERS + payload;
    out.writeUInt32LE(START + Math.floor(micros / 1e6), at);
    out.writeUInt32LE((micros % 1e6) * 1000, at + 4);
    out.writeUInt32LE(length, at + 8);
    out.writeUInt32LE(length, at + 12);
    const ip = at + 16;
    out[ip] = 0x45;
    out.writeUInt16BE(length, ip + 2);
    out[ip + 8] = 64;
    out[ip + 9] = 17;
    out.writeUInt32BE(src, ip + 12);
    out.writeUInt32BE(dst, ip + 16);
    out.writeUInt16BE(40_000, ip + 20);
    out.writeUInt16BE(443, ip + 22);
    out.writeUInt16BE(8 + payload, ip + 24);
    at = ip + length;
  }
  return out;
}

/** Path of a capture with `hosts` hosts in `folder`, made unless it is there. */
export function makeHosts(folder, hosts) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `hosts-${hosts}-v${VERSION}.pcap`);
  if (existsSync(path)) return path;
  const random = seeded(SEED);
  writeFileSync(`${path}.tmp`, bytesOf(makeRecords(random, makeAddresses(random, hosts))), { mode: 0o600 });
  renameSync(`${path}.tmp`, path);
  return path;
}
