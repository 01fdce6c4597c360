// The display filter: completed and checked while it is typed, in force from Enter on.
import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { parseFilter } from '../../../shared/filter/filter.ts';
import { LOG_FILTER_HINT } from '../../../shared/filter/log-fields.ts';
import { onCommand } from '../../state/commands.ts';
import { followFilters } from '../../state/recent-filters.ts';
import { selectFilter, useSelection } from '../../state/selection.ts';
import { useSource } from '../../state/source.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ErrorMark, FilterError } from './FilterError.tsx';
import classes from './top-bar.module.css';
import { useCompletion } from './use-completion.ts';

export function FilterBox() {
  const inForce = useSelection(s => s.filter);
  const isOpen = useSource(s => s.info !== null && s.phase === 'open');
  const isLog = useSource(s => s.info?.kind === 'flows');
  const [text, setText] = useState('');
  const [cursor, setCursor] = useState(0);
  const [scrolled, setScrolled] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const box = useCombobox();

  useEffect(followFilters, []);
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
  const { from, to, offered } = useCompletion(text, cursor, box.dropdownOpened);
  const isOffering = box.dropdownOpened && offered.length > 0;
  // What is missing at the end is being written.
  const isUnfinished = error !== null && error.column > text.trimEnd().length;

  function write(next: string, at: number): void {
    setText(next);
    setCursor(at);
    // React writes the value after this event; the cursor would go to its end.
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(at, at);
    });
  }

  function take(index: number): void {
    const chosen = offered[index];
    if (!chosen) return;
    box.resetSelectedOption();
    if (chosen.isWhole) {
      write(chosen.text, chosen.text.length);
      box.closeDropdown();
      selectFilter(chosen.text);
    } else {
      write(`${text.slice(0, from)}${chosen.text} ${text.slice(to).trimStart()}`, from + chosen.text.length + 1);
    }
  }

  function takeSuggestion(): void {
    if (error?.suggestion === undefined) return;
    const at = error.column - 1;
    write(text.slice(0, at) + error.suggestion + text.slice(at + error.length), at + error.suggestion.length);
  }

  function apply(): void {
    if (error?.suggestion !== undefined) takeSuggestion();
    else if (error) input.current?.setSelectionRange(error.column - 1, error.column - 1 + error.length);
    else selectFilter(text.trim() === '' ? null : text.trim());
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Tab' && isOffering && !event.shiftKey && text.trim() !== '') {
      event.preventDefault();
      take(Math.max(0, box.getSelectedOptionIndex()));
    }
    if (event.key === 'Enter' && box.getSelectedOptionIndex() < 0) {
      box.closeDropdown();
      apply();
    }
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    if (isOffering) box.closeDropdown();
    else {
      setText(inForce ?? '');
      event.currentTarget.blur();
    }
  }

  return (
    <div className={classes.filter}>
      <Combobox store={box} shadow="md" position="bottom-start" onOptionSubmit={index => take(Number(index))}>
        <Combobox.Target>
          <TextInput
            ref={input}
            aria-label="Display filter"
            placeholder={`Filter, such as  ${isLog ? 'ip.addr == 10.0.0.0/8 && tcp.dstport == 443' : 'ip.addr == 10.0.0.0/8 && !dns'}   ( Ctrl+/ )`}
            title={isLog ? LOG_FILTER_HINT : undefined}
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
            onScroll={event => setScrolled(event.currentTarget.scrollLeft)}
            onFocus={() => text.trim() === '' && box.openDropdown()}
            onBlur={() => box.closeDropdown()}
            onKeyDown={onKeyDown}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={offered.length === 0} className={classes.found}>
          <Combobox.Options aria-label="What may stand here">
            {offered.map(({ text: word, note }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the place in the list is what is chosen
              <Combobox.Option key={`${index} ${word}`} value={String(index)}>
                <span className={classes.foundRow}>
                  <span className={classes.word}>{word}</span>
                  <span className={classes.note}>{note}</span>
                </span>
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {error && !(isOffering && isUnfinished) && <ErrorMark error={error} scrolled={scrolled} />}
      {error && !isOffering && <FilterError error={error} onUse={takeSuggestion} />}
    </div>
  );
}
