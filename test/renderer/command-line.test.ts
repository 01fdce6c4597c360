// What the window exports and what its command line writes are the same bytes, for every report and every option.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { checkInput } from '../../main/host/check-input.ts';
import { startLocalEngine } from '../../main/session/local-engine.ts';
import { commandLine, lackOfCommand } from '../../renderer/state/command-line.ts';
import { reportFields } from '../../renderer/views/records/report-fields.ts';
import type { ReportRequest } from '../../shared/contract/calls.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import { DEFAULT_ANOMALIES } from '../../shared/model/request.ts';
import { DEFAULT_DETECT } from '../../shared/model/series.ts';
import { quoted } from '../../shared/unit/shell.ts';
import { openFully } from '../build/traffic.ts';
import { run } from '../host/cli/run.ts';

const sample = fileURLToPath(new URL('../../assets/sample.pcapng', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "burstscope it's "));
afterAll(() => rmSync(folder, { recursive: true }));

/** The words that a POSIX shell makes of a line. */
const shellWords = (line: string): string[] =>
  execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

type Part = Pick<ReportRequest, 'report'> & Partial<ReportRequest>;

interface Case {
  readonly path?: string;
  readonly filter?: string;
  readonly part: Part;
}

async function expectSame({ path = sample, filter, part }: Case): Promise<void> {
  const request: ReportRequest = { by: 'pair', bursts: DEFAULT_BURST_PARAMS, ...part };
  const { engine, source } = await openFully(path);
  const file = join(folder, 'exported.csv');
  checkInput('export', { source, filter, request, suggestedName: 'a.csv' });
  const { rows } = await engine.call('write', { source, filter, request, path: file });
  const line = commandLine({ source: { paths: [path], inner: false }, filter, request });
  const [program, ...args] = shellWords(line);
  expect(program).toBe('burstscope');
  const { out, err, status } = await run(args, startLocalEngine());
  expect([line, status, err]).toEqual([line, 0, '']);
  expect([line, out]).toEqual([line, readFileSync(file, 'utf8')]);
  expect([line, rows > 0]).toEqual([line, true]);
}

const range = { from: [1_748_000_000, 5], to: [1_900_000_000, 0] } as const;
const camera = '192.168.20.21';

