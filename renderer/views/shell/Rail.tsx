// The rail on the left: from one view of the source to another.
import { Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type KeyboardEvent, useRef } from 'react';
import { setPanels, usePanels } from '../../state/panels.ts';
import { showPlace, usePlace } from '../../state/places.ts';
import { useSource } from '../../state/source.ts';
import { Icon } from '../../ui/Icon.tsx';
import classes from './Rail.module.css';
import { GROUP_STARTS, type RailEntry, railEntries } from './rail-entries.ts';

/** Where names would take too much of the window, as at 200 %. */
const NARROW = '(max-width: 1100px)';

const hint = (entry: RailEntry, number: number): string =>
  `${entry.lacks ?? entry.title} (${number <= 10 ? `Alt+${number % 10} or ` : ''}g ${entry.letter})`;

export function Rail() {
  const shown = usePlace(s => s.place);
  const info = useSource(s => s.info);
  const isNarrow = useMediaQuery(NARROW, matchMedia(NARROW).matches, { getInitialValueInEffect: false });
  const isWide = usePanels(s => s.railNames) && !isNarrow;
  const list = useRef<HTMLUListElement>(null);
  const entries = railEntries(info);

  function onKeyDown(event: KeyboardEvent): void {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined || at < 0) return;
    event.preventDefault();
    event.stopPropagation();
    buttons[(next + buttons.length) % buttons.length]?.focus();
  }

  return (
    <nav className={classes.rail} aria-label="Views" data-wide={isWide || undefined} onKeyDown={onKeyDown}>
      <ul ref={list}>
        {entries.map((entry, i) => (
          <li key={entry.place} data-start={GROUP_STARTS.has(entry.place) || undefined}>
            <Tooltip
              label={hint(entry, i + 1)}
              position="right"
              openDelay={isWide && entry.lacks === null ? 700 : 200}
              // A click focuses, too: where the name stands there already, nothing pops up over the view.
              events={{ hover: true, focus: !isWide || entry.lacks !== null, touch: false }}
              multiline
              maw={280}
            >
              <button
                type="button"
                aria-current={entry.place === shown ? 'page' : undefined}
                aria-label={entry.lacks === null ? entry.title : `${entry.title}: ${entry.lacks}`}
                data-lacking={entry.lacks !== null || undefined}
                data-testid={`place-${entry.place}`}
                onClick={() => showPlace(entry.place)}
              >
                <Icon name={entry.icon} size={18} />
                {isWide && <span>{entry.title}</span>}
              </button>
            </Tooltip>
          </li>
        ))}
      </ul>
      {!isNarrow && (
        <Tooltip label={isWide ? 'Icons only' : 'Names beside the icons'} position="right">
          <button
            type="button"
            className={classes.fold}
            aria-label={isWide ? 'Show icons only' : 'Show names beside the icons'}
            data-testid="fold-rail"
            onClick={() => setPanels({ railNames: !isWide })}
          >
            <Icon name={isWide ? 'back' : 'forward'} />
          </button>
        </Tooltip>
      )}
    </nav>
  );
}
