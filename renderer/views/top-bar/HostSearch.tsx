// Finds hosts by address or name: matches light up in the graph while typing, choosing one selects it.
import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import type { HostRow } from '../../../shared/model/host.ts';
import { formatBytes } from '../../../shared/unit/format.ts';
import { addressesCalled, useAnnotations } from '../../state/annotations.ts';
import { onCommand } from '../../state/commands.ts';
import { setSearch, useGraphOptions } from '../../state/graph-options.ts';
import { selectHost } from '../../state/selection.ts';
import { useSource } from '../../state/source.ts';
import { useAnswer } from '../../state/use-answer.ts';
import { HostName } from '../../ui/HostName.tsx';
import { Icon } from '../../ui/Icon.tsx';
import classes from './top-bar.module.css';

const MOST = 8;

export function HostSearch() {
  const search = useGraphOptions(s => s.search);
  const source = useSource(s => s.info?.source);
  const [asked] = useDebouncedValue(search.trim(), 120);
  const addresses = addressesCalled(
    useAnnotations(s => s.hosts),
    asked,
    MOST,
  );
  const input = useRef<HTMLInputElement>(null);
  const box = useCombobox();
  const { value } = useAnswer(
    'hosts',
    source === undefined || asked === ''
      ? null
      : {
          source,
          search: asked,
          addresses: [...addresses],
          sort: 'bytesSent',
          direction: 'desc',
          offset: 0,
          limit: MOST,
        },
  );

  useEffect(
    () =>
      onCommand('find', () => {
        input.current?.focus();
        input.current?.select();
      }),
    [],
  );

  function choose(host: HostRow): void {
    selectHost({ id: host.id, address: host.address });
    setSearch('');
    box.closeDropdown();
    input.current?.blur();
  }

  const rows = value?.rows ?? [];
  return (
    <Combobox
      store={box}
      shadow="md"
      onOptionSubmit={id => {
        const host = rows.find(row => String(row.id) === id);
        if (host) choose(host);
      }}
    >
      <Combobox.Target>
        <TextInput
          ref={input}
          w={220}
          aria-label="Search for a host by address or name"
          placeholder="Search hosts  ( / )"
          leftSection={<Icon name="search" size={14} />}
          data-testid="host-search"
          value={search}
          onChange={event => {
            setSearch(event.currentTarget.value);
            box.openDropdown();
            box.selectFirstOption();
          }}
          onFocus={() => search.trim() !== '' && box.openDropdown()}
          onBlur={() => box.closeDropdown()}
          onKeyDown={event => {
            if (event.key === 'Enter' && rows[0] && box.getSelectedOptionIndex() < 0) choose(rows[0]);
            if (event.key !== 'Escape') return;
            setSearch('');
            box.closeDropdown();
            event.currentTarget.blur();
            event.stopPropagation();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={asked === '' || search.trim() === ''} className={classes.found}>
        <Combobox.Options aria-label="Hosts found">
          {rows.map(host => (
            <Combobox.Option key={host.id} value={String(host.id)}>
              <span className={classes.foundRow}>
                <HostName address={host.address} name={host.name} role={host.role} />
                <span className={classes.foundBytes}>{formatBytes(host.bytesSent + host.bytesReceived)}</span>
              </span>
            </Combobox.Option>
          ))}
          {value && value.total > rows.length && (
            <Combobox.Footer>and {value.total - rows.length} more: type on</Combobox.Footer>
          )}
          {value && rows.length === 0 && <Combobox.Empty>No host has this in its address or name.</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
