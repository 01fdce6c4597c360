// `burstscope flows`: how often flows come, in which states, and how much they carry.
import type { FlowAnswers, VolumeDistribution } from '../../../shared/model/flow-answers.ts';
import { formatBytes, formatCount, formatShare } from '../../../shared/unit/format.ts';
import type { Command } from './command.ts';
import { withCapture } from './load.ts';
import {
  captureFiles,
  FILE_HELP,
  filterOf,
  OUTPUT_OPTIONS,
  parseOptions,
  rangeOf,
  SELECTION_HELP,
  SELECTION_OPTIONS,
  SOURCE_HELP,
  SOURCE_OPTIONS,
} from './options.ts';
import { reportCommand } from './write-report.ts';

const report = reportCommand({
  report: 'flows',
  summary: 'how often flows come, in which states, how much they carry; a row a flow as CSV',
  help: `burstscope flows FILE… [options]

Says how many flows (pairs of address and port, with the protocol) come more than once, in which states, how many
of them were closed, and how their bytes are distributed. An entry of a flow is a row of a log, or a connection of
a capture. Up is what the side sent that began the flow's first entry.
${FILE_HELP}

  --csv PATH            a row a flow, complete or not at all: src, src_port, dst, dst_port, protocol, entries,
                        states (in order of time: closed*3 reset), closed (yes when any entry was), bytes_up,
                        bytes_down, start_epoch, duration_s
  --rows                the same on standard output
  --json                the same as JSON, on standard output
  --raw                 no ' in front of cells that a spreadsheet would run as a formula
${SOURCE_HELP}
${SELECTION_HELP}

  burstscope flows flows.csv
  burstscope flows home.pcapng --csv flows-of-home.csv
`,
  options: { rows: { type: 'boolean' } },
  request: () => ({}),
});

export const flows: Command = {
  ...report,
  async run(args, terminal) {
    const all = { ...SOURCE_OPTIONS, ...OUTPUT_OPTIONS, ...SELECTION_OPTIONS, rows: { type: 'boolean' } } as const;
    const { values, positionals } = parseOptions(args, all);
    const asTable = values.csv !== undefined || values.parquet !== undefined || values.json || values.rows;
    if (values.help || asTable) return report.run(args, terminal);
    const range = rangeOf(values);
    const filter = await filterOf(values);
    return withCapture(captureFiles(values, positionals), terminal, async (engine, { source }) => {
      terminal.out.write(answersText(await engine.call('flowAnswers', { source, filter, range })));
    });
  },
};

const line = (title: string, said: string): string => `${title.padEnd(22)}${said}\n`;
const share = (part: number, of: number): string =>
  of === 0 ? formatCount(part) : `${formatCount(part)} (${part === 0 ? '0 %' : formatShare(part / of)})`;

function answersText(found: FlowAnswers): string {
  const { flows: n, entries, several, most, byEntries, states, paths, closed, stated } = found;
  const buckets = byEntries.filter(one => one.flows > 0);
  return [
    line('Flows', `${formatCount(n)} with ${formatCount(entries)} entries`),
    line('More than one entry', `${share(several, n)}, at most ${formatCount(most)}`),
    line('Flows by entries', buckets.map(one => `${bucketText(one)}: ${formatCount(one.flows)}`).join(', ') || 'none'),
    line(
      'Closed',
      stated === 0 ? 'unknown: no state is said' : `${share(closed, stated)} of the flows that say a state`,
    ),
    ...states.map(({ state, entries: rows, flows: of, last }) =>
      line(
        `  ${state ?? 'not said'}`,
        `${share(rows, entries)} of the entries, in ${share(of, n)} of the flows, the last of ${share(last, n)}`,
      ),
    ),
    ...(stated === 0
      ? []
      : [
          line(
            'States in order',
            paths.map(path => `${pathText(path.states)}${path.more ? ' …' : ''}: ${share(path.flows, n)}`).join(', '),
          ),
        ]),
    line('Bytes up', volumeText(found.up)),
    line('Bytes down', volumeText(found.down)),
  ].join('');
}

const bucketText = ({ from, to }: FlowAnswers['byEntries'][number]): string =>
  to === null ? `${from} and more` : to === from ? String(from) : `${from} to ${to}`;

const pathText = (states: FlowAnswers['paths'][number]['states']): string =>
  states.map(state => state ?? 'not said').join(' > ');

function volumeText({ summary, total, zero }: VolumeDistribution): string {
  const { n, min, median, mean, p95, max } = summary;
  if (n === 0) return 'unknown';
  const quantiles = [
    ['least', min],
    ['median', median],
    ['mean', mean],
    ['p95', p95],
    ['most', max],
  ] as const;
  const said = quantiles.map(([name, value]) => `${name} ${formatBytes(value!)}`).join(', ');
  return `${formatBytes(total)} in all; a flow: ${said}; ${share(zero, n)} of none`;
}
