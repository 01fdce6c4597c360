// Times in filters: ISO 8601 and Wireshark's older forms. Without a zone they are UTC (Wireshark takes local time), and seconds
// since 1970 are a time, too.

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const CLOCK = '(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2})(?:[.,](\\d+))?)?)?';
const ZONE = '\\s*(Z|UTC|[+-]\\d\\d:?\\d\\d)?';
const ISO = new RegExp(`^(\\d{4})-(\\d{1,2})-(\\d{1,2})(?:[T ]\\s*${CLOCK}${ZONE})?$`, 'i');
const OLD = new RegExp(`^([A-Z][a-z]{2}) +(\\d{1,2}), (\\d{4}) ${CLOCK}${ZONE}$`, 'i');

const NANOS = 1_000_000_000n;

/** Nanoseconds since 1970 of a moment in text; undefined when it is none. */
export function parseMoment(text: string): bigint | undefined {
  const iso = ISO.exec(text);
  if (iso) return moment(Number(iso[1]), Number(iso[2]), Number(iso[3]), iso.slice(4));
  const old = OLD.exec(text);
  if (!old) return parseDuration(text);
  const month = MONTHS.findIndex(name => name.toLowerCase() === old[1]!.toLowerCase()) + 1;
  return moment(Number(old[3]), month, Number(old[2]), old.slice(4));
}

function moment(year: number, month: number, day: number, rest: readonly (string | undefined)[]): bigint | undefined {
  const [hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = rest;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const nanos = fractionNanos(fraction);
  if (nanos === undefined) return undefined;
  const minutes = Number(hour) * 60 + Number(minute) - offsetMinutes(zone);
  return BigInt(date.getTime() / 1000 + minutes * 60 + Number(second)) * NANOS + nanos;
}

function offsetMinutes(zone: string): number {
  const m = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (!m) return 0;
  return (m[1] === '-' ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3]));
}

/** Digits behind the point as nanoseconds; undefined when they say more than that. */
function fractionNanos(digits: string): bigint | undefined {
  if (/[^0]/.test(digits.slice(9))) return undefined;
  return BigInt(digits.slice(0, 9).padEnd(9, '0'));
}

/** Nanoseconds of a number of seconds: `10`, `-0.5`, `.25`; undefined when it is none. */
export function parseDuration(text: string): bigint | undefined {
  const m = /^(-?)(\d{0,12})(?:\.(\d*))?$/.exec(text);
  if (!m || (m[2] === '' && !m[3])) return undefined;
  const nanos = fractionNanos(m[3] ?? '');
  if (nanos === undefined) return undefined;
  const size = BigInt(m[2] || '0') * NANOS + nanos;
  return m[1] ? -size : size;
}
