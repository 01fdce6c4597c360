// A small timeline frame: two streams, three records, two bursts.
import type { TimelineFrame } from '../../renderer/chart/timeline-frame.ts';
import type { Time } from '../../shared/unit/time.ts';

const ORIGIN: Time = [1_617_818_153, 220_411_648];

/** Stream 4 has records at 10 and 20 ns, stream 7 one at 30; burst 1 is 4's, burst 2 is 7's. */
export const frame = (mode: 'points' | 'levels', merged = 1): TimelineFrame => ({
  meta: {
    origin: ORIGIN,
    from: ORIGIN,
    to: [ORIGIN[0] + 1, 0],
    series: [
      { key: 4, title: 'a → <b>', src: null, dst: null, ports: null, records: 2, mode, first: 0, count: 2 },
      { key: 7, title: 'a → c', src: null, dst: null, ports: null, records: 1, mode, first: 2, count: 1 },
    ],
    by: 'stream',
    seriesLeftOut: 0,
    bursts: 2,
  },
  columns: {
    time: Float64Array.of(10, 20, 30),
    min: mode === 'points' ? Float64Array.of(4, 5, 6) : Float64Array.of(1, 2, 6),
    max: Float64Array.of(4, 5, 6),
    mean: Float64Array.of(2, 3, 6),
    count: Uint32Array.of(3, 2, 1),
    record: Uint32Array.of(11, 12, 1300),
    burstStart: Float64Array.of(10, 15),
    burstEnd: Float64Array.of(20, 31),
    burstNumber: Uint32Array.of(1, 2),
    burstPackets: Uint32Array.of(5, 1),
    burstBytes: Float64Array.of(1540, 6),
    burstSeries: Uint32Array.of(0, 1),
    burstMerged: Uint32Array.of(merged, 1),
  },
});
