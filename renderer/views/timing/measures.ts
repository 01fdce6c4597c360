// The summary of section 2 in full: what the inspector shows, and the percentiles and the dispersion beside.
import type { Distribution } from '../../../shared/model/gap.ts';
import type { GapSummary } from '../../../shared/model/summary.ts';
import { formatDuration, threeDigits } from '../../../shared/unit/format.ts';
import { secondsText } from '../../../shared/unit/time.ts';
import { DASH } from '../../ui/words.ts';
import { GAP_MEASURES } from '../inspector/gap-measures.ts';
import type { Percentile } from './CumulativeCurve.tsx';

export interface SampleMeasure {
  readonly label: string;
  readonly definition: string;
  text(sample: Distribution): string;
  exact?(sample: Distribution): string | undefined;
}

const percentile = (label: string, key: 'p25' | 'p75' | 'p90' | 'p99', share: number): SampleMeasure => ({
  label,
  definition: `${share} % of the gaps are no longer than this, by linear interpolation.`,
  text: ({ summary }) => (summary[key] === null ? DASH : formatDuration(summary[key])),
  exact: ({ summary }) => (summary[key] === null ? undefined : `${secondsText(Math.round(summary[key]))} s`),
});

const DISPERSION: SampleMeasure = {
  label: 'I(w)',
  definition:
    'Index of dispersion of counts: variance over mean of the records in windows of w seconds, aligned to the epoch. 1 is random (Poisson), below is more even, above is clustered.',
  text: ({ dispersion }) => (dispersion === null ? DASH : threeDigits(dispersion)),
  exact: ({ dispersion }) => dispersion?.toString(),
};

const ZERO: SampleMeasure = {
  label: 'of 0 s',
  definition: 'Gaps of no time at all: two records with the same stamp. They have no place on a logarithmic axis.',
  text: ({ zero }) => zero.toLocaleString('en-US'),
};

const shared = new Map<string, SampleMeasure>(
  GAP_MEASURES.map(({ label, definition, text, exact }) => [
    label,
    { label, definition, text: ({ summary }) => text(summary), ...(exact ? { exact: s => exact(s.summary) } : {}) },
  ]),
);

/** What the gaps are, then how they vary. */
export const SUMMARY_MEASURES: readonly SampleMeasure[] = [
  shared.get('Gaps')!,
  ZERO,
  shared.get('Min')!,
  percentile('p25', 'p25', 25),
  shared.get('Median')!,
  percentile('p75', 'p75', 75),
  percentile('p90', 'p90', 90),
  shared.get('p95')!,
  percentile('p99', 'p99', 99),
  ...['Max', 'Mean', 'SD', 'MAD', 'CV', 'B', 'Aₙ', 'M'].map(label => shared.get(label)!),
  DISPERSION,
];

/** Of a summary that has any. */
export function percentilesOf(summary: GapSummary): readonly Percentile[] {
  const { p25, median, p75, p90, p95, p99 } = summary;
  const all: readonly (readonly [string, number, number | null])[] = [
    ['p25', 0.25, p25],
    ['median', 0.5, median],
    ['p75', 0.75, p75],
    ['p90', 0.9, p90],
    ['p95', 0.95, p95],
    ['p99', 0.99, p99],
  ];
  return all.flatMap(([name, share, value]) => (value === null ? [] : [{ name, share, value }]));
}
