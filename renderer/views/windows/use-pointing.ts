// Pointing at columns with the mouse: moving shows what is there, a click selects a window's time, a drag a longer one.
import { type PointerEvent, useState } from 'react';
import { compareTime, type TimeRange } from '../../../shared/unit/time.ts';
import { selectRange, useSelection } from '../../state/selection.ts';
import type { Cursor, Drawn } from './drawn.ts';

/** The times of columns `a` to `b` become the time range of all panels; when they are it already, it is let go. */
export function selectColumns(drawn: Drawn, a: number, b: number): void {
  const wanted = { from: drawn.range(Math.min(a, b)).from, to: drawn.range(Math.max(a, b)).to };
  const { range } = useSelection.getState();
  selectRange(range && isSame(range, wanted) ? null : wanted);
}

export function isSame(range: TimeRange, { from, to }: Required<TimeRange>): boolean {
  return (
    range.from !== undefined &&
    range.to !== undefined &&
    compareTime(range.from, from!) === 0 &&
    compareTime(range.to, to!) === 0
  );
}

export interface Pointing {
  readonly cursor: Cursor | null;
  setCursor(cursor: Cursor | null): void;
  readonly dragged: readonly [number, number] | null;
  /** For the element that the columns fill; `featureAt` tells which row lies `y` pixels below its top. */
  handlers(featureAt: (y: number) => number | null): {
    onPointerMove(event: PointerEvent<HTMLElement>): void;
    onPointerDown(event: PointerEvent<HTMLElement>): void;
    onPointerUp(event: PointerEvent<HTMLElement>): void;
    onPointerLeave(): void;
  };
}

export function usePointing(drawn: Drawn | null): Pointing {
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const [start, setStart] = useState<number | null>(null);
  const columns = drawn?.columns ?? 0;

  function columnAt(event: PointerEvent<HTMLElement>): number | null {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    if (columns === 0 || width === 0) return null;
    return Math.min(columns - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * columns)));
  }

  return {
    cursor: cursor && cursor.column < columns ? cursor : null,
    setCursor,
    dragged: start !== null && cursor !== null && start !== cursor.column ? [start, cursor.column] : null,
    handlers: featureAt => ({
      onPointerMove(event) {
        const column = columnAt(event);
        const y = event.clientY - event.currentTarget.getBoundingClientRect().top;
        const feature = featureAt(y);
        if (column === null) return;
        if (cursor?.column !== column || cursor.feature !== feature) setCursor({ column, feature });
      },
      onPointerDown(event) {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setStart(columnAt(event));
      },
      onPointerUp(event) {
        const end = columnAt(event);
        if (drawn && start !== null && end !== null) selectColumns(drawn, start, end);
        setStart(null);
      },
      onPointerLeave() {
        setCursor(null);
        setStart(null);
      },
    }),
  };
}
