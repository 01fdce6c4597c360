// What the user gives a host: a name, a colour, notes.
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { HOST_COLOURS, MAX_NAME } from '../../../shared/model/workspace.ts';
import { markHost, useAnnotations, useHostMark } from '../../state/annotations.ts';
import { useTheme } from '../../state/theme.ts';
import { Icon } from '../../ui/Icon.tsx';
import { colours } from '../../ui/theme/colours.ts';
import { openNote } from './note-dialog.ts';
import { COLOUR_WORDS } from './note-text.ts';
import classes from './notes.module.css';

export function HostMarks({ address }: { readonly address: string }) {
  const { name = '', colour = null } = useHostMark(address);
  const notes = useAnnotations(s => s.notes);
  const { series } = colours(useTheme(s => s.theme));
  return (
    <div className={classes.marks}>
      <NameField key={name} address={address} name={name} />
      <fieldset className={classes.swatches}>
        <legend className="visually-hidden">Colour</legend>
        {series.slice(0, HOST_COLOURS).map((one, i) => (
          <button
            key={one}
            type="button"
            aria-label={COLOUR_WORDS[i]}
            title={COLOUR_WORDS[i]}
            aria-pressed={colour === i}
            style={{ background: one }}
            data-testid={`host-colour-${i}`}
            onClick={() => markHost(address, { colour: colour === i ? null : i })}
          />
        ))}
        <Button
          size="compact-xs"
          ml="auto"
          leftSection={<Icon name="note" size={12} />}
          data-testid="host-note"
          onClick={() => openNote({ kind: 'host', address })}
        >
          Note…
        </Button>
      </fieldset>
      {notes
        .filter(({ on }) => on.kind === 'host' && on.address === address)
        .map(note => (
          <p key={`${note.written} ${note.text}`} className={classes.note} data-testid="host-note-text">
            {note.text}
          </p>
        ))}
    </div>
  );
}

/** Takes what was typed when Enter is pressed or the field is left. */
function NameField({ address, name }: { readonly address: string; readonly name: string }) {
  const [typed, setTyped] = useState(name);
  const keep = (): void => markHost(address, { name: typed });
  return (
    <TextInput
      size="xs"
      aria-label="Your name for this host"
      placeholder="Your name for this host"
      maxLength={MAX_NAME}
      data-testid="host-own-name"
      value={typed}
      onChange={event => setTyped(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={event => {
        if (event.key === 'Enter') keep();
      }}
    />
  );
}