describe('the line of', () => {
  const bursts = { gapNanos: 1_250_000_000, minPayload: 'auto', minPackets: 3, scope: 'flow' } as const;
  const only = { host: camera };
  it.each<[string, Part]>([
    ['bursts', { report: 'bursts', bursts }],
    ['bursts of a host', { report: 'bursts', only, range }],
    ['bursts as the study counts', { report: 'bursts', bursts: { ...DEFAULT_BURST_PARAMS, compat: 'notebook' } }],
    ['distributions of bursts', { report: 'bursts', insight: {} }],
    ['two sets of thresholds', { report: 'bursts', insight: { compare: { ...bursts, minPayload: 20 } } }],
    ['conversations', { report: 'conversations', bursts }],
    ['flows of a host', { report: 'conversations', by: 'flow', only }],
    ['records', { report: 'packets' }],
    [
      'records of a host by their columns',
      {
        report: 'packets',
        only,
        fields: reportFields(['number', 'src', 'dstPort', 'info', 'iat', 'burst', 'field ip.ttl']),
      },
    ],
    ['records of a flow', { report: 'packets', only: { flow: 1 }, names: 'scapy' }],
    ['members of a burst', { report: 'packets', only: { burst: 1 } }],
    ['flows with their entries', { report: 'flows', range }],
    ['hosts', { report: 'hosts', range }],
    ['the page to hand on', { report: 'summary', format: 'html', range }],
    ['the gaps of all hosts, ranked', timing({ only: 'iat', direction: 'iat', sort: 'median', descending: false })],
    [
      'the gaps of streams, searched',
      timing({ scope: 'stream', only: 'idt', sort: 'n', descending: true, search: '192' }),
    ],
    ['the gaps of a host', timing({ key: camera, direction: 'iat' })],
    ['bins of gaps', timing({ histogram: [camera], windowNanos: 500_000_000 })],
    ['beacons', beacons({ by: 'pair-port', min: 2, sort: 'score', descending: true })],
    ['beacons the other way round', beacons({ by: 'pair', min: 10, sort: 'score', descending: false })],
    ['beacons by deviation', beacons({ by: 'pair', min: 4, sort: 'sd', descending: true, search: '192.168' })],
    ['windows', { report: 'windows', windows: { nanos: 2_500_000_000 } }],
    ['batches', { report: 'windows', windows: { nanos: 10_000_000_000, compat: 'notebook' } }],
    ['outliers', { report: 'windows', windows: { nanos: 10_000_000_000, list: 'outliers' } }],
    ['series', series({ by: 'whole' })],
    ['one series', series({ by: 'host', key: camera, value: 'bytes', interval: 20, detectors: ['mad', 'luminol'] })],
    ['series as luminol', series({ by: 'whole', detectors: ['luminol'], compat: 'luminol', rolling: 3, width: 0.95 })],
    ['requests', requests({ report: 'requests' })],
    ['requests by a value', requests({ report: 'requests', where: [{ field: 'method', value: 'GET' }] })],
    ['values', requests({ report: 'values', fields: ['status', 'path'] })],
    ['pairs', requests({ report: 'pairs', given: 'method' })],
    ['requests that stand out', requests({ report: 'anomalies' })],
  ])('%s', (_, part) => expectSame({ part }), 30_000);

  it('what a filter leaves', async () => {
    await expectSame({ filter: `tcp && !(ip.addr == ${camera})`, part: { report: 'packets', range } });
    await expectSame({ filter: 'udp.port in {53, 123}', part: { report: 'hosts' } });
  });

  it('a comparison names both sources', async () => {
    const { engine, source } = await openFully(sample);
    const path = join(folder, 'after.pcapng');
    await engine.call('save', { source, filter: 'tcp', path });
    const other = (await engine.call('open', { path })).source;
    const compare = { what: 'conversations', factor: 1.5 } as const;
    const request: ReportRequest = {
      ...{ report: 'compare', by: 'pair', bursts: DEFAULT_BURST_PARAMS, compare: { ...compare, other } },
    };
    const file = join(folder, 'compared.csv');
    await engine.call('write', { source, filter: 'ip', request, path: file });
    const [before, after] = [sample, path].map(one => ({ paths: [one], inner: false }));
    const line = commandLine({ source: before!, after, filter: 'ip', request });
    const { out } = await run(shellWords(line).slice(1), startLocalEngine());
    expect(out).toBe(readFileSync(file, 'utf8'));
  });
});

function timing(of: Partial<NonNullable<ReportRequest['timing']>>): Part {
  return { report: 'timing', timing: { scope: 'host', direction: 'idt', windowNanos: 1_000_000_000, ...of } };
}
function beacons(of: NonNullable<ReportRequest['beacons']>): Part {
  return { report: 'beacons', beacons: of };
}
function series(of: Partial<NonNullable<ReportRequest['series']>> & { readonly by: string }): Part {
  return { report: 'series', series: { ...DEFAULT_DETECT, ...of } };
}
function requests(of: NonNullable<ReportRequest['requests']>): Part {
  return { report: 'access-log', requests: { anomalies: DEFAULT_ANOMALIES, ...of } };
}

describe('values that look like something else', () => {
  it('of an access log come through whole', async () => {
    const path = join(folder, '-access.log');
    const odd = ['a,status=404', 'b\\,method=GET', "c'd $(x)", '--e', 'f,g'];
    writeFileSync(
      path,
      odd
        .map(
          (agent, i) => `192.0.2.${i} - - [10/Oct/2023:13:55:3${i} +0000] "GET /${i} HTTP/1.1" 200 5 "-" "${agent}"\n`,
        )
        .join(''),
    );
    for (const value of odd) {
      const where = [
        { field: 'user_agent', value },
        { field: 'method', value: 'GET' },
      ] as const;
      await expectSame({ path, part: requests({ report: 'requests', where }) });
    }
  });

  it('are quoted whatever a shell would take apart', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter(word => !word.includes('\0')),
        word => {
          expect(shellWords(quoted(word))).toEqual([word]);
        },
      ),
      { numRuns: 40 },
    );
  });
});

it('says what the command cannot do', () => {
  const one = { paths: ['a'], inner: false };
  expect(lackOfCommand({ source: one })).toBeNull();
  expect(lackOfCommand({ source: one, after: one })).toBeNull();
  expect(lackOfCommand({ source: { paths: ['a', 'b'], inner: false }, after: one })).toMatch(/one file/);
  expect(lackOfCommand({ source: { ...one, inner: true }, after: one })).toMatch(/inner/);
});
