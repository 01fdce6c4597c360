// Sections of the report about regularity: gaps, beacons, windows, series.
import { stretchOf } from '../../../shared/axis/log-axis.ts';
import { DEFAULT_BEACONS } from '../../../shared/model/beacon.ts';
import type { GapKeyRow } from '../../../shared/model/gap.ts';
import type { BeaconFinding } from '../../../shared/model/overview.ts';
import { DEFAULT_DETECT, type SeriesLine, WHOLE } from '../../../shared/model/series.ts';
import { DEFAULT_TIMING, DEFAULT_WINDOWS } from '../../../shared/model/timing.ts';
import type { OutlierRow } from '../../../shared/model/window.ts';
import { WINDOW_FEATURES } from '../../../shared/model/window-feature.ts';
import { formatCount, formatDuration, formatShare, threeDigits } from '../../../shared/unit/format.ts';
import { nanosBetweenLossy, type Time } from '../../../shared/unit/time.ts';
import { rankBeacons } from '../../read/beacon-table.ts';
import type { CaptureView } from '../../read/capture-view.ts';
import { distributions } from '../../read/gap-distributions.ts';
import { gapKeyPage, rankKeys } from '../../read/gap-ranking.ts';
import { inSlices } from '../../read/in-slices.ts';
import { beaconFindings } from '../../read/overview-findings.ts';
import { factsOf, seriesLines } from '../../read/series-lines.ts';
import { windowFrame } from '../../read/window-frame.ts';
import { outlierPage } from '../../read/window-outliers.ts';
import { windowTable } from '../../read/window-table.ts';
import type { Span } from '../../timing/time-order.ts';
import { type HtmlColumn, note, subheading, table } from '../html-page.ts';
import {
  line,
  logGrid,
  PLOT,
  PLOT_WIDTH,
  type Point,
  path,
  placeOfTime,
  plot,
  rect,
  round,
  text,
  timeGrid,
  valueGrid,
} from './plot.ts';
import { type Called, calledBy, type PageSource, ROWS } from './source.ts';
import { momentText, shortened } from './traffic-sections.ts';

const HEIGHT = 190;
const RIGHT = PLOT.left + PLOT_WIDTH;

/** From the first to the last record of a span, as an axis. */
function axisOf(view: CaptureView, span: Span) {
  const origin = view.order.time(span.lo);
  return { origin, from: 0, to: Math.max(1, nanosBetweenLossy(origin, view.order.time(span.hi - 1))) };
}

export async function timingSection(source: PageSource): Promise<string> {
  const view = await source.view();
  const span = view.span(source.range);
  const { scope, direction, windowNanos } = DEFAULT_TIMING;
  const found = await inSlices(
    distributions(view, span, { measure: 'gap', subjects: [{ scope, direction }], windowNanos }),
  );
  const [sample] = found.samples;
  const { n, median, p95 } = sample!.summary;
  const told = `Bars: gaps of each length; line: share of the gaps up to there, 0 to 100 %. ${formatCount(n)} gaps to the record before that the same host sent${
    n > 0 ? `; median ${formatDuration(median!)}, 95 % are at most ${formatDuration(p95!)}` : ''
  }${sample!.zero > 0 ? `; ${formatCount(sample!.zero)} are 0 and not drawn` : ''}.`;
  const ranking = { scope, direction, sort: 'n' as const, descending: true };
  const keys = gapKeyPage(view, ranking, await rankKeys(view, span, ranking), { offset: 0, limit: ROWS });
  return [
    note(told),
    found.edges.length > 1 ? gapPicture(found.edges, sample!.counts, sample!.curve, n) : '',
    subheading('Hosts by the number of gaps'),
    table(gapColumns(calledBy(source.own)), keys.rows),
  ].join('');
}

