// The rail on the left: from one view of the source to another.
import { PLACES, type Place, showPlace, usePlace } from '../../state/places.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { PLACE_VIEWS } from './places.tsx';
import classes from './Rail.module.css';

interface Entry {
  readonly place: Place;
  readonly title: string;
  readonly icon: IconName;
}

const entries: readonly Entry[] = PLACES.flatMap<Entry>(place => {
  if (place === 'overview') return [{ place, title: 'Overview', icon: 'layout' }];
  const view = PLACE_VIEWS[place];
  return view ? [{ place, title: view.title, icon: view.icon }] : [];
});

export function Rail() {
  const shown = usePlace(s => s.place);
  return (
    <nav className={classes.rail} aria-label="Views">
      {entries.map(({ place, title, icon }) => (
        <button
          key={place}
          type="button"
          aria-current={place === shown ? 'page' : undefined}
          data-testid={`place-${place}`}
          onClick={() => showPlace(place)}
        >
          <Icon name={icon} size={18} />
          <span>{title}</span>
        </button>
      ))}
    </nav>
  );
}
