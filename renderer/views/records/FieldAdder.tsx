// Any field of any protocol as a further column of the records: in the menu of columns, and the dialog that asks for one.
import { Autocomplete, Menu } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { CATALOGUE, fieldDef } from '../../../shared/catalogue/catalogue.ts';
import { Dialog } from '../../ui/Dialog.tsx';

const NAMES = Object.keys(CATALOGUE).sort();
/** Suggestions that are shown. */
const MOST = 8;

interface Props {
  readonly fields: readonly string[];
  onChange(fields: readonly string[]): void;
}

/** A menu holds no field to type into: its last item asks for the dialog. */
export function FieldItems({ fields, onChange, onAdd }: Props & { onAdd(): void }) {
  return (
    <>
      <Menu.Divider />
      <Menu.Label>Fields, read from the file for the rows in view</Menu.Label>
      {fields.map(name => (
        <Menu.CheckboxItem
          key={name}
          title={fieldDef(name)?.title}
          checked
          onChange={() => onChange(fields.filter(one => one !== name))}
        >
          {name}
        </Menu.CheckboxItem>
      ))}
      <Menu.Item closeMenuOnClick data-testid="any-field" onClick={onAdd}>
        Any field…
      </Menu.Item>
    </>
  );
}

export function FieldDialog({ fields, onChange, onClose }: Props & { onClose(): void }) {
  const [text, setText] = useState('');
  const wanted = text.trim();

  function add(name: string): void {
    if (fieldDef(name) === undefined) return;
    if (!fields.includes(name)) onChange([...fields, name]);
    onClose();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') add(wanted);
  }

  const starting = NAMES.filter(name => name.startsWith(wanted));
  const within = NAMES.filter(name => !name.startsWith(wanted) && name.includes(wanted));
  return (
    <Dialog isOpen onClose={onClose} title="A field as a column">
      <Autocomplete
        label="Name of the field"
        description="As Wireshark has it; Enter adds it."
        placeholder="ip.ttl, dns.qry.name, …"
        data-autofocus
        value={text}
        onChange={setText}
        onOptionSubmit={add}
        onKeyDown={onKeyDown}
        data={wanted === '' ? [] : [...starting, ...within].slice(0, MOST)}
        filter={({ options }) => options}
        data-testid="add-field"
      />
    </Dialog>
  );
}
