// The views that fill the window beside the inspector: their names, icons and code, which is fetched when first shown.
import { type ComponentType, lazy } from 'react';
import type { Place } from '../../state/places.ts';
import type { IconName } from '../../ui/Icon.tsx';

export interface PlaceView {
  readonly title: string;
  readonly icon: IconName;
  readonly View: ComponentType;
}

/** Places without a view of their own yet are not offered. */
export const PLACE_VIEWS: Partial<Readonly<Record<Place, PlaceView>>> = {
  conversations: {
    title: 'Conversations',
    icon: 'both',
    View: lazy(async () => ({ default: (await import('../conversations/ConversationsView.tsx')).ConversationsView })),
  },
  bursts: {
    title: 'Bursts',
    icon: 'brush',
    View: lazy(async () => ({ default: (await import('../bursts/BurstsView.tsx')).BurstsView })),
  },
};
