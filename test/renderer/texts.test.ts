import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { selectBurstAndTime, useSelection } from '../../renderer/state/selection.ts';
import { endpoint } from '../../renderer/ui/endpoint.ts';
import { meaningOf } from '../../renderer/ui/key-meaning.ts';
import { rangeText, shortTime, timeOfDay } from '../../renderer/ui/moment.ts';
import { rowWord } from '../../renderer/ui/rows-word.ts';
import { GAP_MEASURES } from '../../renderer/views/inspector/gap-measures.ts';
import { secondsLeft } from '../../renderer/views/load/seconds-left.ts';
import { undissectedText } from '../../renderer/views/load/undissected.ts';
import { chipsOf } from '../../renderer/views/top-bar/chips.ts';
import type { InterfaceInfo } from '../../shared/model/source.ts';
import type { GapSummary } from '../../shared/model/summary.ts';
import { counted, formatDuration, nounFor } from '../../shared/unit/format.ts';
import type { Time } from '../../shared/unit/time.ts';

const START: Time = [1_617_818_153, 220_411_648];
const nothing = { host: null, peer: null, flow: null, burst: null, record: null, range: null, filter: null };
const a = { id: 1, address: '192.0.2.1' };
const b = { id: 2, address: '2001:db8::2' };

describe('chips of the selection', () => {
  it('are none for no selection, one for a host, one for a pair', () => {
    expect(chipsOf(nothing, null)).toEqual([]);
    expect(chipsOf({ ...nothing, host: a }, null)).toEqual([{ kind: 'host', text: '192.0.2.1', address: '192.0.2.1' }]);
    expect(chipsOf({ ...nothing, host: a, peer: b }, null)).toEqual([
      { kind: 'pair', text: '192.0.2.1 → 2001:db8::2', address: '192.0.2.1 → 2001:db8::2' },
    ]);
  });

  it('name flow, burst and time range, the sides that are open taken from the capture', () => {
    const info = { start: START, end: [START[0] + 60, 0] as Time };
    const range = { from: [START[0] + 2, 0] as Time };
    expect(chipsOf({ ...nothing, host: a, flow: 6, burst: 3, range }, info).map(chip => chip.text)).toEqual([
      '192.0.2.1',
      'Flow 7',
      'Burst 3',
      '17:55:55.000 – 17:56:53.000 (58.0 s)',
    ]);
  });
});

describe('numbers with their nouns', () => {
  it('are one or several, regular or not', () => {
    expect([0, 1, 2, 1234].map(n => counted(n, 'host'))).toEqual(['0 hosts', '1 host', '2 hosts', '1,234 hosts']);
    expect([1, 2].map(n => counted(n, 'anomaly', 'anomalies'))).toEqual(['1 anomaly', '2 anomalies']);
    expect([1, 2].map(n => nounFor(n, 'batch', 'batches'))).toEqual(['batch', 'batches']);
    expect((['records', 'flows', 'requests', 'series'] as const).map(rowWord)).toEqual([
      'record',
      'flow',
      'request',
      'row',
    ]);
  });
});

