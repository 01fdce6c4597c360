// Which note is being written; null: none.
import { create } from 'zustand';
import type { Note, NoteOn } from '../../../shared/model/workspace.ts';

export const useNoteDialog = create<{ readonly on: NoteOn | null; readonly note?: Note | undefined }>(() => ({
  on: null,
}));

/** `note`: the one to be changed; absent: a new one. */
export const openNote = (on: NoteOn, note?: Note): void => useNoteDialog.setState({ on, note });
