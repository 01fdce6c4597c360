// Whether the timeline is open below the place that is shown.
import { usePanels } from '../../state/panels.ts';
import { type Place, usePlace } from '../../state/places.ts';
import { useSource } from '../../state/source.ts';
import { lacksOf } from './lacks.ts';
import { PLACE_VIEWS } from './places.tsx';

const hasTimeline = (place: Place): boolean => PLACE_VIEWS[place]?.timeline !== 'none';

/** Whether there is a timeline for the place that is shown. */
export function useHasTimeline(): boolean {
  const place = usePlace(s => s.place);
  const hasHosts = useSource(s => s.info === null || lacksOf('overview', s.info) === null);
  return hasHosts && hasTimeline(place);
}

const isOpenAtFirst = (place: Place): boolean => place === 'overview' || PLACE_VIEWS[place]?.timeline === 'open';

export function useTimelineOpen(): boolean {
  const place = usePlace(s => s.place);
  const said = usePanels(s => s.timeline[place]);
  const isThere = useHasTimeline();
  return isThere && (said ?? isOpenAtFirst(place));
}
