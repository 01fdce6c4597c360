// Burst thresholds between what a person moves or types and what the engine takes.
import { parseSeconds, secondsText } from '../../../shared/unit/time.ts';

const SHORTEST = 1e6;
const LONGEST = 60e9;
const LONGEST_TYPED = 86_400_000_000_000n;
export const STEPS = 200;
const LARGEST_PAYLOAD = 1500;

/** Place of a gap on the slider, 0 to STEPS, logarithmic from 1 ms to 60 s. */
export const stepOfGap = (nanos: number): number => {
  const at = Math.log(Math.min(LONGEST, Math.max(SHORTEST, nanos)) / SHORTEST) / Math.log(LONGEST / SHORTEST);
  return Math.round(at * STEPS);
};

/** The gap at a place of the slider, in nanoseconds with two significant digits. */
export function gapOfStep(step: number): number {
  const nanos = SHORTEST * (LONGEST / SHORTEST) ** (step / STEPS);
  return Number(nanos.toPrecision(2));
}

/** Seconds as they are typed: 300000000 -> `0.3`. */
export const gapText = (nanos: number): string => secondsText(nanos).replace(/\.?0+$/, '');

/** Nanoseconds of typed seconds; undefined unless it is a number above 0, at most a day, with at most 9 decimals. */
export function gapOfText(text: string): number | undefined {
  const nanos = parseSeconds(text);
  return nanos !== undefined && nanos > 0n && nanos <= LONGEST_TYPED ? Number(nanos) : undefined;
}

/** A whole number from `least` to `most` as typed; undefined when it is none. */
export function wholeOfText(text: string, least: number, most: number): number | undefined {
  if (!/^\d{1,10}$/.test(text.trim())) return undefined;
  const value = Number(text);
  return value >= least && value <= most ? value : undefined;
}

export const PAYLOAD_SLIDER = { min: 0, max: LARGEST_PAYLOAD } as const;
