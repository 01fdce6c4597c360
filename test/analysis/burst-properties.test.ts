// What must hold for bursts and gaps of any traffic (issue 6), whatever the numbers are.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { burstOfPosition } from '../../main/analysis/bursts.ts';
import { openCaptures } from '../../main/capture/merged-capture.ts';
import { type Capture, openCapture } from '../../main/capture/open-capture.ts';
import { CaptureView } from '../../main/read/capture-view.ts';
import { hostGaps } from '../../main/read/host-rows.ts';
import { ingest } from '../../main/session/ingest.ts';
import { CaptureStore } from '../../main/store/capture-store.ts';
import { gapSamples } from '../../main/timing/gap-samples.ts';
import { BURST_SCOPES, type BurstParams, DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import { storeOf } from '../build/stored.ts';
import { type Sent, traffic } from '../build/traffic.ts';

const MS = 1_000_000;
const ADDRESSES = ['10.0.0.1', '10.0.0.2', '10.0.0.3'] as const;

interface Drawn {
  /** Milliseconds. */
  readonly at: number;
  readonly ends: readonly [number, number];
  readonly port: number;
  readonly payload: number;
}

const drawn = fc.array(
  fc.record({
    at: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 4000 })),
    ends: fc.constantFrom<readonly [number, number]>([0, 1], [1, 0], [0, 2], [2, 1]),
    port: fc.constantFrom(80, 443),
    payload: fc.integer({ min: 0, max: 8 }),
  }),
  { minLength: 1, maxLength: 50 },
);
const threshold = fc.record({
  gap: fc.integer({ min: 1, max: 300 }),
  minPayload: fc.integer({ min: 0, max: 8 }),
  minPackets: fc.integer({ min: 1, max: 3 }),
  scope: fc.constantFrom(...BURST_SCOPES),
});

const secondsOf = (millis: number): string => (1000 + millis / 1000).toFixed(3);
const sentOf = ({ at, ends, port, payload }: Drawn, scale = 1): Sent => ({
  at: secondsOf(at * scale),
  src: ADDRESSES[ends[0]]!,
  dst: ADDRESSES[ends[1]]!,
  sport: ends[0] < ends[1] ? 1000 : port,
  dport: ends[0] < ends[1] ? port : 1000,
  payload,
});
const paramsOf = ({ gap, ...rest }: { gap: number } & Omit<BurstParams, 'gapNanos'>): BurstParams => ({
  ...rest,
  gapNanos: gap * MS,
});

function burstsOf(view: CaptureView, params: BurstParams) {
  const table = view.bursts(params);
  const groups = view.groups(
    params.scope === 'host-out' ? 'sender' : params.scope === 'host-in' ? 'receiver' : params.scope,
  );
  return { table, groups, numbers: burstOfPosition(table, groups, view.order.length) };
}

/** All that is said of the bursts and of the gaps of every host. */
function said(view: CaptureView, params: BurstParams) {
  const { table, numbers } = burstsOf(view, params);
  const gaps = Array.from({ length: view.hosts }, (_, host) => hostGaps(view, host, view.whole));
  return { table, numbers, gaps };
}

const viewOf = (sent: readonly Drawn[], scale = 1): CaptureView =>
  new CaptureView(storeOf(sent.map(one => sentOf(one, scale))));

