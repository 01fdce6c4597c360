// What was found of a pair, in words. Pure.
import {
  BEACON_CHANCE,
  BEACON_TICKS,
  type BeaconDetail,
  type BeaconPart,
  type BeaconRow,
} from '../../../shared/model/beacon.ts';
import { counted, formatCount, formatDuration, formatShare } from '../../../shared/unit/format.ts';
import { nanosBetweenLossy } from '../../../shared/unit/time.ts';

/** Below this, floating point has no number left. */
const LEAST = 1e-300;
/** Up to here a period reads better in seconds: `272.5 s`, not `4 min 32 s`. */
const MOST_SECONDS = 10_000e9;

/** From this share of the gaps on, the dominant period speaks for all of them. */
const STEADY = 0.5;

/** A period with four digits: `272.5 s`, `86,400 s (24 h 0 min)`. */
export function periodText(nanos: number): string {
  if (nanos < 1e9) return formatDuration(nanos);
  if (nanos < MOST_SECONDS) return `${Number((nanos / 1e9).toPrecision(4))} s`;
  return `${formatCount(Math.round(nanos / 1e9))} s (${formatDuration(nanos)})`;
}

/** MAD / median with three decimals; what is too small for them is said to be so. */
export const jitterText = (jitter: number): string => (jitter > 0 && jitter < 0.001 ? '< 0.001' : jitter.toFixed(3));

/** A bound on a probability: `≤ 1e-12`, `≤ 0.034`, `no bound` for 1. Rounded up, so that it stays a bound. */
export function chanceText(pValue: number): string {
  if (pValue >= 1) return 'no bound';
  if (pValue < LEAST) return '< 1e-300';
  if (pValue < 0.001) return `≤ 1e${Math.ceil(Math.log10(pValue))}`;
  return `≤ ${Math.ceil(pValue * 1000) / 1000}`;
}

export const isChance = (pValue: number | null): boolean => pValue === null || pValue >= BEACON_CHANCE;

/** Whether so few of the expected ticks were seen that the period is none of the pair. */
export const hasFewTicks = ({ ticksSeen, ticksExpected }: BeaconRow): boolean =>
  ticksSeen !== null && ticksExpected !== null && ticksSeen < BEACON_TICKS * ticksExpected;

/** What a pair does whose ticks were not seen: `comes in batches: 12 visits, about every 2 h 3 min`. */
export const batchText = ({ visits }: BeaconRow): string =>
  visits === null
    ? 'keeps its period for a few connections only'
    : `comes in batches: ${counted(visits.count, 'visit')}, about every ${formatDuration(visits.every)}`;

/** One sentence or two: period, ticks seen, and how likely chance alone is. */
export function foundText({ row, band }: BeaconDetail): string {
  const { period, ticksSeen, ticksExpected, pValue, connections } = row;
  if (period === null || band === null || ticksSeen === null || ticksExpected === null || pValue === null) {
    return `${formatCount(connections)} connections, all at the same time: there is no period.`;
  }
  const share = formatShare(ticksSeen / ticksExpected);
  const lasts = formatDuration(nanosBetweenLossy(row.first, row.last));
  const inBand = band.gaps / (connections - 1);
  const spread = band.gaps > 1 ? ` ± ${periodText(band.sd)}` : '';
  const steady =
    inBand >= STEADY || row.median === null || row.mad === null
      ? `About every ${periodText(period)}${spread}${inBand < 1 ? ` in ${formatShare(inBand)} of the gaps` : ''}`
      : `About every ${periodText(row.median)} ± ${periodText(row.mad)} (median and MAD of the gaps); the steadiest period, ${periodText(period)}${spread}, has ${formatShare(inBand)} of them`;
  const ticks = `${share} of the expected ticks seen (${formatCount(ticksSeen)} of ${formatCount(ticksExpected)}) over ${lasts}`;
  if (hasFewTicks(row)) return `The pair ${batchText(row)}. ${steady}; ${ticks}: no clock of that period.`;
  return `${steady}; ${ticks}. ${chanceSentence(pValue)}`;
}

function chanceSentence(pValue: number): string {
  if (pValue >= 1) return 'Chance alone would do as well: nothing here speaks for a clock.';
  if (isChance(pValue))
    return `Chance alone may keep such a period (p ${chanceText(pValue)}): this is no proof of a clock.`;
  return `Chance alone would keep such a period with p ${chanceText(pValue)}.`;
}

export interface PartText {
  readonly title: string;
  readonly meaning: string;
}

/** What the parts of RITA's score are. */
export const PARTS: Readonly<Record<BeaconPart['name'], PartText>> = {
  timestamp: {
    title: 'Gaps',
    meaning:
      'Are the gaps alike? The mean of two scores of the gaps in whole seconds: 1 − |Bowley skew| (are they symmetric around their median), and 1 − MAD/median (do they stay close to it).',
  },
  size: {
    title: 'Sizes',
    meaning:
      'Are the connections alike in size? The same two scores, of the bytes that the source sent in each connection. 0 when the source does not say them.',
  },
  histogram: {
    title: 'Spread over the day',
    meaning:
      'Is every hour as busy as the next? The last day of the source in 24 bins: the larger of 1 − (standard deviation/mean) of their counts, and the share of the occupied bins (when 11 are) whose heights fall into two classes.',
  },
  duration: {
    title: 'Duration',
    meaning:
      'Does it go on? When 6 of the 24 bins are occupied: the larger of the share of the day from the first to the last connection, and the longest run of occupied bins / 12.',
  },
};

export const SCORE_HELP =
  'RITA’s beacon score, version 5: the mean of four parts between 0 and 1, over whole seconds of the last day. Its word: none below 0.5, low from 0.5, medium from 0.7, high from 0.9. Memoryless traffic often reaches medium: read it with the chance beside it.';
export const CHANCE_HELP =
  'How likely memoryless starts at the same rate would keep some period as well as this: at most this probability (a union bound over binomial tails, so on the safe side). Below 0.01 chance is no explanation.';
