// The measures of a sample of gaps in the order they are shown, each with its definition in one sentence (DEFINITIONS section 2).
import type { GapSummary } from '../../../shared/model/summary.ts';
import { formatCount, formatDuration, threeDigits } from '../../../shared/unit/format.ts';
import { secondsText } from '../../../shared/unit/time.ts';
import { DASH } from '../../ui/words.ts';

export interface GapMeasure {
  readonly label: string;
  readonly definition: string;
  /** The value as a person reads it; an en dash where the sample is too small for it. */
  text(summary: GapSummary): string;
  /** The value in full, for hovering; absent where the text says it all. */
  exact?(summary: GapSummary): string | undefined;
}

type Key = Exclude<keyof GapSummary, 'n'>;

const duration = (label: string, key: Key, definition: string): GapMeasure => ({
  label,
  definition,
  text: summary => (summary[key] === null ? DASH : formatDuration(summary[key])),
  exact: summary => (summary[key] === null ? undefined : `${secondsText(Math.round(summary[key]))} s`),
});

const ratio = (label: string, key: Key, definition: string): GapMeasure => ({
  label,
  definition,
  text: summary => (summary[key] === null ? DASH : threeDigits(summary[key])),
  exact: summary => summary[key]?.toString(),
});

export const GAP_MEASURES: readonly GapMeasure[] = [
  {
    label: 'Gaps',
    definition: 'How many gaps there are: one less than the records, taken in time order.',
    text: summary => formatCount(summary.n),
  },
  duration('Min', 'min', 'The shortest gap.'),
  duration('Median', 'median', 'Half of the gaps are shorter, half are longer.'),
  duration('Mean', 'mean', 'The sum of the gaps over their number.'),
  duration('SD', 'sd', 'Sample standard deviation of the gaps, with n − 1: how far they spread around the mean.'),
  duration('p95', 'p95', '95 % of the gaps are no longer than this, by linear interpolation.'),
  duration('Max', 'max', 'The longest gap.'),
  duration(
    'MAD',
    'mad',
    'Median absolute deviation: the median distance of the gaps from their median, unscaled. Far below the median means regular.',
  ),
  ratio(
    'CV',
    'cv',
    'Coefficient of variation, standard deviation over mean: 0 is clockwork, about 1 is random, above 1 is bursty.',
  ),
  ratio(
    'B',
    'burstiness',
    'Burstiness (σ − μ) / (σ + μ) of Goh and Barabási 2008, with the population standard deviation: −1 is clockwork, 0 is random, towards 1 is bursty.',
  ),
  ratio(
    'Aₙ',
    'burstinessFinite',
    'Burstiness with the correction of Kim and Jo 2016 for few gaps, so that short and long samples can be compared.',
  ),
  ratio(
    'M',
    'memory',
    'Memory of Goh and Barabási 2008: the correlation of each gap with the next. Above 0, long gaps follow long ones and short ones short.',
  ),
];