describe('what is not there', () => {
  const root = fileURLToPath(new URL('../../renderer/', import.meta.url));
  const views = (readdirSync(root, { recursive: true }) as string[]).filter(file =>
    /^(views|graph)\/.*\.tsx$/.test(file),
  );

  it('has its words in one place', () => {
    expect(views.length).toBeGreaterThan(80);
    const OTHER = /(\?\?|\?|:) ['"`](–|—|n\/a|unknown|not said|not known|no data|\((none|empty)\))['"`]/;
    const found = views.filter(file => OTHER.test(readFileSync(root + file, 'utf8')));
    expect(found).toEqual([]);
  });

  it('is not pluralised by hand', () => {
    const BY_HAND = /=== 1 \? '([a-z]+)' : '\1s'/;
    expect(views.filter(file => BY_HAND.test(readFileSync(root + file, 'utf8')))).toEqual([]);
  });
});

describe('durations', () => {
  it('lose no seconds below an hour, no minutes below two days', () => {
    expect([0, 999, 15_692_544, 0.9996e9, 74.2e9, 99.94e9].map(formatDuration)).toEqual([
      '0 ns',
      '999 ns',
      '15.7 ms',
      '1.00 s',
      '74.2 s',
      '99.9 s',
    ]);
    expect([99.96e9, 108e9, 269.49e9, 615.999e9, 3599.4e9].map(formatDuration)).toEqual([
      '1 min 40 s',
      '1 min 48 s',
      '4 min 29 s',
      '10 min 16 s',
      '59 min 59 s',
    ]);
    expect([3599.6e9, 4980e9, 86_400e9, 172_790e9, 31_536_000_000e9].map(formatDuration)).toEqual([
      '1 h 0 min',
      '1 h 23 min',
      '24 h 0 min',
      '2 d 0 h',
      '365,000 d 0 h',
    ]);
    expect(formatDuration(-269.49e9)).toBe('-4 min 29 s');
  });
});

describe('times', () => {
  it('are cut, not rounded, to milliseconds', () => {
    expect(timeOfDay([START[0], 999_999_999])).toBe('17:55:53.999');
    expect(timeOfDay(START, 9)).toBe('17:55:53.220411648');
    expect(timeOfDay(START, 0)).toBe('17:55:53');
  });

  it('carry the day only where it is not that of the start', () => {
    expect(shortTime(START, START)).toBe('17:55:53.220');
    expect(shortTime([START[0] + 86_400, 0], START)).toBe('04-08 17:55:53.000');
    expect(rangeText({}, null, null)).toBe('a time range');
  });

  it('of a chosen burst have a margin of a tenth, and 50 ms at least', () => {
    selectBurstAndTime({ burst: 4, start: [100, 0], end: [110, 0] });
    expect(useSelection.getState()).toMatchObject({ burst: 4, range: { from: [99, 0], to: [111, 0] } });
    selectBurstAndTime({ burst: 5, start: [100, 0], end: [100, 1000] });
    expect(useSelection.getState().range).toEqual({ from: [99, 950_000_000], to: [100, 50_001_000] });
  });
});

describe('time left', () => {
  const progress = { source: 1, records: 1, bytes: 25, totalBytes: 100, elapsedMillis: 1000 };

  it('is what remains at the mean speed, at least a second', () => {
    expect(secondsLeft(progress)).toBe(3);
    expect(secondsLeft({ ...progress, bytes: 100 })).toBe(1);
  });

  it('is not guessed from nothing', () => {
    expect(secondsLeft({ ...progress, bytes: 0 })).toBeNull();
    expect(secondsLeft({ ...progress, elapsedMillis: 100 })).toBeNull();
    expect(secondsLeft({ ...progress, totalBytes: 0 })).toBeNull();
  });
});

describe('a capture without hosts', () => {
  const can: InterfaceInfo = {
    id: 0,
    name: null,
    linkType: 227,
    linkName: 'SocketCAN',
    decoded: false,
    snapLength: 0,
    resolution: '10^-6',
    file: 0,
    description: null,
    hardware: null,
    os: null,
    filter: null,
    fcsLength: null,
    received: null,
    dropped: null,
  };

  it('names each link type once', () => {
    const info = { interfaces: [can, { ...can, id: 1 }], arpRecords: 0, undissected: 4 };
    expect(undissectedText(info)).toContain('Link type SocketCAN (227) is not dissected yet');
    const two = { ...info, interfaces: [can, { ...can, linkType: 9, linkName: 'PPP' }] };
    expect(undissectedText(two)).toContain('Link types SocketCAN (227), PPP (9) are not');
  });

  it('does not blame the link type when it was dissected', () => {
    const info = { interfaces: [{ ...can, decoded: true }], arpRecords: 3, undissected: 0 };
    expect(undissectedText(info)).toContain('3 ARP records');
    expect(undissectedText({ ...info, arpRecords: 0 })).toContain('other protocols than IP');
  });
});

describe('gap measures', () => {
  const none: GapSummary = {
    n: 0,
    min: null,
    max: null,
    mean: null,
    sd: null,
    median: null,
    p25: null,
    p75: null,
    p90: null,
    p95: null,
    p99: null,
    mad: null,
    cv: null,
    burstiness: null,
    burstinessFinite: null,
    memory: null,
  };

  it('say so when the sample is too small', () => {
    expect(GAP_MEASURES.map(measure => measure.text(none))).toEqual(['0', ...Array(11).fill('–')]);
    expect(GAP_MEASURES.every(measure => measure.exact?.(none) === undefined)).toBe(true);
  });

  it('show durations short and exact, ratios with their sign', () => {
    const summary = { ...none, n: 2, mean: 15_692_544.5, burstiness: -0.3125 };
    const shown = Object.fromEntries(GAP_MEASURES.map(m => [m.label, [m.text(summary), m.exact?.(summary)]]));
    expect(shown.Mean).toEqual(['15.7 ms', '0.015692545 s']);
    expect(shown.B).toEqual(['-0.313', '-0.3125']);
  });
});

describe('keys', () => {
  const key = (name: string, part = {}) =>
    meaningOf({ key: name, ctrlKey: false, metaKey: false, altKey: false, ...part });

  it('mean one thing alone and another with Ctrl or Command', () => {
    expect(key('f')).toEqual({ does: 'fit' });
    expect(key('f', { ctrlKey: true })).toEqual({ does: 'find' });
    expect(key('k', { metaKey: true })).toEqual({ does: 'palette' });
    expect(key('o', { metaKey: true })).toEqual({ does: 'open' });
    expect(key('o')).toBeNull();
    expect(key('T')).toEqual({ does: 'theme' });
    expect(key('Escape')).toEqual({ does: 'take-back' });
    expect(key('x')).toEqual({ does: 'clear-all' });
    expect(key('c', { ctrlKey: true })).toBeNull();
    expect(key('f', { altKey: true })).toBeNull();
  });

  it('lead to places: Alt and a number, g and a letter', () => {
    expect(key('3', { altKey: true })).toEqual({ showsNumber: 3 });
    expect(key('¡', { altKey: true, code: 'Digit1' })).toEqual({ showsNumber: 1 });
    expect(key('0', { altKey: true })).toEqual({ showsNumber: 10 });
    expect(key('ArrowLeft', { altKey: true })).toEqual({ does: 'back' });
    expect(key('g')).toEqual({ does: 'go' });
    const second = { ctrlKey: false, metaKey: false, altKey: false };
    expect(meaningOf({ key: 't', ...second }, true)).toEqual({ shows: 'timing' });
    expect(meaningOf({ key: 'z', ...second }, true)).toBeNull();
  });
});

it('brackets IPv6 addresses before a port', () => {
  expect(endpoint('192.0.2.1', 443)).toBe('192.0.2.1:443');
  expect(endpoint('2001:db8::1', 443)).toBe('[2001:db8::1]:443');
  expect(endpoint('2001:db8::1', null)).toBe('2001:db8::1');
});
