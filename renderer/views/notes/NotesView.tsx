// The place of notes: all of them, sought and put in order, the way to what each is on, and the workspace as a file.
import { ActionIcon, Button, Select, Tooltip } from '@mantine/core';
import { useMemo, useState } from 'react';
import { problemOf } from '../../../shared/contract/problem.ts';
import type { SourceInfo } from '../../../shared/model/source.ts';
import type { Note } from '../../../shared/model/workspace.ts';
import { csvOf } from '../../grid/column.ts';
import { dropNote, useAnnotations, useHostCalled } from '../../state/annotations.ts';
import { runCommand } from '../../state/commands.ts';
import { showNotice } from '../../state/notices.ts';
import { useSource } from '../../state/source.ts';
import { counted } from '../../ui/counted.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ExportButton } from '../../ui/ExportButton.tsx';
import { Icon } from '../../ui/Icon.tsx';
import parts from '../../ui/parts.module.css';
import { SearchField } from '../../ui/SearchField.tsx';
import { saveBlob } from '../../ui/save-blob.ts';
import { Count, Toolbar } from '../../ui/Toolbar.tsx';
import { openNote } from './note-dialog.ts';
import { showNote } from './note-on.ts';
import { addedColumns, addedRows, inOrder, NOTE_ORDERS, type NoteOrder, onText, saysText } from './note-text.ts';
import classes from './notes.module.css';
import { useRecordTimes } from './use-record-times.ts';

const ORDER_TEXT: Readonly<Record<NoteOrder, string>> = {
  written: 'Last written first',
  time: 'By time of the capture',
  on: 'By what they are on',
};

export function NotesView() {
  const info = useSource(s => s.info);
  const { notes, hosts } = useAnnotations();
  const called = useHostCalled();
  const timeOf = useRecordTimes();
  const [search, setSearch] = useState('');
  const [order, setOrder] = useState<NoteOrder>('written');
  const shown = useMemo(() => {
    if (!info) return [];
    return inOrder(notes, order, timeOf)
      .map(note => ({ note, where: onText(note.on, info, called) }))
      .filter(({ note, where }) => saysText(note, where, search));
  }, [info, notes, order, timeOf, called, search]);
  if (!info) return null;
  const named = Object.keys(hosts).length;
  return (
    <section className={parts.view} aria-label="Notes">
      <Toolbar
        label="Notes"
        end={
          <>
            <Count testId="note-count">
              {search.trim() === ''
                ? counted(notes.length, 'note')
                : `${shown.length} of ${counted(notes.length, 'note')}`}
              {named > 0 && `, ${counted(named, 'host')} named or coloured`}
            </Count>
            <Button size="compact-sm" data-testid="workspace-save" onClick={() => runCommand('save-workspace')}>
              Save workspace
            </Button>
            <Button size="compact-sm" data-testid="workspace-save-as" onClick={() => runCommand('save-workspace-as')}>
              Save workspace as…
            </Button>
            <Button size="compact-sm" data-testid="workspace-load" onClick={() => runCommand('load-workspace')}>
              Load workspace…
            </Button>
            <ExportButton
              title="All notes, and the names and colours that you gave hosts"
              disabled={notes.length + named === 0}
              data-testid="export-notes"
              onClick={() => {
                const text = csvOf(addedColumns(hosts, timeOf), addedRows(hosts, notes));
                saveBlob(new Blob([text], { type: 'text/csv' }), 'The file of notes', 'notes.csv');
              }}
            >
              Export CSV
            </ExportButton>
          </>
        }
      >
        {notes.length > 0 && (
          <>
            <SearchField
              label="Search notes"
              placeholder="Search notes"
              value={search}
              onChange={setSearch}
              testId="note-search"
            />
            <Select
              aria-label="Order of the notes"
              w={190}
              allowDeselect={false}
              data={NOTE_ORDERS.map(value => ({ value, label: ORDER_TEXT[value] }))}
              value={order}
              onChange={value => value && setOrder(value as NoteOrder)}
              data-testid="note-order"
            />
          </>
        )}
      </Toolbar>
      {notes.length === 0 ? (
        <EmptyState
          label="No notes"
          icon="note"
          title="No notes yet"
          text="Select a host, a record, a burst or a time range, then “Note…” in the line above. Notes, names and colours are kept in a small file beside the capture, which itself is never changed."
        />
      ) : shown.length === 0 ? (
        <EmptyState
          label="No such notes"
          icon="search"
          title="No such notes"
          text={`No note says “${search.trim()}”, or is on it.`}
        />
      ) : (
        <ul className={classes.list}>
          {shown.map(({ note, where }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two notes may say the same
            <Row key={i} note={note} where={where} info={info} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface RowProps {
  readonly note: Note;
  readonly where: string;
  readonly info: SourceInfo;
}

function Row({ note, where, info }: RowProps) {
  const show = (): void => {
    showNote(note, info).catch(thrown => showNotice({ text: problemOf(thrown).message, bad: true }));
  };
  function drop(): void {
    const undo = dropNote(note);
    showNotice({ text: `The note on ${where} was deleted.`, action: { label: 'Undo', run: undo } });
  }
  return (
    <li className={classes.row} data-testid="note-row">
      <div className={classes.what}>
        <button type="button" className={classes.where} data-testid="note-show" onClick={show}>
          {where[0]!.toUpperCase() + where.slice(1)}
        </button>
        {note.of !== undefined && <span className={classes.foreign}>of {note.of}: does not fit this capture</span>}
        <span className={classes.dim}>{new Date(note.written).toISOString().slice(0, 16).replace('T', ' ')} UTC</span>
      </div>
      <p className={classes.note}>{note.text}</p>
      <div className={classes.doing}>
        <Tooltip label="Edit">
          <ActionIcon
            aria-label={`Edit the note on ${where}`}
            data-testid="note-edit"
            onClick={() => openNote(note.on, note)}
          >
            <Icon name="note" size={14} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Delete">
          <ActionIcon aria-label={`Delete the note on ${where}`} data-testid="note-delete" onClick={drop}>
            <Icon name="close" size={14} />
          </ActionIcon>
        </Tooltip>
      </div>
    </li>
  );
}
