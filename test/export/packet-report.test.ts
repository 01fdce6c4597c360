// The packets report: its fast CSV lines say what its cells say, whatever an interface is called and whatever is in a record.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { ReportRequest } from '../../shared/contract/calls.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import { FIELDS } from '../../shared/model/field.ts';
import { epb, idb, pcapngFile, shb } from '../build/pcapng.ts';
import { openBytes, packet } from '../build/traffic.ts';

const ENDS = { at: '0', src: '10.0.0.1', dst: '10.0.0.2' };
const RECORDS = [
  packet({ ...ENDS, payload: 400 }),
  packet({ ...ENDS, protocol: 'tcp', flags: 0x12, seq: 4_000_000_000 }),
  packet({ ...ENDS, protocol: 'icmp', sport: 7, payload: 3 }),
  packet({ ...ENDS, payload: 900 }).subarray(0, 22),
  Uint8Array.of(0x45, 0),
];

/** Raw IP records on two interfaces, a tenth of a second apart. */
const capture = (name: string): Uint8Array =>
  pcapngFile([
    shb(),
    idb({ linkType: 101, name, resolution: 9 }),
    idb({ linkType: 101, name: 'second', resolution: 9 }),
    ...RECORDS.map((data, i) => epb({ interfaceId: i % 2, ticks: BigInt(i) * 100_000_000n + 1n, data })),
  ]);

async function reports(name: string, request: Partial<ReportRequest> = {}) {
  const { engine, source, folder } = await openBytes(capture(name), 'two.pcapng');
  const write = async (format: 'csv' | 'json'): Promise<string> => {
    const path = join(folder, format);
    const whole: ReportRequest = { report: 'packets', by: 'pair', bursts: DEFAULT_BURST_PARAMS, format, ...request };
    expect(await engine.call('write', { source, path, request: whole })).toEqual({ rows: RECORDS.length });
    return readFileSync(path, 'utf8');
  };
  const csv = await write('csv');
  const rows = Papa.parse<string[]>(csv.trimEnd(), { newline: '\n' }).data;
  const cells = JSON.parse(await write('json')) as Record<string, string | number | null>[];
  return { csv, header: rows[0]!, rows: rows.slice(1), cells };
}

describe('the packets report', () => {
  it.each(['eth0', 'wlan, "the fast one"', 'Schnittstelle ü 漢', ''])(
    'says the same as CSV and as JSON: %j',
    async name => {
      const { header, rows, cells } = await reports(name, { raw: true });
      expect(header).toEqual(FIELDS.map(f => f.name));
      expect(rows).toHaveLength(RECORDS.length);
      rows.forEach((row, i) => {
        header.forEach((field, k) => {
          const cell = cells[i]![field]!;
          if (typeof cell === 'number') expect(Number(row[k]), field).toBe(cell);
          else expect(row[k], field).toBe(cell ?? '');
        });
      });
    },
  );

  it('holds header fields, gaps and bursts', async () => {
    const { cells } = await reports('eth0');
    expect(cells[1]).toMatchObject({
      number: 2,
      time: '1970-01-01T00:00:00.100000001Z',
      interface: 'second',
      'ip.src': '10.0.0.1',
      'tcp.seq_raw': 4_000_000_000,
      'tcp.flags': '0x0012',
      'udp.srcport': null,
      payload_length: 0,
      idt_s: 0.1,
      flow: 2,
    });
    expect(cells[4]).toMatchObject({ 'ip.src': null, flow: null, burst: null, iat_s: null });
  });

  it('guards names against spreadsheets, and keeps the order of chosen fields', async () => {
    const { csv } = await reports('=cmd|x', { fields: ['ip.ttl', 'interface', 'ip.dst', 'number'] });
    expect(csv.split('\n').slice(0, 2)).toEqual(['ip.ttl,interface,ip.dst,number', "64,'=cmd|x,10.0.0.2,1"]);
  });

  it('takes scapy names on the way in and out', async () => {
    const { header } = await reports('x', { fields: ['IP_ttl', 'Raw_load'], names: 'scapy' });
    expect(header).toEqual(['IP_ttl', 'Raw_load']);
  });
});
