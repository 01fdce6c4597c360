// Time as whole seconds and nanoseconds since the Unix epoch: exact, cheap to compare, and safe in JSON.

/** A moment: `[seconds, nanoseconds]` since 1970-01-01T00:00:00Z, 0 <= nanoseconds < 1e9. */
export type Time = readonly [seconds: number, nanos: number];

/** A stretch of time, half open: from <= t < to. A missing side is unbounded. */
export interface TimeRange {
  readonly from?: Time | undefined;
  readonly to?: Time | undefined;
}

export const NANOS_PER_SECOND = 1_000_000_000;

/** Negative, zero or positive, as for Array.sort. */
export function compareTime(a: Time, b: Time): number {
  return a[0] - b[0] || a[1] - b[1];
}

/** Nanoseconds from a to b, exact. */
export function nanosBetween(a: Time, b: Time): bigint {
  return BigInt(b[0] - a[0]) * 1_000_000_000n + BigInt(b[1] - a[1]);
}

/** Nanoseconds from a to b as a number: exact below 2^53 ns (104 days), then to the nearest representable value. */
export function nanosBetweenLossy(a: Time, b: Time): number {
  return (b[0] - a[0]) * NANOS_PER_SECOND + (b[1] - a[1]);
}

/** The moment `nanos` (a whole number, either sign) after t. */
export function addNanos(t: Time, nanos: number): Time {
  const whole = Math.floor(nanos / NANOS_PER_SECOND);
  const rest = t[1] + (nanos - whole * NANOS_PER_SECOND);
  return rest >= NANOS_PER_SECOND ? [t[0] + whole + 1, rest - NANOS_PER_SECOND] : [t[0] + whole, rest];
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

/** ISO 8601 in UTC with 9 decimals: `2021-04-07T17:55:53.220411648Z`. */
export function isoTime(t: Time): string {
  return `${new Date(t[0] * 1000).toISOString().slice(0, -5)}.${pad(t[1], 9)}Z`;
}

/** Epoch seconds with 9 decimals: `1617818153.220411648`. */
export function epochTime(t: Time): string {
  return `${t[0]}.${pad(t[1], 9)}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** As Wireshark writes a moment in UTC: `Apr  7, 2021 17:55:53.220411648 UTC`. */
export function utcText(t: Time): string {
  const date = new Date(t[0] * 1000);
  if (Number.isNaN(date.getTime())) return epochTime(t);
  const day = `${MONTHS[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)}, ${date.getUTCFullYear()}`;
  return `${day} ${date.toISOString().slice(11, 19)}.${pad(t[1], 9)} UTC`;
}

/** A whole number of nanoseconds as seconds with 9 decimals, exact: 15692544 -> `0.015692544`. */
export function secondsText(nanos: bigint | number): string {
  if (typeof nanos === 'number' && nanos >= 0 && nanos <= Number.MAX_SAFE_INTEGER) {
    // The quotient may be rounded up to the next second: the rest says so.
    const whole = Math.floor(nanos / NANOS_PER_SECOND);
    const rest = nanos - whole * NANOS_PER_SECOND;
    return rest < 0 ? `${whole - 1}.${pad(rest + NANOS_PER_SECOND, 9)}` : `${whole}.${pad(rest, 9)}`;
  }
  const n = BigInt(nanos);
  const size = n < 0n ? -n : n;
  return `${n < 0n ? '-' : ''}${size / 1_000_000_000n}.${String(size % 1_000_000_000n).padStart(9, '0')}`;
}

/**
 * Nanoseconds in a decimal number of seconds (`0.3`, `1e-3` is not accepted), exact to 9 decimals.
 * Undefined when the text is not such a number.
 */
export function parseSeconds(text: string): bigint | undefined {
  const m = /^(-?)(\d+)(?:\.(\d{1,9})0*)?$/.exec(text.trim());
  if (!m) return undefined;
  const size = BigInt(m[2]!) * 1_000_000_000n + BigInt((m[3] ?? '').padEnd(9, '0'));
  return m[1] ? -size : size;
}

/** A moment from epoch seconds (`1617818153.220411648`) or ISO 8601 (UTC unless it names an offset). Undefined when neither. */
export function parseTime(text: string): Time | undefined {
  const epoch = parseSeconds(text);
  if (epoch !== undefined) {
    const seconds = epoch / 1_000_000_000n - (epoch < 0n && epoch % 1_000_000_000n !== 0n ? 1n : 0n);
    return [Number(seconds), Number(epoch - seconds * 1_000_000_000n)];
  }
  const m = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/i.exec(
    text.trim(),
  );
  if (!m) return undefined;
  const zone = m[5] === undefined || /z/i.test(m[5]) ? 'Z' : m[5].replace(/^(...)(\d\d)$/, '$1:$2');
  const millis = Date.parse(`${m[1]}T${m[2] ?? '00:00'}:${m[3] ?? '00'}${zone}`);
  return Number.isNaN(millis) ? undefined : [millis / 1000, Number((m[4] ?? '').padEnd(9, '0'))];
}