describe('bursts', () => {
  it('partition the relevant records, when one is enough for a burst', () => {
    fc.assert(
      fc.property(drawn, threshold, (sent, chosen) => {
        const view = viewOf(sent);
        const params = paramsOf({ ...chosen, minPackets: 1 });
        const { table, numbers } = burstsOf(view, params);
        let relevant = 0;
        for (let p = 0; p < view.order.length; p++) {
          const isRelevant = view.store.columns.payloadLength[view.order.row(p)]! >= chosen.minPayload;
          if (isRelevant) expect(numbers[p]).toBeGreaterThan(0);
          relevant += isRelevant ? 1 : 0;
        }
        expect(table.relevant.subarray(0, table.length).reduce((sum, n) => sum + n, 0)).toBe(relevant);
        expect(table.packets.subarray(0, table.length).reduce((sum, n) => sum + n, 0)).toBe(
          numbers.filter(n => n > 0).length,
        );
      }),
    );
  });

  it('span no gap between relevant records that reaches the threshold, and are parted by gaps that do', () => {
    fc.assert(
      fc.property(drawn, threshold, (sent, chosen) => {
        const view = viewOf(sent);
        const params = paramsOf({ ...chosen, minPackets: 1 });
        const { groups, numbers } = burstsOf(view, params);
        const { seconds, nanos, payloadLength } = view.store.columns;
        for (let key = 0; key < groups.keys; key++) {
          const members = [...groups.positions.subarray(groups.offsets[key]!, groups.offsets[key + 1]!)];
          const relevant = members.filter(p => payloadLength[view.order.row(p)]! >= chosen.minPayload);
          for (let i = 1; i < relevant.length; i++) {
            const [a, b] = [view.order.row(relevant[i - 1]!), view.order.row(relevant[i]!)];
            const gap = (seconds[b]! - seconds[a]!) * 1e9 + (nanos[b]! - nanos[a]!);
            expect(numbers[relevant[i]!] === numbers[relevant[i - 1]!]).toBe(gap < params.gapNanos);
          }
        }
      }),
    );
  });

  it('stay the same, and gaps grow as time does, when time and threshold are scaled', () => {
    fc.assert(
      fc.property(drawn, threshold, fc.integer({ min: 2, max: 1000 }), (sent, chosen, scale) => {
        const [one, many] = [viewOf(sent), viewOf(sent, scale)];
        const params = paramsOf(chosen);
        const scaled = { ...params, gapNanos: params.gapNanos * scale };
        expect(burstsOf(many, scaled).numbers).toEqual(burstsOf(one, params).numbers);
        const { columns, flows } = one.store;
        const groups = one.groups('sender');
        for (let host = 0; host < one.hosts; host++) {
          const before = gapSamples(groups, host, columns, flows, one.order, one.whole).gaps;
          const after = gapSamples(many.groups('sender'), host, many.store.columns, flows, many.order, many.whole).gaps;
          expect([...after]).toEqual([...before].map(gap => gap * scale));
        }
      }),
    );
  });
});

describe('results', () => {
  const folder = mkdtempSync(join(tmpdir(), 'burstscope-parts-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function viewOfCapture(opening: Promise<Capture>): Promise<CaptureView> {
    const capture = await opening;
    const store = new CaptureStore();
    await ingest(capture as Parameters<typeof ingest>[0], store, () => true);
    await capture.close();
    return new CaptureView(store);
  }

  const write = (name: string, sent: readonly Drawn[]): string => {
    const path = join(folder, name);
    writeFileSync(path, traffic(sent.map(one => sentOf(one))));
    return path;
  };

  it('do not depend on how the file is chunked', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, threshold, fc.integer({ min: 1, max: 200 }), async (sent, chosen, blockSize) => {
        const path = write('whole.pcap', sent);
        const params = paramsOf(chosen);
        const whole = await viewOfCapture(openCapture(path));
        const chunked = await viewOfCapture(openCapture(path, { blockSize }));
        expect(said(chunked, params)).toEqual(said(whole, params));
      }),
      { numRuns: 40 },
    );
  });

  it('of two adjacent captures, merged, are those of the whole', async () => {
    await fc.assert(
      fc.asyncProperty(drawn, threshold, fc.nat(), async (sent, chosen, where) => {
        const ordered = sent.slice().sort((a, b) => a.at - b.at);
        const cut = where % (ordered.length + 1);
        const parts = [ordered.slice(0, cut), ordered.slice(cut)].filter(part => part.length > 0);
        const paths = parts.map((part, i) => write(`part-${i}.pcap`, part));
        const params = paramsOf(chosen);
        const merged = await viewOfCapture(openCaptures(paths));
        const whole = await viewOfCapture(openCapture(write('whole.pcap', ordered)));
        expect(said(merged, params)).toEqual(said(whole, params));
      }),
      { numRuns: 40 },
    );
  });

  it('at the default thresholds are those of the definition, too', () => {
    const view = viewOf([0, 100, 250, 900].map(at => ({ at, ends: [0, 1], port: 80, payload: 400 })));
    expect([...burstsOf(view, DEFAULT_BURST_PARAMS).numbers]).toEqual([1, 1, 1, 0]);
  });
});
