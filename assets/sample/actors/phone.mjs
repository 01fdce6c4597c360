// Phone: reads the news, shops, looks at the weather; TLS to several names, IPv6 where there is any.

import { at, browse, chance, LENGTH_S, now, sleep } from './clock.mjs';
import { askMdns } from './multicast.mjs';

const AGENT = 'Mozilla/5.0 (Phone)';
const VISITS = [
  [
    ['https://www.meadow.example', ['/', '/style.css']],
    ['https://static.meadow.example', ['/app.js', '/a.webp']],
  ],
  [
    ['https://news.harbour.example', ['/', '/b.webp', '/feed.json']],
    ['https://static.meadow.example', ['/a.webp']],
  ],
  [['http://shop.lantern.example', ['/', '/style.css', '/hero.webp']]],
  [['https://api.weathervane.example', ['/feed.json']]],
];
const between = chance(41);

void askMdns('_googlecast._tcp.local', [24, 25, 27, 84, 190]);
await at(26);
for (let visit = 0; now() < LENGTH_S - 12; visit++) {
  await Promise.all(VISITS[visit % VISITS.length].map(([site, paths]) => browse(AGENT, site, paths)));
  await sleep(between(7000, 19_000));
}
