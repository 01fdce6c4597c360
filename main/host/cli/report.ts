// `burstscope report`: a page to hand on.
import { REPORT_SECTIONS, type ReportSection, SECTION_FACTS } from '../../../shared/model/report-section.ts';
import { type Command, STATUS, usage } from './command.ts';
import { withCapture } from './load.ts';
import {
  BURST_HELP,
  BURST_OPTIONS,
  burstParamsOf,
  captureFiles,
  filterOf,
  parseOptions,
  rangeOf,
  SELECTION_HELP,
  SELECTION_OPTIONS,
  SOURCE_HELP,
  SOURCE_OPTIONS,
  text,
  type Values,
} from './options.ts';
import { writeTo } from './write-report.ts';

const HELP = `burstscope report FILE… --html PATH [options]

Writes a page that stands alone and prints: charts and tables of what the source holds, with the selection and the
command line that makes it again in its head. It loads nothing and runs no scripts. Without --html it goes to standard output.
FILE is a capture, logs of flows, an access log or a file of counts, as the other commands take it.

  --html PATH           write to a file, complete or not at all
  --sections A,B        these, in this order (all that the source can fill):
${sectionLines()}
${BURST_HELP}
${SOURCE_HELP}
${SELECTION_HELP}

  burstscope report home.pcapng --html home.html
  burstscope report home.pcapng --sections overview,bursts,beacons --filter 'ip.addr == 192.168.1.20' --html camera.html
`;

function sectionLines(): string {
  return REPORT_SECTIONS.map(name => {
    const { title, holds } = SECTION_FACTS[name];
    return `    ${name.padEnd(20)}${title}: ${holds}`;
  }).join('\n');
}

/** The names of --sections. Throws ProblemError (`usage`) for one that is none, or is there twice. */
function sectionsIn(values: Values): readonly ReportSection[] | undefined {
  const list = text(values, 'sections');
  if (list === undefined) return undefined;
  const sections = list.split(',').map(word => {
    const found = REPORT_SECTIONS.find(name => name === word.trim());
    if (found === undefined) throw usage(`--sections takes ${REPORT_SECTIONS.join(', ')}, not "${word.trim()}".`);
    return found;
  });
  const twice = sections.find((name, i) => sections.indexOf(name) !== i);
  if (twice) throw usage(`--sections names ${twice} twice.`);
  return sections;
}

export const report: Command = {
  name: 'report',
  summary: 'charts and tables as an HTML page to hand on',
  help: HELP,
  async run(args, terminal) {
    const string = { type: 'string' } as const;
    const all = { ...SOURCE_OPTIONS, ...SELECTION_OPTIONS, ...BURST_OPTIONS, html: string, sections: string };
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
      sections: sectionsIn(values),
    } as const;
    return withCapture(captureFiles(values, positionals), terminal, (engine, { source }) =>
      writeTo(engine, { source, filter, request }, path, terminal),
    );
  },
};
