// The mark of a row that a note is on; hovering shows what it says.
import { useNotesOn } from '../state/annotations.ts';
import { useBurstParams } from '../state/bursts.ts';
import { useSelection } from '../state/selection.ts';
import { Icon } from './Icon.tsx';
import classes from './ui.module.css';

export function NoteMark({ on }: { readonly on: Parameters<typeof useNotesOn>[0] }) {
  const notes = useNotesOn(on);
  if (notes.length === 0) return null;
  const text = notes.map(note => note.text).join('\n\n');
  return (
    <span className={classes.noteMark} role="img" aria-label={`Note: ${text}`} title={text} data-testid="note-mark">
      <Icon name="note" size={12} />
    </span>
  );
}

/** Numbers of bursts are those of the thresholds and the filter in force. */
export function BurstNoteMark({ burst }: { readonly burst: number }) {
  const params = useBurstParams();
  const filter = useSelection(s => s.filter);
  return <NoteMark on={{ kind: 'burst', burst, params, filter }} />;
}
