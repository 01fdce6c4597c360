// Desktop with a guest in it: asks for names that do not exist, then reports every 15 s, always with the same size.

import { resolve4 } from 'node:dns/promises';
import { connect } from 'node:net';
import { at, browse } from './clock.mjs';
import { askLlmnr } from './multicast.mjs';

const CANDIDATES = ['sync-01c9', 'sync-2be4', 'sync-55d0', 'sync-6a17', 'sync-7f3a'].map(
  name => `${name}.badger.example`,
);
const REPORT = Buffer.alloc(144, 0xa5);

async function firstThatExists(names) {
  for (const name of names) {
    const found = await resolve4(name).catch(() => []);
    if (found.length > 0) return found[0];
  }
  throw new Error('the name server of the sample knows none of the names');
}

function report(host) {
  const socket = connect({ host, port: 8443 }, () => socket.write(REPORT));
  socket.once('data', () => socket.end());
  socket.on('error', () => socket.destroy());
}

async function reportForever() {
  await at(21);
  const host = await firstThatExists(CANDIDATES);
  for (let second = 22; ; second += 15) {
    await at(second);
    report(host);
  }
}

void reportForever();
void askLlmnr('wpad', 19);
for (const second of [48, 133, 214]) {
  await at(second);
  await browse('Mozilla/5.0 (Desktop)', 'http://shop.lantern.example', ['/', '/style.css', '/a.webp']);
}
