// Where the focus goes when another place is shown: to the place, by key or palette always, else when it would be nowhere.
import { type RefObject, useEffect, useRef } from 'react';
import { usePlace } from '../../state/places.ts';

const isNowhere = (element: Element | null): boolean =>
  element === null || element === document.body || element.closest('[inert]') !== null;

/** `region` can be focused and is called like the place. */
export function usePlaceFocus(region: RefObject<HTMLElement | null>): void {
  const { place, visits } = usePlace();
  const seen = useRef({ place, visits });
  const wasSomewhere = useRef(false);
  useEffect(
    () =>
      usePlace.subscribe((now, before) => {
        if (now.place !== before.place) wasSomewhere.current = !isNowhere(document.activeElement);
      }),
    [],
  );
  useEffect(() => {
    const before = seen.current;
    seen.current = { place, visits };
    const isLost = place !== before.place && wasSomewhere.current && isNowhere(document.activeElement);
    if (visits === before.visits && !isLost) return;
    // Of what has the focus already, a new name would not be told.
    region.current?.blur();
    region.current?.focus({ preventScroll: true });
  }, [place, visits, region]);
}
