// The display filter: checked while it is typed, in force from Enter on.
import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { parseFilter } from '../../../shared/filter/filter.ts';
import { onCommand } from '../../state/commands.ts';
import { selectFilter, useSelection } from '../../state/selection.ts';
import { useSource } from '../../state/source.ts';
import { Icon } from '../../ui/Icon.tsx';
import classes from './top-bar.module.css';

export function FilterBox() {
  const inForce = useSelection(s => s.filter);
  const isOpen = useSource(s => s.info !== null && s.phase === 'open');
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);

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

  function apply(): void {
    if (error) input.current?.setSelectionRange(error.column - 1, error.column - 1 + error.length);
    else selectFilter(text.trim() === '' ? null : text.trim());
  }

  return (
    <div className={classes.filter}>
      <TextInput
        ref={input}
        aria-label="Display filter"
        placeholder="Filter, such as  ip.addr == 10.0.0.0/8 && !dns   ( Ctrl+/ )"
        leftSection={<Icon name="filter" size={14} />}
        data-testid="filter"
        spellCheck={false}
        disabled={!isOpen}
        data-state={error ? 'wrong' : text.trim() === (inForce ?? '') ? 'in-force' : 'typed'}
        aria-invalid={error !== null}
        aria-describedby={error ? 'filter-error' : undefined}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key === 'Enter') apply();
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          setText(inForce ?? '');
          event.currentTarget.blur();
        }}
      />
      {error && (
        <p id="filter-error" className={classes.filterError} role="status" data-testid="filter-error">
          Column {error.column}: {error.message}
          {error.suggestion !== undefined && (
            <>
              {' '}
              <button
                type="button"
                onMouseDown={event => event.preventDefault()}
                onClick={() => {
                  const at = error.column - 1;
                  setText(text.slice(0, at) + error.suggestion + text.slice(at + error.length));
                  input.current?.focus();
                }}
              >
                Use {error.suggestion}
              </button>
            </>
          )}
        </p>
      )}
    </div>
  );
}
