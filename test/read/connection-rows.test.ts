// Rows of connections, and the report of them.
import { describe, expect, it } from 'vitest';
import { connectionReport } from '../../main/export/table-reports.ts';
import { CaptureView } from '../../main/read/capture-view.ts';
import { connectionGaps, connectionRow, connectionRows, connectionsIn } from '../../main/read/connection-rows.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import { storeOf } from '../build/stored.ts';
import type { Sent } from '../build/traffic.ts';

const client = { protocol: 'tcp', src: '10.0.0.1', sport: 4000, dst: '10.0.0.2', dport: 80 } as const;
const server = { protocol: 'tcp', src: '10.0.0.2', sport: 80, dst: '10.0.0.1', dport: 4000 } as const;
const RECORDS: readonly Sent[] = [
  { ...client, at: '10', flags: 2, seq: 100 },
  { ...server, at: '10.25', flags: 18, seq: 500, ack: 101 },
  { ...client, at: '10.75', flags: 16, seq: 101, ack: 501 },
  { ...client, at: '11', flags: 16, seq: 101, ack: 501, payload: 400 },
  { ...client, at: '12', flags: 16, seq: 101, ack: 501, payload: 400 },
  { ...server, at: '13', flags: 4, seq: 501, ack: 501 },
  { src: '10.0.0.3', sport: 53, dst: '10.0.0.1', dport: 5353, at: '13.5', payload: 10 },
  { ...server, at: '20', flags: 2, seq: 9000 },
];

const view = new CaptureView(storeOf(RECORDS));

describe('rows of connections', () => {
  const rows = connectionRows(view, view.whole, { ...DEFAULT_BURST_PARAMS, gapNanos: 2e9 });

  it('say who began, what happened and how long the handshake took', () => {
    expect(connectionsIn(rows)).toEqual([0, 1, 2]);
    expect(connectionRow(view, rows, 0)).toMatchObject({
      flow: 0,
      a: { address: '10.0.0.1' },
      b: { address: '10.0.0.2' },
      aPort: 4000,
      bPort: 80,
      protocol: 'TCP',
      packetsAb: 4,
      packetsBa: 2,
      payloadAb: 800,
      start: [10, 0],
      end: [13, 0],
      state: 'reset',
      bursts: 1,
      synToSynAck: 0.25e9,
      synAckToAck: 0.5e9,
      handshake: 0.75e9,
      lossesAb: { retransmitted: 1, retransmittedBytes: 400, outOfOrder: 0, zeroWindows: 0 },
    });
    expect(connectionRow(view, rows, 2)).toMatchObject({
      flow: 0,
      a: { address: '10.0.0.2' },
      b: { address: '10.0.0.1' },
      aPort: 80,
      state: 'new',
    });
  });

  it('leave out what only TCP has', () => {
    const row = connectionRow(view, rows, 1);
    expect(row).toMatchObject({ protocol: 'UDP', state: 'new', handshake: null, lossesAb: null, lossesBa: null });
  });

  it('have the gaps of their own records only', () => {
    // B received records at 10, 10.75, 11 and 12, A at 10.25 and 13.
    const { n, max } = connectionGaps(view, rows, 0);
    expect([n, max]).toEqual([4, 2.75e9]);
    expect(connectionGaps(view, rows, 2).n).toBe(0);
  });

  it('are those of the span', () => {
    const late = view.span({ from: [12, 0], to: undefined });
    const some = connectionRows(view, late, DEFAULT_BURST_PARAMS);
    expect(connectionsIn(some)).toEqual([0, 1, 2]);
    expect(connectionRow(view, some, 0)).toMatchObject({
      a: { address: '10.0.0.1' },
      packetsAb: 1,
      packetsBa: 1,
      handshake: null,
    });
    expect(
      connectionsIn(connectionRows(view, view.span({ from: [15, 0], to: undefined }), DEFAULT_BURST_PARAMS)),
    ).toEqual([2]);
  });
});

describe('the report of connections', () => {
  it('has the columns of flows, then those of connections', async () => {
    const report = connectionReport(view, view.whole, DEFAULT_BURST_PARAMS, undefined);
    const names = report.columns.map(column => column.name);
    expect(names.slice(0, 4)).toEqual(['a', 'a_port', 'b', 'b_port']);
    const losses =
      'retransmitted retransmitted_bytes out_of_order out_of_order_bytes duplicate_acks zero_windows'.split(' ');
    expect(names.slice(-16)).toEqual([
      ...['flow', 'handshake_s', 'syn_to_synack_s', 'synack_to_ack_s'],
      ...['ab', 'ba'].flatMap(side => losses.map(loss => `${loss}_${side}`)),
    ]);
    const lines: string[] = [];
    for await (const batch of report.rows()) lines.push(...batch.map(row => row.slice(-16).join(',')));
    expect(lines).toEqual([
      '1,0.750000000,0.250000000,0.500000000,1,400,0,0,0,0,0,0,0,0,0,0',
      '2,,,,,,,,,,,,,,,',
      '1,,,,0,0,0,0,0,0,0,0,0,0,0,0',
    ]);
  });
});
