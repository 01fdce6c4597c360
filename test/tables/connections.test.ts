// Connections: how flows are split, and what the table says of each.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaptureStore } from '../../main/store/capture-store.ts';
import { NO_FLOW } from '../../main/store/columns.ts';
import { connectionTable } from '../../main/tables/connection-table.ts';
import { NO_CONNECTION, splitConnections } from '../../main/tables/connections.ts';
import { TcpAnalysis } from '../../main/tables/tcp-analysis.ts';
import { TimeOrder } from '../../main/timing/time-order.ts';
import { storeOf } from '../build/stored.ts';
import type { Sent } from '../build/traffic.ts';
import { lossyTransfer } from './lossy-transfer.ts';
import { randomTcp } from './random-tcp.ts';

const SYN = 2;
const SYN_ACK = 18;
const ACK = 16;
const FIN = 17;

const client = { protocol: 'tcp', src: '10.0.0.1', sport: 4000, dst: '10.0.0.2', dport: 80 } as const;
const server = { protocol: 'tcp', src: '10.0.0.2', sport: 80, dst: '10.0.0.1', dport: 4000 } as const;

function tableOf(store: CaptureStore, idleNanos?: number) {
  const { columns, flows } = store;
  const order = new TimeOrder(columns);
  const split = splitConnections(columns, flows, order, idleNanos);
  const whole = { lo: 0, hi: order.length };
  const analysis = new TcpAnalysis(columns, flows);
  return { order, split, table: connectionTable(columns, flows, order, whole, split, analysis) };
}

describe('the connections of a capture', () => {
  const opened: Sent[] = [
    { ...client, at: '1', flags: SYN, seq: 100 },
    { ...client, at: '2', flags: SYN, seq: 100 },
    { ...server, at: '2.25', flags: SYN_ACK, seq: 500, ack: 101 },
    { ...client, at: '2.375', flags: ACK, seq: 101, ack: 501 },
    { ...client, at: '3', flags: ACK, seq: 101, ack: 501, payload: 10 },
    { ...server, at: '4', flags: FIN, seq: 501, ack: 111 },
  ];

  it('are followed through the handshake: from the last SYN, and from the last SYN-ACK', () => {
    const { table } = tableOf(storeOf(opened));
    expect(table.length).toBe(1);
    expect([table.synToSynAck[0], table.synAckToAck[0]]).toEqual([0.25e9, 0.125e9]);
    expect(table.state(0)).toBe('closing');
    expect([...table.sides.packets]).toEqual([4, 2]);
    expect([...table.sides.payload]).toEqual([10, 0]);
    expect([...table.sides.retransmitted]).toEqual([1, 0]);
  });

  it('say nothing of a handshake that was not seen', () => {
    const { table } = tableOf(storeOf(opened.slice(3)));
    expect([table.synToSynAck[0], table.synAckToAck[0]]).toEqual([Number.NaN, Number.NaN]);
  });

  it('call A whoever sent the first record of the connection, not of the flow', () => {
    const again: Sent = { ...server, at: '9', flags: SYN, seq: 7000 };
    const { split, table } = tableOf(storeOf([...opened, again]));
    expect([...split.opener]).toEqual([0, 1]);
    expect([...table.sides.packets]).toEqual([4, 2, 1, 0]);
    expect([table.state(0), table.state(1)]).toEqual(['closing', 'new']);
    expect([...split.of]).toEqual([0, 0, 0, 0, 0, 0, 1]);
  });

  it('are split by silence: of UDP by itself, of TCP when asked for', () => {
    const udp = { src: '10.0.0.1', dst: '10.0.0.2' };
    const records: Sent[] = [
      { ...udp, at: '0' },
      { ...client, at: '0', flags: ACK },
      { ...udp, at: '120' },
      { ...udp, at: '240.000000001' },
      { ...client, at: '500', flags: ACK },
    ];
    expect([...tableOf(storeOf(records)).split.of]).toEqual([0, 1, 0, 2, 1]);
    expect([...tableOf(storeOf(records), 10e9).split.of]).toEqual([0, 1, 2, 3, 4]);
    expect([...tableOf(storeOf(records), 500e9).split.of]).toEqual([0, 1, 0, 0, 1]);
  });

  it('share the records out among them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.option(fc.integer({ min: 0, max: 3 })), (seed, idle) => {
        const records = [
          ...randomTcp(seed, 60, '10.0.0.1', '10.0.0.2'),
          ...randomTcp(seed + 1, 40, '10.0.0.3', '10.0.0.2'),
        ];
        const store = storeOf(records);
        const { columns } = store;
        const { order, split, table } = tableOf(store, idle === null ? undefined : idle * 1e9);
        const starts: number[] = [];
        for (let p = 0; p < order.length; p++) {
          const connection = split.of[p]!;
          expect(connection === NO_CONNECTION).toBe(columns.flow[order.row(p)] === NO_FLOW);
          expect(split.flow[connection]).toBe(columns.flow[order.row(p)]);
          if (starts[connection] === undefined) {
            expect(connection).toBe(starts.length);
            starts.push(p);
          }
          expect(table.first[connection]! <= p && p <= table.last[connection]!).toBe(true);
        }
        expect(split.length).toBe(starts.length);
        expect(Array.from(table.sides.packets).reduce((sum, n) => sum + n, 0)).toBe(records.length);
        expect(table.sides.payload.reduce((sum, n) => sum + n, 0)).toBe(store.payloadBytes);
      }),
      { numRuns: Number(process.env.FUZZ_ROUNDS ?? 40) },
    );
  });
});

