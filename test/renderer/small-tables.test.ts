// Small tables of overview and inspector as CSV: exact numbers, addresses beside names, guarded against spreadsheets.
import papa from 'papaparse';
import { afterEach, describe, expect, it } from 'vitest';
import { allRows } from '../../renderer/state/all-rows.ts';
import { markHost, NO_ANNOTATIONS, useAnnotations } from '../../renderer/state/annotations.ts';
import { gapsOf, PEER_COLUMNS } from '../../renderer/views/inspector/csv-columns.ts';
import { findingsCsv, portsCsv, protocolsCsv, talkersCsv } from '../../renderer/views/overview/csv-columns.ts';
import type { ConversationRow, HostEnd } from '../../shared/model/host.ts';
import type { Finding, Overview } from '../../shared/model/overview.ts';
import type { GapSummary } from '../../shared/model/summary.ts';
import { csvTable } from '../../shared/unit/csv.ts';

afterEach(() => useAnnotations.setState(NO_ANNOTATIONS));

const rowsOf = (csv: string) => papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;

const end = (id: number, address: string, name: string | null = null): HostEnd => ({
  id,
  address,
  name,
  role: 'private',
});
const a = end(0, '192.0.2.1', '=HYPERLINK("x")');
const b = end(1, '2001:db8::2');
const ways = (sent: number, received: number) => ({
  packetsSent: 1,
  packetsReceived: 2,
  payloadSent: sent,
  payloadReceived: received,
});

const overview = {
  talkers: { sent: [{ host: a, ...ways(5_372_113, 0) }], received: [{ host: b, ...ways(1, 9) }] },
  tcpPorts: { sent: [{ port: 443, service: 'https', ...ways(7, 1) }], received: [] },
  udpPorts: { sent: [], received: [{ port: 53, service: null, ...ways(0, 3) }] },
  transports: [{ name: 'TCP', packets: 12, payload: 1_234_567 }],
  kinds: [{ name: 'none', packets: 3, payload: 0 }],
  busiest: [],
} as unknown as Overview;

describe('small tables as CSV', () => {
  it('hold the rows of both orders with bytes in full, and guard names', () => {
    expect(talkersCsv(overview)).toBe(
      'address,name,packets_sent,packets_received,payload_sent,payload_received\n' +
        '192.0.2.1,"\'=HYPERLINK(""x"")",1,2,5372113,0\n' +
        '2001:db8::2,,1,2,1,9\n',
    );
    expect(rowsOf(portsCsv(overview)).map(row => [row.protocol, row.port, row.service])).toEqual([
      ['TCP', '443', 'https'],
      ['UDP', '53', ''],
    ]);
    expect(rowsOf(protocolsCsv(overview))).toEqual([
      { field: 'protocol', value: 'TCP', packets: '12', payload_bytes: '1234567' },
      { field: 'payload_kind', value: 'none', packets: '3', payload_bytes: '0' },
    ]);
  });

  it('call hosts as the user does, beside their addresses', () => {
    markHost('2001:db8::2', { name: 'Printer' });
    expect(rowsOf(talkersCsv(overview))[1]).toMatchObject({ address: '2001:db8::2', name: 'Printer' });
  });

  it('tell every kind of finding, with damage and broken lines', () => {
    const found: readonly Finding[] = [
      {
        kind: 'burst',
        burst: 4,
        src: a,
        dst: null,
        start: [10, 5],
        end: [11, 0],
        packets: 3,
        payload: 900,
      },
      { kind: 'silence', from: [20, 0], to: [30, 0], median: 1_500_000 },
      {
        kind: 'beacon',
        src: a,
        dst: b,
        connections: 20,
        period: 60e9,
        score: 0.93,
        pValue: null,
        ticks: 1,
        alike: [end(3, '192.0.2.9')],
      },
    ];
    const info = {
      damage: [{ offset: 7, record: 2, reason: 'cut short' }],
      badLines: { count: 1, first: [{ file: 0, line: 9, reason: '-1 is no number' }] },
      badRequests: { count: 1, first: [{ path: '/logs/http.log', line: 4, reason: 'too few columns' }] },
      files: [{ path: '/logs/conn.log', name: 'conn.log' }],
    };
    const rows = rowsOf(findingsCsv(info as never, found));
    expect(rows.map(row => row.kind)).toEqual(['damage', 'bad-line', 'bad-line', 'burst', 'silence', 'beacon']);
    expect(rows[0]).toMatchObject({ record: '2', reason: 'cut short' });
    expect(rows[1]).toMatchObject({ file: '/logs/conn.log', line: '9', reason: "'-1 is no number" });
    expect(rows[2]).toMatchObject({ file: '/logs/http.log', line: '4', reason: 'too few columns' });
    expect(rows[3]).toMatchObject({ src: '192.0.2.1', dst: '', start_epoch: '10.000000005', payload_bytes: '900' });
    expect(rows[4]).toMatchObject({ end_epoch: '30.000000000', gap_median_s: '0.001500000' });
    expect(rows[5]).toMatchObject({ period_s: '60.000000000', p_value: '', alike: '192.0.2.9' });
  });

  it('have the columns of the report of conversations, with names', () => {
    const row = {
      a,
      b,
      packetsAb: 1,
      packetsBa: 2,
      bytesAb: 100,
      bytesBa: 5_000_000,
      payloadAb: 0,
      payloadBa: 1,
      start: [1, 0],
      end: [3, 500_000_000],
      connections: 1,
      state: null,
      bursts: 0,
      aPort: 4000,
      bPort: 443,
      protocol: 'TCP',
    } as unknown as ConversationRow;
    expect(rowsOf(csvTable(PEER_COLUMNS, [row]))[0]).toMatchObject({
      a: '192.0.2.1',
      b: '2001:db8::2',
      b_name: '',
      bytes_ba: '5000000',
      start_epoch: '1.000000000',
      duration_s: '2.500000000',
    });
    const iat = { n: 0 } as GapSummary;
    expect(gapsOf({ row, asked: null, iat })).toMatchObject({
      scope: 'flow',
      key: '192.0.2.1:4000,[2001:db8::2]:443,TCP',
    });
    expect(gapsOf({ row: { ...row, aPort: null, bPort: null, protocol: null }, asked: null, iat })).toMatchObject({
      scope: 'conversation',
      key: '192.0.2.1,2001:db8::2',
    });
  });

  it('hold all rows of a list of which only the first are shown', async () => {
    const all = Array.from({ length: 2500 }, (_, i) => i);
    const asked: number[] = [];
    const rows = await allRows(async ({ offset, limit }) => {
      asked.push(offset);
      return { total: all.length, rows: all.slice(offset, offset + limit) };
    });
    expect(rows).toEqual(all);
    expect(asked).toEqual([0, 1000, 2000]);
  });
});
