// What the detectors are called, and what each does (DEFINITIONS section 6).
import type { Detector } from '../../../shared/model/series.ts';

export const DETECTOR_NAMES: Readonly<Record<Detector, string>> = {
  forecast: 'Forecast band',
  luminol: 'Luminol',
  mad: 'Robust z',
};

export const DETECTOR_HELP: Readonly<Record<Detector, string>> = {
  forecast:
    "Prophet's additive model at its most probable parameters: a trend with changepoints, a weekly and a daily pattern. The band holds 80 % of the noise; a value outside of it is an anomaly. Score: distance in standard deviations.",
  luminol:
    "Luminol's default detector: distance from the exponential average, with that of the steps between neighbours. A score above 3 is an anomaly; the score is relative to the whole series.",
  mad: 'Distance from the rolling median, in robust standard deviations (1.4826 times the median absolute deviation of the same intervals). Above 3.5 is an anomaly; where nothing before varies, any other value is one.',
};
