// The views that fill the window beside the inspector: their names, icons and code, which is fetched when first shown,
// and what a source must have for them.
import { type ComponentType, lazy } from 'react';
import type { SourcePart } from '../../../shared/model/source.ts';
import type { Place } from '../../state/places.ts';
import type { IconName } from '../../ui/Icon.tsx';

export interface PlaceView {
  readonly title: string;
  readonly icon: IconName;
  readonly View: ComponentType;
  /** Whether the timeline is open below at first; `none`: the view has a time axis of its own. Absent: closed. */
  readonly timeline?: 'open' | 'none';
  /** What a source must have for it (lacks.ts). Absent: flows. */
  readonly needs?: SourcePart | 'names' | 'nothing';
}

/** Places without a view of their own yet are not offered. */
export const PLACE_VIEWS: Partial<Readonly<Record<Place, PlaceView>>> = {
  conversations: {
    title: 'Conversations',
    icon: 'both',
    timeline: 'open',
    View: lazy(async () => ({ default: (await import('../conversations/ConversationsView.tsx')).ConversationsView })),
  },
  timing: {
    title: 'Timing',
    icon: 'gaps',
    View: lazy(async () => ({ default: (await import('../timing/TimingView.tsx')).TimingView })),
  },
  records: {
    title: 'Records',
    icon: 'list',
    View: lazy(async () => ({ default: (await import('../records/RecordsView.tsx')).RecordsView })),
    needs: 'records',
  },
  bursts: {
    title: 'Bursts',
    icon: 'bursts',
    timeline: 'open',
    View: lazy(async () => ({ default: (await import('../bursts/BurstsPlace.tsx')).BurstsPlace })),
  },
  beacons: {
    title: 'Beacons',
    icon: 'beacon',
    View: lazy(async () => ({ default: (await import('../beacons/BeaconsView.tsx')).BeaconsView })),
  },
  windows: {
    title: 'Windows',
    icon: 'windows',
    View: lazy(async () => ({ default: (await import('../windows/WindowsView.tsx')).WindowsView })),
  },
  series: {
    title: 'Series',
    icon: 'series',
    timeline: 'none',
    needs: 'nothing',
    View: lazy(async () => ({ default: (await import('../series/SeriesView.tsx')).SeriesView })),
  },
  'access-log': {
    title: 'Access log',
    icon: 'requests',
    timeline: 'none',
    needs: 'requests',
    View: lazy(async () => ({ default: (await import('../access-log/AccessLogView.tsx')).AccessLogView })),
  },
  compare: {
    title: 'Compare',
    icon: 'compare',
    timeline: 'none',
    View: lazy(async () => ({ default: (await import('../compare/CompareView.tsx')).CompareView })),
  },
  names: {
    title: 'Names',
    icon: 'tag',
    View: lazy(async () => ({ default: (await import('../names/NamesView.tsx')).NamesView })),
    needs: 'names',
  },
  notes: {
    title: 'Notes',
    icon: 'note',
    needs: 'nothing',
    View: lazy(async () => ({ default: (await import('../notes/NotesView.tsx')).NotesView })),
  },
};
