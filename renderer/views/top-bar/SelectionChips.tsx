// What is selected, each part removable.
import { useSelectedCalled } from '../../state/selected-names.ts';
import { clearSelection, useSelection } from '../../state/selection.ts';
import { type Part, removePart, useParts } from '../../state/selection-parts.ts';
import { useSource } from '../../state/source.ts';
import { Icon } from '../../ui/Icon.tsx';
import { chipsOf } from './chips.ts';
import classes from './selection-bar.module.css';

const KIND_TEXT: Readonly<Record<Part, string>> = {
  host: 'host',
  pair: 'pair',
  flow: 'flow',
  burst: 'burst',
  record: 'record',
  range: 'time range',
  filter: 'filter',
};

export function SelectionChips() {
  const selection = useSelection();
  const info = useSource(s => s.info);
  const called = useSelectedCalled();
  const parts = useParts(s => s.parts);
  const chips = chipsOf(selection, info, parts, called);
  if (chips.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label="Selected" data-testid="selection">
      {chips.map(({ kind, text, address = text }, i) => (
        <li key={kind} className={classes.chip} data-kind={kind} data-testid={`chip-${kind}`}>
          <span title={`Selected ${KIND_TEXT[kind]}: ${text}${address === text ? '' : ` (${address})`}`}>{text}</span>
          <button
            type="button"
            aria-label={`Remove the ${KIND_TEXT[kind]} from the selection`}
            title={i === chips.length - 1 ? 'Remove (Esc)' : 'Remove'}
            onClick={() => removePart(kind)}
          >
            <Icon name="close" size={12} />
          </button>
        </li>
      ))}
      <li>
        <button
          type="button"
          className={classes.clear}
          title="Clear all of the selection (X); Esc takes back the last part"
          data-testid="clear-all"
          onClick={clearSelection}
        >
          Clear all
        </button>
      </li>
    </ul>
  );
}
