// Logs of flows as sources, through the command line's code path.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import papa from 'papaparse';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLocalEngine } from '../../main/session/local-engine.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';
import { run } from '../host/cli/run.ts';

type Row = Readonly<Record<string, string>>;

const command = (...args: readonly string[]) => run(args, startLocalEngine());

/** Rows of a report that must have been written whole. */
async function rowsOf(...args: readonly string[]): Promise<readonly Row[]> {
  const { status, out, err } = await command(...args);
  expect([status, err]).toEqual([0, '']);
  return papa.parse<Row>(out, { header: true, skipEmptyLines: true }).data;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'burstscope-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** A flow record of 10.0.0.1 and 10.0.0.2, whose source sent 100 and got 200 bytes. */
const record = (second: number, from = '10.0.0.1,4000', to = '10.0.0.2,443', state = 'closed'): string =>
  `2024-04-18 23:59:${String(second).padStart(2, '0')},tcp,${state},${from},${to},100,200\n`;

const CONVERSATION =
  '10.0.0.1 10.0.0.2 6 4000 80 5000000000 736 7 4 2024-04-18-23:59:44.500000 2024-04-19-00:00:50.750000 1 2\n';

const ZEEK_CONN = [
  '#separator \\x09',
  '#path\tconn',
  '#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tconn_state\torig_ip_bytes\tresp_ip_bytes',
  '1713484784.5\t10.0.0.1\t4000\t10.0.0.2\t80\ttcp\tSF\t736\t1026\n',
].join('\n');
const ZEEK_HTTP = ZEEK_CONN.replace('#path\tconn', '#path\thttp');
const ZEEK_STATS = '#separator \\x09\n#path\tstats\n#fields\tts\tpkts\n1713484784.5\t12\n';

describe('a log of flows', () => {
  it('gives hosts and conversations what both sides sent, each row a connection', async () => {
    const path = file('flows.csv', record(1) + record(5) + record(9, '10.0.0.2,443', '10.0.0.1,4000', 'reset'));
    expect(await rowsOf('conversations', path, '--by', 'flow')).toMatchObject([
      { a: '10.0.0.1', a_port: '4000', b: '10.0.0.2', b_port: '443', bytes_ab: '400', bytes_ba: '500' },
    ]);
    const [flow] = await rowsOf('conversations', path, '--by', 'flow');
    expect(flow).toMatchObject({ packets_ab: '2', packets_ba: '1', connections: '3', state: 'reset', iat_n: '1' });
    expect((await rowsOf('hosts', path)).map(h => [h.address, h.bytes_sent, h.bytes_received, h.peers])).toEqual([
      ['10.0.0.1', '400', '500', '1'],
      ['10.0.0.2', '500', '400', '1'],
    ]);
    const connections = await rowsOf('conversations', path, '--by', 'connection');
    expect(connections.map(c => [c.a, c.bytes_ab, c.bytes_ba, c.state, c.retransmitted_ab])).toEqual([
      ['10.0.0.1', '100', '200', 'closed', ''],
      ['10.0.0.1', '100', '200', 'closed', ''],
      ['10.0.0.2', '100', '200', 'reset', ''],
    ]);
  });

  it('names as A of a flow who began it, were the rows not in the order of time', async () => {
    const path = file('flows.csv', record(9) + record(2, '10.0.0.2,443', '10.0.0.1,4000'));
    expect(await rowsOf('conversations', path, '--by', 'flow')).toMatchObject([{ a: '10.0.0.2', b: '10.0.0.1' }]);
    expect(await rowsOf('conversations', path)).toMatchObject([{ a: '10.0.0.2', b: '10.0.0.1' }]);
  });

  it('counts packets where it does, more bytes than 32 bits hold, and lasts as long as it says', async () => {
    const path = file('log.txt', CONVERSATION);
    const [pair] = await rowsOf('conversations', path);
    expect(pair).toMatchObject({ packets_ab: '4', packets_ba: '7', bytes_ab: '736', bytes_ba: '5000000000' });
    expect(pair).toMatchObject({ duration_s: '66.250000000', state: '' });
    expect(await rowsOf('conversations', path, '--by', 'connection')).toMatchObject([{ duration_s: '66.250000000' }]);
    const [window] = await rowsOf('windows', path);
    expect(window).toMatchObject({ num_entries: '1', bytes_up: '736', bytes_down: '5000000000' });
  });

  it('answers filters on addresses, ports, protocols and times, and names the field of any other', async () => {
    const path = file('flows.csv', record(1) + record(5, '10.0.0.3,4000', '10.0.0.2,53').replace('tcp', 'udp'));
    const chosen = async (filter: string) => (await rowsOf('conversations', path, '--filter', filter)).map(c => c.a);
    expect(await chosen('ip.addr == 10.0.0.3')).toEqual(['10.0.0.3']);
    expect(await chosen('tcp.port == 443')).toEqual(['10.0.0.1']);
    expect(await chosen('udp && ip.dst == 10.0.0.0/24')).toEqual(['10.0.0.3']);
    expect(await chosen('!tcp')).toEqual(['10.0.0.3']);
    const no = await command('hosts', path, '--filter', 'tcp.flags.syn == 1');
    expect(no.status).toBe(2);
    expect(no.err).toContain('flows.csv is a log of flows: it has no records to dissect and so no tcp.flags.syn');
    expect(no.err).toContain('A log can be filtered by ip.src, ');
  });

  it.each(['packets', 'tree N', 'stream --flow 1'])('says of %s that there are no records', async question => {
    const [name, ...more] = question.replace('N', '1').split(' ');
    const { status, out, err } = await command(name!, file('flows.csv', record(1)), ...more);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain('flows.csv is a log of flows: it has no records to dissect');
  });

  it('reads on over broken lines and reports them', async () => {
    const path = file('flows.csv', `${record(1)}nonsense\n${record(3)}2024,tcp\n${'x\n'.repeat(2000)}${record(5)}`);
    const { status, out, err } = await command('hosts', path);
    expect(status).toBe(3);
    expect(out).toContain('10.0.0.2,,,0,3,600,300');
    expect(err).toContain('flows.csv, line 2: it has 1 column and not 9\n');
    expect(err).toContain('burstscope: 2,002 lines could not be read\n');
    const told = await command('info', path, '--json');
    const { kind, records, bad_lines } = JSON.parse(told.out);
    expect([kind, records, bad_lines.count, bad_lines.first.length]).toEqual(['flows', 3, 2002, 1000]);
    expect(bad_lines.first[1]).toEqual({ file: 0, line: 4, reason: 'it has 2 columns and not 9' });
    const shown = (await command('info', path)).out.split('\n');
    expect(shown).toContain('Flows          3 in the log');
    expect(shown).toContain('Broken lines   line 2: it has 1 column and not 9');
    expect(shown).toContain('               and 1,982 more');
  });

  it('may be compressed, come in several files, or on standard input', async () => {
    const packed = file('a.csv.gz', gzipSync(record(1)));
    const plain = file('b.csv', record(2));
    expect(await rowsOf('hosts', packed, plain)).toMatchObject([{ bytes_sent: '200' }, { bytes_sent: '400' }]);
    const { status, out } = await run(['info', '-'], startLocalEngine(), record(1));
    expect(status).toBe(0);
    expect(out).toContain('File           -\nFormat         flow records\n');
    const cut = file('c.csv.gz', gzipSync(record(1).repeat(9)).subarray(0, -5));
    expect(await command('info', cut)).toMatchObject({
      status: 3,
      err: expect.stringContaining('c.csv.gz is damaged'),
    });
  });

  it('of a folder: the connections alone where there are any, and it says so', async () => {
    file('day/conn.log', ZEEK_CONN);
    file('day/http.log', ZEEK_HTTP);
    file('day/stats.log', ZEEK_STATS);
    file('day/empty.log', '');
    const { status, out } = await command('info', join(folder, 'day'));
    expect(status).toBe(0);
    expect(out).toContain('Flows          1 in the log\n');
    expect(out).toMatch(/Comments {7}Of 2 logs in .*day, the 1 of connections \(conn\) were read: the others tell/);
    rmSync(join(folder, 'day/conn.log'));
    expect((await command('info', join(folder, 'day'))).out).toContain('http.log\n');
  });

  it('is not mixed with captures, and a folder without logs is none', async () => {
    const log = file('flows.csv', record(1));
    const capture = file('a.pcap', Uint8Array.from([0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, ...new Array(16).fill(0)]));
    expect((await command('hosts', log, capture)).err).toContain('a.pcap is no log of flows, but ');
    const none = await command('hosts', join(folder, '..', folder.split('/').at(-1)!, 'a.pcap'), folder);
    expect(none.status).toBe(1);
    const { status, err } = await command('hosts', file('notes.txt', 'hello\n'));
    expect([status, err]).toEqual([1, expect.stringContaining('is text and not a packet capture, nor a log')]);
  });
});

describe.runIf(hasShared())('real logs through the command line (beside the checkout)', () => {
  const number = (row: Row | undefined, name: string): number => Number(row?.[name]);
  const beaconOf = (rows: readonly Row[], src: string, dst: string) => rows.find(r => r.src === src && r.dst === dst);
  const studied = (rows: readonly Row[]) => beaconOf(rows, '73.54.23.243', '64.225.56.201');

  it('the synthetic log: every pair as the study has it, the target first', async () => {
    const log = 'datasets/conversation-log/synthetic.small';
    const expected = JSON.parse(readFileSync(sharedPath(`${log}.expected.json`), 'utf8'));
    const rows = await rowsOf('beacons', sharedPath(`${log}.txt`), '--min', '2');
    expect([rows[0]!.src, rows[0]!.dst]).toEqual(expected.target_pair);
    const pairs = Object.entries(expected.pairs) as [string, { n: number; gap_mean: number; gap_std: number }][];
    expect(pairs.length).toBeGreaterThan(10);
    for (const [pair, { n, gap_mean, gap_std }] of pairs) {
      const row = beaconOf(rows, ...(pair.split(' ') as [string, string]));
      expect(number(row, 'connections'), pair).toBe(n);
      expect(number(row, 'gap_mean_s'), pair).toBeCloseTo(gap_mean, 9);
      expect(number(row, 'gap_sd_s'), pair).toBeCloseTo(gap_std, 8);
    }
  });

  it('the real log holds the beacon of the study', async () => {
    const row = studied(await rowsOf('beacons', sharedPath('datasets/conversation-log/real.txt')));
    expect(number(row, 'connections')).toBe(951);
    expect(number(row, 'gap_mean_s')).toBeCloseTo(272.4775, 4);
    expect(number(row, 'gap_sd_s')).toBeCloseTo(44.3282, 4);
  });

  it("so do Zeek's logs of the same days", async () => {
    const zeek = sharedPath('datasets/flow-records/zeek-missing-host');
    expect(number(studied(await rowsOf('beacons', zeek)), 'connections')).toBe(951);
    const http = readdirSync(zeek, { recursive: true, encoding: 'utf8' }).filter(name => name.includes('/http.'));
    const row = studied(await rowsOf('beacons', ...http.map(name => join(zeek, name))));
    expect(number(row, 'connections')).toBe(950);
    expect(number(row, 'gap_mean_s')).toBeCloseTo(272.7646, 4);
    expect(number(row, 'gap_sd_s')).toBeCloseTo(44.0187, 4);
  });

  it("the study's batches are equal in every value", async () => {
    const of = (name: string): string => sharedPath(`datasets/flow-records/${name}`);
    const { status, out } = await command('windows', of('flows.csv'), '--compat', 'notebook');
    expect(status).toBe(0);
    const cells = (text: string) =>
      text
        .trimEnd()
        .split('\n')
        .map(line => line.split(','));
    const [names, ...values] = cells(out);
    const [theirNames, ...theirs] = cells(readFileSync(of('flows.features.expected.csv'), 'utf8'));
    expect(names).toEqual(theirNames);
    expect([values.length, names!.length]).toEqual([9433, 57]);
    expect(values.map(row => row.map(Number))).toEqual(theirs.map(row => row.map(Number)));
  });
});
