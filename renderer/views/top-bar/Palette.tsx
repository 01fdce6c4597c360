// The command palette: places, actions, hosts, ports, records and filters, found by typing.
import { Modal } from '@mantine/core';
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { formatCount } from '../../../shared/unit/format.ts';
import { useHostCalled } from '../../state/annotations.ts';
import { onCommand } from '../../state/commands.ts';
import { Icon } from '../../ui/Icon.tsx';
import classes from './palette.module.css';
import { matching, type PaletteEntry } from './palette-entries.ts';
import { useFound, useOnceFound } from './use-found.ts';
import { usePaletteEntries } from './use-palette-entries.ts';

const MOST_HOSTS = 6;

export function Palette() {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => onCommand('palette', () => setOpen(before => !before)), []);
  return (
    <Modal.Root
      opened={isOpen}
      onClose={() => setOpen(false)}
      size="560px"
      yOffset="12vh"
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label="Command palette" data-testid="palette">
        <Modal.Body p={0}>{isOpen && <Finder onDone={() => setOpen(false)} />}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Hosts, clients or keys that what was typed is in. */
function useHosts(typed: string): { readonly hosts: readonly PaletteEntry[]; readonly isCurrent: boolean } {
  const { found, isCurrent } = useFound(typed, MOST_HOSTS);
  const called = useHostCalled();
  const hosts = found.map(({ id, text, host, note, choose }) => ({
    id,
    group: 'Hosts' as const,
    icon: 'layout' as const,
    title: host && called(host) !== text ? `${called(host)} (${text})` : text,
    note,
    run: choose,
  }));
  return { hosts, isCurrent };
}

function Finder({ onDone }: { onDone(): void }) {
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  // At once: what is typed right behind Ctrl+K belongs here.
  useLayoutEffect(() => field.current?.focus(), []);
  const { fixed, fromText } = usePaletteEntries(typed);
  const { hosts, isCurrent } = useHosts(typed);
  const entries = [...fromText, ...matching(fixed, typed), ...hosts];
  const at = Math.min(active, entries.length - 1);

  const [askFirst, forget] = useOnceFound(isCurrent, () => choose(entries[at]));

  useEffect(() => {
    list.current?.querySelector(`#palette-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  function choose(entry: PaletteEntry | undefined): void {
    if (!entry) return;
    onDone();
    // The palette gives the focus back first: an action may want it elsewhere.
    setTimeout(() => entry.run());
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = ({ ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 } as Record<string, number>)[event.key];
    if (step !== undefined) setActive(Math.max(0, Math.min(entries.length - 1, at + step)));
    else if (event.key === 'Enter') {
      const entry = entries[at];
      const isOld = entry === undefined ? typed.trim() !== '' : hosts.includes(entry);
      if (isOld && !isCurrent) askFirst();
      else choose(entry);
    } else return;
    event.preventDefault();
  }

  return (
    <div className={classes.palette}>
      <label className={classes.field}>
        <Icon name="search" />
        <span className="visually-hidden">Place, action, host, port, record, recent file or filter</span>
        <input
          ref={field}
          data-autofocus
          role="combobox"
          aria-expanded
          aria-controls="palette-list"
          aria-activedescendant={entries.length > 0 ? `palette-${at}` : undefined}
          placeholder="Place, action, host, port, record 17, recent file or a filter"
          data-testid="palette-input"
          spellCheck={false}
          autoComplete="off"
          value={typed}
          onChange={event => {
            setTyped(event.currentTarget.value);
            setActive(0);
            forget();
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      <div ref={list} id="palette-list" role="listbox" aria-label="Found" className={classes.list}>
        {entries.map((entry, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the field above
          <div
            key={entry.id}
            id={`palette-${i}`}
            role="option"
            aria-selected={i === at}
            tabIndex={-1}
            data-testid="palette-entry"
            data-first={entry.group !== entries[i - 1]?.group || undefined}
            onMouseMove={() => setActive(i)}
            onClick={() => choose(entry)}
          >
            <Icon name={entry.icon} />
            <span className={classes.title}>{entry.title}</span>
            <span className={classes.note}>{entry.note ?? entry.group}</span>
          </div>
        ))}
        {entries.length === 0 && (
          // biome-ignore lint/a11y/useFocusableInteractive: says that there is nothing to choose
          <div role="option" aria-selected={false} aria-disabled className={classes.none}>
            Nothing is called so. Hosts are found by address and name, records by number.
          </div>
        )}
      </div>
      <p className={classes.foot}>{formatCount(entries.length)} found · ↑ ↓ to move, Enter to choose, Esc to close</p>
    </div>
  );
}
