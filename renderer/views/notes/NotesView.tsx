// The place of notes: all of them, the way to what each is on, and the workspace as a file.
import { ActionIcon, Button, FileButton, Tooltip } from '@mantine/core';
import { problemOf } from '../../../shared/contract/problem.ts';
import type { SourceInfo } from '../../../shared/model/source.ts';
import { MAX_WORKSPACE, type Note } from '../../../shared/model/workspace.ts';
import { dropNote, useAnnotations } from '../../state/annotations.ts';
import { runCommand } from '../../state/commands.ts';
import { showNotice } from '../../state/notices.ts';
import { useSource } from '../../state/source.ts';
import { currentText, loadWorkspace } from '../../state/workspace.ts';
import { counted } from '../../ui/counted.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Icon } from '../../ui/Icon.tsx';
import parts from '../../ui/parts.module.css';
import { saveBlob } from '../../ui/save-blob.ts';
import { Count, Toolbar } from '../../ui/Toolbar.tsx';
import { openNote } from './note-dialog.ts';
import { onText, showNote } from './note-on.ts';
import classes from './notes.module.css';

function saveAs(): void {
  const text = currentText();
  if (text !== null) saveBlob(new Blob([text], { type: 'application/json' }), 'The workspace', 'burstscope.json');
}

async function load(file: File | null): Promise<void> {
  if (!file) return;
  // A character is four bytes at most.
  if (file.size > 4 * MAX_WORKSPACE) showNotice({ text: `${file.name} is too large to be a workspace.`, bad: true });
  else loadWorkspace(await file.text(), file.name);
}

export function NotesView() {
  const info = useSource(s => s.info);
  const notes = useAnnotations(s => s.notes);
  if (!info) return null;
  return (
    <section className={parts.view} aria-label="Notes">
      <Toolbar
        label="Notes"
        end={
          <>
            <Count testId="note-count">{counted(notes.length, 'note')}</Count>
            <Button size="compact-sm" data-testid="workspace-save" onClick={() => runCommand('save-workspace')}>
              Save workspace
            </Button>
            <Button size="compact-sm" data-testid="workspace-save-as" onClick={saveAs}>
              Save workspace as…
            </Button>
            <FileButton accept=".json,application/json" onChange={file => void load(file)}>
              {props => (
                <Button {...props} size="compact-sm">
                  Load workspace…
                </Button>
              )}
            </FileButton>
          </>
        }
      />
      {notes.length === 0 ? (
        <EmptyState
          label="No notes"
          icon="note"
          title="No notes yet"
          text="Select a host, a record, a burst or a time range, then “Note…” in the line above. Notes, names and colours are kept in a small file beside the capture, which itself is never changed."
        />
      ) : (
        <ul className={classes.list}>
          {notes.map((note, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two notes may say the same
            <Row key={i} note={note} info={info} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Row({ note, info }: { readonly note: Note; readonly info: SourceInfo }) {
  const where = onText(note.on, info);
  const show = (): void => {
    showNote(note, info).catch(thrown => showNotice({ text: problemOf(thrown).message, bad: true }));
  };
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
          <ActionIcon aria-label={`Edit the note on ${where}`} onClick={() => openNote(note.on, note)}>
            <Icon name="note" size={14} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Delete">
          <ActionIcon
            aria-label={`Delete the note on ${where}`}
            data-testid="note-delete"
            onClick={() => dropNote(note)}
          >
            <Icon name="close" size={14} />
          </ActionIcon>
        </Tooltip>
      </div>
    </li>
  );
}
