// Dates of files of counts, in the formats that such files come with. Without a zone they are UTC.
import { DATE_FORMATS, type DateFormat } from '../../shared/model/series.ts';

const CLOCK = '(?:[T ,]+(\\d{1,2}):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d{1,9}))?)?)?\\s*(Z|[+-]\\d\\d:?\\d\\d|UTC|GMT)?';
const YEAR_FIRST = new RegExp(`^(\\d{4})([-/.]?)(\\d\\d)\\2(\\d\\d)${CLOCK}$`, 'i');
const YEAR_LAST = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d\\d)${CLOCK}$`, 'i');
const EPOCH = /^(\d{1,15})(?:\.(\d{1,9}))?$/;
const LONGEST = 40;
/** Years of two digits below this are of the 2000s, as POSIX has it. */
const PIVOT = 69;
/** Seconds that epochs are told by: 1973 to 2106. Smaller numbers are more likely counts. */
const EPOCH_SECONDS = { least: 1e8, most: 2 ** 32 } as const;

const DAYS_IN = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysIn = (year: number, month: number): number => DAYS_IN[month - 1]! + (month === 2 && isLeap(year) ? 1 : 0);

/** Milliseconds since the epoch (more decimals are cut) of a date in `format`; undefined when it is none. */
export function parseDate(text: string, format: DateFormat): number | undefined {
  const cell = text.length > LONGEST ? '' : text.trim();
  if (format === 'epoch-s' || format === 'epoch-ms') return epoch(cell, format);
  if (format === 'iso') {
    const m = YEAR_FIRST.exec(cell);
    return m ? moment(Number(m[1]), Number(m[3]), Number(m[4]), m.slice(5)) : undefined;
  }
  const m = YEAR_LAST.exec(cell);
  if (!m) return undefined;
  const [day, month] = format === 'dmy' ? [m[1], m[3]] : [m[3], m[1]];
  const year = Number(m[4]);
  const full = m[4]!.length === 4 ? year : year + (year < PIVOT ? 2000 : 1900);
  return moment(full, Number(month), Number(day), m.slice(5));
}

function epoch(cell: string, format: 'epoch-s' | 'epoch-ms'): number | undefined {
  const m = EPOCH.exec(cell);
  if (!m) return undefined;
  const whole = Number(m[1]);
  const millis = format === 'epoch-ms' ? whole : whole * 1000 + Number((m[2] ?? '').padEnd(3, '0').slice(0, 3));
  const seconds = millis / 1000;
  return seconds >= EPOCH_SECONDS.least && seconds < EPOCH_SECONDS.most ? millis : undefined;
}

function moment(year: number, month: number, day: number, clock: readonly (string | undefined)[]): number | undefined {
  const [hour = '0', minute = '0', second = '0', decimals = '', zone = 'Z'] = clock;
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  // A leap second counts as the first of the next minute.
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return undefined;
  if (Number(hour) === 24 && Number(minute) + Number(second) > 0) return undefined;
  const local = Date.UTC(year, month - 1, day, Number(hour), Number(minute), Number(second));
  const millis = local + Number(decimals.padEnd(3, '0').slice(0, 3)) - offsetMillis(zone);
  return millis >= 0 ? millis : undefined;
}

function offsetMillis(zone: string): number {
  const m = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (!m) return 0;
  return (m[1] === '-' ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3])) * 60_000;
}

export interface GuessedFormat {
  readonly format: DateFormat;
  /** False: the cells can be read in another format, too. */
  readonly sure: boolean;
}

/** The format in which most of the cells are dates; undefined when fewer than half are in any. */
export function guessFormat(cells: readonly string[]): GuessedFormat | undefined {
  const tried = DATE_FORMATS.map(format => {
    const times = cells.map(cell => parseDate(cell, format)).filter(time => time !== undefined);
    return { format, read: times.length, path: pathOf(times) };
  }).filter(({ read }) => read * 2 >= cells.length && read > 0);
  // Of formats that read as many, the one in which the dates go the shortest way is the likelier.
  tried.sort((a, b) => b.read - a.read || a.path - b.path);
  const [best, second] = tried;
  return best && { format: best.format, sure: second?.read !== best.read };
}

const pathOf = (times: readonly number[]): number =>
  times.reduce((sum, time, i) => sum + (i === 0 ? 0 : Math.abs(time - times[i - 1]!)), 0);
