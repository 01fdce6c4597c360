// Any field of any protocol as a further column of the records.
import { ActionIcon, Autocomplete, Menu } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { CATALOGUE, fieldDef } from '../../../shared/catalogue/catalogue.ts';
import { Icon } from '../../ui/Icon.tsx';
import classes from './records.module.css';

const NAMES = Object.keys(CATALOGUE).sort();
/** Suggestions that are shown. */
const MOST = 8;

interface Props {
  readonly fields: readonly string[];
  onChange(fields: readonly string[]): void;
}

export function FieldAdder({ fields, onChange }: Props) {
  const [text, setText] = useState('');
  const wanted = text.trim();
  const isField = fieldDef(wanted) !== undefined;

  function add(name: string): void {
    if (fieldDef(name) !== undefined && !fields.includes(name)) onChange([...fields, name]);
    setText('');
  }

  // The menu around it has keys of its own.
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') return;
    event.stopPropagation();
    if (event.key === 'Enter' && isField) add(wanted);
  }

  const starting = NAMES.filter(name => name.startsWith(wanted));
  const within = NAMES.filter(name => !name.startsWith(wanted) && name.includes(wanted));
  return (
    <>
      <Menu.Divider />
      <Menu.Label>Any field, read from the file for the rows in view</Menu.Label>
      {fields.map(name => (
        <div key={name} className={classes.addedField}>
          <span title={fieldDef(name)?.title}>{name}</span>
          <ActionIcon
            size={20}
            aria-label={`Remove the column ${name}`}
            onClick={() => onChange(fields.filter(one => one !== name))}
          >
            <Icon name="close" size={12} />
          </ActionIcon>
        </div>
      ))}
      <Autocomplete
        className={classes.fieldInput}
        aria-label="Add a field as a column"
        placeholder="ip.ttl, dns.qry.name, …"
        value={text}
        onChange={setText}
        onOptionSubmit={add}
        onKeyDown={onKeyDown}
        data={wanted === '' ? [] : [...starting, ...within].slice(0, MOST)}
        filter={({ options }) => options}
        comboboxProps={{ withinPortal: false }}
        data-testid="add-field"
      />
    </>
  );
}