describe('losses', () => {
  it('are as many as were put in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), seed => {
        const { records, sent } = lossyTransfer(seed);
        const { table } = tableOf(storeOf(records));
        expect(table.length).toBe(1);
        const { sides } = table;
        expect([...sides.retransmitted]).toEqual(sent.retransmitted);
        expect([...sides.retransmittedBytes]).toEqual(sent.retransmittedBytes);
        expect([...sides.outOfOrder]).toEqual(sent.outOfOrder);
        expect([...sides.outOfOrderBytes]).toEqual(sent.outOfOrderBytes);
      }),
      { numRuns: Number(process.env.FUZZ_ROUNDS ?? 60) },
    );
  });
});

describe('the analysis', () => {
  it('of a flow does not depend on what lies between its records', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.array(fc.boolean(), { minLength: 80, maxLength: 80 }),
        (seed, turns) => {
          const one = randomTcp(seed, 40, '10.0.0.1', '10.0.0.2');
          const other = randomTcp(seed + 7, 40, '10.0.0.3', '10.0.0.4');
          const mixed: Sent[] = [];
          const from: [Sent[], number][] = [];
          let [i, j] = [0, 0];
          for (const turn of turns) {
            const takesOne = (turn && i < one.length) || j === other.length;
            from.push([takesOne ? one : other, takesOne ? i : j]);
            mixed.push(takesOne ? one[i++]! : other[j++]!);
          }
          const alone = new Map([one, other].map(list => [list, analysisOf(list)]));
          const together = analysisOf(mixed);
          for (const [row, [list, at]] of from.entries()) {
            const a = alone.get(list)!;
            expect(together.bits[row]).toBe(a.bits[at]);
            expect(together.relativeSeq(row)).toBe(a.relativeSeq(at));
            expect(together.relativeAck(row)).toBe(a.relativeAck(at));
            expect(together.bytesInFlight(row)).toBe(a.bytesInFlight(at));
            expect(together.duplicateAckNum(row)).toBe(a.duplicateAckNum(at));
            expect(together.ackRtt(row)).toBe(a.ackRtt(at));
            expect(together.initialRtt(row)).toBe(a.initialRtt(at));
          }
        },
      ),
      { numRuns: Number(process.env.FUZZ_ROUNDS ?? 40) },
    );
  });
});

function analysisOf(records: readonly Sent[]): TcpAnalysis {
  const { columns, flows } = storeOf(records);
  return new TcpAnalysis(columns, flows);
}
