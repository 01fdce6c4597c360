// Finds hosts by address or name, clients of access logs, keys of counts: matches light up in the graph while typing, choosing
// one selects it.
import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { formatCount } from '../../../shared/unit/format.ts';
import { onCommand } from '../../state/commands.ts';
import { setSearch, useGraphOptions } from '../../state/graph-options.ts';
import { HostName } from '../../ui/HostName.tsx';
import { Icon } from '../../ui/Icon.tsx';
import classes from './top-bar.module.css';
import { type Found, useFound, useOnceFound } from './use-found.ts';

const MOST = 8;

export function HostSearch() {
  const search = useGraphOptions(s => s.search);
  const { found, total, noun, isAnswered, isCurrent } = useFound(search, MOST);
  const input = useRef<HTMLInputElement>(null);
  const box = useCombobox();
  const [askFirst, forget] = useOnceFound(isCurrent, () => choose(found[0]));

  useEffect(
    () =>
      onCommand('find', () => {
        input.current?.focus();
        input.current?.select();
      }),
    [],
  );

  function choose(one: Found | undefined): void {
    if (!one) return;
    one.choose();
    setSearch('');
    box.closeDropdown();
    input.current?.blur();
  }

  return (
    <Combobox store={box} shadow="md" onOptionSubmit={id => choose(found.find(one => one.id === id))}>
      <Combobox.Target>
        <TextInput
          ref={input}
          w={220}
          aria-label={noun === 'host' ? 'Search for a host by address or name' : `Search for a ${noun}`}
          placeholder={`Search ${noun}s  ( / )`}
          leftSection={<Icon name="search" size={14} />}
          data-testid="host-search"
          value={search}
          onChange={event => {
            forget();
            setSearch(event.currentTarget.value);
            box.openDropdown();
            box.selectFirstOption();
          }}
          onFocus={() => search.trim() !== '' && box.openDropdown()}
          onBlur={() => {
            forget();
            box.closeDropdown();
          }}
          onKeyDown={event => {
            if (event.key === 'Enter' && !isCurrent) {
              // What is listed is of what was typed before.
              box.resetSelectedOption();
              if (search.trim() !== '') askFirst();
            } else if (event.key === 'Enter' && box.getSelectedOptionIndex() < 0) choose(found[0]);
            if (event.key !== 'Escape') return;
            setSearch('');
            box.closeDropdown();
            event.currentTarget.blur();
            event.stopPropagation();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!isAnswered || search.trim() === ''} className={classes.found}>
        <Combobox.Options aria-label="Found">
          {found.map(({ id, text, host, note }) => (
            <Combobox.Option key={id} value={id}>
              <span className={classes.foundRow}>
                {host ? <HostName address={host.address} name={host.name} role={host.role} /> : <span>{text}</span>}
                <span className={classes.foundBytes}>{note}</span>
              </span>
            </Combobox.Option>
          ))}
          {total > found.length && (
            <Combobox.Footer>and {formatCount(total - found.length)} more: type on</Combobox.Footer>
          )}
          {found.length === 0 && (
            <Combobox.Empty>
              {noun === 'host' ? 'No host has this in its address or name.' : `No ${noun} contains this.`}
            </Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
