// `burstscope report`: a page to hand on.
import { type Command, STATUS, usage } from './command.ts';
import { withCapture } from './load.ts';
import {
  BURST_HELP,
  BURST_OPTIONS,
  burstParamsOf,
  captureFiles,
  FILE_HELP,
  filterOf,
  parseOptions,
  rangeOf,
  SELECTION_HELP,
  SELECTION_OPTIONS,
  SOURCE_HELP,
  SOURCE_OPTIONS,
  text,
} from './options.ts';
import { writeTo } from './write-report.ts';

const HELP = `burstscope report FILE… --html PATH [options]

Writes a page that stands alone and prints: totals, payload over time, regular connections, the largest bursts,
who sent and received most, ports and protocols. Without --html it goes to standard output.
${FILE_HELP}

  --html PATH           write to a file, complete or not at all
${BURST_HELP}
${SOURCE_HELP}
${SELECTION_HELP}

  burstscope report home.pcapng --html home.html
`;

export const report: Command = {
  name: 'report',
  summary: 'the whole at a glance as an HTML page to hand on',
  help: HELP,
  async run(args, terminal) {
    const all = { ...SOURCE_OPTIONS, ...SELECTION_OPTIONS, ...BURST_OPTIONS, html: { type: 'string' } } as const;
    const { values, positionals } = parseOptions(args, all);
    if (values.help) {
      terminal.out.write(HELP);
      return STATUS.ok;
    }
    const path = text(values, 'html');
    if (path === '') throw usage('--html takes the path of a file.');
    const filter = await filterOf(values);
    const request = {
      report: 'summary',
      format: 'html',
      by: 'pair',
      bursts: burstParamsOf(values),
      range: rangeOf(values),
    } as const;
    return withCapture(captureFiles(values, positionals), terminal, (engine, { source }) =>
      writeTo(engine, { source, filter, request }, path, terminal),
    );
  },
};
