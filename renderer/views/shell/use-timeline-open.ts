// Whether the timeline is open below the place that is shown.
import { usePanels } from '../../state/panels.ts';
import { type Place, usePlace } from '../../state/places.ts';
import { PLACE_VIEWS } from './places.tsx';

export const hasTimeline = (place: Place): boolean => PLACE_VIEWS[place]?.timeline !== 'none';

const isOpenAtFirst = (place: Place): boolean => place === 'overview' || PLACE_VIEWS[place]?.timeline === 'open';

export function useTimelineOpen(): boolean {
  const place = usePlace(s => s.place);
  const said = usePanels(s => s.timeline[place]);
  return hasTimeline(place) && (said ?? isOpenAtFirst(place));
}
