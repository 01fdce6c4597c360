// Any bytes, cut into blocks anyhow: logs are read the same, and every line is accounted for.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { FLOW_LOGS } from '../../main/logs/flow-log-kind.ts';
import { openFlowLogs } from '../../main/logs/flow-logs.ts';
import { FlowRow } from '../../main/logs/flow-row.ts';
import { LONGEST_QUICK_LINE } from '../../main/logs/quick-cells.ts';
import { CaptureView } from '../../main/read/capture-view.ts';
import { inSlices } from '../../main/read/in-slices.ts';
import { connectionStarts, trafficRows } from '../../main/read/traffic-rows.ts';
import { CaptureStore } from '../../main/store/capture-store.ts';
import { ProblemError } from '../../shared/contract/problem.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';

const ROUNDS = Number(process.env.FUZZ_ROUNDS ?? 60);

const folder = mkdtempSync(join(tmpdir(), 'burstscope-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const LOGS = [
  '10.0.0.1 10.0.0.2 6 40 80 10 20 1 2 2024-04-18-23:59:44.5 2024-04-19-00:00:50.75 1 2\nfe80::1 ff02::2 17 5 6 1 1 1 1 2024-04-18-23:59:40 2024-04-18-23:59:41 1 1\n',
  '2024-04-18 23:59:44,tcp,closed,10.0.0.1,40,10.0.0.2,80,736,1026\n2024-04-18 23:59:43,136,new,10.0.0.2,80,10.0.0.1,40,7,0\n',
  '#separator \\x09\n#path\tconn\n#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tduration\tconn_state\torig_pkts\torig_ip_bytes\tresp_ip_bytes\n1713484784.96\t10.0.0.1\t40\t10.0.0.2\t80\ttcp\t65.02\tSF\t3\t736\t-\n',
  '{"ts":1713484784.96,"id.orig_h":"10.0.0.1","id.orig_p":40,"id.resp_h":"fe80::2","id.resp_p":80,"proto":"udp","conn_state":"S0","orig_ip_bytes":7,"duration":1.5}\n{"ts":1,"id.orig_h":"1.1.1.1","id.orig_p":1,"id.resp_h":"1.1.1.1","id.resp_p":1,"conn_state":{"toString":1}}\n',
].map(text => new TextEncoder().encode(text.repeat(3)));

interface Change {
  readonly at: number;
  readonly remove: number;
  readonly insert: Uint8Array;
}

function changed(log: Uint8Array, changes: readonly Change[]): Uint8Array {
  return changes.reduce((bytes, { at, remove, insert }) => {
    const from = at % (bytes.length + 1);
    return Uint8Array.from([...bytes.subarray(0, from), ...insert, ...bytes.subarray(from + remove)]);
  }, log);
}

const change = fc.record({
  at: fc.nat(5000),
  remove: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(400)),
  insert: fc.oneof(
    fc.uint8Array({ maxLength: 4 }),
    fc
      .constantFrom('\n', '\r\n', '-', '9999999999999999', '1e308', '\t', ' ', ',')
      .map(t => new TextEncoder().encode(t)),
  ),
});
const anyLog = fc
  .tuple(fc.constantFrom(...LOGS), fc.array(change, { maxLength: 4 }))
  .map(([log, all]) => changed(log, all));

/** All that is known of a file read in blocks of a size; null: it is no log, or it is refused. */
async function read(path: string, blockSize: number) {
  const logs = await openFlowLogs([path], blockSize).catch(thrown => {
    expect(thrown).toBeInstanceOf(ProblemError);
    return undefined;
  });
  if (!logs) return null;
  const store = new CaptureStore();
  while (await logs.readBlock(batch => store.appendFlows(batch)));
  const view = new CaptureView(store);
  const { columns, log } = store;
  const n = columns.length;
  const of = <T extends { slice(from: number, to: number): T }>(column: T | undefined): T | undefined =>
    column?.slice(0, n);
  return {
    view,
    known: {
      n,
      times: [of(columns.seconds), of(columns.nanos)],
      flows: [of(columns.flow), of(columns.bits), of(columns.payloadLength)],
      log: [of(log?.bytesUp), of(log?.bytesDown), of(log?.packetsUp), of(log?.duration), of(log?.state)],
      bad: logs.badLines,
      damage: logs.damage,
    },
  };
}

