// Parts of the report that is handed on: their names on the command line, titles, and what a source must have for each.
import type { SourceInfo, SourcePart } from './source.ts';

export const REPORT_SECTIONS = [
  'overview',
  'timeline',
  'talkers',
  'ports',
  'conversations',
  'bursts',
  'timing',
  'beacons',
  'windows',
  'series',
  'requests',
] as const;
export type ReportSection = (typeof REPORT_SECTIONS)[number];

interface SectionFacts {
  readonly title: string;
  /** What it shows, in a few words. */
  readonly holds: string;
  readonly needs: SourcePart | null;
}

export const SECTION_FACTS: Readonly<Record<ReportSection, SectionFacts>> = {
  overview: { title: 'Overview', holds: 'totals, span, what could not be read', needs: null },
  timeline: { title: 'Payload over time', holds: 'chart, bursts as bands', needs: 'flows' },
  talkers: { title: 'Who sent and received most', holds: 'chart and table of hosts', needs: 'flows' },
  ports: { title: 'Ports and protocols', holds: 'tables', needs: 'flows' },
  conversations: { title: 'Busiest conversations', holds: 'table', needs: 'flows' },
  bursts: { title: 'Largest bursts', holds: 'chart of payload and duration, table', needs: 'flows' },
  timing: { title: 'Gaps', holds: 'histogram and cumulative curve, table of hosts', needs: 'flows' },
  beacons: { title: 'Regular connections', holds: 'ticks over time, table', needs: 'flows' },
  windows: { title: 'Windows', holds: 'heat strip of features, outliers', needs: 'flows' },
  series: { title: 'Series', holds: 'values with forecast band and anomalies', needs: null },
  requests: { title: 'Requests', holds: 'rate, status by host, most frequent values', needs: 'requests' },
};

/** Those that a source can fill. */
export const sectionsOf = ({ has }: Pick<SourceInfo, 'has'>): readonly ReportSection[] =>
  REPORT_SECTIONS.filter(section => {
    const { needs } = SECTION_FACTS[section];
    return needs === null || has.includes(needs);
  });
