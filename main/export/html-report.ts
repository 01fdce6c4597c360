// The report to hand on: a page with the sections that were chosen, what it is about, and the command that makes it again.
import { ProblemError } from '../../shared/contract/problem.ts';
import { DEFAULT_BURST_PARAMS } from '../../shared/model/burst.ts';
import { type ReportSection, SECTION_FACTS, sectionsOf } from '../../shared/model/report-section.ts';
import { counted } from '../../shared/unit/format.ts';
import { quoted } from '../../shared/unit/shell.ts';
import { epochTime, isoTime } from '../../shared/unit/time.ts';
import { contents, facts, heading, htmlPage, note, section } from './html-page.ts';
import { requestSection } from './page/request-section.ts';
import type { PageSource } from './page/source.ts';
import { beaconSection, seriesSection, timingSection, windowSection } from './page/timing-sections.ts';
import {
  burstSection,
  conversationSection,
  overviewSection,
  portSection,
  talkerSection,
  timelineSection,
} from './page/traffic-sections.ts';
import type { Report } from './report.ts';

const SECTIONS: Readonly<Record<ReportSection, (source: PageSource) => Promise<string>>> = {
  overview: overviewSection,
  timeline: timelineSection,
  talkers: talkerSection,
  ports: portSection,
  conversations: conversationSection,
  bursts: burstSection,
  timing: timingSection,
  beacons: beaconSection,
  windows: windowSection,
  series: seriesSection,
  requests: requestSection,
};

/** A self-contained page; `chosen` sections in their order, absent: all that the source can fill. As a table it has nothing to say. */
export const htmlReport = (source: PageSource, chosen: readonly ReportSection[] | undefined): Report => ({
  columns: [],
  async *rows() {},
  documents: {
    async *html() {
      yield* htmlPage(`${source.info.name}: Burstscope`, parts(source, chosen));
      return source.info.records;
    },
  },
});

async function* parts(source: PageSource, chosen: readonly ReportSection[] | undefined): AsyncGenerator<string> {
  const sections = chosen ?? sectionsOf(source.info);
  yield heading(source.info.name, source.info.formatText);
  yield facts(selectionFacts(source, chosen));
  yield contents(sections.map(name => [name, SECTION_FACTS[name].title]));
  for (const name of sections) yield section(name, SECTION_FACTS[name].title, await filled(source, name));
}

/** What a section has to say, or why it has nothing: one that cannot be filled takes no other with it. */
async function filled(source: PageSource, name: ReportSection): Promise<string> {
  try {
    return await SECTIONS[name](source);
  } catch (thrown) {
    if (thrown instanceof ProblemError && thrown.kind === 'usage') return note(thrown.message);
    throw thrown;
  }
}

function selectionFacts(source: PageSource, chosen: readonly ReportSection[] | undefined) {
  const { filter, range, own } = source;
  const named = Object.values(own).filter(({ name }) => name !== undefined).length;
  const from = range?.from ? isoTime(range.from) : 'the start';
  const to = range?.to ? isoTime(range.to) : 'the end';
  return [
    filter === undefined ? (['Filter', 'none: all records'] as const) : (['Filter', filter, 'code'] as const),
    ['Time range', range ? `${from} to ${to}` : 'all of the time'],
    ...(named === 0 ? [] : [['Own names', `of ${counted(named, 'host')}; the command does not know them`] as const]),
    ['Made again by', commandLine(source, chosen), 'code'],
  ] as const;
}

/** `burstscope report home.pcapng --html report.html --filter '…'`; files by their names, which say nothing of folders. */
function commandLine(
  { info, filter, range, bursts }: PageSource,
  chosen: readonly ReportSection[] | undefined,
): string {
  const words = ['burstscope', 'report', ...info.files.map(({ name }) => name), '--html', 'report.html'];
  const { gapNanos, minPayload, minPackets, scope, compat } = bursts;
  const option = (name: string, value: string | number | undefined, usual?: string | number): void => {
    if (value !== undefined && value !== usual) words.push(`--${name}`, String(value));
  };
  option('sections', chosen?.join(','));
  option('gap', gapNanos / 1e9, DEFAULT_BURST_PARAMS.gapNanos / 1e9);
  option('min-payload', minPayload, DEFAULT_BURST_PARAMS.minPayload);
  option('min-packets', minPackets, DEFAULT_BURST_PARAMS.minPackets);
  option('scope', scope, DEFAULT_BURST_PARAMS.scope);
  option('compat', compat);
  option('filter', filter);
  option('from', range?.from && epochTime(range.from));
  option('to', range?.to && epochTime(range.to));
  if (info.inner) words.push('--inner');
  return words.map(quoted).join(' ');
}
