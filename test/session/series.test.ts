// Series of files of counts and of captures, through the calls and the command line's code path.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import papa from 'papaparse';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import type { Engine } from '../../main/session/engine.ts';
import { startLocalEngine } from '../../main/session/local-engine.ts';
import { DEFAULT_DETECT, type DetectOptions } from '../../shared/model/series.ts';
import { hasShared, sharedPath } from '../build/shared-data.ts';
import { run } from '../host/cli/run.ts';

type Row = Readonly<Record<string, string>>;
const DAY = 86_400;

const command = (...args: readonly string[]) => run(args, startLocalEngine());
const parse = (text: string): readonly Row[] => papa.parse<Row>(text, { header: true, skipEmptyLines: true }).data;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'burstscope-series-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const dayText = (day: number): string => new Date(day * DAY * 1000).toISOString().slice(0, 10);

/** Counts of two hosts on `days` days, the first of which jumps on day 30. */
function counts(days = 40): string {
  let text = 'date,host,n\n';
  for (let day = 0; day < days; day++) {
    text += `${dayText(day)},one,${day === 30 ? 500 : 20 + ((day * 7) % 5)}\n`;
    if (day % 2 === 0) text += `${dayText(day)},two,${day}\n`;
  }
  return file('counts.csv', text);
}

async function open(engine: Engine, path: string): Promise<number> {
  const { source } = await engine.call('open', { path });
  for (;;) {
    const info = await engine.call('info', { source });
    if (info.state !== 'loading') return source;
    await new Promise(resolve => setTimeout(resolve, 1));
  }
}

