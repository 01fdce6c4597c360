// How far the report is that is being written; the window shows it once it takes a while.
import { create } from 'zustand';
import { link } from './link.ts';

interface Writing {
  /** Null: nothing is being written, or not for long. */
  readonly rows: number | null;
  /** Rows in all; null: not known before they are made. */
  readonly of: number | null;
  readonly source: number | null;
}

const NONE: Writing = { rows: null, of: null, source: null };

export const useWriting = create<Writing>(() => NONE);

/** Follows the writing of a report of the source until the returned function is called. */
export function followWriting(source: number): () => void {
  const silence = link().on('writing', said => {
    if (said.source === source) useWriting.setState(said);
  });
  return () => {
    silence();
    useWriting.setState(NONE);
  };
}

/** Ends it; nothing is left of the file. */
export function stopWriting(): void {
  const { source } = useWriting.getState();
  // Whoever waits for the file hears what became of it.
  if (source !== null)
    void link()
      .call('stopWriting', { source })
      .catch(() => {});
}
