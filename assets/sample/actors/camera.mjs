// Door camera: while something moves, bursts of 20-80 kB by UDP to its cloud and a clip by HTTP to the NAS; else a keepalive.

import { createSocket } from 'node:dgram';
import { request } from 'node:http';
import { at, chance, now, sleep } from './clock.mjs';

const CLOUD = 'ingest.doorcam.example';
const MOTION = [
  [14, 62],
  [92, 146],
  [176, 238],
];
const DATAGRAM = 1200;

const between = chance(21);
const socket = createSocket('udp4');
socket.bind(40021);
await new Promise(resolve => socket.connect(9000, CLOUD, resolve));

const send = bytes => new Promise(resolve => socket.send(bytes, resolve));

async function burst() {
  const datagrams = Math.ceil(between(20_000, 80_000) / DATAGRAM);
  for (let i = 0; i < datagrams; i++) {
    const bytes = Buffer.alloc(i === datagrams - 1 ? Math.floor(between(320, DATAGRAM)) : DATAGRAM, i);
    bytes.writeUInt32BE(i, 0);
    await send(bytes);
    await sleep(i % 8 === 7 ? between(4, 30) : 1);
  }
}

function storeClip(number) {
  const clip = Buffer.alloc(Math.floor(between(60_000, 130_000)), number);
  const headers = { 'content-type': 'video/mp4', 'content-length': clip.length };
  const upload = request({ host: 'nas.home.arpa', method: 'PUT', path: `/clips/${number}.mp4`, headers }, answer =>
    answer.resume(),
  );
  upload.on('error', () => {});
  upload.end(clip);
}

async function keepAlive() {
  for (let second = 10; ; second += 5) {
    await at(second);
    await send(Buffer.from('doorcam keepalive 0021'));
  }
}

void keepAlive();
let clips = 0;
for (const [from, to] of MOTION) {
  await at(from);
  for (let count = 0; now() < to; count++) {
    await burst();
    if (count % 5 === 4) storeClip(++clips);
    await sleep(between(2400, 6000));
  }
}
