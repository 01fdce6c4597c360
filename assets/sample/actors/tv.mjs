// Smart TV: plays a film in chunks (HTTP ranges over one connection) and announces itself by SSDP and mDNS.

import { Agent, request } from 'node:http';
import { at } from './clock.mjs';
import { announceSsdp, answerMdns } from './multicast.mjs';

const CHUNK = 100_000;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function fetchChunk(number) {
  const range = `bytes=${number * CHUNK}-${(number + 1) * CHUNK - 1}`;
  const headers = { range, 'user-agent': 'HomeTV/4' };
  return new Promise(resolve => {
    const get = request({ host: 'video.orchard.example', path: '/film.mp4', headers, agent }, answer => {
      answer.resume();
      answer.on('close', resolve);
    });
    get.on('error', resolve);
    get.end();
  });
}

answerMdns('tv.local', '192.168.20.31', '_googlecast._tcp.local');
announceSsdp('192.168.20.31', 'urn:schemas-upnp-org:device:MediaRenderer:1', 60);
for (let number = 0; ; number++) {
  await at(15 + 17.5 * number);
  await fetchChunk(number);
}
