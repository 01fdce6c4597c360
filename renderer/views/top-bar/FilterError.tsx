// What is wrong with a filter: marked at its place in the text, said below it, with what was meant one key away.
import { Kbd } from '@mantine/core';
import type { FilterError as Wrong } from '../../../shared/filter/problem.ts';
import classes from './top-bar.module.css';

interface MarkProps {
  readonly error: Wrong;
  /** Pixels by which the text is scrolled to the left. */
  readonly scrolled: number;
}

/** Lies over the text field, in its letters. */
export const ErrorMark = ({ error: { column, length }, scrolled }: MarkProps) => (
  <div className={classes.marks} aria-hidden="true">
    <span
      className={classes.mark}
      data-testid="filter-error-mark"
      style={{ left: `calc(${column - 1}ch - ${scrolled}px)`, width: `${Math.max(1, length)}ch` }}
    />
  </div>
);

interface Props {
  readonly error: Wrong;
  onUse(): void;
}

export function FilterError({ error: { column, message, suggestion }, onUse }: Props) {
  return (
    <p id="filter-error" className={classes.filterError} role="status" data-testid="filter-error">
      Column {column}: {message}{' '}
      {suggestion !== undefined && (
        <button type="button" onMouseDown={event => event.preventDefault()} onClick={onUse}>
          Use {suggestion} <Kbd size="xs">Enter</Kbd>
        </button>
      )}
    </p>
  );
}
