// The display filter: completed and checked while it is typed, in force from Enter on.
import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { complete } from '../../../shared/filter/complete.ts';
import { parseFilter } from '../../../shared/filter/filter.ts';
import type { FilterError } from '../../../shared/filter/problem.ts';
import { onCommand } from '../../state/commands.ts';
import { selectFilter, useSelection } from '../../state/selection.ts';
import { useSource } from '../../state/source.ts';
import { Icon } from '../../ui/Icon.tsx';
import classes from './top-bar.module.css';

/** Suggestions that are shown. */
const MOST = 12;

export function FilterBox() {
  const inForce = useSelection(s => s.filter);
  const isOpen = useSource(s => s.info !== null && s.phase === 'open');
  const [text, setText] = useState('');
  const [cursor, setCursor] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const box = useCombobox();

  // Removed as a chip, or cleared with the rest of the selection.
  useEffect(() => setText(inForce ?? ''), [inForce]);
  useEffect(
    () =>
      onCommand('filter', () => {
        input.current?.focus();
        input.current?.select();
      }),
    [],
  );

  const parsed = parseFilter(text);
  const error = 'error' in parsed ? parsed.error : null;
  const { from, to, suggestions } = complete(text, cursor);
  const shown = text.trim() === '' ? [] : suggestions.filter(one => one.text !== text.slice(from, to)).slice(0, MOST);

  function write(next: string, at: number): void {
    setText(next);
    setCursor(at);
    // React writes the value after this event; the cursor would go to its end.
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(at, at);
    });
  }

  function apply(): void {
    if (error) input.current?.setSelectionRange(error.column - 1, error.column - 1 + error.length);
    else selectFilter(text.trim() === '' ? null : text.trim());
  }

  return (
    <div className={classes.filter}>
      <Combobox
        store={box}
        shadow="md"
        position="bottom-start"
        onOptionSubmit={chosen => {
          write(`${text.slice(0, from)}${chosen} ${text.slice(to).trimStart()}`, from + chosen.length + 1);
          box.resetSelectedOption();
        }}
      >
        <Combobox.Target>
          <TextInput
            ref={input}
            aria-label="Display filter"
            placeholder="Filter, such as  ip.addr == 10.0.0.0/8 && !dns   ( Ctrl+/ )"
            leftSection={<Icon name="filter" size={14} />}
            data-testid="filter"
            spellCheck={false}
            autoComplete="off"
            disabled={!isOpen}
            data-state={error ? 'wrong' : text.trim() === (inForce ?? '') ? 'in-force' : 'typed'}
            aria-invalid={error !== null}
            aria-describedby={error ? 'filter-error' : undefined}
            value={text}
            onChange={event => {
              setText(event.currentTarget.value);
              setCursor(event.currentTarget.selectionStart ?? event.currentTarget.value.length);
              box.openDropdown();
              box.resetSelectedOption();
            }}
            onSelect={event => setCursor(event.currentTarget.selectionStart ?? 0)}
            onBlur={() => box.closeDropdown()}
            onKeyDown={event => {
              if (event.key === 'Tab' && box.dropdownOpened && shown[0] && !event.shiftKey) {
                event.preventDefault();
                if (box.getSelectedOptionIndex() < 0) box.selectFirstOption();
                box.clickSelectedOption();
              }
              if (event.key === 'Enter' && box.getSelectedOptionIndex() < 0) {
                box.closeDropdown();
                apply();
              }
              if (event.key !== 'Escape') return;
              event.stopPropagation();
              if (box.dropdownOpened && shown.length > 0) box.closeDropdown();
              else {
                setText(inForce ?? '');
                event.currentTarget.blur();
              }
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={shown.length === 0} className={classes.found}>
          <Combobox.Options aria-label="What may stand here">
            {shown.map(({ text: word, note, kind }) => (
              <Combobox.Option key={`${kind} ${word}`} value={word}>
                <span className={classes.foundRow}>
                  <span className="mono">{word}</span>
                  <span className={classes.note}>{note}</span>
                </span>
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {error && !(box.dropdownOpened && shown.length > 0) && (
        <Wrong
          error={error}
          onUse={suggestion => {
            const at = error.column - 1;
            write(text.slice(0, at) + suggestion + text.slice(at + error.length), at + suggestion.length);
          }}
        />
      )}
    </div>
  );
}

function Wrong({ error, onUse }: { readonly error: FilterError; readonly onUse: (suggestion: string) => void }) {
  const { column, message, suggestion } = error;
  return (
    <p id="filter-error" className={classes.filterError} role="status" data-testid="filter-error">
      Column {column}: {message}{' '}
      {suggestion !== undefined && (
        <button type="button" onMouseDown={event => event.preventDefault()} onClick={() => onUse(suggestion)}>
          Use {suggestion}
        </button>
      )}
    </p>
  );
}
