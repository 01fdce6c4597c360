// The views that bring the chart library: loaded after the first picture of the window.
import { lazy, Suspense } from 'react';

const LazyTimeline = lazy(async () => ({ default: (await import('./timeline/TimelineView.tsx')).TimelineView }));
const LazyBursts = lazy(async () => ({ default: (await import('./bursts/BurstsView.tsx')).BurstsView }));

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
