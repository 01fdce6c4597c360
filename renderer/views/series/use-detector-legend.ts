// What the marks of anomalies mean, for pictures: in the window the toolbar says it.
import { detectOf, useSeries } from '../../state/series.ts';
import { legendText } from '../../ui/picture/heading.ts';
import { DETECTOR_NAMES } from './detectors.ts';

const MARKS = [
  { glyph: '○', colour: 'var(--c-bad)' },
  { glyph: '◇', colour: 'var(--c-warn)' },
] as const;

export function useDetectorLegend(): string {
  const { detectors } = detectOf(useSeries());
  return legendText(detectors.map((detector, i) => ({ name: DETECTOR_NAMES[detector], ...MARKS[i]! })));
}
