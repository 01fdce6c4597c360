// `burstscope compare`: what changed between two captures or logs.

import { DEFAULT_BURST_PARAMS } from '../../../shared/model/burst.ts';
import { COMPARED, DEFAULT_FACTOR } from '../../../shared/model/compare.ts';
import { type Command, STATUS, usage } from './command.ts';
import { withCaptures } from './load.ts';
import {
  captureFiles,
  filterOf,
  OUTPUT_HELP,
  OUTPUT_OPTIONS,
  oneOf,
  parseOptions,
  SOURCE_HELP,
  SOURCE_OPTIONS,
  text,
} from './options.ts';
import { outputOf, writeTo } from './write-report.ts';

const HELP = `burstscope compare BEFORE AFTER [options]

Writes the hosts (or conversations) of two captures or logs, told apart by their addresses, with what each had in
either and what became of it: new, gone, more, less or same. Sources may last differently long: more and less
are about bytes a second, each over the time from its first to its last record.

  --what WHAT           hosts or conversations (hosts)
  --factor N            from N times as many bytes a second on, or one Nth as few, traffic counts as changed (${DEFAULT_FACTOR})
  --filter EXPR         only records of both that this display filter of Wireshark's chooses
${SOURCE_HELP}
${OUTPUT_HELP}

  burstscope compare monday.pcapng tuesday.pcapng --what conversations --csv changed.csv
`;

export const compare: Command = {
  name: 'compare',
  summary: 'what is new, gone or changed between two captures',
  help: HELP,
  async run(args, terminal) {
    const string = { type: 'string' } as const;
    const all = { ...SOURCE_OPTIONS, ...OUTPUT_OPTIONS, filter: string, what: string, factor: string };
    const { values, positionals } = parseOptions(args, all);
    if (values.help) {
      terminal.out.write(HELP);
      return STATUS.ok;
    }
    if (positionals.length !== 2) throw usage('Two sources are needed: BEFORE and AFTER.');
    const { format, path } = outputOf(values);
    const what = oneOf(values, 'what', COMPARED) ?? 'hosts';
    const factor = factorOf(text(values, 'factor'));
    const filter = await filterOf(values);
    const sources = positionals.map(file => captureFiles(values, [file]));
    captureFiles(values, positionals);
    return withCaptures(sources, terminal, async (engine, [before, after]) => {
      const request = {
        report: 'compare',
        by: 'pair',
        bursts: DEFAULT_BURST_PARAMS,
        raw: values.raw === true,
        format,
        compare: { other: after!.source, what, factor },
      } as const;
      await writeTo(engine, { source: before!.source, filter, request }, path, terminal);
    });
  },
};

function factorOf(value: string | undefined): number {
  const factor = value === undefined ? DEFAULT_FACTOR : Number(value);
  if (!(factor > 1 && factor < Number.POSITIVE_INFINITY))
    throw usage(`--factor takes a number above 1, not "${value}".`);
  return factor;
}
