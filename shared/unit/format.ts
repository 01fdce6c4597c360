// Numbers, sizes and durations as a person reads them. What goes into files is exact and lives in main/export.

let formatter: Intl.NumberFormat | undefined;
/** Made when first asked for: it takes some milliseconds, and many commands print no such number. */
const grouped = (n: number): string => {
  formatter ??= new Intl.NumberFormat('en-US');
  return formatter.format(n);
};

/** `12,345`. */
export const formatCount = (n: number): string => grouped(n);

/** A noun for so many: `flow`, `flows`; `several` where that is not regular. */
export const nounFor = (n: number, noun: string, several = `${noun}s`): string => (n === 1 ? noun : several);

/** A number with its noun: `1 flow`, `12 flows`. */
export const counted = (n: number, noun: string, several?: string): string =>
  `${formatCount(n)} ${nounFor(n, noun, several)}`;

const SIZE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Bytes with three significant digits and decimal units: 1536 -> `1.54 kB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (Math.abs(value) >= 999.5 && unit < SIZE_UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return unit === 0 ? `${grouped(Math.round(value))} B` : `${threeDigits(value)} ${SIZE_UNITS[unit]}`;
}

/** Bytes per second: `1.54 kB/s`. */
export const formatRate = (bytesPerSecond: number): string => `${formatBytes(bytesPerSecond)}/s`;

/** Three significant digits without an exponent: 0.01234 -> `0.0123`, 123.4 -> `123`. */
export function threeDigits(value: number): string {
  if (value === 0) return '0';
  // Rounded first: 0.9996 has the digits of 1.
  const digits = 2 - Math.floor(Math.log10(Math.abs(Number(value.toPrecision(3)))));
  return value.toFixed(Math.min(12, Math.max(0, digits)));
}

/**
 * Nanoseconds in the unit that reads best: 15692544 -> `15.7 ms`, 2.6949e11 -> `4 min 29 s`, 7.2e12 -> `2 h 0 min`. Two units
 * from 100 s on, so that at least two digits are told; hours up to two days.
 */
export function formatDuration(nanos: number): string {
  const size = Math.abs(nanos);
  if (size < 1e3) return `${threeDigits(nanos)} ns`;
  if (size < 999.5e3) return `${threeDigits(nanos / 1e3)} µs`;
  if (size < 999.5e6) return `${threeDigits(nanos / 1e6)} ms`;
  if (size < 99.95e9) return `${threeDigits(nanos / 1e9)} s`;
  return (nanos < 0 ? '-' : '') + inTwoUnits(size / 1e9);
}

function inTwoUnits(seconds: number): string {
  if (seconds < 3599.5) return twoUnits(Math.round(seconds), 60, 'min', 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 48 * 60) return twoUnits(minutes, 60, 'h', 'min');
  return twoUnits(Math.round(seconds / 3600), 24, 'd', 'h');
}

const twoUnits = (n: number, size: number, large: string, small: string): string =>
  `${grouped(Math.floor(n / size))} ${large} ${n % size} ${small}`;

/** A share of 1 as `12.3 %`. */
export const formatShare = (share: number): string => `${threeDigits(share * 100)} %`;