describe('series of a file of counts', () => {
  it('are written by key, with the range of the forecast and what stands out', async () => {
    const { status, out, err } = await command('series', counts(), '--by', 'host');
    expect([status, err]).toEqual([0, '']);
    expect(out.slice(0, out.indexOf('\n'))).toBe(
      'key,start_epoch,value,rolling_mean,forecast,lower,upper,score,anomaly',
    );
    const rows = parse(out);
    expect(rows).toHaveLength(60);
    expect(rows.find(row => row.value === '500')).toMatchObject({
      key: 'one',
      start_epoch: `${30 * DAY}.000000000`,
      anomaly: 'forecast',
    });
    // What the file does not say is missing, not zero.
    expect(rows.filter(row => row.key === 'two').map(row => Number(row.start_epoch) / DAY)).toEqual(
      Array.from({ length: 20 }, (_, i) => i * 2),
    );
    expect(rows[5]!.rolling_mean).toBe('');
    const first = rows.slice(0, 7).reduce((sum, row) => sum + Number(row.value), 0);
    expect(Number(rows[6]!.rolling_mean)).toBeCloseTo(first / 7, 9);
  });

  it('are added up over longer intervals and all keys', async () => {
    const rows = parse((await command('series', counts(), '--interval', '7d')).out);
    const daily = parse((await command('series', counts())).out);
    expect(rows.every(row => row.key === 'whole' && Number(row.start_epoch) % (7 * DAY) === 0)).toBe(true);
    const sum = (some: readonly Row[]): number => some.reduce((total, row) => total + Number(row.value), 0);
    expect(sum(rows)).toBe(sum(daily));
    expect(Number(rows[0]!.value)).toBe(sum(daily.slice(0, 7)));
  });

  it('are held against marked dates', async () => {
    const marks = file('marks.csv', `date,host\n${dayText(30)},one\n${dayText(3)},two\n`);
    const { status, err } = await command(
      'series',
      counts(),
      '--by',
      'host',
      '--detect',
      'mad,luminol',
      '--marked',
      marks,
    );
    expect(status).toBe(0);
    expect(err).toMatch(
      /^burstscope: mad: precision 1\.000 \(1 of 1 anomalies lie at a mark\), recall 0\.500 \(1 of 2 marks are found; 1 of them without a row\)\n/,
    );
    expect(err).toContain('luminol: precision 0.500 (1 of 2 anomalies');
  });

  it.each([
    [['--by', 'planet'], 'has no series by "planet": use whole or host'],
    [['--value', 'bytes'], 'has no bytes'],
    [['--key', 'three', '--by', 'host'], 'There is no series "three"'],
    [['--interval', '0d'], '--interval takes a length such as 10s'],
    [['--interval', '3 parsecs'], '--interval takes a length such as 10s'],
    [['--detect', 'oracle'], '--detect takes forecast, luminol, mad'],
    [['--width', '2'], '--width takes a share'],
    [['--date', 'nowhere'], 'There is no column "nowhere"'],
    [['--filter', 'tcp'], 'no records to filter'],
  ])('say in a sentence what is wrong with %j', async (args, said) => {
    const { status, out, err } = await command('series', counts(), ...args);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(said);
  });

  it('of broken lines are those of the others, and the lines are named', async () => {
    const path = file('broken.csv', 'date,n\n2020-01-01,1\n2020-01-02,-2\n2020-01-03,3\n');
    const { status, out, err } = await command('series', path);
    expect(status).toBe(3);
    expect(parse(out)).toHaveLength(2);
    expect(err).toContain('line 3: column n, "-2", is no count: it is negative');
  });

  it('of one point and of constant ones have no NaN in them', async () => {
    for (const text of ['date,n\n2020-01-01,1\n', 'date,n\n2020-01-01,4\n2020-01-02,4\n2020-01-03,4\n2020-01-04,4\n']) {
      for (const detect of ['forecast', 'luminol', 'mad']) {
        const { status, out } = await command('series', file('few.csv', text), '--detect', detect, '--rolling', '3');
        expect(status).toBe(0);
        expect(out).not.toMatch(/NaN|Infinity|undefined|null/);
        expect(parse(out).every(row => row.anomaly === '')).toBe(true);
      }
    }
  });

  it('are pages of keys, lines and anomalies for a window', async () => {
    const engine = startLocalEngine();
    const source = await open(engine, counts());
    const series = { by: 'host' };
    const detect: DetectOptions = { ...DEFAULT_DETECT, detectors: ['forecast', 'luminol'] };
    const page = await engine.call('seriesKeys', {
      source,
      series,
      sort: 'total',
      direction: 'desc',
      offset: 0,
      limit: 1,
    });
    expect(page).toMatchObject({ total: 2, rows: [{ key: 'one', points: 40, most: 500 }] });
    expect(page.facts).toMatchObject({ value: 'count', interval: DAY, zeros: false, keys: 2 });
    const { lines } = await engine.call('seriesLines', { source, series, keys: ['one', 'none'], detect });
    expect(lines).toHaveLength(1);
    expect(lines[0]!.detections.map(({ detector }) => detector)).toEqual(['forecast', 'luminol']);
    expect(lines[0]!.detections[0]!.anomalies).toContain(30);
    const found = await engine.call('seriesAnomalies', {
      source,
      series,
      detect,
      marks: [{ seconds: 30 * DAY, key: null }],
      sort: 'value',
      direction: 'desc',
      offset: 0,
      limit: 2,
    });
    expect(found.rows[0]).toMatchObject({
      key: 'one',
      seconds: 30 * DAY,
      until: 31 * DAY,
      value: 500,
      marked: true,
      agreed: true,
    });
    expect(found.summary).toMatchObject({
      series: 2,
      judgements: [
        { marks: 1, found: 1 },
        { marks: 1, found: 1 },
      ],
    });
    await engine.close();
  });

  it('are given up when asked to, and when another question comes up', async () => {
    let text = 'date,key,n\n';
    for (let key = 0; key < 600; key++) {
      for (let day = 0; day < 60; day++) text += `${dayText(day)},${key},${(key * day * 31) % 97}\n`;
    }
    const engine = startLocalEngine();
    const source = await open(engine, file('many.csv', text));
    const ask = (rolling: number) =>
      engine.call('seriesAnomalies', {
        source,
        series: { by: 'key' },
        detect: { ...DEFAULT_DETECT, detectors: ['forecast', 'luminol', 'mad'], rolling },
        marks: [],
        sort: 'time',
        direction: 'asc',
        offset: 0,
        limit: 0,
      });
    const given = ask(7);
    const stopped = expect(given).rejects.toMatchObject({ kind: 'cancelled' });
    const timer = setInterval(() => void engine.call('seriesCancel', { source }), 1);
    await stopped;
    clearInterval(timer);
    const first = expect(ask(8)).rejects.toMatchObject({ kind: 'cancelled' });
    const second = ask(9);
    await first;
    expect((await second).summary.series).toBe(600);
    await engine.close();
  });
});

