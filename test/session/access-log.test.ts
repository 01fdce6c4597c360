// Requests of access logs, of Zeek's logs of HTTP and of captures, through the command line's code path.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import papa from 'papaparse';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLocalEngine } from '../../main/session/local-engine.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';
import { run } from '../host/cli/run.ts';

type Row = Readonly<Record<string, string>>;

const command = (...args: readonly string[]) => run(['access-log', ...args], startLocalEngine());
const parse = (csv: string): readonly Row[] => papa.parse<Row>(csv, { header: true, skipEmptyLines: true }).data;

/** Rows of a report; what a spreadsheet would run stays as it is. */
async function rowsOf(...args: readonly string[]): Promise<readonly Row[]> {
  const { status, out, err } = await command(...args, '--raw');
  expect([status, err]).toEqual([0, '']);
  return parse(out);
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

const line = (second: number, ip = '10.0.0.1', path = '/', status = 200, size: number | '-' = 10): string => {
  const minute = String(Math.floor(second / 60)).padStart(2, '0');
  const at = `17/May/2015:10:${minute}:${String(second % 60).padStart(2, '0')} +0000`;
  return `${ip} - - [${at}] "GET ${path} HTTP/1.1" ${status} ${size} "-" "curl"\n`;
};

describe('an access log', () => {
  it('gives its requests in the order of time, with empty cells for what it does not say', async () => {
    const path = file('access.log', line(5) + line(2, '10.0.0.2', '/a,b', 404, '-'));
    expect((await command(path)).out.split('\n')).toEqual([
      'line,ip,time,time_epoch,method,path,version,status,size,referrer,user_agent',
      '2,10.0.0.2,2015-05-17T10:00:02.000000000Z,1431856802.000000000,GET,"/a,b",HTTP/1.1,404,,,curl',
      '1,10.0.0.1,2015-05-17T10:00:05.000000000Z,1431856805.000000000,GET,/,HTTP/1.1,200,10,,curl',
      '',
    ]);
  });

  it('counts values, and pairs given any field, within a time range and among chosen values', async () => {
    const text = line(1) + line(2) + line(3, '10.0.0.2', '/x', 500) + line(70, '10.0.0.2', '/x', 200);
    const path = file('access.log', text);
    expect(await rowsOf(path, '--report', 'values', '--field', 'status,ip')).toEqual([
      { field: 'status', value: '200', count: '3', frequency: '0.75' },
      { field: 'status', value: '500', count: '1', frequency: '0.25' },
      { field: 'ip', value: '10.0.0.1', count: '2', frequency: '0.5' },
      { field: 'ip', value: '10.0.0.2', count: '2', frequency: '0.5' },
    ]);
    const pairs = await rowsOf(path, '--report', 'pairs', '--given', 'path', '--field', 'ip');
    expect(pairs.map(p => [p.given, p.given_value, p.value, p.count, p.probability])).toEqual([
      ['path', '/', '10.0.0.1', '2', '1'],
      ['path', '/x', '10.0.0.2', '2', '1'],
    ]);
    const late = await rowsOf(path, '--from', '2015-05-17T10:01:00Z', '--report', 'values', '--field', 'path');
    expect(late).toEqual([{ field: 'path', value: '/x', count: '1', frequency: '1' }]);
    expect(await rowsOf(path, '--where', 'status=200,path=/x')).toMatchObject([{ line: '4', ip: '10.0.0.2' }]);
  });

  it('finds rare values, hosts unlike the whole and intervals unlike the others, and says why', async () => {
    let text = '';
    for (let i = 0; i < 1200; i++) text += line(i, `10.0.0.${i % 20}`, '/', 200);
    for (let i = 0; i < 40; i++) text += line(600 + (i % 10), '10.9.9.9', '/login', 403);
    text += line(1199, '10.0.0.1', '/', 418);
    const rows = await rowsOf(file('a.log', text), '--report', 'anomalies', '--interval', '10', '--detect', 'luminol');
    expect(rows.filter(r => r.kind === 'rare-value')).toMatchObject([
      { field: 'status', value: '418', host: '10.0.0.1', count: '1', reason: expect.stringContaining('1 of 1,241') },
    ]);
    expect(rows.filter(r => r.kind === 'status-share')).toMatchObject([
      {
        host: '10.9.9.9',
        count: '40',
        expected: String((40 * 41) / 1241),
        reason: expect.stringContaining('below 0.05 / 21 hosts tested'),
      },
    ]);
    const [peak] = rows.filter(r => r.kind === 'rate' && r.host === '');
    // The average that the detector compares with takes an interval to come down again.
    expect(peak).toMatchObject({ start_epoch: '1431857400.000000000', count: '60' });
    expect(peak!.reason).toContain("says luminol's detector");
  });

  it('may be compressed, come in several files, in a folder of rotated logs, or on standard input', async () => {
    const older = file('logs/access.log.2.gz', gzipSync(line(1)));
    const newer = file('logs/access.log', line(9));
    file('logs/access.log.1', '');
    file('logs/error.log', 'nothing of interest\n');
    const seconds = async (...args: readonly string[]) => (await rowsOf(...args)).map(r => r.time!.slice(17, 19));
    expect(await seconds(newer, older)).toEqual(['01', '09']);
    expect(await seconds(join(folder, 'logs'))).toEqual(['01', '09']);
    const piped = await run(['access-log', '-'], startLocalEngine(), line(3));
    expect(parse(piped.out)).toHaveLength(1);
    // The columns of CSV are settled; in JSON each request of several logs names its log.
    const inJson = async (...paths: readonly string[]) => JSON.parse((await command(...paths, '--json')).out);
    expect(await inJson(newer, older)).toMatchObject([
      { line: 1, file: older },
      { line: 1, file: newer },
    ]);
    expect((await inJson(newer))[0]).not.toHaveProperty('file');
  });

  it('reads on over lines that cannot be read, and lists them', async () => {
    const { status, out, err } = await command(file('access.log', `${line(1)}nonsense\n${line(2)}`));
    expect(status).toBe(3);
    expect(parse(out)).toHaveLength(2);
    expect(err).toContain('line 2: it has no time in brackets');
    expect(err).toContain('1 line could not be read');
  });

  it('says in a sentence what it lacks, and what is wrong with an option', async () => {
    const path = file('access.log', line(1));
    const bursts = await run(['bursts', path], startLocalEngine());
    expect([bursts.status, bursts.err]).toEqual([
      2,
      expect.stringContaining('is an access log: it does not say which'),
    ]);
    expect((await command(path, '--filter', 'ip.addr == 10.0.0.1')).err).toContain('no records to filter');
    expect((await command(path, '--field', 'statuses')).err).toContain('--field takes ip, method');
    expect((await command(path, '--share', '2')).err).toContain('--share takes a share from 0 to 1');
    const info = await run(['info', path], startLocalEngine());
    expect(info.out).toMatch(/Requests +1\n/);
    const counts = file('counts.csv', 'date,count\n2020-01-01,1\n');
    expect((await run(['access-log', counts], startLocalEngine())).err).toContain('it has no requests for pages');
  });

  it('is a series by whole seconds', async () => {
    const path = file('access.log', line(1) + line(2) + line(25));
    const { out } = await run(['series', path, '--interval', '10', '--detect', 'mad'], startLocalEngine());
    expect(parse(out).map(r => r.value)).toEqual(['2', '0', '1']);
  });
});

const HTTP_LOG = [
  '#separator \\x09',
  '#path\thttp',
  '#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tmethod\turi\tversion\tuser_agent\tresponse_body_len\tstatus_code',
  '1713484784.5\t10.0.0.1\t4000\t10.0.0.2\t80\tGET\t/x\t1.1\tcurl\t12\t200\n',
].join('\n');

describe("Zeek's logs of HTTP", () => {
  it('are flows and requests, also beside logs of connections', async () => {
    const path = file('zeek/http.log', HTTP_LOG);
    file('zeek/conn.log', HTTP_LOG.replace('#path\thttp', '#path\tconn').replace('status_code', 'code'));
    for (const one of [path, join(folder, 'zeek')])
      expect(await rowsOf(one)).toMatchObject([{ ip: '10.0.0.1', path: '/x', status: '200', size: '12' }]);
    const hosts = await run(['hosts', path], startLocalEngine());
    expect(parse(hosts.out)).toHaveLength(2);
  });

  it('count the lines that cannot be read when they are read for requests alone', async () => {
    const path = file('zeek/http.log', `${HTTP_LOG}not a row\n`);
    file('zeek/conn.log', HTTP_LOG.replace('#path\thttp', '#path\tconn').replace('status_code', 'code'));
    const { status, out, err } = await command(join(folder, 'zeek'));
    expect(parse(out)).toHaveLength(1);
    expect(status).toBe(3);
    expect(err).toContain(`${path}, line ${HTTP_LOG.split('\n').length}: `);
    expect(err).toContain('1 line could not be read');
    // Read as flows, too, a line is broken once.
    expect((await command(path)).err).toContain('1 line could not be read');
    expect(await run(['hosts', join(folder, 'zeek')], startLocalEngine())).toMatchObject({ status: 0, err: '' });
  });
});

interface Truth {
  readonly parsed: number;
  readonly unparsable: readonly (readonly [line: number, error: string, text: string])[];
  readonly size_dash: number;
  readonly total_bytes: number;
  readonly status_given_ip: {
    readonly rows: number;
    readonly proba_lt_1: number;
    readonly head: readonly (readonly [ip: string, status: string, share: number])[];
  };
}
interface TruthOfField {
  readonly unique: number;
  readonly top: readonly (readonly [value: string, count: number, share: number])[];
}

const FIELDS = {
  ip: 'ip',
  method: 'request_method',
  path: 'request_path',
  version: 'http_version',
  status: 'status_code',
  user_agent: 'user_agent',
} as const;

/**
 * The study splits lines at blanks: of four requests with a quoted quote in the referrer it takes the end of the referrer
 * for the beginning of the user agent. Read by the format, they have the user agent of all others.
 */
const QUOTED_REFERRERS = 4;

describe.skipIf(!hasShared())('the logs of the study', () => {
  it.each(['elastic_apache_logs', 'ocatak_acunetix'])('%s is equal in every number', async name => {
    const path = sharedPath(`datasets/access-log/${name}.log`);
    const truth = JSON.parse(
      readFileSync(sharedPath(`datasets/access-log/expected.${name}.log.json`), 'utf8'),
    ) as Truth & Record<string, TruthOfField>;
    const { out, err } = await command(path, '--raw');
    const requests = parse(out);
    expect(requests).toHaveLength(truth.parsed);
    for (const [number] of truth.unparsable) expect(err).toContain(`line ${number.toLocaleString('en-US')}: `);
    expect(err).toContain(truth.unparsable.length === 0 ? '' : `${truth.unparsable.length} line could not be read`);
    expect(requests.filter(r => r.size === '')).toHaveLength(truth.size_dash);
    expect(requests.reduce((sum, r) => sum + Number(r.size), 0)).toBe(truth.total_bytes);
    const values = parse((await command(path, '--report', 'values', '--raw')).out);
    const isQuoted = name === 'ocatak_acunetix';
    for (const [field, theirs] of Object.entries(FIELDS)) {
      const own = new Map(values.filter(v => v.field === field).map(v => [v.value!, v]));
      const differs = isQuoted && field === 'user_agent' ? QUOTED_REFERRERS : 0;
      const { unique, top } = truth[theirs]!;
      expect(own.size, field).toBe(differs > 0 ? unique - 1 : unique);
      for (const [i, [value, count, share]] of top.entries()) {
        if (differs > 0 && value.startsWith('{ Referer; }')) {
          expect(count).toBe(differs);
          continue;
        }
        const wanted = differs > 0 && i === 0 ? count + differs : count;
        expect(Number(own.get(value)?.count), `${field} ${value}`).toBe(wanted);
        if (differs === 0) expect(Number(own.get(value)!.frequency)).toBe(share);
      }
    }
    const pairs = parse((await command(path, '--report', 'pairs', '--raw')).out);
    expect(pairs).toHaveLength(truth.status_given_ip.rows);
    expect(pairs.filter(p => Number(p.probability) < 1)).toHaveLength(truth.status_given_ip.proba_lt_1);
    const head = pairs.slice(0, truth.status_given_ip.head.length);
    expect(head.map(p => [p.given_value, p.value, Number(p.probability)])).toEqual(truth.status_given_ip.head);
  });

  it('captures give the requests that tshark sees, with their answers', async () => {
    const rows = await rowsOf(sharedPath('captures/filesamples/simple_http.pcap'));
    expect(rows).toHaveLength(2);
    expect(rows.every(r => r.status !== '' && r.method === 'GET')).toBe(true);
  });
});