/** Gaps per bin as bars, and the share of gaps up to each length as a curve over them. */
function gapPicture(
  edges: readonly number[],
  counts: readonly number[],
  curve: { readonly at: readonly number[]; readonly count: readonly number[] },
  n: number,
): string {
  const { from, to } = stretchOf(edges);
  const { axis, drawn } = logGrid(from, to, 'duration', HEIGHT);
  const x = (value: number): number =>
    PLOT.left + (PLOT_WIDTH * Math.log10(value / axis.from)) / Math.log10(axis.to / axis.from);
  const grid = valueGrid(Math.max(...counts), HEIGHT, formatCount);
  const bottom = PLOT.top + HEIGHT;
  const bars = counts.map((count, i) => {
    if (count === 0) return '';
    const y = grid.place(count);
    return rect('bar', x(edges[i]!), y, Math.max(0.6, x(edges[i + 1]!) - x(edges[i]!) - 0.6), bottom - y);
  });
  const points: Point[] = [];
  curve.at.forEach((value, i) => {
    if (value <= 0) return;
    const y = bottom - (HEIGHT * curve.count[i]!) / n;
    const last = points.at(-1);
    if (last) points.push({ x: x(value), y: last.y });
    points.push({ x: x(value), y });
  });
  return plot(
    'Gaps per bin of a logarithmic axis, and the share of gaps up to each length',
    HEIGHT,
    drawn,
    grid.drawn,
    ...bars,
    path('second', points),
    line('axis', PLOT.left, bottom, RIGHT, bottom),
  );
}

const durationOf = (nanos: number | null): string => (nanos === null ? '–' : formatDuration(nanos));
const numberOf = (value: number | null): string => (value === null ? '–' : threeDigits(value));

const gapColumns = (called: Called): readonly HtmlColumn<GapKeyRow>[] => [
  { title: 'Host', text: g => called(g.a) },
  { title: 'Gaps', right: true, text: g => formatCount(g.n) },
  { title: 'Mean', right: true, text: g => durationOf(g.mean) },
  { title: 'Median', right: true, text: g => durationOf(g.median) },
  { title: 'SD', right: true, text: g => durationOf(g.sd) },
  { title: 'Burstiness', right: true, text: g => numberOf(g.burstiness) },
  { title: 'Memory', right: true, text: g => numberOf(g.memory) },
];

const DRAWN_BEACONS = 12;
const TICKS_ROW = 22;
/** Ticks of a row: closer than that they are one. */
const MOST_TICKS = 1200;

export async function beaconSection(source: PageSource): Promise<string> {
  const view = await source.view();
  const span = view.span(source.range);
  const ranked = await rankBeacons(view, span, DEFAULT_BEACONS);
  const found = beaconFindings(view, ranked.table, ROWS);
  const words = note(
    'Pairs that keep a period better than chance does, by the score of RITA; the score alone is no proof.',
  );
  if (found.length === 0) return words + note('None.');
  const { starts, table: all } = ranked;
  const rowsOf = new Map<string, ArrayLike<number>>();
  for (let i = 0; i < all.length; i++) rowsOf.set(`${all.src[i]} ${all.dst[i]}`, all.rows(i));
  const called = calledBy(source.own);
  const drawn = found.slice(0, DRAWN_BEACONS).map(one => ({
    name: `${called(one.src)} → ${called(one.dst)}`,
    times: Array.from(
      rowsOf.get(`${one.src.id} ${one.dst.id}`) ?? [],
      (row): Time => [starts.seconds[row]!, starts.nanos[row]!],
    ),
  }));
  return words + tickPicture(view, span, drawn) + table(beaconColumns(called), found);
}

/** A row a pair: its name, and a tick a connection. */
function tickPicture(
  view: CaptureView,
  span: Span,
  rows: readonly { readonly name: string; readonly times: readonly Time[] }[],
): string {
  const axis = axisOf(view, span);
  const height = rows.length * (TICKS_ROW + 14);
  const ticks = rows.map(({ name, times }, i) => {
    const y = PLOT.top + i * (TICKS_ROW + 14);
    const places = new Set(
      times.map(time => Math.round((MOST_TICKS * nanosBetweenLossy(axis.origin, time)) / axis.to) / MOST_TICKS),
    );
    const d = [...places].map(share => `M${round(PLOT.left + share * PLOT_WIDTH)} ${y + 16}v${TICKS_ROW - 6}`);
    return `${text(PLOT.left, y + 12, shortened(name, 100), 'start', 'name')}<path class="tick" d="${d.join('')}"/>`;
  });
  return plot('Connections over time of the most regular pairs', height, timeGrid(axis, height), ...ticks);
}

