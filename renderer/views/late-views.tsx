// Views that bring charts and tables of their own: loaded after the first picture of the window.
import { lazy, Suspense } from 'react';
import { Pending } from '../state/idle.ts';

const LazyTimeline = lazy(async () => ({ default: (await import('./timeline/TimelineView.tsx')).TimelineView }));
const LazyConversations = lazy(async () => ({
  default: (await import('./conversations/ConversationsView.tsx')).ConversationsView,
}));
const LazyBursts = lazy(async () => ({ default: (await import('./bursts/BurstsView.tsx')).BurstsView }));

export const TimelineView = () => (
  <Suspense fallback={<Pending />}>
    <LazyTimeline />
  </Suspense>
);

export const BurstsView = () => (
  <Suspense fallback={<Pending />}>
    <LazyBursts />
  </Suspense>
);

export const ConversationsView = () => (
  <Suspense fallback={<Pending />}>
    <LazyConversations />
  </Suspense>
);
