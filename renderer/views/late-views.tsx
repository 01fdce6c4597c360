// The views that bring the chart library: loaded after the first picture of the window.
import { type ComponentType, lazy, Suspense } from 'react';

const timeline = import.meta.glob<{ TimelineView: ComponentType }>('./timeline/TimelineView.tsx');
const bursts = import.meta.glob<{ BurstsView: ComponentType }>('./bursts/BurstsView.tsx');

const Nothing = (): null => null;

const LazyTimeline = lazy(async () => ({
  default: (await timeline['./timeline/TimelineView.tsx']?.())?.TimelineView ?? Nothing,
}));
const LazyBursts = lazy(async () => ({
  default: (await bursts['./bursts/BurstsView.tsx']?.())?.BurstsView ?? Nothing,
}));

export const TimelineView = () => (
  <Suspense>
    <LazyTimeline />
  </Suspense>
);

export const BurstsView = () => (
  <Suspense>
    <LazyBursts />
  </Suspense>
);
