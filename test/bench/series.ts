// 10,000 series of 1,000 points through each detector on one thread, as the window has them looked at: seconds of each, and the
// longest stretch between two moments at which the work can be given up. Prints one line of JSON.
import { SeriesSet } from '../../main/analysis/series-set.ts';
import { findAnomalies } from '../../main/read/series-anomalies.ts';
import { DEFAULT_DETECT, DETECTORS, type Detector } from '../../shared/model/series.ts';

const SERIES = 10_000;
const POINTS = 1000;
const STEP = 3600;
const DAY = 24;

/** mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Hourly counts with days, weeks, a bend of the trend, noise and a few spikes; every series another. */
function makeSet(): SeriesSet {
  const random = randomFrom(1);
  const length = SERIES * POINTS;
  const cells = {
    length,
    key: new Uint32Array(length),
    seconds: new Float64Array(length),
    value: new Float64Array(length),
  };
  for (let series = 0; series < SERIES; series++) {
    const level = 20 + 500 * random() ** 3;
    const [daily, weekly, bend] = [random(), random() / 2, (random() - 0.5) / POINTS];
    const turn = POINTS * random();
    for (let i = 0; i < POINTS; i++) {
      const at = series * POINTS + i;
      const season = 1 + daily * Math.sin((2 * Math.PI * i) / DAY) + weekly * Math.sin((2 * Math.PI * i) / (7 * DAY));
      const trend = 1 + bend * Math.max(0, i - turn);
      const noise = 0.6 + 0.8 * random();
      const spike = random() < 0.003 ? 5 : 1;
      cells.key[at] = series;
      cells.seconds[at] = i * STEP;
      cells.value[at] = Math.round(Math.max(0, level * season * trend * noise * spike));
    }
  }
  return new SeriesSet(
    Array.from({ length: SERIES }, (_, i) => String(i)),
    cells,
    STEP,
    null,
  );
}

function measure(set: SeriesSet, detectors: readonly Detector[]) {
  const started = performance.now();
  const cpu = process.cpuUsage();
  const work = findAnomalies(set, { ...DEFAULT_DETECT, detectors }, [], { done: 0 });
  let longest = 0;
  for (;;) {
    // Time of the processor: on a machine that has other work, the clock measures that.
    const before = process.cpuUsage();
    const step = work.next();
    const { user, system } = process.cpuUsage(before);
    longest = Math.max(longest, (user + system) / 1000);
    if (step.done) {
      const all = process.cpuUsage(cpu);
      return {
        seconds: (performance.now() - started) / 1000,
        cpuSeconds: (all.user + all.system) / 1e6,
        longestMillis: longest,
        anomalies: step.value.summary.any,
      };
    }
  }
}

const set = makeSet();
const result: Record<string, unknown> = { series: set.keys.length, points: set.length(0) };
for (const detector of DETECTORS) result[detector] = measure(set, [detector]);
result.all = measure(set, DETECTORS);
result.peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify(result));