const beaconColumns = (called: Called): readonly HtmlColumn<BeaconFinding>[] => [
  { title: 'Source', text: b => called(b.src) },
  { title: 'Destination', text: b => called(b.dst) },
  { title: 'Connections', right: true, text: b => formatCount(b.connections) },
  { title: 'Period', right: true, text: b => durationOf(b.period) },
  { title: 'Score', right: true, text: b => threeDigits(b.score) },
  { title: 'Chance', right: true, text: b => (b.pValue === null ? '–' : `≤ ${b.pValue.toExponential(1)}`) },
];

const STRIP_ROW = 11;
const STRIP_NAMES = 170;
const STRIP_COLUMNS = 240;
/** Steps of the strip's colours. */
const SHADES = 8;
const NO_RANK = 255;
const WIDTHS = [10, 60, 600, 3600, 21_600, 86_400] as const;
/** The width of windows is the shortest with which no more than this many span the time. */
const ENOUGH_WINDOWS = 20_000;

export async function windowSection(source: PageSource): Promise<string> {
  const view = await source.view();
  const span = view.span(source.range);
  if (span.lo === span.hi) return note('No records.');
  const axis = axisOf(view, span);
  const seconds = WIDTHS.find(width => axis.to / (width * 1e9) <= ENOUGH_WINDOWS) ?? WIDTHS.at(-1)!;
  const request = { ...DEFAULT_WINDOWS, nanos: seconds * 1e9 };
  const found = await windowTable(view, span, request);
  const { meta, columns } = await inSlices(windowFrame(found, axis.origin, { pixels: STRIP_COLUMNS }));
  const kind = 'window' as const;
  const list = { kind, sort: 'beyond' as const, direction: 'desc' as const, offset: 0, limit: ROWS };
  const outliers = await outlierPage(view, found, list);
  const told = `Windows of ${formatDuration(request.nanos)}: ${formatCount(meta.total)}, ${formatCount(meta.filled)} of them with rows. Darker: higher among the values of the row; red: beyond the outer fence (q1 − 3 IQR, q3 + 3 IQR).`;
  return [
    note(told),
    stripPicture(columns.rank as Uint8Array, columns.far as Uint8Array, meta.columns),
    subheading('Windows furthest out'),
    table(OUTLIERS, outliers.rows),
  ].join('');
}

function stripPicture(rank: Uint8Array, far: Uint8Array, columns: number): string {
  const width = (PLOT.left + PLOT_WIDTH - STRIP_NAMES) / columns;
  const rows = WINDOW_FEATURES.map(({ title }, feature) => {
    const y = PLOT.top + feature * STRIP_ROW;
    const cells: string[] = [];
    // Neighbours of one colour are one rectangle.
    const shadeOf = (c: number): number => {
      const at = feature * columns + c;
      if (rank[at] === NO_RANK) return -1;
      return far[at] === 1 ? SHADES : Math.floor((rank[at]! / NO_RANK) * SHADES);
    };
    for (let c = 0; c < columns; ) {
      const shade = shadeOf(c);
      let end = c + 1;
      while (end < columns && shadeOf(end) === shade) end++;
      if (shade >= 0) {
        const box = `x="${round(STRIP_NAMES + c * width)}" y="${y}" width="${round((end - c) * width)}" height="${STRIP_ROW - 1}"`;
        const look =
          shade === SHADES ? 'class="far"' : `class="cell" fill-opacity="${round(0.08 + (0.92 * shade) / SHADES)}"`;
        cells.push(`<rect ${look} ${box}/>`);
      }
      c = end;
    }
    const name = `<text class="feature" x="${STRIP_NAMES - 6}" y="${y + 8}" text-anchor="end">${title}</text>`;
    return name + cells.join('');
  });
  return plot('Features of the windows over time', WINDOW_FEATURES.length * STRIP_ROW - PLOT.bottom, ...rows);
}

