// Options that several commands share: what they are called, how they are read, and how help shows them.
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { BURST_SCOPES, type BurstParams, type BurstScope, DEFAULT_BURST_PARAMS } from '../../../shared/model/burst.ts';
import { compareTime, parseSeconds, parseTime, type Time, type TimeRange } from '../../../shared/unit/time.ts';
import { firstSentence } from '../open-arguments.ts';
import { usage } from './command.ts';
import type { CaptureFiles } from './load.ts';

export type OptionTypes = NonNullable<ParseArgsConfig['options']>;
export type Values = Readonly<Record<string, string | boolean | undefined>>;

export const OUTPUT_OPTIONS = {
  csv: { type: 'string' },
  parquet: { type: 'string' },
  json: { type: 'boolean' },
  raw: { type: 'boolean' },
} as const satisfies OptionTypes;
export const OUTPUT_HELP = `\
  --csv PATH            write to a file, complete or not at all (default: standard output)
  --json                JSON instead of CSV, on standard output
  --parquet PATH        write to a file as Apache Parquet: the same cells, whole numbers as int64, times as timestamps
  --raw                 no ' in front of cells that a spreadsheet would run as a formula`;

export const FILE_HELP = `\
FILE is a pcap, pcapng or snoop file, plain or compressed (gzip, zstd, lz4); several FILEs are merged in the
order of time; - reads standard input. Or logs of flows (conversation logs, flow records, Zeek's), or folders of them.`;

export const SOURCE_OPTIONS = { inner: { type: 'boolean' } } as const satisfies OptionTypes;
export const SOURCE_HELP = `\
  --inner               hosts and flows of the innermost IP header of tunnels, not of the outermost`;

export const SELECTION_OPTIONS = {
  filter: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
} as const satisfies OptionTypes;
export const SELECTION_HELP = `\
  --filter EXPR         only records that this display filter of Wireshark's chooses, as if no others existed
  --from TIME           from this moment on: ISO 8601 (UTC unless it names an offset) or epoch seconds
  --to TIME             up to this moment, which is left out`;

export const BURST_OPTIONS = {
  gap: { type: 'string' },
  'min-payload': { type: 'string' },
  'min-packets': { type: 'string' },
  scope: { type: 'string' },
  compat: { type: 'string' },
} as const satisfies OptionTypes;
export const BURST_HELP = `\
  --gap SECONDS         a record that follows by less than this belongs to the same burst (0.3)
  --min-payload N       bytes of payload that make a record count, or auto: 1.1 x the mean payload (300)
  --min-packets N       bursts with fewer such records are dropped (2)
  --scope SCOPE         ${BURST_SCOPES.join(', ')} (stream)
  --compat notebook     count as the study does that the method comes from`;

export interface Parsed {
  readonly values: Values;
  readonly positionals: readonly string[];
}

/** Throws ProblemError (`usage`) naming the option that is unknown or lacks its value. */
export function parseOptions(args: readonly string[], options: OptionTypes): Parsed {
  try {
    const all = { ...options, help: { type: 'boolean', short: 'h' } } as const satisfies OptionTypes;
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: all });
    return { values: values as Values, positionals };
  } catch (error) {
    throw usage(firstSentence((error as Error).message));
  }
}

/** The value of a string option. */
export function text(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** The value of an option that must be one of a few words. */
export function oneOf<T extends string>(values: Values, name: string, words: readonly T[]): T | undefined {
  const value = text(values, name);
  if (value === undefined) return undefined;
  const found = words.find(word => word === value);
  if (found === undefined) throw usage(`--${name} takes ${words.join(' or ')}, not "${value}".`);
  return found;
}

export function wholeNumber(values: Values, name: string, least: number, also = ''): number | undefined {
  const value = text(values, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < least || number > 0xffff_ffff) {
    throw usage(`--${name} takes a whole number of at least ${least}${also}, not "${value}".`);
  }
  return number;
}

function moment(values: Values, name: string): Time | undefined {
  const value = text(values, name);
  if (value === undefined) return undefined;
  const time = parseTime(value);
  if (time === undefined) {
    throw usage(`--${name} takes a time such as 2021-04-07T17:55:53Z or 1617818153.5, not "${value}".`);
  }
  return time;
}

/** The text of --filter, if it is one. Throws ProblemError (`usage`) with the column of what is wrong. */
export async function filterOf(values: Values): Promise<string | undefined> {
  const filter = text(values, 'filter');
  if (filter === undefined) return undefined;
  const { checkedFilter } = await import('../../session/filters.ts');
  checkedFilter(filter);
  return filter;
}

/** The half-open range of --from and --to; undefined when neither is given. */
export function rangeOf(values: Values): TimeRange | undefined {
  const from = moment(values, 'from');
  const to = moment(values, 'to');
  if (from !== undefined && to !== undefined && compareTime(from, to) > 0) throw usage('--from lies after --to.');
  return from === undefined && to === undefined ? undefined : { from, to };
}

/** Nanoseconds of an option in seconds; undefined when it is absent. Throws ProblemError (`usage`). */
export function secondsOf(values: Values, name: string): number | undefined {
  const value = text(values, name);
  if (value === undefined) return undefined;
  const nanos = parseSeconds(value);
  if (nanos === undefined || nanos < 0n || nanos > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw usage(`--${name} takes seconds such as 0.3, with at most 9 decimals, not "${value}".`);
  }
  return Number(nanos);
}

/** As secondsOf, above 0. */
export function positiveSeconds(values: Values, name: string): number | undefined {
  const nanos = secondsOf(values, name);
  if (nanos === 0) throw usage(`--${name} takes seconds above 0.`);
  return nanos;
}

/** The burst parameters, with the defaults where an option is absent. */
export function burstParamsOf(values: Values): BurstParams {
  const auto = text(values, 'min-payload') === 'auto';
  const scope = oneOf<BurstScope>(values, 'scope', BURST_SCOPES);
  return {
    gapNanos: secondsOf(values, 'gap') ?? DEFAULT_BURST_PARAMS.gapNanos,
    minPayload: auto ? 'auto' : (wholeNumber(values, 'min-payload', 0, ', or auto') ?? DEFAULT_BURST_PARAMS.minPayload),
    minPackets: wholeNumber(values, 'min-packets', 1) ?? DEFAULT_BURST_PARAMS.minPackets,
    scope: scope ?? DEFAULT_BURST_PARAMS.scope,
    compat: oneOf(values, 'compat', ['notebook']),
  };
}

/** The FILEs of a command, and how they are read. */
export function captureFiles(values: Values, files: readonly string[]): CaptureFiles {
  if (files.length === 0 || files.includes(''))
    throw usage('FILE is missing: name a capture, or - for standard input.');
  if (files.filter(file => file === '-').length > 1) throw usage('standard input (-) can be read only once.');
  return { files, inner: values.inner === true };
}
