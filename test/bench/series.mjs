// `node test/bench/series.mjs`: 10,000 series of 1,000 points in under a minute on one thread, given up within 100 ms.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { buildEntries } from './build-entries.mjs';

const MOST_SECONDS = 60;
const MOST_MILLIS = 100;

const built = await buildEntries('series', { series: 'test/bench/series.ts' });
const said = JSON.parse(execFileSync(process.execPath, [join(built, 'series.js')], { encoding: 'utf8' }));
console.log(`${said.series} series of ${said.points} points, one thread, ${said.peakMegabytes} MB at most`);
for (const name of ['forecast', 'luminol', 'mad', 'all']) {
  const { seconds, cpuSeconds, longestMillis, anomalies } = said[name];
  const isFine = seconds < MOST_SECONDS && longestMillis < MOST_MILLIS;
  console.log(
    `${name.padEnd(9)} ${seconds.toFixed(1).padStart(6)} s (${cpuSeconds.toFixed(1)} s of the processor), longest stretch of it ` +
      `${longestMillis.toFixed(1)} ms, ${anomalies} anomalies: ${isFine ? 'holds' : 'MISSED'}`,
  );
}