describe('anomalies of some series', () => {
  it('are told while those of all are looked for, and take nothing back', async () => {
    let text = 'date,key,n\n';
    for (let key = 0; key < 600; key++)
      for (let day = 0; day < 40; day++)
        text += `${new Date(day * 86_400_000).toISOString().slice(0, 10)},k${key},${key === 3 && day === 30 ? 900 : 10 + (day % 5)}\n`;
    const engine = startLocalEngine();
    const source = await open(engine, file('some.csv', text));
    const question = {
      source,
      series: { by: 'key' },
      detect: { ...DEFAULT_DETECT, detectors: ['forecast', 'luminol'] },
      marks: [],
      sort: 'rank',
      direction: 'desc',
      offset: 0,
      limit: 10,
    } as const;
    const answered: string[] = [];
    const all = engine.call('seriesAnomalies', question);
    void all.then(() => answered.push('all'));
    const some = await engine.call('seriesAnomalies', { ...question, keys: ['k3', 'k4', 'not there'] });
    answered.push('some');
    expect(some.summary.series).toBe(2);
    // Both detectors may say the same of a series: it is one series.
    for (const note of some.summary.notes) expect(note).not.toMatch(/\((?:[3-9]|\d\d+) of 2 series\)$/);
    expect(some.rows[0]).toMatchObject({ key: 'k3', value: 900 });
    expect((await all).summary.series).toBe(600);
    expect(answered).toEqual(['some', 'all']);
    await engine.close();
  });
});

describe('series of a capture', () => {
  const sample = new URL('../../assets/sample.pcapng', import.meta.url).pathname;

  it('count every record once, in intervals aligned to the epoch, empty ones as zero', async () => {
    const info = JSON.parse((await command('info', sample, '--json')).out) as {
      records: number;
      wire_bytes: number;
      start_epoch: string;
      end_epoch: string;
    };
    for (const [value, whole] of [
      ['packets', info.records],
      ['bytes', info.wire_bytes],
    ] as const) {
      const rows = parse((await command('series', sample, '--interval', '7s', '--value', value)).out);
      expect(rows.reduce((sum, row) => sum + Number(row.value), 0)).toBe(whole);
      const starts = rows.map(row => Number(row.start_epoch));
      expect(starts[0]).toBe(Math.floor(Number(info.start_epoch) / 7) * 7);
      expect(starts.at(-1)).toBe(Math.floor(Number(info.end_epoch) / 7) * 7);
      expect(starts.every((start, i) => i === 0 || start === starts[i - 1]! + 7)).toBe(true);
    }
  });

  it('by host hold what the hosts sent and received', async () => {
    const hosts = new Map(
      parse((await command('hosts', sample)).out).map(row => [
        row.address!,
        Number(row.packets_sent) + Number(row.packets_received),
      ]),
    );
    const sums = new Map<string, number>();
    for (const { key, value } of parse((await command('series', sample, '--by', 'host', '--interval', '1m')).out))
      sums.set(key!, (sums.get(key!) ?? 0) + Number(value));
    expect(new Map([...sums].sort())).toEqual(new Map([...hosts].sort()));
  });

  it('of connections are those that begin', async () => {
    const connections = parse((await command('conversations', sample, '--by', 'connection')).out);
    for (const by of ['whole', 'pair', 'port']) {
      const rows = parse(
        (await command('series', sample, '--by', by, '--value', 'connections', '--interval', '10s')).out,
      );
      expect([by, rows.reduce((sum, row) => sum + Number(row.value), 0)]).toEqual([by, connections.length]);
    }
  });

  it('refuse more intervals than can be looked at', async () => {
    const far = file(
      'far.csv',
      '2001-01-01 00:00:00,tcp,closed,10.0.0.1,1,10.0.0.2,2,1,1\n2021-01-01 00:00:00,tcp,closed,10.0.0.1,1,10.0.0.2,2,1,1\n',
    );
    const { status, err } = await command('series', far, '--interval', '1s');
    expect(status).toBe(2);
    expect(err).toContain('choose a longer interval');
    expect(parse((await command('series', far)).out).length).toBeGreaterThan(7000);
  });
});