const titleOf = new Map(WINDOW_FEATURES.map(({ name, title }) => [name, title]));

const OUTLIERS: readonly HtmlColumn<OutlierRow>[] = [
  { title: 'Window (UTC)', whole: true, text: o => momentText(o.from) },
  { title: 'Feature', text: o => titleOf.get(o.measure) ?? o.measure },
  { title: 'Value', right: true, text: o => threeDigits(o.value) },
  { title: 'Fence', right: true, text: o => `${threeDigits(o.lower)} to ${threeDigits(o.upper)}` },
];

/** Series that are drawn, the largest ones of a file with keys. */
const SERIES = 4;

export async function seriesSection(source: PageSource): Promise<string> {
  const by = source.info.counts ? seriesKeysOf(source) : WHOLE;
  const found = await source.series({ by });
  const { value, interval, keys, total } = factsOf(found);
  if (total === 0) return note('Nothing to count.');
  const lines = await inSlices(seriesLines(found, found.set.keys.slice(0, SERIES), DEFAULT_DETECT));
  const shown = keys > lines.length ? `; the ${formatCount(lines.length)} largest of ${formatCount(keys)} series` : '';
  const told = `${value[0]!.toUpperCase()}${value.slice(1)}${interval === null ? '' : ` per ${formatDuration(interval * 1e9)}`}${shown}. Band: what a forecast from trend and seasons expects of ${formatShare(DEFAULT_DETECT.width)} of the values; red: beyond it.`;
  return note(told) + lines.map(one => (keys > 1 ? subheading(one.key) : '') + seriesPicture(one)).join('');
}

/** The columns of a file's keys, as `--by` takes them. */
function seriesKeysOf({ info: { counts } }: PageSource): string {
  const { keys, names } = counts!.columns;
  return keys.length === 0 ? WHOLE : keys.map(key => names[key]!).join(',');
}

function seriesPicture({ key, seconds, values, detections }: SeriesLine): string {
  if (seconds.length === 0) return note('No values.');
  const origin: Time = [Math.floor(seconds[0]!), 0];
  const at = (i: number): number => (seconds[i]! - origin[0]) * 1e9;
  const axis = { origin, from: 0, to: Math.max(1, at(seconds.length - 1)) };
  const [found] = detections;
  const upper = found?.upper.map(value => value ?? 0) ?? [];
  const grid = valueGrid(
    [...values, ...upper].reduce((a, b) => Math.max(a, b), 0),
    HEIGHT,
    value => (value >= 1 || value === 0 ? formatCount(value) : threeDigits(value)),
  );
  const floor = PLOT.top + HEIGHT;
  const point = (i: number, value: number): Point => ({
    x: placeOfTime(axis, at(i)),
    y: Math.min(floor, grid.place(Math.max(0, value))),
  });
  const bounds = (of: readonly (number | null)[] | undefined): Point[] =>
    (of ?? []).flatMap((value, i) => (value === null ? [] : [point(i, value)]));
  return plot(
    `Series ${key}`,
    HEIGHT,
    timeGrid(axis, HEIGHT),
    grid.drawn,
    path('band', [...bounds(found?.upper), ...bounds(found?.lower).reverse()], true),
    path(
      'curve',
      values.map((value, i) => point(i, value)),
    ),
    ...(found?.anomalies ?? []).map(i => {
      const { x, y } = point(i, values[i]!);
      return `<circle class="far" cx="${round(x)}" cy="${round(y)}" r="3.5"/>`;
    }),
    line('axis', PLOT.left, floor, RIGHT, floor),
  );
}
