// Climate sensor: about every 10 s one reading by HTTPS to its maker.

import { at, chance, curl } from './clock.mjs';

const between = chance(22);

for (let second = 6; ; second += 10) {
  await at(second + between(-0.4, 0.4));
  const reading = {
    device: 'fs-0022',
    celsius: Number(between(19, 22).toFixed(2)),
    humidity: Math.floor(between(41, 55)),
  };
  await curl(
    ...['--user-agent', 'fernsense/2.1', '--header', 'content-type: application/json', '--http1.1'],
    ...['--data', JSON.stringify(reading), 'https://telemetry.fernsense.example/v1/readings'],
  );
}
