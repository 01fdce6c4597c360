// Reports that write their lines themselves: the same lines as their cells make.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessLogReport } from '../../main/export/access-log-report.ts';
import { beaconReport } from '../../main/export/beacon-report.ts';
import { CsvOut } from '../../main/export/csv-out.ts';
import { type Cell, numberCell, type Report, secondsCell } from '../../main/export/report.ts';
import { windowReport } from '../../main/export/window-report.ts';
import { accessLog } from '../../main/logs/access-log.ts';
import { RequestRow } from '../../main/logs/request-row.ts';
import { CaptureView } from '../../main/read/capture-view.ts';
import { RequestView } from '../../main/read/request-view.ts';
import { RequestStore } from '../../main/store/request-store.ts';
import { csvText } from '../../shared/unit/csv.ts';
import { epochTime, isoTime } from '../../shared/unit/time.ts';
import { storeOf } from '../build/stored.ts';
import type { Sent } from '../build/traffic.ts';

const text = new TextDecoder();

async function bothWays(report: Report, raw = false): Promise<{ cells: string; lines: string }> {
  const isText = report.columns.map(({ kind }) => kind === 'text' || kind === 'time');
  const cellText = (cell: Cell, i: number): string => (cell !== null && isText[i] ? csvText(cell, raw) : (cell ?? ''));
  let cells = '';
  for await (const batch of report.rows()) for (const row of batch) cells += `${row.map(cellText).join(',')}\n`;
  let lines = '';
  for await (const { bytes } of report.csvLines!(raw)) lines += text.decode(bytes);
  return { cells, lines };
}

/** One line of cells. */
function lineOf(write: (out: CsvOut) => void, raw = false): string {
  const out = new CsvOut(raw);
  write(out);
  out.endRow();
  return text.decode(out.take().bytes).slice(0, -1);
}

describe('lines of CSV as bytes', () => {
  it('hold numbers and durations as cells hold them, and nothing for no value', () => {
    const number = fc.oneof(
      fc.double(),
      fc.integer(),
      fc.nat(),
      fc.nat(2000).map(n => n / 1000),
      fc.constantFrom(0xffff_ffff, 2 ** 32, 2 ** 53, 1e21, -0.001, 0),
    );
    fc.assert(
      fc.property(number, value => {
        const cell = Number.isNaN(value) ? null : value;
        expect(lineOf(out => out.number(value))).toBe(numberCell(cell) ?? '');
        expect(lineOf(out => out.seconds(value))).toBe(secondsCell(cell) ?? '');
      }),
    );
  });

  it('hold times as cells hold them', () => {
    fc.assert(
      fc.property(fc.nat(0xffff_ffff), fc.nat(999_999_999), (seconds, nanos) => {
        expect(lineOf(out => out.time(seconds, nanos))).toBe(epochTime([seconds, nanos]));
        expect(lineOf(out => out.iso(seconds, nanos))).toBe(isoTime([seconds, nanos]));
      }),
    );
  });

  it('guard and quote texts as cells do, however long', () => {
    const long = fc.tuple(fc.string(), fc.nat(3)).map(([part, n]) => part + 'x'.repeat(n * 700_000));
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom('=1+1', '"', 'a,b', '\t', '', '-', 'ä\n'), long),
        fc.boolean(),
        (one, raw) => {
          expect(lineOf(out => out.text(one), raw)).toBe(csvText(one, raw));
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('reports that write their lines themselves', () => {
  const records = (n: number): Sent[] =>
    Array.from({ length: n }, (_, i) => ({
      at: (2000 + i * 3 + (i % 7) / 8).toFixed(3),
      src: `10.0.${i % 3}.1`,
      dst: '10.9.9.9',
      sport: 1000 + i,
      dport: i % 2 ? 443 : 80,
      payload: i % 50,
    }));

  it('beacons', async () => {
    const view = new CaptureView(storeOf(records(60)));
    for (const by of ['pair', 'pair-port'] as const) {
      const { cells, lines } = await bothWays(beaconReport(view, view.whole, { by, min: 2 }));
      expect(lines).toBe(cells);
      expect(lines.split('\n').length).toBeGreaterThan(3);
    }
  });

  it('windows, the empty ones too, whatever their length', async () => {
    const view = new CaptureView(storeOf(records(60)));
    for (const nanos of [10e9, 1e9, 0.25e9, 7.5e9]) {
      const { cells, lines } = await bothWays(windowReport(view, view.whole, { nanos }));
      expect(lines).toBe(cells);
      expect(lines.split('\n').length).toBeGreaterThan(18);
    }
  });

  it('requests, their values and pairs of values, whatever the texts are', async () => {
    const text = fc.constantFrom('-', '', '/a', '=1', '/a,b', '"', 'Mozilla/5.0 (X11, Linux)', 'ä', "'", '+x', '\\"');
    const line = fc
      .tuple(
        fc.nat(3),
        fc.nat(86_399),
        text,
        text,
        text,
        fc.constantFrom('200', '404'),
        fc.constantFrom('-', '0', '17'),
      )
      .map(
        ([host, second, path, referrer, agent, status, size]) =>
          `10.0.0.${host} - - [17/May/2015:${new Date(second * 1000).toISOString().slice(11, 19)} +0000] "GET /${path} HTTP/1.1" ${status} ${size} "${referrer}" "${agent}"`,
      );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 30 }), fc.boolean(), async (list, raw) => {
        const store = new RequestStore();
        const row = new RequestRow();
        const read = accessLog();
        for (const [i, one] of list.entries()) {
          const bytes = new TextEncoder().encode(one);
          if (read(bytes, 0, bytes.length, row) === null) store.append(row, i + 1, 0);
        }
        const view = new RequestView(store);
        for (const report of ['requests', 'values', 'pairs'] as const) {
          const { cells, lines } = await bothWays(accessLogReport(view, undefined, { report }), raw);
          expect(lines).toBe(cells);
        }
        const given = { report: 'pairs', given: 'size', fields: ['path', 'size'] } as const;
        const { cells, lines } = await bothWays(accessLogReport(view, undefined, given), raw);
        expect(lines).toBe(cells);
      }),
      { numRuns: 15 },
    );
  });
});
