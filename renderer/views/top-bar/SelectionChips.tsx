// What is selected, each part removable.
import {
  clearSelection,
  selectBurst,
  selectFilter,
  selectFlow,
  selectHost,
  selectRange,
  selectRecord,
  useSelection,
} from '../../state/selection.ts';
import { useSource } from '../../state/source.ts';
import { Icon } from '../../ui/Icon.tsx';
import { type ChipKind, chipsOf } from './chips.ts';
import classes from './selection-bar.module.css';

const KIND_TEXT: Readonly<Record<ChipKind, string>> = {
  host: 'host',
  pair: 'pair',
  flow: 'flow',
  burst: 'burst',
  record: 'record',
  range: 'time range',
  filter: 'filter',
};

const REMOVE: Readonly<Record<ChipKind, () => void>> = {
  host: () => selectHost(null),
  pair: () => selectHost(useSelection.getState().host),
  flow: () => selectFlow(null),
  burst: () => selectBurst(null),
  record: () => selectRecord(null),
  range: () => selectRange(null),
  filter: () => selectFilter(null),
};

export function SelectionChips() {
  const selection = useSelection();
  const info = useSource(s => s.info);
  const chips = chipsOf(selection, info);
  if (chips.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label="Selected" data-testid="selection">
      {chips.map(({ kind, text }) => (
        <li key={kind} className={classes.chip} data-kind={kind} data-testid={`chip-${kind}`}>
          <span title={`Selected ${KIND_TEXT[kind]}: ${text}`}>{text}</span>
          <button type="button" aria-label={`Remove the ${KIND_TEXT[kind]} from the selection`} onClick={REMOVE[kind]}>
            <Icon name="close" size={12} />
          </button>
        </li>
      ))}
      {chips.length > 1 && (
        <li>
          <button type="button" className={classes.clear} title="Clear the selection (Esc)" onClick={clearSelection}>
            Clear
          </button>
        </li>
      )}
    </ul>
  );
}
