// A title that is dragged onto another one puts its column there. A drag that stays in its title is a click.
import { type PointerEvent, useRef, useState } from 'react';

/** Pixels that a pointer may tremble. */
const STEADY = 6;

interface Drag {
  /** The title that is dragged, and the one under the pointer; null: nothing is dragged. */
  readonly from: number | null;
  readonly over: number | null;
  /** Handlers of the title in place `at`. */
  of(at: number): {
    onPointerDown(event: PointerEvent<HTMLElement>): void;
    onPointerMove(event: PointerEvent<HTMLElement>): void;
    onPointerUp(): void;
    onPointerCancel(): void;
    onClickCapture(event: { stopPropagation(): void; preventDefault(): void }): void;
  };
}

/** `placeOf`: the place of the title under a pixel of the window; null: none is there. */
export function useColumnDrag(placeOf: (x: number) => number | null, onDrop: (from: number, to: number) => void): Drag {
  const began = useRef<number | null>(null);
  const wasDragged = useRef(false);
  const [drag, setDrag] = useState<{ readonly from: number; readonly over: number | null } | null>(null);

  function end(isDone: boolean): void {
    if (isDone && drag && drag.over !== null && drag.over !== drag.from) onDrop(drag.from, drag.over);
    began.current = null;
    setDrag(null);
  }

  return {
    from: drag?.from ?? null,
    over: drag?.over ?? null,
    of: at => ({
      onPointerDown(event) {
        wasDragged.current = false;
        if (event.button === 0) began.current = event.clientX;
      },
      onPointerMove(event) {
        if (began.current === null || event.buttons === 0) return;
        if (drag === null && Math.abs(event.clientX - began.current) < STEADY) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        wasDragged.current = true;
        setDrag({ from: at, over: placeOf(event.clientX) });
      },
      onPointerUp: () => end(true),
      onPointerCancel: () => end(false),
      // The button inside would sort by what was dragged.
      onClickCapture(event) {
        if (!wasDragged.current) return;
        wasDragged.current = false;
        event.stopPropagation();
        event.preventDefault();
      },
    }),
  };
}
