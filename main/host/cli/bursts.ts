// `burstscope bursts`: one row a burst (DEFINITIONS section 3), their distributions, suggested thresholds, two sets compared.
import { ProblemError } from '../../../shared/contract/problem.ts';
import type { BurstParams } from '../../../shared/model/burst.ts';
import type { BurstSuggestions } from '../../../shared/model/burst-shape.ts';
import { secondsText } from '../../../shared/unit/time.ts';
import type { Engine } from '../../session/engine.ts';
import { type Command, STATUS, type Terminal, usage } from './command.ts';
import { withCapture } from './load.ts';
import { HOST_HELP, HOST_OPTION, onlyOf } from './only.ts';
import {
  BURST_HELP,
  BURST_OPTIONS,
  burstParamsOf,
  captureFiles,
  FILE_HELP,
  filterOf,
  OUTPUT_HELP,
  OUTPUT_OPTIONS,
  parseOptions,
  SELECTION_HELP,
  SELECTION_OPTIONS,
  SOURCE_HELP,
  SOURCE_OPTIONS,
  text,
  type Values,
} from './options.ts';
import { reportCommand } from './write-report.ts';

const COMPARED = ['gap', 'min-payload', 'min-packets', 'scope'] as const;

const OPTIONS = {
  ...BURST_OPTIONS,
  ...HOST_OPTION,
  suggest: { type: 'boolean' },
  distributions: { type: 'boolean' },
  ...Object.fromEntries(COMPARED.map(name => [`compare-${name}`, { type: 'string' as const }])),
} as const;

/** `--gap auto`: worked out once the capture is read. */
const isAutoGap = (values: Values): boolean => values.gap === 'auto';

const paramsOf = (values: Values): BurstParams =>
  burstParamsOf(isAutoGap(values) ? { ...values, gap: undefined } : values);

/** The thresholds that --compare-… name, the others as they are; undefined when none is named. */
function comparedOf(values: Values): BurstParams | undefined {
  const named = COMPARED.filter(name => text(values, `compare-${name}`) !== undefined);
  if (named.length === 0) return undefined;
  const changed = Object.fromEntries(named.map(name => [name, values[`compare-${name}`]]));
  const first = paramsOf(values);
  try {
    return { ...burstParamsOf({ ...values, gap: undefined, ...changed }), ...unnamed(first, named) };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw usage(error.message.replace(/^--/, '--compare-'));
  }
}

/** Those of the thresholds that stay as they are. */
function unnamed({ gapNanos, minPayload, minPackets, scope }: BurstParams, named: readonly string[]) {
  return {
    ...(named.includes('gap') ? {} : { gapNanos }),
    ...(named.includes('min-payload') ? {} : { minPayload }),
    ...(named.includes('min-packets') ? {} : { minPackets }),
    ...(named.includes('scope') ? {} : { scope }),
  };
}

function insightOf(values: Values) {
  const compare = comparedOf(values);
  if (compare && values.distributions) throw usage('--distributions and --compare-… exclude each other.');
  return compare || values.distributions ? { insight: { compare } } : { insight: undefined };
}

/** Throws ProblemError (`usage`) when the records suggest none. */
async function suggestedGap(engine: Engine, source: number, filter: string | undefined, params: BurstParams) {
  const { gap } = await engine.call('burstSuggestions', { source, filter, params });
  if (gap.value === null) throw usage(`--gap auto finds none: ${gap.reason} Give a number of seconds.`);
  return gap.value;
}

