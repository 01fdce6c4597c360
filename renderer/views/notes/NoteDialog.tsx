// The dialog that a note is written in.
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { MAX_NOTE, type Note, type NoteOn } from '../../../shared/model/workspace.ts';
import { useHostCalled, writeNote } from '../../state/annotations.ts';
import { useSource } from '../../state/source.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useNoteDialog } from './note-dialog.ts';
import { onText } from './note-text.ts';
import classes from './notes.module.css';

const close = (): void => useNoteDialog.setState({ on: null, note: undefined });

export function NoteDialog() {
  const info = useSource(s => s.info);
  const { on, note } = useNoteDialog();
  const called = useHostCalled();
  return (
    <Dialog
      isOpen={on !== null}
      onClose={close}
      title={on && info ? `Note on ${onText(on, info, called)}` : 'Note'}
      size="520px"
    >
      {on && <Form on={on} note={note} />}
    </Dialog>
  );
}

function Form({ on, note }: { readonly on: NoteOn; readonly note: Note | undefined }) {
  const [text, setText] = useState(note?.text ?? '');
  function keep(): void {
    writeNote(on, text, note);
    close();
  }
  return (
    <form
      className={classes.form}
      onSubmit={event => {
        event.preventDefault();
        keep();
      }}
    >
      <Textarea
        data-autofocus
        aria-label="Text of the note"
        data-testid="note-text"
        rows={5}
        maxLength={MAX_NOTE}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) keep();
        }}
      />
      <div className={classes.buttons}>
        <span className={classes.dim}>Kept in the workspace file, never in the capture.</span>
        <Button type="submit" disabled={text.trim() === ''} data-testid="note-keep">
          Keep note
        </Button>
      </div>
    </form>
  );
}