describe.runIf(hasShared())('the daily flows (beside the checkout)', () => {
  const data = sharedPath('datasets/daily-flows/cs448b_ipasn.csv');
  const prophet = () =>
    JSON.parse(readFileSync(sharedPath('datasets/daily-flows/prophet-map.expected.json'), 'utf8')).series;
  const luminol = () => JSON.parse(readFileSync(sharedPath('datasets/daily-flows/luminol.expected.json'), 'utf8'));

  test('each host has the anomalies and bounds of the truth', async () => {
    const rows = parse((await command('series', data, '--by', 'l_ipn')).out);
    for (const [host, expected] of Object.entries<{
      y_scale: number;
      lower: number[];
      upper: number[];
      anomaly_rows: number[];
    }>(prophet())) {
      const mine = rows.filter(row => row.key === host);
      expect(mine).toHaveLength(expected.lower.length);
      expect(mine.flatMap((row, i) => (row.anomaly === 'forecast' ? [i] : []))).toEqual(expected.anomaly_rows);
      for (const [i, row] of mine.entries()) {
        expect(Math.abs(Number(row.lower) - expected.lower[i]!)).toBeLessThan(0.005 * expected.y_scale);
        expect(Math.abs(Number(row.upper) - expected.upper[i]!)).toBeLessThan(0.005 * expected.y_scale);
      }
    }
  });

  test('luminol scores and marks rows as it does', async () => {
    const rows = parse(
      (await command('series', data, '--by', 'l_ipn', '--detect', 'luminol', '--compat', 'luminol')).out,
    );
    const truth = luminol();
    for (const [host, expected] of Object.entries<{ scores: number[]; isAnomaly_rows: number[] }>(truth.per_l_ipn)) {
      const mine = rows.filter(row => row.key === host);
      for (const [i, score] of expected.scores.entries())
        expect(Math.abs(Number(mine[i]!.score) - score)).toBeLessThan(1e-9);
      expect(mine.flatMap((row, i) => (row.anomaly === 'luminol' ? [i] : []))).toEqual(expected.isAnomaly_rows);
    }
    const days = parse((await command('series', data)).out);
    expect(days.map(row => Number(row.value))).toEqual(truth.daily_aggregate.f);
  });

  test('precision and recall against the true list', async () => {
    const list = '2006-08-24,1\n2006-09-04,5\n2006-09-18,4\n2006-09-26,3\n2006-09-26,6\n';
    const { err } = await command(
      'series',
      data,
      '--by',
      'l_ipn',
      '--detect',
      'forecast,luminol',
      '--compat',
      'luminol',
      '--marked',
      file('true.csv', `date,l_ipn\n${list}`),
    );
    // 83 and 29 are the anomalies of the truths; two of the five dates are among each.
    expect(err).toContain(
      'forecast: precision 0.024 (2 of 83 anomalies lie at a mark), recall 0.400 (2 of 5 marks are found)',
    );
    expect(err).toContain(
      'luminol: precision 0.069 (2 of 29 anomalies lie at a mark), recall 0.400 (2 of 5 marks are found)',
    );
  });

  test('AS numbers are ranked as in the truth', async () => {
    const engine = startLocalEngine();
    const source = await open(engine, data);
    const { total, rows } = await engine.call('seriesKeys', {
      source,
      series: { by: 'r_asn' },
      sort: 'total',
      direction: 'desc',
      offset: 0,
      limit: 10,
    });
    expect(total).toBe(2005);
    expect(JSON.stringify(luminol().r_asn_top10)).toContain(String(rows[0]!.total));
    await engine.close();
  });
});