const report = reportCommand({
  report: 'bursts',
  summary: 'bursts of traffic as CSV: who, when, how much; suggested thresholds',
  help: `burstscope bursts FILE… [options]

Writes the bursts of a capture: runs of records with payload that follow each other closely.
${FILE_HELP}

${BURST_HELP}
  --gap auto            the gap that --suggest finds
  --suggest             thresholds that the records suggest, each with the reason (as JSON with --json)
  --distributions       bursts per bin of length, duration, payload, rate and the silence before
  --compare-gap SECONDS, --compare-min-payload N, --compare-min-packets N, --compare-scope SCOPE
                        what becomes of the bursts at these thresholds instead (those not named stay): burst_a,
                        burst_b, relation (same, changed, split, merged, regrouped, vanished, added), shared_packets
${SOURCE_HELP}
${SELECTION_HELP}
${HOST_HELP}
${OUTPUT_HELP}

Suggested thresholds come from all records that the filter chooses. The gaps between relevant records of the scope
(and, for the min payload, all payload sizes) are counted on a logarithmic axis, 20 bins a decade, and smoothed. Two
peaks count when the lowest point between them is at most half of the lower peak, and when that is no accident of few
values (three standard deviations of counts). The threshold is the lowest point of the valley with the fewest values
there (of empty ones, of the widest): moved a little, it changes least. Without a valley none is suggested.

  burstscope bursts camera.pcap --min-payload auto --csv bursts.csv
  burstscope bursts home.pcapng --gap 1.5 --scope flow | head
  burstscope bursts home.pcapng --suggest
  burstscope bursts home.pcapng --compare-gap 1.0 --csv comparison.csv
`,
  options: OPTIONS,
  request(values) {
    const { insight } = insightOf(values);
    const only = onlyOf(values);
    if (only && insight) throw usage('--host leaves bursts: it goes with neither --distributions nor --compare-….');
    return { bursts: paramsOf(values), insight, only };
  },
  async settle(values, engine, source, { filter, request }) {
    if (!isAutoGap(values)) return request;
    const { compare } = request.insight ?? {};
    const gapNanos = await suggestedGap(engine, source, filter, request.bursts);
    const bursts = { ...request.bursts, gapNanos };
    if (!compare || text(values, 'compare-gap') !== undefined) return { ...request, bursts };
    return { ...request, bursts, insight: { compare: { ...compare, gapNanos } } };
  },
});

export const bursts: Command = {
  ...report,
  run: (args, terminal) => (args.includes('--suggest') ? suggest(args, terminal) : report.run(args, terminal)),
};

async function suggest(args: readonly string[], terminal: Terminal): Promise<number> {
  const all = { ...SOURCE_OPTIONS, ...OUTPUT_OPTIONS, ...SELECTION_OPTIONS, ...OPTIONS };
  const { values, positionals } = parseOptions(args, all);
  if (values.help) {
    terminal.out.write(report.help);
    return STATUS.ok;
  }
  for (const name of [
    'csv',
    'parquet',
    'raw',
    'distributions',
    'host',
    'from',
    'to',
    ...COMPARED.map(one => `compare-${one}`),
  ]) {
    if (values[name] !== undefined) throw usage(`--suggest and --${name} exclude each other.`);
  }
  const params = paramsOf(values);
  const filter = await filterOf(values);
  return withCapture(captureFiles(values, positionals), terminal, async (engine, { source }) => {
    const found = await engine.call('burstSuggestions', { source, filter, params });
    terminal.out.write(values.json ? suggestionsJson(found) : suggestionsText(found));
  });
}

/** Seconds as --gap takes them. */
const secondsOption = (nanos: number): string => secondsText(nanos).replace(/\.?0+$/, '');

function suggestionsText({ gap, minPayload, auto }: BurstSuggestions): string {
  const line = (option: string, said: string): string => `${option.padEnd(20)}${said}\n`;
  return [
    gap.value === null ? line('--gap', `none. ${gap.reason}`) : line(`--gap ${secondsOption(gap.value)}`, gap.reason),
    minPayload.value === null
      ? line('--min-payload', `none. ${minPayload.reason}`)
      : line(`--min-payload ${minPayload.value}`, minPayload.reason),
    line('--min-payload auto', `${auto}: 1.1 times the mean payload of all IP records, rounded down.`),
  ].join('');
}

const suggestionsJson = ({ gap, minPayload, auto }: BurstSuggestions): string =>
  `${JSON.stringify({
    gap_s: gap.value === null ? null : Number(secondsOption(gap.value)),
    gap_reason: gap.reason,
    min_payload: minPayload.value,
    min_payload_reason: minPayload.reason,
    min_payload_auto: auto,
  })}\n`;
