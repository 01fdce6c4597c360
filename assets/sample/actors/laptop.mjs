// Laptop: copies a file from the NAS, reads a site, and scans the ports of the NAS.

import { connect } from 'node:net';
import { at, browse, chance, curl, sleep } from './clock.mjs';
import { searchSsdp } from './multicast.mjs';

const AGENT = 'Mozilla/5.0 (Laptop)';
const NAS = '192.168.20.10';
const between = chance(51);

/** Tries one port the way `nmap -sT` does: a full connect, closed at once. */
function probe(port) {
  return new Promise(resolve => {
    const socket = connect({ host: NAS, port, timeout: 400 }, () => socket.destroy());
    for (const end of ['error', 'timeout']) socket.on(end, () => socket.destroy());
    socket.on('close', resolve);
  });
}

async function scanPorts() {
  const ports = [...Array(100).keys()]
    .map(i => i + 1)
    .concat([110, 111, 135, 139, 143, 389, 443, 445, 515, 548, 587, 631]);
  ports.push(993, 995, 1883, 3306, 3389, 5000, 5432, 5900, 8080, 9100);
  for (const port of ports) {
    await probe(port);
    await sleep(between(20, 60));
  }
}

void searchSsdp([30, 31, 33]);
await at(36);
await browse(AGENT, 'https://www.meadow.example', ['/', '/style.css', '/app.js', '/hero.webp']);
await at(76);
await curl('--user-agent', AGENT, '--output', '/dev/null', 'http://nas.home.arpa/files/report.pdf');
await at(104);
await browse(AGENT, 'https://news.harbour.example', ['/', '/style.css', '/a.webp', '/feed.json']);
await at(165);
await scanPorts();
await at(205);
await browse(AGENT, 'https://api.weathervane.example', ['/feed.json', '/a.webp']);
await at(222);
await browse(AGENT, 'https://www.meadow.example', ['/', '/app.js']);