/** Everything that is worked out from the columns. */
async function workOut(view: CaptureView): Promise<void> {
  const { whole } = view;
  const hosts = view.hostTable(whole);
  const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);
  expect(sum(hosts.sent.bytes)).toBe(sum(hosts.received.bytes));
  expect(sum(hosts.sent.bytes)).toBe(view.store.wireBytes);
  expect(sum(view.conversations('pair', whole).bytes)).toBe(view.store.wireBytes);
  expect(sum(view.connections(whole).count)).toBe(view.order.length);
  expect(view.connectionTable(whole).length).toBe(view.order.length);
  expect(connectionStarts(view, whole).length).toBe(view.order.length);
  expect((await inSlices(trafficRows(view, whole, 'file'))).length).toBe(view.order.length);
  view.bursts(DEFAULT_BURST_PARAMS);
}

describe('any bytes of a log', () => {
  it('are read the same whatever the size of the blocks, and everything follows from them', async () => {
    const property = fc.asyncProperty(
      anyLog,
      fc.boolean(),
      fc.integer({ min: 1, max: 300 }),
      async (log, packed, size) => {
        const path = join(folder, 'any.log');
        writeFileSync(path, packed ? gzipSync(log) : log);
        const whole = await read(path, 1 << 20);
        const pieces = await read(path, size);
        expect(pieces?.known).toEqual(whole?.known);
        if (whole) await workOut(whole.view);
      },
    );
    await fc.assert(property, { numRuns: ROUNDS });
  }, 600_000);

  it('that lie in plain lines are read quickly just as the reader of any line reads them', () => {
    const kinds = ['conversations', 'flow-records'] as const;
    const known = { quick: 0, left: 0 };
    const property = fc.property(anyLog, fc.constantFrom(...kinds), (log, kind) => {
      // What lies behind a line is no part of it, whatever it is.
      const bytes = Uint8Array.from([...log, ...new Uint8Array(LONGEST_QUICK_LINE).fill(0x31)]);
      const quick = FLOW_LOGS[kind].quick();
      const reader = FLOW_LOGS[kind].reader();
      const [row, same] = [new FlowRow(), new FlowRow()];
      for (let at = 0; at < log.length; ) {
        const feed = bytes.indexOf(0x0a, at);
        const end = feed < 0 ? bytes.length : feed;
        const next = quick(bytes, at, row);
        const trimmed = end > at && bytes[end - 1] === 0x0d ? end - 1 : end;
        if (next < 0) known.left++;
        else {
          known.quick++;
          expect(next).toBe(end + 1);
          expect(reader(bytes, at, trimmed, same)).toBeNull();
          expect(row).toEqual(same);
        }
        at = end + 1;
      }
    });
    fc.assert(property, { numRuns: ROUNDS * 10 });
    expect(known.quick).toBeGreaterThan(ROUNDS);
    expect(known.left).toBeGreaterThan(ROUNDS);
  }, 600_000);

  it('hold a row, a broken line or nothing in each line', async () => {
    const lines = fc.array(fc.constantFrom('x', '', '2024-04-18 23:59:44,tcp,new,10.0.0.1,40,10.0.0.2,80,736,1026'));
    await fc.assert(
      fc.asyncProperty(lines, async list => {
        const good = list.filter(line => line.length > 1).length;
        const path = join(folder, 'lines.csv');
        writeFileSync(path, `${list.join('\n')}\n`);
        const found = await read(path, 64);
        // The first twenty lines tell what it is.
        fc.pre(found !== null);
        expect([found!.known.n, found!.known.bad.count]).toEqual([good, list.filter(line => line === 'x').length]);
      }),
      { numRuns: ROUNDS },
    );
  }, 600_000);
});
